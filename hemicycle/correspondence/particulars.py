"""What stands at the head and foot of a letter beside its symbol, date, addressees and signature."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hemicycle.consultations.languages import in_order
from hemicycle.correspondence.models.letters import NAME_LENGTH, PHONE_LENGTH, WORDS_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.details import clean
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.models import Letter


@dataclass(frozen=True)
class Particulars:
    """Whom one turns to about a letter, and what stands under its signature.

    Attributes:
        department, contact: Which part of the body writes, and who there, by language.
        copies: Who gets a copy, a line each, by language.
        original_signed: It says that its original is signed.
    """

    department: Text = field(default_factory=dict)
    contact: Text = field(default_factory=dict)
    phone: str = ""
    fax: str = ""
    email: str = ""
    copies: Text = field(default_factory=dict)
    original_signed: bool = False

    @classmethod
    def of(cls, letter: Letter) -> Particulars:
        """Those of a letter, with which the next one begins."""
        return cls(
            letter.department,
            letter.contact,
            letter.phone,
            letter.fax,
            letter.email,
            letter.copies,
            letter.original_signed,
        )

    def cleaned(self) -> Particulars:
        """The same, safe to keep.

        Raises:
            Refusal: a text is too long, or the address of mail is none.
        """
        email = clean(self.email)
        try:
            if email:
                validate_email(email)
        except ValidationError as error:
            raise Refusal(CorrespondenceCode.LETTER_EMAIL) from error
        return Particulars(
            cleaned(self.department, NAME_LENGTH),
            cleaned(self.contact, NAME_LENGTH),
            _short(self.phone, PHONE_LENGTH),
            _short(self.fax, PHONE_LENGTH),
            email,
            cleaned(self.copies, WORDS_LENGTH, lines=True),
            self.original_signed,
        )

    def put(self, row: Letter) -> None:
        """Let a letter have them; it is not saved."""
        row.department, row.contact, row.copies = self.department, self.contact, self.copies
        row.phone, row.fax, row.email = self.phone, self.fax, self.email
        row.original_signed = self.original_signed


def cleaned(text: Mapping[str, str], longest: int, *, lines: bool = False) -> Text:
    """A text in the languages in which it says something, safe to keep.

    Args:
        lines: Line breaks stay.

    Raises:
        Refusal: it is too long in one of them.
    """
    kept = {code: clean(text[code], lines=lines) for code in in_order(text) if text[code]}
    for words in kept.values():
        _short(words, longest, lines=lines)
    return {code: words for code, words in kept.items() if words}


def _short(text: str, longest: int, *, lines: bool = False) -> str:
    words = clean(text, lines=lines)
    if len(words) > longest:
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=longest)
    return words
