"""What a State is called where nobody has entered a name for it: the short forms of the United Nations.

``state_names.csv`` has those that CLDR gives otherwise, by ISO code, with the day from which a name holds where it has
changed since 2019; an empty cell is CLDR's name. A name with a question mark behind it has not been compared with an
official list.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import groupby

from babel import Locale

from hemicycle.consultations.languages import LANGUAGES

#: Where a name comes from that was the list's, and is kept because a newer one follows it.
LISTED = "United Nations short names"
_UNCHECKED = "?"


@dataclass(frozen=True)
class Listed:
    """A name that the list gives.

    Attributes:
        since: Its first day; ``None`` where it has been this as long as the list goes back.
        certain: It is known to be the short form of the United Nations.
    """

    name: str
    since: date | None = None
    certain: bool = True


@cache
def cldr_name(code: str, language: str) -> str:
    """Name of a territory in CLDR; empty for a code that CLDR does not know."""
    return str(Locale(language).territories.get(code, ""))


@cache
def _listed() -> dict[tuple[str, str], tuple[Listed, ...]]:
    """By code and language, the names in their order of time."""
    text = resources.files("hemicycle.people").joinpath("state_names.csv").read_text(encoding="utf-8")
    names = {}
    for code, rows in groupby(csv.DictReader(text.splitlines()), key=lambda row: row["code"]):
        kept = list(rows)
        for language in LANGUAGES:
            names[code, language] = tuple(_cell(row, language) for row in kept)
    return names


def _cell(row: dict[str, str], language: str) -> Listed:
    written = row[language] or cldr_name(row["code"], language)
    since = date.fromisoformat(row["since"]) if row["since"] else None
    return Listed(written.removesuffix(_UNCHECKED), since, not written.endswith(_UNCHECKED))


@cache
def listed_names(code: str, language: str) -> tuple[Listed, ...]:
    """All names that a State has had, the first one first; none for a code that is no State's.

    The codes of whatever is no State are in small letters (``rules.bodies.CodeForm``).
    """
    if own := _listed().get((code, language)):
        return own
    name = cldr_name(code, language) if code.isupper() else ""
    return (Listed(name, certain=language in LANGUAGES),) if name else ()


def listed_name(code: str, language: str, on: date) -> Listed | None:
    """The name that the list gives for a day."""
    begun = [listed for listed in listed_names(code, language) if listed.since is None or listed.since <= on]
    return begun[-1] if begun else None
