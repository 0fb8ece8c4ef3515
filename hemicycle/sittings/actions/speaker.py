"""What a speaker does: ask for the floor, get ready, take it, and finish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hemicycle.rules.floor import (
    HOLDING,
    PENDING,
    WAITING,
    Asking,
    Cause,
    SittingState,
    TurnState,
    may_ask,
    permission_for,
)
from hemicycle.rules.languages import may_speak_in
from hemicycle.rules.motions import Motion, is_before_list
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.sittings import item_turns, speaker_queue
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.actions.floor import end_turn, name_end, require_state, turn_of
from hemicycle.sittings.commands import Arguments, Language, OfTurn, OptionalWords, command
from hemicycle.sittings.enforcement import HOLDING_STATES
from hemicycle.sittings.models import Turn

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


class Ask(Arguments):
    """``floor.ask``: for a motion the permission of ``rules.floor.permission_for`` counts.

    Attributes:
        words: The reason for a motion.
    """

    language: Language
    motion: Motion | None = None
    words: OptionalWords = ""
    confirm_first: bool = False


@command(Action.FLOOR_ASK, Ask)
def ask(  # noqa: PLR0913 - what the command has
    sitting: int,
    performer: Performer,
    at: datetime,
    *,
    language: str,
    motion: Motion | None = None,
    words: str = "",
    confirm_first: bool = False,
) -> Turn:
    """Ask for the floor (rules 6-9), or raise a point of order or another motion (rules 43 and 44).

    Raises:
        Refusal: with the rule that stands against it.
    """
    moved = Motion(motion) if motion else None
    with carry_out(sitting, performer, permission_for(moved), at) as act:
        mine = act.registration
        require(may_speak_in(language, act.sitting.languages))
        own = act.sitting.turns.filter(registration=mine)
        waiting = own.filter(state__in=speaker_queue.WAITING_STATES, motion=moved or "")
        capacity = act.capacity_of(mine)
        require(
            may_ask(
                Asking(
                    capacity=capacity,
                    state=SittingState(act.sitting.state),
                    list_open=act.sitting.list_open,
                    waits=waiting.exists(),
                    holds=own.filter(state__in=HOLDING_STATES).exists(),
                    motion=moved,
                    spoken=item_turns.times_spoken(act.sitting, capacity, mine),
                )
            )
        )
        turn = Turn.objects.create(
            sitting=act.sitting,
            registration=mine,
            member=mine.member,
            capacity=capacity.value,
            item_id=item_turns.open_item(act.sitting),
            language=language,
            point_of_order=is_before_list(moved),
            motion=moved.value if moved else "",
            words=words if moved else "",
            confirm_first=confirm_first,
            asked_at=at,
        )
        act.facts.update(turn=turn.pk, language=language, point_of_order=turn.point_of_order)
        if moved is not None:
            act.facts.update(motion=moved.value, words=turn.words)
        act.changes("queue", "desk")
    return turn


@command(Action.FLOOR_WITHDRAW, OfTurn)
def withdraw(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """Withdraw one's own request, also one that was put aside with its item."""
    with carry_out(sitting, performer, Action.FLOOR_WITHDRAW, at) as act:
        mine = turn_of(act, turn, own=True)
        require_state(mine, *PENDING)
        end_turn(mine, at, TurnState.WITHDRAWN, Cause.WITHDRAWN)
        act.facts.update(turn=turn)
        act.changes("queue", "desk")


class Ready(OfTurn):
    """``floor.ready``: what the next speaker's page found."""

    microphone: bool
    camera: bool


@command(Action.FLOOR_READY, Ready)
def ready(sitting: int, performer: Performer, at: datetime, *, turn: int, microphone: bool, camera: bool) -> None:
    """The next speaker's page says what it found ready."""
    with carry_out(sitting, performer, Action.FLOOR_READY, at) as act:
        mine = turn_of(act, turn, own=True)
        require_state(mine, *WAITING, *HOLDING)
        mine.microphone, mine.camera = microphone, camera
        mine.save(update_fields=["microphone", "camera"])
        act.facts.update(turn=turn, microphone=microphone, camera=camera)
        act.changes("queue")


@command(Action.FLOOR_TAKE, OfTurn)
def take(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """A speaker who asked to confirm does: now their sound goes out."""
    with carry_out(sitting, performer, Action.FLOOR_TAKE, at) as act:
        mine = turn_of(act, turn, own=True)
        require_state(mine, *HOLDING)
        if mine.confirm_first and mine.taken_at is None:
            mine.taken_at = at
            mine.save(update_fields=["taken_at"])
        act.facts.update(turn=turn)
        act.changes("turn")


@command(Action.FLOOR_FINISH, OfTurn)
def finish(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """The speaker is done."""
    with carry_out(sitting, performer, Action.FLOOR_FINISH, at) as act:
        mine = turn_of(act, turn, own=True)
        require_state(mine, *HOLDING)
        end_turn(mine, at, TurnState.ENDED)
        act.facts.update(turn=turn)
        name_end(act, mine)


class Fail(OfTurn):
    """``floor.fail``: the speaker's page cannot go on."""

    cause: Literal["no_device", "permission_denied", "network"]


@command(Action.FLOOR_FAIL, Fail)
def fail(sitting: int, performer: Performer, at: datetime, *, turn: int, cause: str) -> None:
    """The speaker's page cannot go on: no device, permission denied, network.

    One who only waits keeps the place in the queue, shown as not ready: there is time to mend it.
    """
    with carry_out(sitting, performer, Action.FLOOR_FAIL, at) as act:
        mine = turn_of(act, turn, own=True)
        require_state(mine, *WAITING, *HOLDING)
        if TurnState(mine.state) in HOLDING:
            end_turn(mine, at, TurnState.FAILED, Cause(cause))
            name_end(act, mine)
        else:
            mine.microphone = mine.camera = False
            mine.save(update_fields=["microphone", "camera"])
            act.changes("queue")
        act.facts.update(turn=turn, cause=cause)
