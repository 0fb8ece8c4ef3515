"""Rules 2, 4, 6-9, 11, 43 and 44: who may ask for the floor, to whom it may be given, and that one person holds it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import PRESIDING_ROLES, ParticipationClass, Right, Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.motions import Motion, is_before_list
from hemicycle.rules.permissions import Action, may
from hemicycle.rules.reasons import Allowed, Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from hemicycle.rules.capacity import Capacity

#: The floor is never given to these: they carry what the others say (rule 2).
NEVER_SPEAK = frozenset({Role.INTERPRETER, Role.CAPTIONER, Role.TECHNICIAN})


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
    PUT_ASIDE = "put_aside"
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
    ITEM_CHANGED = "item_changed"
    WITHDRAWN = "withdrawn"


WAITING = (TurnState.ASKED, TurnState.NEXT)
#: Not met yet: in the queue, or put aside with its item (rule 41).
PENDING = (*WAITING, TurnState.PUT_ASIDE)
HOLDING = (TurnState.GRANTED, TurnState.CONNECTED, TurnState.AUDIBLE)
OVER = (TurnState.ENDED, TurnState.WITHDRAWN, TurnState.FAILED)


#: Why a closed list, or turns that are spent, hinder none of these.
_TAKEN = {Motion.POINT_OF_ORDER: RuleCode.POINT_OF_ORDER, Motion.RIGHT_OF_REPLY: RuleCode.RIGHT_OF_REPLY}


def permission_for(motion: Motion | None) -> Action:
    """What it takes to ask for the floor so: who may raise points of order may move the other motions (rule 43)."""
    return Action.FLOOR_POINT_OF_ORDER if is_before_list(motion) else Action.FLOOR_ASK


@dataclass(frozen=True)
class Asking:
    """What bears on a request for the floor at its moment.

    Attributes:
        list_open: Whether the leader takes new requests; motions are taken all the same (rules 7, 43 and 44).
        waits: A request of theirs of this kind is in the queue already. A point of order stands beside the ordinary
            one, which keeps its place (rule 7).
        holds: This person has the floor.
        spoken: So often this Member, as of this class, has spoken on the item under discussion; or this person, who
            represents none (rule 9).
        motion: What they ask for beside the floor (rules 7, 43 and 44).
        has_contribution: Whether its Member sent a contribution; never asked for (rule 8).
    """

    capacity: Capacity
    state: SittingState
    list_open: bool
    waits: bool = False
    holds: bool = False
    motion: Motion | None = None
    spoken: int = 0
    has_contribution: bool = False


def may_ask(asking: Asking) -> Decision:
    """Whether this request for the floor is taken."""
    permitted = may(asking.capacity, permission_for(asking.motion))
    if isinstance(permitted, Refused):
        return permitted
    if asking.state is not SittingState.OPEN:
        return refuse(RuleCode.SITTING_NOT_OPEN, state=asking.state.value)
    if asking.holds:
        return refuse(RuleCode.HOLDS_FLOOR_ALREADY)
    if asking.waits:
        return refuse(RuleCode.WAITS_ALREADY)
    if asking.motion is not None:
        return allow(_TAKEN.get(asking.motion, RuleCode.MOTION))
    if not asking.list_open:
        return refuse(RuleCode.LIST_CLOSED)
    if spent(asking.capacity, asking.spoken):
        return refuse(RuleCode.TIMES_SPENT, times=asking.spoken)
    return allow(RuleCode.MAY_SPEAK, has_contribution=asking.has_contribution)


def speaks(capacity: Capacity) -> bool:
    """Whether the floor is ever given to this class or role (rule 2)."""
    if isinstance(capacity, ParticipationClass):
        return capacity.has(Right.SPEAK)
    return capacity not in NEVER_SPEAK


def spent(capacity: Capacity, spoken: int) -> bool:
    """Whether a Member of this class, or a person of it, has spoken on an item as often as they may (rule 9)."""
    return isinstance(capacity, ParticipationClass) and capacity.times is not None and spoken >= capacity.times


def may_give(state: SittingState, turn: TurnState, *, times_spent: bool) -> Decision:
    """Whether the floor may be given to this turn now. The speaker before, if any, ends in the same act (rule 11).

    Args:
        times_spent: Their Member has spoken on the item as often as it may since this was asked for (rule 9); the
            leader overrides that by an invitation, whose words are recorded.
    """
    if state is not SittingState.OPEN:
        return refuse(RuleCode.SITTING_NOT_OPEN, state=state.value)
    if turn in HOLDING:
        return refuse(RuleCode.HAS_FLOOR_ALREADY)
    if turn not in WAITING:
        return may_act_on(turn, WAITING)
    if times_spent:
        return refuse(RuleCode.TIMES_SPENT_MEANWHILE)
    return allow(RuleCode.FLOOR_GIVEN)


def next_expected(queue: Sequence[int], expected: int | None, *, passed_over: bool = False) -> Decision:
    """Whether the head of the queue is the one whom the leader saw when giving the floor to the next.

    Args:
        queue: Turns that can be given the floor, in procedural order.
        expected: The turn that the leader's console showed as next; ``None`` where it showed none.
        passed_over: Members wait that have spoken as often as they may: the floor does not go to them by itself
            (rule 9).
    """
    if not queue:
        return refuse(RuleCode.TIMES_SPENT_MEANWHILE if passed_over else RuleCode.NOBODY_WAITS)
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
    capacity: Capacity, state: SittingState, *, times_spent: bool, here: bool, words: str = "", holds: bool = False
) -> Decision:
    """Whether the leader may give the floor to somebody who did not ask; once more than a class may is an override.

    Args:
        here: They are in the room: the floor is not given to an empty seat.
        words: Why their Member gets it once more: the override is recorded (rule 9).
        holds: They have the floor.
    """
    if state is not SittingState.OPEN:
        return refuse(RuleCode.SITTING_NOT_OPEN, state=state.value)
    if not speaks(capacity):
        return refuse(RuleCode.DOES_NOT_SPEAK, capacity=capacity.value)
    if not here:
        return refuse(RuleCode.NOT_HERE)
    if times_spent and not words:
        return refuse(RuleCode.OVERRIDE_NEEDS_WORDS)
    if holds:
        return refuse(RuleCode.HAS_FLOOR_ALREADY)
    return allow(RuleCode.LEADER_OVERRIDES_TIMES if times_spent else RuleCode.LEADER_INVITES)


def may_publish(
    identity: int, speaker: int | None, presiding: int | None, following: int | None, booths: Sequence[int]
) -> Decision:
    """Whose media the server lets in: the speaker's, that of who presides, the next speaker's, interpreters' (rule 11).

    Who presides is muted until they press to talk, the next speaker until they are given the floor.
    """
    if identity == speaker:
        return allow(RuleCode.SPEAKS)
    if identity == presiding:
        return allow(RuleCode.PRESIDES)
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
    if capacity is Role.SECRETARIAT or (lead is None and capacity in PRESIDING_ROLES):
        return allow(RuleCode.LEAD_PASSED)
    return presides(capacity, registration, lead)
