"""Names that are not what they seem: scripts mixed within a word, and names that look like another's.

By Unicode's own tables of scripts and of confusable characters (UTS #39).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from confusable_homoglyphs import categories, confusables

from hemicycle.consultations.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Characters of every script.
_ANY = frozenset({"COMMON", "INHERITED"})
#: Scripts that are written together in one word.
_TOGETHER = (
    frozenset({"HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"HAN", "HANGUL"}),
    frozenset({"HAN", "BOPOMOFO"}),
)


def mixed_words(text: str) -> list[str]:
    """The words in which scripts are mixed that nobody writes together: a Cyrillic letter among Latin ones."""
    return [word for word in text.split() if _is_mixed(word)]


def _is_mixed(word: str) -> bool:
    scripts = {_script(character) for character in word} - _ANY
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)


@cache
def _script(character: str) -> str:
    return str(categories.alias(character))


def skeletons(text: str) -> frozenset[str]:
    """What names that look alike have one of in common: as it is written, and in capitals. Nothing to be shown."""
    return frozenset(_skeleton(written) for written in (text, text.upper()))


def _skeleton(text: str) -> str:
    letters = "".join(_prototype(character) for character in unicodedata.normalize("NFD", text))
    return " ".join(folded(letters).split())


@cache
def _prototype(character: str) -> str:
    """The one character that stands for all that look like this one."""
    alike = _alike(character)
    if len(alike) != 1:
        return character
    # The table names of most characters the one that they look like, and of that one all of these.
    other = alike[0]
    return min(character, other) if len(_alike(other)) == 1 else other


def _alike(character: str) -> list[str]:
    known: list[dict[str, str]] = confusables.confusables_data.get(character, [])
    return [other["c"] for other in known if len(other["c"]) == 1]


def looking_like(name: str, others: Iterable[str]) -> list[str]:
    """Those of the other names that look like this one, and are written otherwise; case and accents do not count."""
    written = folded(name)
    return [other for other in same_or_looking_like(name, others) if folded(other) != written]


def same_or_looking_like(name: str, others: Iterable[str]) -> list[str]:
    """Those of the other names that are this one, or look like it."""
    seen = skeletons(name)
    return [other for other in others if seen & skeletons(other)]
