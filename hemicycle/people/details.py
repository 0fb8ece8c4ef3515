"""What somebody says of themselves when they register, made safe to keep and to show."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

#: Characters that reorder what stands around them, and so make one name look like another.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str, *, lines: bool = False) -> str:
    """Text without control and reordering characters, in Unicode's composed form, with single spaces.

    Args:
        lines: Line breaks stay.
    """
    kept = (
        " " if character in "\t\r" or (character == "\n" and not lines) else character
        for character in unicodedata.normalize("NFC", text)
        if character in "\t\r\n" or (unicodedata.category(character) != "Cc" and character not in _REORDERING)
    )
    return "\n".join(" ".join(line.split()) for line in "".join(kept).split("\n")).strip()


@dataclass(frozen=True)
class Details:
    """What a registration form holds about a person and their part.

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
        return Details(
            email=clean(self.email).lower(),
            name=clean(self.name),
            family_name=clean(self.family_name),
            language=self.language,
            phone=clean(self.phone),
            time_zone=self.time_zone,
            function=clean(self.function),
            delegation_role=self.delegation_role,
            accessibility=clean(self.accessibility, lines=True),
            days=tuple(sorted(set(self.days))),
            booth_languages=self.booth_languages,
        )
