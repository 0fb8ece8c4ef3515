"""Rule 20: what was sent or published never changes; what corrects it says what it replaces."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable


class Change(StrEnum):
    """How a new version relates to what went out (the symbols of the United Nations' practice)."""

    REVISION = "Rev."
    ADDENDUM = "Add."
    CORRIGENDUM = "Corr."


@dataclass(frozen=True)
class Mark:
    """The end of a version's symbol: the second revision is ``Rev.2``."""

    change: Change
    number: int

    def __str__(self) -> str:
        return f"{self.change.value}{self.number}"


#: In a series, where the number goes in the symbols of its letters.
NUMBER = "{number}"


def numbered(series: str, number: int) -> str:
    """The symbol of a letter: after a slash, or where the series has ``{number}``.

    Number 1005 of ``DM-20`` is ``DM-20/1005``; number 7 of ``C.L.{number}.2026`` is ``C.L.7.2026``.
    """
    return series.replace(NUMBER, str(number)) if NUMBER in series else f"{series}/{number}"


def symbol(base: str, mark: Mark | None) -> str:
    """The symbol of a version: ``DM-20/1005`` of the first, ``DM-20/1005/Rev.1`` of a revision."""
    return f"{base}/{mark}" if mark else base


def following(change: Change, marks: Iterable[Mark]) -> Mark:
    """The mark of the next version of this kind."""
    return Mark(change, max((mark.number for mark in marks if mark.change is change), default=0) + 1)


def may_edit(*, sent: bool) -> Decision:
    """Whether a letter or document may still be edited: until it goes out (rule 20)."""
    return refuse(RuleCode.SENT_NEVER_CHANGES) if sent else allow(RuleCode.DRAFT)


def may_add_language(*, sent: bool, stood_in: bool, added: bool) -> Decision:
    """Whether a language version may be added: of what went out, once, where another language stood in (rule 20).

    Args:
        stood_in: Something of the letter went out in another language to the readers of this one.
        added: A version in this language was sent already.
    """
    if not sent:
        return refuse(RuleCode.LETTER_NOT_SENT)
    if added:
        return refuse(RuleCode.LANGUAGE_ADDED_ALREADY)
    if not stood_in:
        return refuse(RuleCode.LANGUAGE_WENT_OUT)
    return allow(RuleCode.LANGUAGE_ADDED)


def may_correct(*, sent: bool, what_changes: str) -> Decision:
    """Whether a new version may be made: of what went out, and with words that say what is different (rule 20)."""
    if not sent:
        return refuse(RuleCode.DRAFT_IS_EDITED)
    if not what_changes.strip():
        return refuse(RuleCode.SAYS_WHAT_IT_REPLACES)
    return allow(RuleCode.NEW_VERSION)
