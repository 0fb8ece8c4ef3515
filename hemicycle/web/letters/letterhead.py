"""The head of a letter in one language: the body that sends it, and whom one turns to there."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations import own_words
from hemicycle.consultations.language_parts import Wording
from hemicycle.correspondence import letter_queries

if TYPE_CHECKING:
    from hemicycle.correspondence.models import Letter
    from hemicycle.people.models import Upload


@dataclass(frozen=True)
class Fact:
    """A line at the head: what it is, and what it says, from left to right in any language where it is a number."""

    label: str
    text: str
    ltr: bool = False


@dataclass(frozen=True)
class Emblem:
    """The emblem of the body, with what it shows in words."""

    file: Upload
    words: Wording

    @cached_property
    def content(self) -> bytes:
        """The picture (PNG); nothing, where its file is gone."""
        try:
            with self.file.file.open("rb") as opened:
                read: bytes = opened.read()
        except FileNotFoundError:
            return b""
        return read

    @property
    def stream(self) -> BytesIO:
        """The picture for a paper for Word."""
        return BytesIO(self.content)

    @property
    def address(self) -> str:
        """The picture itself as an address, which whoever has the page has: also by the link of a mail."""
        return f"data:image/png;base64,{b64encode(self.content).decode()}"


@dataclass(frozen=True)
class Head:
    """The head of a letter.

    What has no words in the letter's language is marked as of another one (``own_words``).

    Attributes:
        body: Who sends it; empty where no body is set: then it is the consultation.
        address: In lines.
        place: Where it is dated; empty where that is not set.
        emblem: None where the body has none.
    """

    body: Wording
    address: tuple[Wording, ...]
    department: Wording
    place: Wording
    emblem: Emblem | None
    facts: tuple[Fact, ...]


@own_words.marked()
def head_of(letter: Letter, language: str) -> Head:
    """The head of a letter, worded in the present language, which is its own."""
    used = letter_queries.letterhead_of(letter)
    emblem = used.emblem if used else None

    return Head(
        body=Wording.of(used.body if used else {}, language),
        address=Wording.lines_of(used.address if used else {}, language),
        department=Wording.of(letter.department, language),
        place=Wording.of(used.place if used else {}, language),
        emblem=Emblem(emblem, Wording.of(used.emblem_words, language)) if used and emblem else None,
        facts=tuple(fact for fact in _facts(letter, language) if fact.text),
    )


def _facts(letter: Letter, language: str) -> list[Fact]:
    return [
        Fact(_("Ref.:"), letter.symbol, ltr=True),
        Fact(_("Contact:"), Wording.of(letter.contact, language)),
        Fact(_("Telephone:"), letter.phone, ltr=True),
        Fact(_("Fax:"), letter.fax, ltr=True),
        Fact(_("E-mail:"), letter.email, ltr=True),
    ]
