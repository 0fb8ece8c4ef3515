"""Texts of statements that delegations hand in: how long they are, and which turn each was spoken in.

A text is handed in for an item, before its turn or after it. Until it is spoken it is replaced or withdrawn; then it
stays, and what is said next under the item has a text of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from hemicycle.rules.reasons import Decision

#: Of a text in one language, in characters, whatever a consultation allows in words.
STATEMENT_CHARACTERS = 40_000
#: A sign of a script that sets no spaces between words counts as one.
_SIGN = r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\u0e00-\u0e7f]"
_WORD = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})\w)+(?:[-’'](?:(?!{_SIGN})\w)+)*")


class Stage(StrEnum):
    """How far a text has come.

    Attributes:
        WAITING: Nobody of its delegation has spoken on the item that it could belong to.
        SPOKEN: A turn began, or went on, after it was handed in.
        AFTERWARDS: It was handed in after the turn that it belongs to.
    """

    WAITING = "waiting"
    SPOKEN = "spoken"
    AFTERWARDS = "afterwards"


@dataclass(frozen=True)
class HeardTurn:
    """A turn of a delegation on an item, in which somebody was heard; no end while it goes on."""

    key: int
    begun: datetime
    ended: datetime | None


@dataclass(frozen=True)
class Spoken:
    """The turn in which a text was spoken, as far as it was."""

    stage: Stage = Stage.WAITING
    turn: int | None = None


def words_in(text: str) -> int:
    """How many words a text has, in whichever script."""
    return sum(1 for _word in _WORD.finditer(text))


def may_hand_in(text: str, *, file: bool, most: int, seen: int, latest: int) -> Decision:
    """Whether a text may be handed in.

    Args:
        file: It is a file that is kept as it came.
        most: How many words it may have.
        seen, latest: Number of the version that its sender began with, and of the latest one; 0 for none.
    """
    if not text.strip() and not file:
        return refuse(RuleCode.STATEMENT_EMPTY)
    words = words_in(text)
    if words > most:
        return refuse(RuleCode.STATEMENT_TOO_LONG, words=words, most=most)
    if len(text) > STATEMENT_CHARACTERS:
        return refuse(RuleCode.STATEMENT_CHARACTERS, length=len(text), most=STATEMENT_CHARACTERS)
    return refuse(RuleCode.STATEMENT_CHANGED) if seen != latest else allow(RuleCode.NOTHING_AGAINST)


def may_withdraw(stage: Stage | None, *, drawn_up: bool) -> Decision:
    """Whether a text may be withdrawn: until it is spoken, or until what it belongs to is in the summary record.

    Args:
        stage: None where there is no text.
    """
    if stage is None:
        return refuse(RuleCode.NO_STATEMENT)
    if is_settled(stage, drawn_up=drawn_up):
        return refuse(RuleCode.STATEMENT_SPOKEN)
    return allow(RuleCode.NOTHING_AGAINST)


def is_settled(stage: Stage, *, drawn_up: bool) -> bool:
    """Whether a text stays as it is: it was spoken, or is in the summary record of the sitting of its turn."""
    return stage is Stage.SPOKEN or (stage is Stage.AFTERWARDS and drawn_up)


def spoken_in(handed_in: Sequence[datetime], turns: Iterable[HeardTurn]) -> list[Spoken]:
    """The turn that each text of a delegation on an item belongs to.

    A text belongs to the first turn that was not over when it was handed in; one without such a turn to the last one
    before it. No turn has two of them.

    Args:
        handed_in: When each was handed in first, in order.
    """
    free = sorted(turns, key=lambda turn: (turn.begun, turn.key))
    found = [Spoken() for _moment in handed_in]
    for place, moment in enumerate(handed_in):
        following = next((turn for turn in free if turn.ended is None or turn.ended > moment), None)
        if following is not None:
            free.remove(following)
            found[place] = Spoken(Stage.SPOKEN, following.key)
    for place, moment in enumerate(handed_in):
        before = [turn for turn in free if turn.ended is not None and turn.ended <= moment]
        if found[place].turn is None and before:
            free.remove(before[-1])
            found[place] = Spoken(Stage.AFTERWARDS, before[-1].key)
    return found


def may_read(stage: Stage, *, own: bool, serves: bool, published: bool) -> bool:
    """Whether somebody may read a text.

    Args:
        own: It is of their delegation.
        serves: They interpret, preside over the sitting or keep its record.
        published: Its delegation chose so; others read it once it was spoken.
    """
    return own or serves or (published and stage is not Stage.WAITING)
