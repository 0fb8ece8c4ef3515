"""The floor: given, taken back, corrected; and what every action on a turn looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus, may_receive
from hemicycle.rules.floor import (
    HOLDING,
    Cause,
    SittingState,
    TurnState,
    may_act_on,
    may_give,
    may_invite,
    may_put_back,
    next_expected,
    spent,
)
from hemicycle.rules.languages import may_speak_in
from hemicycle.rules.permissions import Action
from hemicycle.rules.presiding import may_go_on
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings import interpretation, item_turns, speaker_queue, undoing
from hemicycle.sittings.act import Act, carry_out
from hemicycle.sittings.commands import Arguments, Key, Language, OfPerson, OfTurn, Words, command
from hemicycle.sittings.enforcement import HOLDING_STATES
from hemicycle.sittings.item_turns import open_item
from hemicycle.sittings.reasons import SittingCode
from hemicycle.verification.facts import QUEUE

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.queue import Place
    from hemicycle.sittings.models import Turn


def require_time(act: Act) -> None:
    """Refuse what begins after the end of the window: an item, a turn (rule 16)."""
    sitting = act.sitting
    require(may_go_on(act.at, sitting.closes_at if act.at <= sitting.closes_at else sitting.ends_at))


def confirmed(act: Act, registration: int) -> Registration:
    """Somebody whom the floor or the lead may go to: confirmed for the consultation (rule 1), and not removed."""
    row = (
        Registration.objects.filter(
            pk=registration, consultation=act.sitting.consultation, status=RegistrationStatus.CONFIRMED.value
        )
        .select_related("person", "member")
        .first()
    )
    removed = act.sitting.removals.filter(registration=row, readmitted_at=None)
    require(may_receive(confirmed=row is not None, removed=row is not None and removed.exists()))
    if row is None:
        raise LookupError("the rule lets nobody through who is not registered")
    return row


def holder(act: Act) -> Turn | None:
    """The turn that has the floor."""
    return act.sitting.turns.filter(state__in=HOLDING_STATES).first()


def turn_of(act: Act, key: int, *, own: bool = False) -> Turn:
    """A turn of this sitting; of the acting person where ``own``."""
    turn = act.sitting.turns.select_related("registration__person", "member").filter(pk=key).first()
    if turn is None or (own and turn.registration_id != act.registration.pk):
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


def name_end(act: Act, turn: Turn) -> None:
    """Name the documents that change as a turn that had the floor is over: a motion was heard."""
    act.changes("turn", "desk", *(["queue"] if turn.motion else []))


def _require_givable(act: Act, turn: Turn) -> None:
    # Neither a motion nor a reply is a turn on the item.
    is_spent = not turn.motion and _is_spent(act, act.classes.named(turn.capacity), turn)
    require(may_give(SittingState(act.sitting.state), TurnState(turn.state), times_spent=is_spent))
    require_time(act)


def _is_spent(act: Act, capacity: Capacity, speaker: Registration | Turn) -> bool:
    return spent(capacity, item_turns.times_spoken(act.sitting, capacity, speaker))


def _grant(act: Act, turn: Turn) -> None:
    """Give the floor to a turn; whoever had it ends in the same act (rule 11)."""
    current = holder(act)
    if current is not None:
        end_turn(current, act.at, TurnState.ENDED)
        act.facts.update(ended=current.pk)
    turn.state = TurnState.GRANTED.value
    turn.granted_at = act.at
    # They speak on what is discussed now, which is not always what was discussed when they asked.
    turn.item_id = open_item(act.sitting)
    interpretation.begin_wait(act, turn)
    turn.save(
        update_fields=["state", "granted_at", "item", "override", "language", "waits_for", "waits_until", "light_at"]
    )
    act.facts.update(turn=turn.pk, registration=turn.registration_id)
    act.changes("turn", "queue", "desk")


@command(Action.FLOOR_GIVE, OfTurn)
def give(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """Give the floor to one who waits, wherever they stand; out of order is recorded."""
    with carry_out(sitting, performer, Action.FLOOR_GIVE, at) as act:
        chosen = turn_of(act, turn)
        _require_givable(act, chosen)
        rows = list(speaker_queue.waiting(sitting))
        line = speaker_queue.in_line(act.sitting, act.settings, rows)
        act.facts.update(out_of_order=line[0][0].pk != turn)
        _note_place(act, turn, line, rows)
        _grant(act, chosen)


def _note_place(act: Act, turn: int, line: list[tuple[Turn, Place]], rows: list[Turn]) -> None:
    """Keep where somebody stood who is given the floor, and everything that it followed from (rule 12)."""
    position = next(place.position for waits, place in line if waits.pk == turn)
    act.facts.update(position=position)
    act.facts[QUEUE] = speaker_queue.as_facts(act.sitting, rows, act.settings)


class Next(Arguments):
    """``floor.next``: to the head of the queue, which the console showed as ``expected``."""

    expected: Key | None = None


@command(Action.FLOOR_NEXT, Next)
def give_next(sitting: int, performer: Performer, at: datetime, *, expected: int | None = None) -> Turn:
    """Give the floor to the head of the queue, if it is the one whom the presiding officer saw there."""
    with carry_out(sitting, performer, Action.FLOOR_NEXT, at) as act:
        rows = list(speaker_queue.waiting(sitting))
        line = speaker_queue.in_line(act.sitting, act.settings, rows)
        require(next_expected([turn.pk for turn, _ in line], expected, passed_over=not line and bool(rows)))
        head = line[0][0]
        _require_givable(act, head)
        _note_place(act, head.pk, line, rows)
        _grant(act, head)
    return head


class Invite(OfPerson):
    """``floor.invite``: to somebody who did not ask, or to oneself."""

    language: Language
    override: Words | Literal[""] = ""


@command(Action.FLOOR_INVITE, Invite)
def invite(
    sitting: int, performer: Performer, at: datetime, *, registration: int, language: str, override: str = ""
) -> Turn:
    """Give the floor to somebody who did not ask, or to oneself; more often than a class may needs words (rule 9).

    Who waits is given it as they are invited: in the language that is said here.
    """
    with carry_out(sitting, performer, Action.FLOOR_INVITE, at) as act:
        guest = confirmed(act, registration)
        require(may_speak_in(language, act.sitting.languages))
        capacity = act.capacity_of(guest)
        is_spent = _is_spent(act, capacity, guest)
        here = act.sitting.attendances.filter(registration=guest, left_at=None).exists()
        current, state = holder(act), SittingState(act.sitting.state)
        holds = current is not None and current.registration_id == guest.pk
        require(may_invite(capacity, state, times_spent=is_spent, here=here, words=override, holds=holds))
        require_time(act)
        # What they wait for first: a point of order or another motion.
        waiting = act.sitting.turns.filter(registration=guest, state__in=speaker_queue.WAITING_STATES)
        turn = waiting.order_by("-point_of_order").first() or act.sitting.turns.create(
            registration=guest,
            member=guest.member,
            capacity=capacity.value,
            item_id=open_item(act.sitting),
            language=language,
            asked_at=at,
        )
        turn.override, turn.language = override, language
        act.facts.update(invited=True, override=override)
        _grant(act, turn)
    return turn


@command(Action.FLOOR_TAKE_BACK, OfTurn)
def take_back(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """The presiding officer takes the floor back; the turn has ended."""
    with carry_out(sitting, performer, Action.FLOOR_TAKE_BACK, at) as act, undoing.kept(act, Action.FLOOR_TAKE_BACK):
        current = turn_of(act, turn)
        require_state(current, *HOLDING)
        end_turn(current, at, TurnState.ENDED)
        act.facts.update(turn=turn, registration=current.registration_id)
        name_end(act, current)


@command(Action.FLOOR_PUT_BACK, OfTurn)
def put_back(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """The presiding officer puts the speaker back into the queue, where they stood by their moment of asking."""
    with carry_out(sitting, performer, Action.FLOOR_PUT_BACK, at) as act, undoing.kept(act, Action.FLOOR_PUT_BACK):
        current = turn_of(act, turn)
        others = act.sitting.turns.filter(
            registration_id=current.registration_id,
            motion=current.motion,
            state__in=speaker_queue.WAITING_STATES,
        )
        require(may_put_back(TurnState(current.state), waits=others.exists()))
        act.facts.update(
            turn=turn,
            registration=current.registration_id,
            granted_at=current.granted_at.isoformat() if current.granted_at else None,
        )
        current.state = TurnState.ASKED.value
        current.granted_at = current.taken_at = current.connected_at = current.audible_at = None
        current.waits_for, current.waits_until, current.light_at = [], None, None
        current.muted, current.placement = False, None
        current.save()
        act.changes("turn", "queue", "desk")


class Mute(OfTurn):
    """``floor.mute``, or unmute."""

    muted: bool


@command(Action.FLOOR_MUTE, Mute)
def mute(sitting: int, performer: Performer, at: datetime, *, turn: int, muted: bool) -> None:
    """The presiding officer mutes the speaker, or lets them be heard again."""
    with carry_out(sitting, performer, Action.FLOOR_MUTE, at) as act:
        current = turn_of(act, turn)
        require_state(current, *HOLDING)
        current.muted = muted
        current.save(update_fields=["muted"])
        act.facts.update(turn=turn, muted=muted)
        act.changes("turn")


class Extend(OfTurn):
    """``floor.extend``: more time."""

    seconds: int = Field(ge=10, le=1800)


@command(Action.FLOOR_EXTEND, Extend)
def extend(sitting: int, performer: Performer, at: datetime, *, turn: int, seconds: int) -> None:
    """The presiding officer gives the speaker more time (rule 10)."""
    with carry_out(sitting, performer, Action.FLOOR_EXTEND, at) as act:
        current = turn_of(act, turn)
        require_state(current, *HOLDING)
        current.extra_seconds += seconds
        current.save(update_fields=["extra_seconds"])
        act.facts.update(turn=turn, seconds=seconds)
        act.changes("turn")


class Speaks(OfTurn):
    """``floor.language``: correct the language spoken on the floor."""

    language: Language


@command(Action.FLOOR_LANGUAGE, Speaks)
def correct_language(sitting: int, performer: Performer, at: datetime, *, turn: int, language: str) -> None:
    """A booth or a technician corrects the language that the speaker speaks."""
    with carry_out(sitting, performer, Action.FLOOR_LANGUAGE, at) as act:
        current = turn_of(act, turn)
        require_state(current, *HOLDING)
        require(may_speak_in(language, act.sitting.languages))
        act.facts.update(turn=turn, language=language, before=current.language)
        current.language = language
        current.save(update_fields=["language"])
        act.changes("turn", "map", "desk")
