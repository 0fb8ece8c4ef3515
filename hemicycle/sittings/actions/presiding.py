"""What the presiding officer does beside the floor: the list, the lead, the items, the sitting, who is in the room."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from pydantic import Field

from hemicycle.people.models import Registration
from hemicycle.rules.admission import may_readmit, may_remove
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import Cause, SittingState, TurnState, may_pass_lead
from hemicycle.rules.motions import may_suspend_until
from hemicycle.rules.permissions import Action
from hemicycle.rules.presiding import (
    PROLONGED_AT_MOST,
    may_meet_now,
    may_move_on,
    may_prolong,
    may_set_list,
)
from hemicycle.rules.queue import move_before
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings import booth_messages, item_turns, queries, removal, speaker_queue, undoing
from hemicycle.sittings.act import Act, carry_out
from hemicycle.sittings.actions.floor import confirmed, holder, name_end
from hemicycle.sittings.actions.items import interrupt_item
from hemicycle.sittings.commands import Arguments, Key, OfPerson, OfTurn, Words, command
from hemicycle.sittings.reasons import SittingCode

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer

#: In minutes; a sitting that has a time for going on keeps within it.
LONGEST_SUSPENSION = 600
BEFORE = {
    Action.SITTING_OPEN: {SittingState.PLANNED},
    Action.SITTING_SUSPEND: {SittingState.OPEN},
    Action.SITTING_RESUME: {SittingState.SUSPENDED},
    Action.SITTING_END: set(SittingState),
}
AFTER = {
    Action.SITTING_OPEN: SittingState.OPEN,
    Action.SITTING_RESUME: SittingState.OPEN,
    Action.SITTING_END: SittingState.ENDED,
}


class Move(OfTurn):
    """``queue.move``: just before another turn, or to the end; the reason is recorded."""

    before: Key | None = None
    reason: Words


@command(Action.QUEUE_MOVE, Move)
def move(sitting: int, performer: Performer, at: datetime, *, turn: int, before: int | None, reason: str) -> None:
    """Move a request just before another, or to the end; the reason is recorded and shown (rule 12)."""
    with carry_out(sitting, performer, Action.QUEUE_MOVE, at) as act:
        waiting = {row.pk: row for row in speaker_queue.waiting(sitting)}
        if turn not in waiting or turn == before:
            raise Refusal(SittingCode.NO_SUCH_TURN)
        requests = [speaker_queue.request_of(row, act.classes) for row in waiting.values()]
        try:
            placement = move_before(
                requests,
                turn,
                before,
                reason=reason,
                by=act.registration.pk,
                order=item_turns.order_of(act.sitting, act.classes, waiting.values()),
            )
        except LookupError as error:
            raise Refusal(RuleCode.QUEUE_CHANGED) from error
        moved = waiting[turn]
        moved.placement = speaker_queue.placement_as_json(placement)
        moved.save(update_fields=["placement"])
        act.facts.update(turn=turn, before=before, reason=reason)
        act.changes("queue")


def _set_list(sitting: int, performer: Performer, at: datetime, action: Action, *, open_it: bool) -> None:
    with carry_out(sitting, performer, action, at) as act, undoing.kept(act, action):
        require(may_set_list(is_open=act.sitting.list_open, open_it=open_it))
        act.sitting.list_open = open_it
        act.changes("sitting", "queue")


@command(Action.QUEUE_CLOSE)
def close_list(sitting: int, performer: Performer, at: datetime) -> None:
    """Take no new requests for the floor."""
    _set_list(sitting, performer, at, Action.QUEUE_CLOSE, open_it=False)


@command(Action.QUEUE_OPEN)
def open_list(sitting: int, performer: Performer, at: datetime) -> None:
    """Take new requests again."""
    _set_list(sitting, performer, at, Action.QUEUE_OPEN, open_it=True)


@command(Action.LEAD_PASS, OfPerson)
def pass_lead(sitting: int, performer: Performer, at: datetime, *, registration: int) -> None:
    """Pass the lead to the chair or a vice-chair (rule 4); the record shows who led when."""
    with carry_out(sitting, performer, Action.LEAD_PASS, at) as act:
        receiver = confirmed(act, registration)
        if act.capacity is None:
            raise LookupError("the system passes no lead")
        require(
            may_pass_lead(
                act.capacity,
                act.registration.pk,
                act.sitting.presiding_id,
                act.capacity_of(receiver),
                leads=receiver.pk == act.sitting.presiding_id,
            )
        )
        act.facts.update(before=act.sitting.presiding_id, registration=receiver.pk)
        act.changes(*booth_messages.own_of([act.sitting.presiding_id, receiver.pk]))
        act.sitting.presiding = receiver
        # Before a sitting opens nobody leads yet: whoever is designated then begins with it.
        if act.sitting.state != SittingState.PLANNED.value:
            act.sitting.leads.filter(end=None).update(end=at)
            act.sitting.leads.create(registration=receiver, start=at)
        act.changes("sitting")


def _set_state(sitting: int, performer: Performer, at: datetime, action: Action) -> str:
    """Returns the name of its room in the media engine."""
    state = AFTER[action]
    with carry_out(sitting, performer, action, at, beside_others=state is SittingState.OPEN) as act:
        require(may_move_on(SittingState(act.sitting.state), BEFORE[action]))
        if state is SittingState.OPEN:
            _require_meeting_now(act)
        act.sitting.state, act.sitting.state_since, act.sitting.suspended_until = state.value, at, None
        # Who may publish is read from the database, before the act is settled.
        act.sitting.save(update_fields=["state", "state_since", "suspended_until"])
        if action is Action.SITTING_OPEN:
            # Only who leads gets here (rule 4).
            act.sitting.leads.create(registration=act.registration, start=at)
        if state is SittingState.ENDED:
            _clear_floor(act, withdraw=True)
            removal.clear(act)
        act.changes("sitting")
    return act.sitting.room


def _require_meeting_now(act: Act) -> None:
    """On its own day, and beside no other sitting of the consultation (rule 16)."""
    another = queries.other_going_on(act.sitting)
    own_day = queries.is_own_day(act.sitting, act.at)
    require(may_meet_now(own_day=own_day, another=another.number if another else None))


def _clear_floor(act: Act, *, withdraw: bool) -> None:
    """Nobody speaks in a suspended or ended sitting; whoever waits keeps the place until the end."""
    current = holder(act)
    if current is not None:
        current.state, current.ended_at = TurnState.ENDED.value, act.at
        current.save(update_fields=["state", "ended_at"])
        name_end(act, current)
    if not withdraw:
        return
    act.sitting.turns.filter(state__in=speaker_queue.PENDING_STATES).update(
        state=TurnState.WITHDRAWN.value, cause=Cause.WITHDRAWN.value, ended_at=act.at
    )
    interrupt_item(act)
    act.sitting.leads.filter(end=None).update(end=act.at)
    act.changes("queue", "items", "desk", "conclusion", "statements")


@command(Action.SITTING_OPEN)
def open_sitting(sitting: int, performer: Performer, at: datetime) -> None:
    """Open the sitting; whoever was designated leads."""
    _set_state(sitting, performer, at, Action.SITTING_OPEN)


class Suspend(Arguments):
    """``sitting.suspend``.

    Attributes:
        minutes: For how long, where that is known: everybody sees until when.
    """

    minutes: int | None = Field(default=None, ge=1, le=LONGEST_SUSPENSION)


@command(Action.SITTING_SUSPEND, Suspend)
def suspend(sitting: int, performer: Performer, at: datetime, *, minutes: int | None = None) -> None:
    """Suspend: the floor is taken back, places in the queue are kept."""
    with carry_out(sitting, performer, Action.SITTING_SUSPEND, at) as act, undoing.kept(act, Action.SITTING_SUSPEND):
        suspend_in(act, at + timedelta(minutes=minutes) if minutes else None)


def suspend_in(act: Act, until: datetime | None) -> None:
    """Suspend the sitting as part of an act.

    Raises:
        Refusal: it is not open, or until then is past its time.
    """
    require(may_move_on(SittingState(act.sitting.state), BEFORE[Action.SITTING_SUSPEND]))
    require(may_suspend_until(until, act.at, act.sitting.ends_at))
    act.sitting.state, act.sitting.state_since = SittingState.SUSPENDED.value, act.at
    act.sitting.suspended_until = until
    if until is not None:
        act.facts.update(until=until.isoformat())
    _clear_floor(act, withdraw=False)
    act.changes("sitting")


@command(Action.SITTING_RESUME)
def resume(sitting: int, performer: Performer, at: datetime) -> None:
    """Go on."""
    _set_state(sitting, performer, at, Action.SITTING_RESUME)


class Prolong(Arguments):
    """``sitting.prolong``: for so many minutes from now, with words for the record."""

    minutes: int = Field(ge=1, le=PROLONGED_AT_MOST // timedelta(minutes=1))
    reason: Words


@command(Action.SITTING_PROLONG, Prolong)
def prolong(sitting: int, performer: Performer, at: datetime, *, minutes: int, reason: str) -> None:
    """The end of the window has come, and the presiding officer overrides it: items and the floor go on (rule 16)."""
    with carry_out(sitting, performer, Action.SITTING_PROLONG, at) as act:
        require(may_prolong(SittingState(act.sitting.state), at, act.sitting.ends_at))
        until = at + timedelta(minutes=minutes)
        act.sitting.prolongations.create(registration=act.registration, until=until, words=reason, at=at)
        act.facts.update(until=until.isoformat(), reason=reason)
        act.changes("sitting")


@command(Action.SITTING_END)
def end(sitting: int, performer: Performer, at: datetime) -> None:
    """End the sitting, for good: its room is closed, and no old token opens it again."""
    room = _set_state(sitting, performer, at, Action.SITTING_END)
    # After the documents of the act have gone out: everybody learns why.
    transaction.on_commit(partial(removal.close, room))


class Remove(OfPerson):
    """``room.remove``."""

    reason: Words


@command(Action.ROOM_REMOVE, Remove)
def remove(sitting: int, performer: Performer, at: datetime, *, registration: int, reason: str) -> None:
    """Remove somebody from the room until readmitted: their turn ends, their request goes, their seat is free."""
    with carry_out(sitting, performer, Action.ROOM_REMOVE, at) as act:
        person = Registration.objects.filter(pk=registration, consultation=act.sitting.consultation).first()
        if person is None:
            raise Refusal(RuleCode.NOT_REGISTERED)
        removed = act.sitting.removals.filter(registration=person, readmitted_at=None).exists()
        require(may_remove(oneself=person.pk == act.registration.pk, removed=removed))
        act.sitting.removals.create(registration=person, reason=reason, at=at)
        act.facts.update(registration=person.pk, reason=reason)
        removal.put_out(act, person.pk)


@command(Action.ROOM_READMIT, OfPerson)
def readmit(sitting: int, performer: Performer, at: datetime, *, registration: int) -> None:
    """Let somebody who was removed come back."""
    with carry_out(sitting, performer, Action.ROOM_READMIT, at) as act:
        removals = act.sitting.removals.filter(registration=registration, readmitted_at=None)
        require(may_readmit(removed=bool(removals.update(readmitted_at=at))))
        act.facts.update(registration=registration)
        act.changes("presence")
