"""The floor: asked for, given, held, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus, may_receive
from hemicycle.rules.capacity import Capacity
from hemicycle.rules.floor import (
    HOLDING,
    OBSERVERS,
    WAITING,
    Asking,
    Cause,
    SittingState,
    TurnState,
    may_act_on,
    may_ask,
    may_give,
    may_invite,
    may_put_back,
    next_expected,
)
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings import speaker_queue
from hemicycle.sittings.act import Act, Performer, act
from hemicycle.sittings.enforcement import HOLDING_STATES
from hemicycle.sittings.models import Turn
from hemicycle.sittings.reasons import SittingCode

if TYPE_CHECKING:
    from datetime import datetime


def open_item(under_way: Act) -> int | None:
    """The item under discussion in the sitting."""
    return under_way.sitting.discussions.filter(end=None).values_list("item", flat=True).first()


def _spoken_on(under_way: Act, member: int | None) -> bool:
    """Whether a Member has had the floor on the open item in this consultation (rule 9)."""
    item = open_item(under_way)
    if item is None or member is None:
        return False
    return Turn.objects.filter(item=item, member=member, connected_at__isnull=False, point_of_order=False).exists()


def _once_spent(under_way: Act, capacity: Capacity, member: int | None) -> bool:
    """Whether an observer's once on the open item is spent (rule 9)."""
    return capacity in OBSERVERS and under_way.settings.observers_once and _spoken_on(under_way, member)


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


def _turn(under_way: Act, key: int, *, own: bool = False) -> Turn:
    """A turn of this sitting; of the acting person where ``own``."""
    turn = under_way.sitting.turns.select_related("registration__person", "member").filter(pk=key).first()
    if turn is None or (own and turn.registration_id != under_way.registration.pk):
        raise Refusal(SittingCode.NO_SUCH_TURN)
    return turn


def _current(turn: Turn, *states: TurnState) -> None:
    """Refuse a command about a turn that has moved on."""
    require(may_act_on(TurnState(turn.state), states))


def _end(turn: Turn, at: datetime, state: TurnState, cause: Cause | None = None) -> None:
    turn.state = state.value
    turn.cause = cause.value if cause else ""
    turn.ended_at = at
    turn.save(update_fields=["state", "cause", "ended_at"])


def ask(
    sitting: int,
    performer: Performer,
    at: datetime,
    *,
    language: str,
    point_of_order: bool = False,
    confirm_first: bool = False,
) -> Turn:
    """Ask for the floor (rules 6-9).

    Raises:
        Refusal: with the rule that stands against it.
    """
    action = Action.FLOOR_POINT_OF_ORDER if point_of_order else Action.FLOOR_ASK
    with act(sitting, performer, action, at) as under_way:
        mine = under_way.registration
        own = under_way.sitting.turns.filter(registration=mine)
        waiting = own.filter(state__in=speaker_queue.WAITING_STATES).first()
        capacity = under_way.capacity_of(mine)
        require(
            may_ask(
                Asking(
                    capacity=capacity,
                    state=SittingState(under_way.sitting.state),
                    list_open=under_way.sitting.list_open,
                    waits=waiting is not None,
                    raised=waiting is not None and waiting.point_of_order,
                    holds=own.filter(state__in=HOLDING_STATES).exists(),
                    point_of_order=point_of_order,
                    spoken_on_item=capacity in OBSERVERS and _spoken_on(under_way, mine.member_id),
                    observers_once=under_way.settings.observers_once,
                )
            )
        )
        # A request that waits becomes the point of order: one person stands in the queue once.
        turn = waiting or Turn(sitting=under_way.sitting, registration=mine)
        turn.member, turn.capacity, turn.item_id = mine.member, capacity.value, open_item(under_way)
        turn.language, turn.point_of_order, turn.confirm_first = language, point_of_order, confirm_first
        turn.asked_at, turn.placement = at, None
        turn.save()
        under_way.facts.update(turn=turn.pk, language=language, point_of_order=point_of_order)
        under_way.changes("queue", "desk")
    return turn


def withdraw(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """Withdraw one's own request."""
    with act(sitting, performer, Action.FLOOR_WITHDRAW, at) as under_way:
        mine = _turn(under_way, turn, own=True)
        _current(mine, *WAITING)
        _end(mine, at, TurnState.WITHDRAWN, Cause.WITHDRAWN)
        under_way.facts.update(turn=turn)
        under_way.changes("queue", "desk")


def ready(sitting: int, performer: Performer, at: datetime, *, turn: int, microphone: bool, camera: bool) -> None:
    """The next speaker's page says what it found ready."""
    with act(sitting, performer, Action.FLOOR_READY, at) as under_way:
        mine = _turn(under_way, turn, own=True)
        _current(mine, *WAITING, *HOLDING)
        mine.microphone, mine.camera = microphone, camera
        mine.save(update_fields=["microphone", "camera"])
        under_way.facts.update(turn=turn, microphone=microphone, camera=camera)
        under_way.changes("queue")


def take(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """A speaker who asked to confirm does: now their sound goes out."""
    with act(sitting, performer, Action.FLOOR_TAKE, at) as under_way:
        mine = _turn(under_way, turn, own=True)
        _current(mine, *HOLDING)
        if mine.confirm_first and mine.taken_at is None:
            mine.taken_at = at
            mine.save(update_fields=["taken_at"])
        under_way.facts.update(turn=turn)
        under_way.changes("turn")


def finish(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """The speaker is done."""
    with act(sitting, performer, Action.FLOOR_FINISH, at) as under_way:
        mine = _turn(under_way, turn, own=True)
        _current(mine, *HOLDING)
        _end(mine, at, TurnState.ENDED)
        under_way.facts.update(turn=turn)
        under_way.changes("turn", "desk")


def fail(sitting: int, performer: Performer, at: datetime, *, turn: int, cause: str) -> None:
    """The speaker's page cannot go on: no device, permission denied, network.

    One who only waits keeps the place in the queue, shown as not ready: there is time to mend it.
    """
    with act(sitting, performer, Action.FLOOR_FAIL, at) as under_way:
        mine = _turn(under_way, turn, own=True)
        _current(mine, *WAITING, *HOLDING)
        if TurnState(mine.state) in HOLDING:
            _end(mine, at, TurnState.FAILED, Cause(cause))
            under_way.changes("turn", "desk")
        else:
            mine.microphone = mine.camera = False
            mine.save(update_fields=["microphone", "camera"])
            under_way.changes("queue")
        under_way.facts.update(turn=turn, cause=cause)


def _require_givable(under_way: Act, turn: Turn) -> None:
    spent = _once_spent(under_way, Capacity(turn.capacity), turn.member_id)
    require(may_give(SittingState(under_way.sitting.state), TurnState(turn.state), once_spent=spent))


def _grant(under_way: Act, turn: Turn) -> None:
    """Give the floor to a turn; whoever had it ends in the same act (rule 11)."""
    current = holder(under_way)
    if current is not None:
        _end(current, under_way.at, TurnState.ENDED)
        under_way.facts.update(ended=current.pk)
    turn.state = TurnState.GRANTED.value
    turn.granted_at = under_way.at
    # They speak on what is discussed now, which is not always what was discussed when they asked.
    turn.item_id = open_item(under_way)
    turn.save(update_fields=["state", "granted_at", "item", "override"])
    under_way.facts.update(turn=turn.pk, registration=turn.registration_id)
    under_way.changes("turn", "queue", "desk")


def give(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """Give the floor to one who waits, wherever they stand; out of order is recorded."""
    with act(sitting, performer, Action.FLOOR_GIVE, at) as under_way:
        chosen = _turn(under_way, turn)
        _require_givable(under_way, chosen)
        ordered = speaker_queue.in_places(speaker_queue.waiting(sitting), under_way.settings)
        position = next(place.position for waits, place in ordered if waits.pk == turn)
        under_way.facts.update(position=position, out_of_order=position > 1)
        _grant(under_way, chosen)


def give_next(sitting: int, performer: Performer, at: datetime, *, expected: int | None = None) -> Turn:
    """Give the floor to the head of the queue, if it is the one whom the leader saw there."""
    with act(sitting, performer, Action.FLOOR_NEXT, at) as under_way:
        ordered = speaker_queue.in_places(speaker_queue.waiting(sitting), under_way.settings)
        require(next_expected([turn.pk for turn, _ in ordered], expected))
        head = ordered[0][0]
        _require_givable(under_way, head)
        _grant(under_way, head)
    return head


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


def take_back(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """The leader takes the floor back; the turn has ended."""
    with act(sitting, performer, Action.FLOOR_TAKE_BACK, at) as under_way:
        current = _turn(under_way, turn)
        _current(current, *HOLDING)
        _end(current, at, TurnState.ENDED)
        under_way.facts.update(turn=turn, registration=current.registration_id)
        under_way.changes("turn", "desk")


def put_back(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """The leader puts the speaker back into the queue, where they stood by their moment of asking."""
    with act(sitting, performer, Action.FLOOR_PUT_BACK, at) as under_way:
        current = _turn(under_way, turn)
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


def mute(sitting: int, performer: Performer, at: datetime, *, turn: int, muted: bool) -> None:
    """The leader mutes the speaker, or lets them be heard again."""
    with act(sitting, performer, Action.FLOOR_MUTE, at) as under_way:
        current = _turn(under_way, turn)
        _current(current, *HOLDING)
        current.muted = muted
        current.save(update_fields=["muted"])
        under_way.facts.update(turn=turn, muted=muted)
        under_way.changes("turn")


def extend(sitting: int, performer: Performer, at: datetime, *, turn: int, seconds: int) -> None:
    """The leader gives the speaker more time (rule 10)."""
    with act(sitting, performer, Action.FLOOR_EXTEND, at) as under_way:
        current = _turn(under_way, turn)
        _current(current, *HOLDING)
        current.extra_seconds += seconds
        current.save(update_fields=["extra_seconds"])
        under_way.facts.update(turn=turn, seconds=seconds)
        under_way.changes("turn")


def correct_language(sitting: int, performer: Performer, at: datetime, *, turn: int, language: str) -> None:
    """A booth or a technician corrects the language that the speaker speaks."""
    with act(sitting, performer, Action.FLOOR_LANGUAGE, at) as under_way:
        current = _turn(under_way, turn)
        _current(current, *HOLDING)
        under_way.facts.update(turn=turn, language=language, before=current.language)
        current.language = language
        current.save(update_fields=["language"])
        under_way.changes("turn", "map", "desk")
