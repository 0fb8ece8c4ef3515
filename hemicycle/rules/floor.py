"""Rules 2, 4, 6-9 and 11: who may ask for the floor, to whom it may be given, and that one person holds it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import PRESIDING_ROLES, Capacity
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action, may
from hemicycle.rules.reasons import Allowed, Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

OBSERVERS = frozenset({Capacity.OBSERVER_STATE, Capacity.OBSERVER_PALESTINE, Capacity.SECTOR_MEMBER})
#: The floor is never given to these: they carry what the others say (rule 2).
NEVER_SPEAK = frozenset({Capacity.INTERPRETER, Capacity.CAPTIONER, Capacity.TECHNICIAN})


class SittingState(StrEnum):
    """Where a sitting is."""

    PLANNED = "planned"
    OPEN = "open"
    SUSPENDED = "suspended"
    ENDED = "ended"


class TurnState(StrEnum):
    """Where a turn is; every step keeps its time."""

    ASKED = "asked"
    NEXT = "next"
    GRANTED = "granted"
    CONNECTED = "connected"
    AUDIBLE = "audible"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


class Cause(StrEnum):
    """Why a turn failed."""

    NO_DEVICE = "no_device"
    PERMISSION_DENIED = "permission_denied"
    NETWORK = "network"
    TIMED_OUT = "timed_out"
    WITHDRAWN = "withdrawn"


WAITING = (TurnState.ASKED, TurnState.NEXT)
HOLDING = (TurnState.GRANTED, TurnState.CONNECTED, TurnState.AUDIBLE)
OVER = (TurnState.ENDED, TurnState.WITHDRAWN, TurnState.FAILED)


@dataclass(frozen=True)
class Asking:
    """What bears on a request for the floor at its moment.

    Attributes:
        list_open: Whether the leader takes new requests; a point of order is taken all the same (rule 7).
        waits: A request of theirs of this kind is in the queue already. A point of order stands beside the ordinary
            one, which keeps its place (rule 7).
        holds: This person has the floor.
        spoken_on_item: This observer's Member has already spoken on the item under discussion.
        observers_once: Setting of rule 9.
        has_contribution: Whether its Member sent a contribution; never asked for (rule 8).
    """

    capacity: Capacity
    state: SittingState
    list_open: bool
    waits: bool = False
    holds: bool = False
    point_of_order: bool = False
    spoken_on_item: bool = False
    observers_once: bool = True
    has_contribution: bool = False


def may_ask(asking: Asking) -> Decision:
    """Whether this request for the floor is taken."""
    action = Action.FLOOR_POINT_OF_ORDER if asking.point_of_order else Action.FLOOR_ASK
    permitted = may(asking.capacity, action)
    if isinstance(permitted, Refused):
        return permitted
    if asking.state is not SittingState.OPEN:
        return refuse(RuleCode.SITTING_NOT_OPEN, state=asking.state.value)
    if asking.holds:
        return refuse(RuleCode.HOLDS_FLOOR_ALREADY)
    if asking.waits:
        return refuse(RuleCode.WAITS_ALREADY)
    if asking.point_of_order:
        return allow(RuleCode.POINT_OF_ORDER)
    if not asking.list_open:
        return refuse(RuleCode.LIST_CLOSED)
    if asking.capacity in OBSERVERS and asking.observers_once and asking.spoken_on_item:
        return refuse(RuleCode.OBSERVER_ONCE)
    return allow(RuleCode.MAY_SPEAK, has_contribution=asking.has_contribution)


def may_give(state: SittingState, turn: TurnState, *, once_spent: bool) -> Decision:
    """Whether the floor may be given to this turn now. The speaker before, if any, ends in the same act (rule 11).

    Args:
        once_spent: An observer's Member has spoken on the item since this was asked for (rule 9); the leader
            overrides that by an invitation, whose words are recorded.
    """
    if state is not SittingState.OPEN:
        return refuse(RuleCode.SITTING_NOT_OPEN, state=state.value)
    if turn in HOLDING:
        return refuse(RuleCode.HAS_FLOOR_ALREADY)
    if turn in OVER:
        return refuse(RuleCode.TURN_OVER, state=turn.value)
    if once_spent:
        return refuse(RuleCode.OBSERVER_SPOKE_MEANWHILE)
    return allow(RuleCode.FLOOR_GIVEN)


def next_expected(queue: Sequence[int], expected: int | None, *, passed_over: bool = False) -> Decision:
    """Whether the head of the queue is the one whom the leader saw when giving the floor to the next.

    Args:
        queue: Turns that can be given the floor, in procedural order.
        expected: The turn that the leader's console showed as next; ``None`` where it showed none.
        passed_over: Observers wait whose once is spent: the floor does not go to them by itself (rule 9).
    """
    if not queue:
        return refuse(RuleCode.OBSERVER_SPOKE_MEANWHILE if passed_over else RuleCode.NOBODY_WAITS)
    if expected is not None and queue[0] != expected:
        return refuse(RuleCode.QUEUE_CHANGED)
    return allow(RuleCode.NEXT_IN_ORDER)


def may_act_on(turn: TurnState, among: Collection[TurnState]) -> Decision:
    """Whether what is commanded still concerns this turn: nobody ends what has moved on meanwhile.

    Args:
        among: Where the turn must be.
    """
    if turn in among:
        return allow(RuleCode.NOTHING_AGAINST)
    return refuse(RuleCode.TURN_OVER if turn in OVER else RuleCode.TURN_ELSEWHERE, state=turn.value)


def may_put_back(turn: TurnState, *, waits: bool) -> Decision:
    """Whether the speaker may be put back into the queue, where each person has one place of a kind.

    Args:
        waits: They have another request of this kind in it.
    """
    current = may_act_on(turn, HOLDING)
    if isinstance(current, Allowed) and waits:
        return refuse(RuleCode.WAITS_ALREADY)
    return current


def may_invite(
    capacity: Capacity, state: SittingState, *, once_spent: bool, here: bool, words: str = "", holds: bool = False
) -> Decision:
    """Whether the leader may give the floor to somebody who did not ask; an observer's second time is an override.

    Args:
        here: They are in the room: the floor is not given to an empty seat.
        words: Why an observer gets it once more: the override is recorded (rule 9).
        holds: They have the floor.
    """
    if state is not SittingState.OPEN:
        return refuse(RuleCode.SITTING_NOT_OPEN, state=state.value)
    if capacity in NEVER_SPEAK:
        return refuse(RuleCode.DOES_NOT_SPEAK, capacity=capacity.value)
    if not here:
        return refuse(RuleCode.NOT_HERE)
    if once_spent and not words:
        return refuse(RuleCode.OVERRIDE_NEEDS_WORDS)
    if holds:
        return refuse(RuleCode.HAS_FLOOR_ALREADY)
    return allow(RuleCode.LEADER_OVERRIDES_ONCE if once_spent else RuleCode.LEADER_INVITES)


def may_publish(identity: int, speaker: int | None, following: int | None, booths: Sequence[int]) -> Decision:
    """Whose media the server lets in: the speaker, the next speaker while muted, seated interpreters (rule 11)."""
    if identity == speaker:
        return allow(RuleCode.SPEAKS)
    if identity == following:
        return allow(RuleCode.SPEAKS_NEXT)
    if identity in booths:
        return allow(RuleCode.INTERPRETS)
    return refuse(RuleCode.NO_FLOOR)


def presides(capacity: Capacity, registration: int, lead: int | None) -> Decision:
    """Whether this person is the presiding officer now (rule 4)."""
    if capacity not in PRESIDING_ROLES:
        return refuse(RuleCode.NOT_A_LEADER, capacity=capacity.value)
    if lead != registration:
        return refuse(RuleCode.DOES_NOT_LEAD)
    return allow(RuleCode.LEADS)


def may_pass_lead(
    capacity: Capacity, registration: int, lead: int | None, receiver: Capacity, *, leads: bool = False
) -> Decision:
    """Whether the lead may be passed to somebody (rule 4).

    By who presides; by the secretariat at any time, for who presides may be gone or unable to; by chair or
    vice-chair, when nobody does.

    Args:
        leads: The receiver has it already: the record would show two periods of one.
    """
    if leads:
        return refuse(RuleCode.LEADS_ALREADY)
    if receiver not in PRESIDING_ROLES:
        return refuse(RuleCode.RECEIVER_NOT_A_LEADER, capacity=receiver.value)
    if capacity is Capacity.SECRETARIAT or (lead is None and capacity in PRESIDING_ROLES):
        return allow(RuleCode.LEAD_PASSED)
    return presides(capacity, registration, lead)
