"""Days that somebody typed into a letter: where a deadline is named by hand, it stands in bold."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale

_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_CHINESE = re.compile(r"(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")


def in_bold(body: str, language: str) -> list[tuple[int, int, str]]:
    """Month, day, and the words, of each day that stands in bold in a text (CommonMark)."""
    return [day for bold in _BOLD.finditer(body) for day in anywhere(bold[2], language)]


def anywhere(text: str, language: str) -> list[tuple[int, int, str]]:
    """Month, day, and the words, of each day in a text."""
    found, words = [], "".join(_latin(character) for character in text)
    for pattern, months in _patterns(language):
        for match in pattern.finditer(words):
            month = months[match["month"].casefold()] if months else int(match["month"])
            found.append((month, int(match["day"]), match[0]))
    return found


def _latin(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], dict[str, int]]]:
    if language in {"ja", "zh"}:
        return [(_CHINESE, {})]
    names: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for number, name in Locale.parse(language).months[form]["wide"].items():
            names[str(name).casefold()] = number
    month = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    before = rf"(?P<day>\d{{1,2}})(?:er|º|st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<month>{month})\b"
    after = rf"(?P<month>{month})\s+(?P<day>\d{{1,2}})\b"
    return [(re.compile(pattern, re.IGNORECASE), names) for pattern in (before, after)]
