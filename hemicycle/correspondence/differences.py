"""What one version of a reply says otherwise than another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: ``(heading, words)``.
Condition: TypeAlias = tuple[str, str]
_WORDS = re.compile(r"\w+|\W")
#: Two conditions under one heading that share less than this are two, not one that was changed.
_ALIKE = 0.4


@dataclass(frozen=True)
class Piece:
    """A run of words: ``same``, ``gone`` or ``new``."""

    kind: str
    words: str


@dataclass(frozen=True)
class ChangedCondition:
    """A condition that was added, taken away or worded otherwise."""

    heading: str
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> str:
        """As it reads after the change; of one that was taken away, as it was."""
        return "".join(piece.words for piece in self.pieces if piece.kind != "gone") or self.pieces[0].words


@dataclass(frozen=True)
class Difference:
    """What changed from one version to the next.

    Attributes:
        choices: ``{question: (before, after)}``; an empty text for no answer.
    """

    choices: Mapping[int, tuple[str, str]]
    conditions: tuple[ChangedCondition, ...]

    @property
    def none(self) -> bool:
        """Whether both say the same."""
        return not self.choices and not self.conditions


def difference(
    before: tuple[Mapping[str, str], Sequence[Condition]], after: tuple[Mapping[str, str], Sequence[Condition]]
) -> Difference:
    """Compare two versions.

    Args:
        before, after: Choices as ``ReplyVersion.choices`` keeps them, and conditions in their order.
    """
    keys = sorted({*before[0], *after[0]}, key=int)
    choices = {
        int(key): (before[0].get(key, ""), after[0].get(key, ""))
        for key in keys
        if before[0].get(key) != after[0].get(key)
    }
    return Difference(choices, tuple(_conditions(before[1], after[1])))


def _conditions(before: Sequence[Condition], after: Sequence[Condition]) -> list[ChangedCondition]:
    """Those that stand in both are left out; of the rest, the first under a heading is compared with the first."""
    gone = [condition for condition in before if condition not in after]
    new = [condition for condition in after if condition not in before]
    changes = []
    for heading, words in gone:
        other = next((condition for condition in new if condition[0] == heading and _alike(words, condition[1])), None)
        if other is not None:
            new.remove(other)
            changes.append(ChangedCondition(heading, pieces(words, other[1])))
        else:
            changes.append(ChangedCondition(heading, (Piece("gone", words),)))
    return changes + [ChangedCondition(heading, (Piece("new", words),)) for heading, words in new]


def _matcher(before: str, after: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, _WORDS.findall(before), _WORDS.findall(after))


def _alike(before: str, after: str) -> bool:
    return _matcher(before, after).quick_ratio() >= _ALIKE


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as one, word by word: what both have, what is gone and what is new."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            parts.append(Piece("same", "".join(old[start:end])))
            continue
        if end > start:
            parts.append(Piece("gone", "".join(old[start:end])))
        if last > first:
            parts.append(Piece("new", "".join(new[first:last])))
    return tuple(parts)
