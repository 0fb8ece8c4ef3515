"""The steps of a turn that nobody clicks: connected, audible, timed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.journal.record import Performer
from hemicycle.rules.floor import Cause, TurnState
from hemicycle.sittings.act import Act, carry_out
from hemicycle.sittings.actions.floor import holder, name_end
from hemicycle.sittings.models import Attendance, Sitting, Turn

if TYPE_CHECKING:
    from datetime import datetime

CLOCK = Performer(system="clock")
STEWARD = Performer(system="steward")


def _held_by(act: Act, registration: int) -> Turn | None:
    current = holder(act)
    heard = current is not None and current.heard_from is not None and not current.muted
    return current if current is not None and heard and current.registration_id == registration else None


def connected(sitting: int, registration: int, at: datetime, performer: Performer = STEWARD) -> None:
    """The media server forwards the speaker's packets: the light turns green."""
    if not Turn.objects.filter(
        sitting_id=sitting, registration_id=registration, state=TurnState.GRANTED.value
    ).exists():
        return
    with carry_out(sitting, performer, "turn.connected", at) as act:
        turn = _held_by(act, registration)
        if turn is None or turn.connected_at is not None:
            act.cancel()
            return
        turn.connected_at, turn.state = at, TurnState.CONNECTED.value
        turn.save(update_fields=["connected_at", "state"])
        act.facts.update(turn=turn.pk)
        act.changes("turn", "queue", "desk")


def audible(sitting: int, registration: int, at: datetime) -> None:
    """The steward hears the speaker."""
    states = [TurnState.GRANTED.value, TurnState.CONNECTED.value]
    if not Turn.objects.filter(sitting_id=sitting, registration_id=registration, state__in=states).exists():
        return
    with carry_out(sitting, STEWARD, "turn.audible", at) as act:
        turn = _held_by(act, registration)
        if turn is None or turn.audible_at is not None:
            act.cancel()
            return
        turn.connected_at = turn.connected_at or at
        turn.audible_at, turn.state = at, TurnState.AUDIBLE.value
        turn.save(update_fields=["connected_at", "audible_at", "state"])
        act.facts.update(turn=turn.pk)
        act.changes("turn", "queue", "desk")


def _cause_of_end(sitting: Sitting, turn: Turn, seconds: int, at: datetime) -> Cause | None:
    """Why the clock ends this turn now; ``None`` while it may go on."""
    sessions = Attendance.objects.filter(sitting=sitting, registration=turn.registration_id)
    if not sessions.filter(left_at=None).exists():
        left = sessions.order_by("-left_at").values_list("left_at", flat=True).first()
        since = max(filter(None, [left, turn.granted_at]), default=at)
        if (at - since).total_seconds() > seconds:
            return Cause.NETWORK
    waits_since = turn.heard_from or turn.granted_at
    if turn.connected_at is None and waits_since and not turn.muted:
        return Cause.TIMED_OUT if (at - waits_since).total_seconds() > seconds else None
    return None


def expire(sitting: Sitting, seconds: int, at: datetime) -> None:
    """End the turn of a speaker who was not connected in time, or whose network is gone for that long.

    Args:
        seconds: The consultation's ``connect_seconds``.
    """
    turn = Turn.objects.filter(sitting=sitting, state__in=["granted", "connected", "audible"]).first()
    if turn is None or _cause_of_end(sitting, turn, seconds, at) is None:
        return
    with carry_out(sitting.pk, CLOCK, "turn.failed", at) as act:
        current = holder(act)
        cause = _cause_of_end(act.sitting, current, seconds, at) if current else None
        if current is None or cause is None:
            act.cancel()
            return
        current.state, current.cause, current.ended_at = TurnState.FAILED.value, cause.value, at
        current.save(update_fields=["state", "cause", "ended_at"])
        act.facts.update(turn=current.pk, cause=cause.value)
        name_end(act, current)
