"""The floor: given, taken back, corrected; and what every action on a turn looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus, may_receive
from hemicycle.rules.capacity import Capacity
from hemicycle.rules.floor import (
    HOLDING,
    OBSERVERS,
    Cause,
    SittingState,
    TurnState,
    may_act_on,
    may_give,
    may_invite,
    may_put_back,
    next_expected,
)
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings import speaker_queue
from hemicycle.sittings.act import Act, Performer, act
from hemicycle.sittings.commands import Arguments, Key, Language, OfPerson, OfTurn, Words, command
from hemicycle.sittings.enforcement import HOLDING_STATES
from hemicycle.sittings.models import Turn
from hemicycle.sittings.reasons import SittingCode

if TYPE_CHECKING:
    from datetime import datetime


def open_item(under_way: Act) -> int | None:
    """The item under discussion in the sitting."""
    return under_way.sitting.discussions.filter(end=None).values_list("item", flat=True).first()


def spoken_on(under_way: Act, member: int | None) -> bool:
    """Whether a Member has had the floor on the open item in this consultation (rule 9)."""
    item = open_item(under_way)
    if item is None or member is None:
        return False
    return Turn.objects.filter(item=item, member=member, connected_at__isnull=False, point_of_order=False).exists()


def _once_spent(under_way: Act, capacity: Capacity, member: int | None) -> bool:
    """Whether an observer's once on the open item is spent (rule 9)."""
    return capacity in OBSERVERS and under_way.settings.observers_once and spoken_on(under_way, member)


def confirmed(under_way: Act, registration: int) -> Registration:
    """Somebody whom the floor or the lead may go to: confirmed for the consultation (rule 1), and not removed."""
    found = (
        Registration.objects.filter(
            pk=registration, consultation=under_way.sitting.consultation, status=RegistrationStatus.CONFIRMED.value
        )
        .select_related("person", "member")
        .first()
    )
    removed = under_way.sitting.removals.filter(registration=found, readmitted_at=None)
    require(may_receive(confirmed=found is not None, removed=found is not None and removed.exists()))
    if found is None:
        raise LookupError("the rule lets nobody through who is not registered")
    return found


def holder(under_way: Act) -> Turn | None:
    """The turn that has the floor."""
    return under_way.sitting.turns.filter(state__in=HOLDING_STATES).first()


def turn_of(under_way: Act, key: int, *, own: bool = False) -> Turn:
    """A turn of this sitting; of the acting person where ``own``."""
    turn = under_way.sitting.turns.select_related("registration__person", "member").filter(pk=key).first()
    if turn is None or (own and turn.registration_id != under_way.registration.pk):
        raise Refusal(SittingCode.NO_SUCH_TURN)
    return turn


def require_state(turn: Turn, *states: TurnState) -> None:
    """Refuse a command about a turn that has moved on."""
    require(may_act_on(TurnState(turn.state), states))


def end_turn(turn: Turn, at: datetime, state: TurnState, cause: Cause | None = None) -> None:
    """Write down that a turn is over, and why."""
    turn.state = state.value
    turn.cause = cause.value if cause else ""
    turn.ended_at = at
    turn.save(update_fields=["state", "cause", "ended_at"])


def _require_givable(under_way: Act, turn: Turn) -> None:
    spent = _once_spent(under_way, Capacity(turn.capacity), turn.member_id)
    require(may_give(SittingState(under_way.sitting.state), TurnState(turn.state), once_spent=spent))


def _grant(under_way: Act, turn: Turn) -> None:
    """Give the floor to a turn; whoever had it ends in the same act (rule 11)."""
    current = holder(under_way)
    if current is not None:
        end_turn(current, under_way.at, TurnState.ENDED)
        under_way.facts.update(ended=current.pk)
    turn.state = TurnState.GRANTED.value
    turn.granted_at = under_way.at
    # They speak on what is discussed now, which is not always what was discussed when they asked.
    turn.item_id = open_item(under_way)
    turn.save(update_fields=["state", "granted_at", "item", "override"])
    under_way.facts.update(turn=turn.pk, registration=turn.registration_id)
    under_way.changes("turn", "queue", "desk")


@command(Action.FLOOR_GIVE, OfTurn)
def give(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """Give the floor to one who waits, wherever they stand; out of order is recorded."""
    with act(sitting, performer, Action.FLOOR_GIVE, at) as under_way:
        chosen = turn_of(under_way, turn)
        _require_givable(under_way, chosen)
        ordered = speaker_queue.in_places(speaker_queue.waiting(sitting), under_way.settings)
        position = next(place.position for waits, place in ordered if waits.pk == turn)
        under_way.facts.update(position=position, out_of_order=position > 1)
        _grant(under_way, chosen)


class Next(Arguments):
    """``floor.next``: to the head of the queue, which the console showed as ``expected``."""

    expected: Key | None = None


@command(Action.FLOOR_NEXT, Next)
def give_next(sitting: int, performer: Performer, at: datetime, *, expected: int | None = None) -> Turn:
    """Give the floor to the head of the queue, if it is the one whom the presiding officer saw there."""
    with act(sitting, performer, Action.FLOOR_NEXT, at) as under_way:
        ordered = speaker_queue.in_places(speaker_queue.waiting(sitting), under_way.settings)
        require(next_expected([turn.pk for turn, _ in ordered], expected))
        head = ordered[0][0]
        _require_givable(under_way, head)
        _grant(under_way, head)
    return head


class Invite(OfPerson):
    """``floor.invite``: to somebody who did not ask, or to oneself."""

    language: Language
    override: Words | Literal[""] = ""


@command(Action.FLOOR_INVITE, Invite)
def invite(
    sitting: int, performer: Performer, at: datetime, *, registration: int, language: str, override: str = ""
) -> Turn:
    """Give the floor to somebody who did not ask, or to oneself; an observer's second time needs words (rule 9)."""
    with act(sitting, performer, Action.FLOOR_INVITE, at) as under_way:
        guest = confirmed(under_way, registration)
        capacity = under_way.capacity_of(guest)
        spent = _once_spent(under_way, capacity, guest.member_id)
        here = under_way.sitting.attendances.filter(registration=guest, left_at=None).exists()
        current, state = holder(under_way), SittingState(under_way.sitting.state)
        holds = current is not None and current.registration_id == guest.pk
        require(may_invite(capacity, state, once_spent=spent, here=here, words=override, holds=holds))
        turn = under_way.sitting.turns.filter(
            registration=guest, state__in=speaker_queue.WAITING_STATES
        ).first() or under_way.sitting.turns.create(
            registration=guest,
            member=guest.member,
            capacity=capacity.value,
            item_id=open_item(under_way),
            language=language,
            asked_at=at,
        )
        turn.override = override
        under_way.facts.update(invited=True, override=override)
        _grant(under_way, turn)
    return turn


@command(Action.FLOOR_TAKE_BACK, OfTurn)
def take_back(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """The presiding officer takes the floor back; the turn has ended."""
    with act(sitting, performer, Action.FLOOR_TAKE_BACK, at) as under_way:
        current = turn_of(under_way, turn)
        require_state(current, *HOLDING)
        end_turn(current, at, TurnState.ENDED)
        under_way.facts.update(turn=turn, registration=current.registration_id)
        under_way.changes("turn", "desk")


@command(Action.FLOOR_PUT_BACK, OfTurn)
def put_back(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """The presiding officer puts the speaker back into the queue, where they stood by their moment of asking."""
    with act(sitting, performer, Action.FLOOR_PUT_BACK, at) as under_way:
        current = turn_of(under_way, turn)
        others = under_way.sitting.turns.filter(
            registration_id=current.registration_id, state__in=speaker_queue.WAITING_STATES
        )
        require(may_put_back(TurnState(current.state), waits=others.exists()))
        under_way.facts.update(
            turn=turn,
            registration=current.registration_id,
            granted_at=current.granted_at.isoformat() if current.granted_at else None,
        )
        current.state = TurnState.ASKED.value
        current.granted_at = current.taken_at = current.connected_at = current.audible_at = None
        current.muted, current.placement = False, None
        current.save()
        under_way.changes("turn", "queue", "desk")


class Mute(OfTurn):
    """``floor.mute``, or unmute."""

    muted: bool


@command(Action.FLOOR_MUTE, Mute)
def mute(sitting: int, performer: Performer, at: datetime, *, turn: int, muted: bool) -> None:
    """The presiding officer mutes the speaker, or lets them be heard again."""
    with act(sitting, performer, Action.FLOOR_MUTE, at) as under_way:
        current = turn_of(under_way, turn)
        require_state(current, *HOLDING)
        current.muted = muted
        current.save(update_fields=["muted"])
        under_way.facts.update(turn=turn, muted=muted)
        under_way.changes("turn")


class Extend(OfTurn):
    """``floor.extend``: more time."""

    seconds: int = Field(ge=10, le=1800)


@command(Action.FLOOR_EXTEND, Extend)
def extend(sitting: int, performer: Performer, at: datetime, *, turn: int, seconds: int) -> None:
    """The presiding officer gives the speaker more time (rule 10)."""
    with act(sitting, performer, Action.FLOOR_EXTEND, at) as under_way:
        current = turn_of(under_way, turn)
        require_state(current, *HOLDING)
        current.extra_seconds += seconds
        current.save(update_fields=["extra_seconds"])
        under_way.facts.update(turn=turn, seconds=seconds)
        under_way.changes("turn")


class Speaks(OfTurn):
    """``floor.language``: correct the language spoken on the floor."""

    language: Language


@command(Action.FLOOR_LANGUAGE, Speaks)
def correct_language(sitting: int, performer: Performer, at: datetime, *, turn: int, language: str) -> None:
    """A booth or a technician corrects the language that the speaker speaks."""
    with act(sitting, performer, Action.FLOOR_LANGUAGE, at) as under_way:
        current = turn_of(under_way, turn)
        require_state(current, *HOLDING)
        under_way.facts.update(turn=turn, language=language, before=current.language)
        current.language = language
        current.save(update_fields=["language"])
        under_way.changes("turn", "map", "desk")
