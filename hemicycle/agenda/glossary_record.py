"""An entry of the glossary as somebody wants it to be, and what stands against that: from a form, or from a file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hemicycle.agenda.models.glossary import NOTE_LENGTH
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import in_order
from hemicycle.documents.terms import folded_words
from hemicycle.people.details import clean
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Any

    from hemicycle.agenda.models import GlossaryEntry

#: Of one term in characters, and so many terms of one language in an entry.
TERM_LENGTH = 300
MOST_TERMS = 10
#: Entries of a consultation: as many as a file has rows.
MOST_ENTRIES = 20_000
#: What stands between two terms of a language: semicolons of every script, and line breaks.
_APART = re.compile(r"[;；؛\n]")
BETWEEN = "; "


def split_terms(text: str) -> tuple[str, ...]:
    """The terms that somebody wrote into one field, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, (clean(part) for part in _APART.split(text)))))


def joined_terms(terms: Iterable[str]) -> str:
    """Terms of one language as a field has them."""
    return BETWEEN.join(terms)


@dataclass(frozen=True)
class GlossaryRecord:
    """What an entry is to be.

    Attributes:
        terms: By language, as ``split_terms`` gives them.
        items: Keys of those under which it is needed; none for all.
    """

    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""
    items: tuple[int, ...] = ()

    @classmethod
    def of(cls, entry: GlossaryEntry) -> GlossaryRecord:
        """What an entry is now; reads its items."""
        terms = {code: tuple(words) for code, words in entry.terms.items()}
        return cls(terms, entry.note, tuple(sorted(item.pk for item in entry.items.all())))

    @property
    def digest(self) -> str:
        """Tells whether an entry is still what somebody began to change."""
        said = (sorted(self.terms.items()), self.note, sorted(self.items))
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def words(self) -> str:
        """What it is found by."""
        said = [term for terms in self.terms.values() for term in terms]
        return " ".join(folded_words("\n".join([*said, self.note])))

    def cleaned(self) -> GlossaryRecord:
        """The same, safe to keep."""
        terms = {code: split_terms(joined_terms(self.terms[code])) for code in in_order(self.terms)}
        items = tuple(sorted(set(self.items)))
        note = clean(self.note, lines=True)
        return replace(self, terms={code: some for code, some in terms.items() if some}, note=note, items=items)

    def known_by(self, languages: Iterable[str]) -> tuple[str, ...]:
        """By what an entry without a number is known: its terms in the first of some languages that it has."""
        code = next((code for code in languages if self.terms.get(code)), "")
        return (code, *sorted(" ".join(folded_words(term)) or term for term in self.terms.get(code, ())))

    def as_json(self) -> dict[str, Any]:
        """As the journal keeps it."""
        terms = {code: list(words) for code, words in self.terms.items()}
        return {"terms": terms, "note": self.note, "items": list(self.items)}


@dataclass(frozen=True)
class Objection:
    """What stands against a record, in the terms of which language, or in another of its fields."""

    field: str
    reason: Reason


def objections(record: GlossaryRecord, languages: Collection[str]) -> Iterator[Objection]:
    """What of a record cannot be kept, whatever is there already.

    Args:
        record: As ``cleaned`` made it.
        languages: Those of the consultation.
    """
    if not record.terms:
        yield Objection("", Reason(AgendaCode.GLOSSARY_WITHOUT_TERM))
    for code, terms in record.terms.items():
        name = f"term_{code}"
        if code not in languages:
            yield Objection(name, Reason(AgendaCode.GLOSSARY_LANGUAGE, {"language": code}))
        if any(len(term) > TERM_LENGTH for term in terms):
            yield Objection(name, Reason(PeopleCode.TEXT_TOO_LONG, {"limit": TERM_LENGTH}))
        if len(terms) > MOST_TERMS:
            yield Objection(name, Reason(AgendaCode.GLOSSARY_TOO_MANY_TERMS, {"most": MOST_TERMS}))
    if len(record.note) > NOTE_LENGTH:
        yield Objection("note", Reason(PeopleCode.TEXT_TOO_LONG, {"limit": NOTE_LENGTH}))
