"""TBX, the exchange of terms (ISO 30042), as rows and out of them: its third edition; the second is read too.

An XML file may name entities that grow without end, or files of the installation. Expat fetches nothing, and a file
that declares an entity is refused before one is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, NoReturn
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from hemicycle.imports.reasons import ImportCode
from hemicycle.people.uploads import TBX, look, look_as
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.core.files.base import File

    from hemicycle.people.uploads import Looked

_PIECE = 1 << 16
#: The same in the third edition and in the second.
_ROOTS = frozenset({"tbx", "martif"})
_ENTRIES = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = "term"
#: What of an entry is a note: whatever is written about the concept or a term of it in running text.
_NOTES = frozenset({"note", "definition", "context"})
#: How an entry, and an item under which it is needed, are named in a file that was made here.
_OWN, _ITEM = "entry-", "item:"
_ITEMS = "projectSubset"
_BETWEEN = "; "
#: XML is not always marked as such by its name.
_BEGINS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")


def look_at_terms(file: File[bytes]) -> Looked:
    """Look at a file of terms before it is kept: a table, or TBX.

    Raises:
        Refusal: as for ``people.uploads.look``.
    """
    file.seek(0)
    begins = file.read(100).lstrip()
    file.seek(0)
    return look_as(file, TBX, ".tbx") if begins.startswith(_BEGINS) else look(file)


@dataclass
class _Entry:
    own: str = ""
    terms: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def cells(self, columns: Iterable[str]) -> list[str]:
        said = {"entry": self.own, "note": "\n".join(self.notes), "items": _BETWEEN.join(self.items)}
        said |= {f"term_{code}": _BETWEEN.join(terms) for code, terms in self.terms.items()}
        return [said.get(name, "") for name in columns]


class _Reader:
    """Follows the elements of one file; what it does not know is passed over."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self._entry: _Entry | None = None
        self._language = ""
        self._root = False
        self._kept: list[str] | None = None
        self._kind = ""
        self._inside = 0

    def begins(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2]
        if not self._root:
            self._root = True
            if name not in _ROOTS:
                raise Refusal(ImportCode.IMPORT_TBX)
        if self._kept is not None:  # what is marked up within a term or a note is of it
            self._inside += 1
        elif name in _ENTRIES:
            said = attributes.get("id", "")
            own = said.removeprefix(_OWN) if said.startswith(_OWN) else ""
            self._entry, self._language = _Entry(own if own.isdecimal() else ""), ""
        elif name in _LANGUAGES:
            code = attributes.get("xml:lang") or attributes.get("lang", "")
            self._language = code.replace("_", "-").partition("-")[0].lower()
        elif self._entry is not None:
            self._kind = name if name == _TERMS else attributes.get("type", name)
            self._kept = [] if self._kind in {_TERMS, _ITEMS} | _NOTES else None

    def says(self, text: str) -> None:
        if self._kept is not None:
            self._kept.append(text)

    def ends(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if self._inside:
            self._inside -= 1
        elif self._kept is not None:
            self._take("".join(self._kept).strip())
            self._kept = None
        elif name in _ENTRIES and self._entry is not None:
            self.entries.append(self._entry)
            self._entry = None

    def _take(self, text: str) -> None:
        if self._entry is None or not text:
            return
        if self._kind == _TERMS:
            if self._language:
                self._entry.terms.setdefault(self._language, []).append(text)
        elif self._kind == _ITEMS:
            if text.startswith(_ITEM):
                self._entry.items.append(text.removeprefix(_ITEM))
        elif text not in self._entry.notes:
            self._entry.notes.append(text)


def rows(file: IO[bytes], most: int) -> Iterator[tuple[int, list[str]]]:
    """The entries of a file as numbered rows, their headings first; a few more than ``most`` where there are more.

    Raises:
        Refusal: it is no TBX, is damaged, or declares entities.
    """
    entries = _read(file, most)
    said = {name for entry in entries for name, there in _optional(entry) if there}
    codes = dict.fromkeys(code for entry in entries for code in entry.terms)
    columns = [*({"entry"} & said), *(f"term_{code}" for code in codes), *sorted({"note", "items"} & said)]
    yield 1, columns
    for number, entry in enumerate(entries, 2):
        yield number, entry.cells(columns)


def _optional(entry: _Entry) -> Iterator[tuple[str, bool]]:
    """Columns that there are only where an entry has something in them: an empty cell would empty what is kept."""
    yield "entry", bool(entry.own)
    yield "note", bool(entry.notes)
    yield "items", bool(entry.items)


def _read(file: IO[bytes], most: int) -> list[_Entry]:
    reader, parser = _Reader(), ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.begins, reader.ends
    parser.CharacterDataHandler = reader.says
    parser.EntityDeclHandler = _refuse_entities
    try:
        while (piece := file.read(_PIECE)) and len(reader.entries) <= most:
            parser.Parse(piece, False)  # noqa: FBT003 - as expat has it
        if len(reader.entries) <= most:
            parser.Parse(b"", True)  # noqa: FBT003 - the same
    except (ExpatError, ValueError, LookupError) as error:
        raise Refusal(ImportCode.IMPORT_TBX) from error
    return reader.entries


def _refuse_entities(*_declared: object) -> NoReturn:
    raise Refusal(ImportCode.IMPORT_TBX_ENTITIES)


@dataclass(frozen=True)
class Concept:
    """An entry as a file has it.

    Attributes:
        terms: By language.
        items: How each item is named under which it is needed.
    """

    number: int
    terms: Mapping[str, Iterable[str]]
    note: str = ""
    items: tuple[str, ...] = ()


def written(concepts: Iterable[Concept], title: str, language: str) -> bytes:
    """Concepts as TBX of the third edition, in its dialect TBX-Basic.

    Args:
        language: Of the title.
    """
    inside = "".join(map(_concept, concepts))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<tbx style="dca" type="TBX-Basic" xml:lang={_attribute(language)} xmlns="urn:iso:std:iso:30042:ed-2">\n'
        f"<tbxHeader><fileDesc><sourceDesc><p>{_text(title)}</p></sourceDesc></fileDesc></tbxHeader>\n"
        f"<text><body>\n{inside}</body></text>\n</tbx>\n"
    ).encode()


def _concept(concept: Concept) -> str:
    about = "".join(f'<admin type="{_ITEMS}">{_text(_ITEM + item)}</admin>' for item in concept.items)
    about += f"<note>{_text(concept.note)}</note>" if concept.note else ""
    sections = "".join(
        f"<langSec xml:lang={_attribute(code)}>"
        + "".join(f"<termSec><term>{_text(term)}</term></termSec>" for term in terms)
        + "</langSec>"
        for code, terms in concept.terms.items()
    )
    return f'<conceptEntry id="{_OWN}{concept.number}">{about}{sections}</conceptEntry>\n'


def _text(text: str) -> str:
    return escape("".join(character for character in text if _is_xml(character)))


def _attribute(text: str) -> str:
    return quoteattr(text)


def _is_xml(character: str) -> bool:
    """Whether XML has this character: it has no surrogates, no controls but two, and not the two that are none."""
    if character < " ":
        return character in "\t\n"
    return not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"
