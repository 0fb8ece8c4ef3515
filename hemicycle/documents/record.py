"""A document as somebody wants it to be, and what stands against that: from a form, or from a row of a file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from hemicycle.consultations.document_contents import in_their_order
from hemicycle.consultations.languages import in_order
from hemicycle.documents.models import LINK_LENGTH, SYMBOL_LENGTH, TITLE_LENGTH, WORDS_LENGTH
from hemicycle.documents.reasons import DocumentCode
from hemicycle.people.details import clean, clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.people.uploads import DOCX, PDF, XLSX
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from hemicycle.consultations.languages import Text
    from hemicycle.documents.models import Document
    from hemicycle.people.uploads import Looked

#: What a document may be.
KINDS = frozenset({PDF, DOCX, XLSX})
_SYMBOL = re.compile(r"[A-Za-z0-9]+(?:[./()_-]+[A-Za-z0-9]+)*\)?")
_is_link = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class DocumentRecord:
    """What a document is to be; its files are another matter.

    Attributes:
        symbol: Empty for the next one of its series, or the next version of its base.
        contains: Keys of the texts for adoption that it carries.
        series: Key of the series that numbers it; empty where the symbol alone says it.
        base: Symbol of the document of which it is a version.
        change: How it relates to that one: a ``rules.versions.Change``.
        what_changes: What it changes there, by language.
        submitters: Codes of the Members that submitted it, in their order.
        submitted_by: Who did beside them, by language.
        translating: Languages into which it is being translated.
    """

    symbol: str = ""
    title: Text = field(default_factory=dict)
    contains: tuple[str, ...] = ()
    series: str = ""
    base: str = ""
    change: str = ""
    what_changes: Text = field(default_factory=dict)
    submitters: tuple[str, ...] = ()
    submitted_by: Text = field(default_factory=dict)
    translating: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Document) -> DocumentRecord:
        """What a document is now; reads its base and its submitters."""
        return cls(
            document.symbol,
            document.title,
            tuple(document.contains),
            document.series,
            document.base.symbol if document.base else "",
            document.change,
            document.what_changes,
            tuple(row.member.code for row in document.submitters.select_related("member")),
            document.submitted_by,
            tuple(document.translating),
        )

    @property
    def digest(self) -> str:
        """Tells whether a document is still what somebody began to change."""
        texts = [sorted(text.items()) for text in (self.title, self.what_changes, self.submitted_by)]
        said = (self.symbol, texts, sorted(self.contains), self.series, self.base, self.change, self.submitters)
        return hashlib.sha256(repr((said, sorted(self.translating))).encode()).hexdigest()

    def cleaned(self, contents: Collection[str]) -> DocumentRecord:
        """The same, safe to keep.

        Args:
            contents: Keys of what documents of its consultation may contain, in their order.
        """
        contains = in_their_order(contents, self.contains)
        return replace(
            self,
            symbol=clean(self.symbol),
            title=clean_texts(self.title),
            contains=contains,
            what_changes=clean_texts(self.what_changes, lines=True),
            submitters=tuple(dict.fromkeys(self.submitters)),
            submitted_by=clean_texts(self.submitted_by),
            translating=tuple(in_order(set(self.translating))),
        )


def objections(record: DocumentRecord, contents: Collection[str]) -> Iterator[tuple[str, Reason]]:
    """What of a record cannot be kept, with the field that it is about.

    Args:
        record: As ``cleaned`` made it, with its symbol.
        contents: Keys of what documents of its consultation may contain.
    """
    if not is_symbol(record.symbol):
        yield "symbol", Reason(DocumentCode.DOCUMENT_SYMBOL, {"longest": SYMBOL_LENGTH})
    if not set(record.contains) <= set(contents):
        yield "contains", against_contents(contents)
    if not record.title:
        yield "title", Reason(DocumentCode.DOCUMENT_WITHOUT_TITLE)
    if any(len(words) > TITLE_LENGTH for words in record.title.values()):
        yield "title", Reason(PeopleCode.TEXT_TOO_LONG, {"limit": TITLE_LENGTH})
    for name, text in (("what_changes", record.what_changes), ("submitted_by", record.submitted_by)):
        if any(len(words) > WORDS_LENGTH for words in text.values()):
            yield name, Reason(PeopleCode.TEXT_TOO_LONG, {"limit": WORDS_LENGTH})


def is_symbol(text: str) -> bool:
    """Whether a document can have this symbol."""
    return len(text) <= SYMBOL_LENGTH and _SYMBOL.fullmatch(text) is not None


def against_contents(contents: Collection[str]) -> Reason:
    """Why a document cannot contain something else than these."""
    if not contents:
        return Reason(DocumentCode.DOCUMENT_CONTAINS_NOTHING)
    return Reason(DocumentCode.DOCUMENT_CONTAINS, {"known": list(contents)})


def require_link(text: str) -> str:
    """A link as it can be kept.

    Raises:
        Refusal: it is none, or none of the web's.
    """
    link = clean(text)
    try:
        _is_link(link)
    except ValidationError as error:
        raise Refusal(DocumentCode.DOCUMENT_LINK) from error
    if len(link) > LINK_LENGTH:
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=LINK_LENGTH)
    return link


def require_kind(looked: Looked) -> Looked:
    """A file as a document can be.

    Raises:
        Refusal: it is of another kind.
    """
    if looked.media_type not in KINDS:
        raise Refusal(DocumentCode.DOCUMENT_KIND)
    return looked
