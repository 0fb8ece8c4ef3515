"""What a booth tells while somebody has the floor: each press is one act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from hemicycle.rules import booth_signals as rules
from hemicycle.rules.booth_signals import TO_THE_FLOOR, Signal
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.sittings import enforcement, queries
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.changes import sound_is_bad
from hemicycle.sittings.commands import Arguments, command
from hemicycle.sittings.models import BoothSignal, Sitting

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from hemicycle.journal.record import Performer
    from hemicycle.sittings.act import Act

Share = Annotated[float, Field(ge=0, le=1)]
Milliseconds = Annotated[float, Field(ge=0, le=3_600_000)]
Kilobits = Annotated[float, Field(ge=0, le=10_000_000)]


class Reception(Arguments):
    """How the booth's page received sound in the last ten seconds. What it does not know is ``None``.

    Attributes:
        lost: The share of packets that did not arrive.
    """

    lost: Share | None = None
    jitter_ms: Milliseconds | None = None
    round_trip_ms: Milliseconds | None = None
    kbit: Kilobits | None = None


class Signalling(Arguments):
    """``booth.signal``.

    Attributes:
        on: They give it; or the booth takes it back.
        measured: With bad sound; ``None`` where nothing was measured.
    """

    kind: Signal
    on: bool = True
    measured: Reception | None = None


@command(Action.BOOTH_SIGNAL, Signalling)
def signal(
    sitting: int,
    performer: Performer,
    at: datetime,
    *,
    kind: Signal,
    on: bool = True,
    measured: dict[str, Any] | None = None,
) -> None:
    """Give a signal of one's booth about the turn that has the floor, or take it back.

    Raises:
        Refusal: they sit in no booth, nobody has the floor, or their booth has just given many.
    """
    # A case of the help desk is opened under the lock of the consultation (``support.cases``).
    bad_sound = kind is Signal.BAD_SOUND
    with carry_out(sitting, performer, Action.BOOTH_SIGNAL, at, beside_others=bad_sound) as act:
        booth = _booth(act)
        turn = queries.holding(act.sitting, enforcement.HOLDING_STATES)
        given = act.sitting.booth_signals.filter(language=booth)
        lately = given.filter(raised_at__gt=at - rules.FLOOD_WITHIN).count() if on else 0
        require(rules.may_signal(seated=bool(booth), floor_held=turn is not None, lately=lately))
        if turn is None:
            raise LookupError("the rule lets nobody signal about no turn")
        act.facts.update(language=booth, kind=kind.value, on=on, turn=turn.pk)
        act.changes("signals", "turn" if kind in TO_THE_FLOOR else "desk")
        if not on:
            given.filter(turn=turn, kind=kind.value, ends_at__gt=at).update(ends_at=at)
            return
        before = rules.by_booth([row.given for row in given.filter(turn=turn)], kind).get(booth)
        BoothSignal.objects.create(
            sitting=act.sitting,
            turn=turn,
            language=booth,
            kind=kind.value,
            raised_at=at,
            ends_at=rules.ends_at(kind, at),
        )
        # Who presses again while it is shown says nothing new.
        if bad_sound and (before is None or before <= at):
            sound_is_bad.send(Sitting, act=act, turn=turn, booth=booth, measured=measured)


def _booth(act: Act) -> str:
    """The language of the acting interpreter's booth; empty where they sit in none."""
    seat = act.sitting.booth_seats.filter(registration=act.registration, left_at=None).first()
    return seat.language if seat else ""
