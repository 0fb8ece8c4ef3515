"""Rule 54: what a booth tells while somebody has the floor: slow down, wait, the sound is bad.

A signal is of a turn and of a booth. It lapses by itself, and whoever shows it looks at the clock: no worker is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Signal(StrEnum):
    """What a booth tells."""

    SLOW_DOWN = "slow_down"
    WAIT = "wait"
    BAD_SOUND = "bad_sound"


#: To the speaker and who presides, as a number of booths; the other one goes to booths and technicians, by channel.
TO_THE_FLOOR = frozenset({Signal.SLOW_DOWN, Signal.WAIT})
#: For so long each is shown after it was pressed last.
LASTS = {
    Signal.SLOW_DOWN: timedelta(seconds=20),
    Signal.WAIT: timedelta(seconds=10),
    Signal.BAD_SOUND: timedelta(seconds=30),
}
#: So many one booth gives within ``FLOOD_WITHIN``.
FLOOD_MOST = 10
FLOOD_WITHIN = timedelta(seconds=30)


@dataclass(frozen=True)
class Given:
    """A signal of a turn.

    Attributes:
        booth: The language of the booth that gave it.
    """

    booth: str
    signal: Signal
    ends_at: datetime


def may_signal(*, seated: bool, floor_held: bool, lately: int) -> Decision:
    """Whether an interpreter may give a signal.

    Args:
        floor_held: Somebody has the floor.
        lately: Signals that their booth gave within ``FLOOD_WITHIN``.
    """
    if not seated:
        return refuse(RuleCode.NO_SEAT)
    if not floor_held:
        return refuse(RuleCode.NO_TURN_TO_SIGNAL)
    if lately >= FLOOD_MOST:
        return refuse(RuleCode.SIGNALS_TOO_MANY)
    return allow(RuleCode.BOOTH_SIGNAL)


def ends_at(signal: Signal, at: datetime) -> datetime:
    """Until when a signal is shown that is given now."""
    return at + LASTS[signal]


def by_booth(given: Iterable[Given], signal: Signal) -> dict[str, datetime]:
    """Until when each booth gives a signal, of those of one turn: two interpreters of a booth are one."""
    until: dict[str, datetime] = {}
    for one in given:
        if one.signal is signal:
            until[one.booth] = max(one.ends_at, until.get(one.booth, one.ends_at))
    return until


def asked_until(given: Iterable[Given], signal: Signal) -> list[datetime]:
    """The same for those who see how many booths there are, and never which: in order of time."""
    return sorted(by_booth(given, signal).values())


def asking(until: Iterable[datetime], at: datetime) -> int:
    """How many booths give a signal at a moment."""
    return sum(end > at for end in until)
