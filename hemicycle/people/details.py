"""What somebody says of themselves when they register, made safe to keep and to show."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, cast

from hemicycle.consultations.languages import in_order
from hemicycle.fields.widths import length_of
from hemicycle.people.models import Person, Registration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db import models
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.languages import Text

#: Emoji and other pictures with what joins and colours them: no part of a name, and in few fonts of papers.
_PICTURES = re.compile("[\u2600-\u27bf\u2b50\u2b55\ufe0f\U0001f000-\U0001faff\U000e0000-\U000e007f]")
#: Marks of direction that writers of Arabic set themselves; in a name they only hide what it is.
_DIRECTION = frozenset("\u061c\u200e\u200f")
_JOINERS = frozenset("\u200c\u200d")
#: Scripts whose letters a joiner shapes, by the first word of their characters' names.
_JOINED = frozenset(
    {
        "ARABIC", "SYRIAC", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA",
        "MALAYALAM", "SINHALA",
    }
)  # fmt: skip


def has_pictures(text: str) -> bool:
    """Whether there are emoji in it."""
    return _PICTURES.search(text) is not None


def clean(text: str, *, lines: bool = False) -> str:
    """Text without control and format characters, in Unicode's composed form, with single spaces.

    Format characters are not seen, and make one name look like another. A joiner between letters that it shapes stays.

    Args:
        lines: Line breaks stay, and the marks of direction of running text.
    """
    composed = unicodedata.normalize("NFC", text)
    characters = (
        " " if character in "\t\r" or (character == "\n" and not lines) else character
        for position, character in enumerate(composed)
        if character in "\t\r\n" or _stays(composed, position, lines=lines)
    )
    return "\n".join(" ".join(line.split()) for line in "".join(characters).split("\n")).strip()


def clean_texts(texts: Mapping[str, str], *, lines: bool = False) -> Text:
    """What was written in each language, each cleaned; without those in which nothing was."""
    cleaned = {language: clean(texts[language], lines=lines) for language in in_order(texts)}
    return {language: text for language, text in cleaned.items() if text}


def _stays(text: str, position: int, *, lines: bool) -> bool:
    character = text[position]
    category = unicodedata.category(character)
    if category == "Cf":
        if character in _JOINERS:
            return 0 < position < len(text) - 1 and _is_joined(text[position - 1]) and _is_joined(text[position + 1])
        return lines and character in _DIRECTION
    return category != "Cc"


def _is_joined(character: str) -> bool:
    return unicodedata.name(character, "").split(" ")[0] in _JOINED


@dataclass(frozen=True)
class Details:
    """What a registration form holds about a person and their part.

    The fields are those of ``Person`` and ``Registration`` of the same names. Whoever adds one adds it there and here:
    form, import, list and what is written follow from it (docs/architecture.md).

    Attributes:
        name: With its title, as shown in the room.
        days: ISO dates; none for every day.
    """

    email: str
    name: str
    family_name: str = ""
    language: str = "en"
    phone: str = ""
    time_zone: str = ""
    function: str = ""
    delegation_role: str = ""
    accessibility: str = ""
    days: tuple[str, ...] = ()
    booth_languages: tuple[str, ...] = field(default=())

    def cleaned(self) -> Details:
        """The same, safe to keep."""
        safe: dict[str, Any] = {name: clean(getattr(self, name), lines=name in LINES) for name in TEXTS}
        return replace(self, email=clean(self.email).lower(), days=tuple(sorted(set(self.days))), **safe)

    def fill(self, row: Person | Registration) -> list[str]:
        """Write what a person, or a registration, keeps of it into the row; return the names of those fields."""
        names = OF_PERSON if isinstance(row, Person) else OF_REGISTRATION
        for name in names:
            setattr(row, name, self.stored(name))
        return list(names)

    def stored(self, name: str) -> str | list[str]:
        """A value as the database keeps it."""
        value = getattr(self, name)
        return list(value) if isinstance(value, tuple) else str(value)


NAMES = tuple(detail.name for detail in fields(Details))
#: Whose they are. The address stays: it is who the person is.
OF_PERSON = tuple(name for name in NAMES if name in {column.name for column in Person._meta.fields} - {"email"})
OF_REGISTRATION = tuple(name for name in NAMES if name not in {*OF_PERSON, "email"})
#: What people write in their own words; the others are chosen, and the address is measured as one.
_CHOSEN = {"email", "language", "time_zone", "delegation_role", "days", "booth_languages"}
TEXTS = tuple(name for name in NAMES if name not in _CHOSEN)
#: Of those: in which line breaks stay, and which are telephone numbers.
LINES = frozenset({"accessibility"})
TELEPHONES = frozenset({"phone"})


def model_of(name: str) -> type[Person | Registration]:
    """Who keeps it."""
    return Registration if name in OF_REGISTRATION else Person


def value_of(row: Registration, name: str) -> str | list[str]:
    """What is kept of it for a registration."""
    value: str | list[str] = getattr(row if name in OF_REGISTRATION else row.person, name)
    return value


def label_of(name: str) -> _StrPromise:
    """What its column is called."""
    return cast("_StrPromise", _column(name).verbose_name)


def help_of(name: str) -> _StrPromise:
    """What is to be written into it."""
    return cast("_StrPromise", _column(name).help_text)


def limit(name: str) -> int:
    """How many characters of it are kept."""
    return length_of(model_of(name), name)


def _column(name: str) -> models.Field[Any, Any]:
    return cast("models.Field[Any, Any]", model_of(name)._meta.get_field(name))
