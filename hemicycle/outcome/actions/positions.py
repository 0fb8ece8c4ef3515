"""What delegates say on record of an item and of its conclusion, by themselves or through who presides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from hemicycle.outcome.actions.asking import OfConclusion
from hemicycle.outcome.actions.discussed import period_of
from hemicycle.outcome.models import Position
from hemicycle.outcome.models.positions import STATEMENT_LENGTH
from hemicycle.outcome.queries import draft_of, positions_of, taken_by
from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.rules.capacity import ParticipationClass, Right
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.conclusions import PositionKind, Standing, may_take_position, may_withdraw_position
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.actions.floor import confirmed
from hemicycle.sittings.commands import Arguments, Key, command, storable

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Registration
    from hemicycle.sittings.act import Act

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=STATEMENT_LENGTH), AfterValidator(storable)]


class Object(OfConclusion):
    """``position.object``, with a reason if they wish."""

    words: Words = ""


class Defer(OfConclusion):
    """``position.defer``, with a reason if they wish."""

    kind: Literal[PositionKind.DEFER_CONCLUSION, PositionKind.DEFER_DOCUMENT, PositionKind.SUSPEND_DEBATE]
    words: Words = ""


class State(OfConclusion):
    """``position.state``: what is recorded and changes nothing."""

    kind: Literal[PositionKind.SUPPORT, PositionKind.RESERVATION, PositionKind.STATEMENT]
    words: Words = ""


class Record(OfConclusion):
    """``position.record``: what somebody said by voice."""

    registration: Key
    kind: PositionKind
    words: Words = ""


class OfPosition(Arguments):
    """A command about a position."""

    position: Key


@command(Action.POSITION_OBJECT, Object)
def object_(sitting: int, performer: Performer, at: datetime, *, item: int, words: str = "") -> Position:
    """Object to the conclusion (rules 29 to 31).

    Raises:
        Refusal: the item is not open any more, nothing is proposed, or their Member objects already.
    """
    with carry_out(sitting, performer, Action.POSITION_OBJECT, at) as act:
        return _taken(act, item, act.registration, PositionKind.OBJECTION, words)


@command(Action.POSITION_DEFER, Defer)
def defer(
    sitting: int, performer: Performer, at: datetime, *, item: int, kind: PositionKind, words: str = ""
) -> Position:
    """Ask that the conclusion or the document be deferred, or move to suspend the debate (rules 28, 29 and 31)."""
    with carry_out(sitting, performer, Action.POSITION_DEFER, at) as act:
        return _taken(act, item, act.registration, PositionKind(kind), words)


@command(Action.POSITION_STATE, State)
def state(
    sitting: int, performer: Performer, at: datetime, *, item: int, kind: PositionKind, words: str = ""
) -> Position:
    """Support the conclusion, or have a reservation or a statement recorded with it."""
    with carry_out(sitting, performer, Action.POSITION_STATE, at) as act:
        return _taken(act, item, act.registration, PositionKind(kind), words)


@command(Action.POSITION_RECORD, Record)
def record(  # noqa: PLR0913 - whom it is of, and what they said
    sitting: int,
    performer: Performer,
    at: datetime,
    *,
    item: int,
    registration: int,
    kind: PositionKind,
    words: str = "",
) -> Position:
    """Record what somebody who is here said by voice. Who presides asks them whether it is right: they can withdraw it.

    Raises:
        Refusal: they are not in the room, or may not say this.
    """
    with carry_out(sitting, performer, Action.POSITION_RECORD, at) as act:
        speaker = confirmed(act, registration)
        if not act.sitting.attendances.filter(registration=speaker, left_at=None).exists():
            raise Refusal(RuleCode.NOT_HERE)
        return _taken(act, item, speaker, PositionKind(kind), words, by=act.registration)


@command(Action.POSITION_WITHDRAW, OfPosition)
def withdraw(sitting: int, performer: Performer, at: datetime, *, position: int) -> None:
    """Withdraw what one's Member said: any of its delegates may, while the item is open (rule 30)."""
    with carry_out(sitting, performer, Action.POSITION_WITHDRAW, at) as act:
        row = _found(act, position)
        mine = act.registration
        same = row.member_id == mine.member_id if row.member_id is not None else row.registration_id == mine.pk
        if not same:
            raise Refusal(OutcomeCode.NO_SUCH_POSITION)
        _withdrawn(act, row)


@command(Action.POSITION_RECORD_WITHDRAWAL, OfPosition)
def record_withdrawal(sitting: int, performer: Performer, at: datetime, *, position: int) -> None:
    """Record that a Member withdrew by voice what it had said (rule 30)."""
    with carry_out(sitting, performer, Action.POSITION_RECORD_WITHDRAWAL, at) as act:
        _withdrawn(act, _found(act, position))


def _taken(
    act: Act, item: int, speaker: Registration, kind: PositionKind, words: str, by: Registration | None = None
) -> Position:
    period, before = period_of(act, item), positions_of(item)
    capacity = act.capacity_of(speaker)
    standing = Standing(
        discussed=period is not None,
        text=draft_of(item).proposed,
        taken=taken_by(before, speaker.member_id, speaker.pk),
    )
    reason = require(may_take_position(kind, capacity, words, standing))
    if period is None or not isinstance(capacity, ParticipationClass):
        raise LookupError("the rule lets nobody say anything of an item that is not open, or without a class")
    row = Position.objects.create(
        discussion=period,
        registration=speaker,
        member=speaker.member,
        capacity=capacity.value,
        may_defer=capacity.has(Right.DEFER),
        kind=kind.value,
        words=words,
        at=act.at,
        recorded_by=by,
    )
    act.facts.update(item=item, position=row.pk, kind=kind.value, reason=reason.code.value)
    if by is not None:
        act.facts.update(registration=speaker.pk, member=speaker.member.code if speaker.member else "")
    act.changes("conclusion")
    return row


def _found(act: Act, position: int) -> Position:
    row = Position.objects.filter(pk=position, discussion__sitting__consultation=act.sitting.consultation_id)
    found = row.select_related("discussion").first()
    if found is None:
        raise Refusal(OutcomeCode.NO_SUCH_POSITION)
    return found


def _withdrawn(act: Act, row: Position) -> None:
    period = period_of(act, row.discussion.item_id)
    require(may_withdraw_position(discussed=period is not None, withdrawn=row.withdrawn_at is not None))
    row.withdrawn_at, row.withdrawn_by = act.at, act.registration
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    act.facts.update(item=row.discussion.item_id, position=row.pk, kind=row.kind)
    act.changes("conclusion")
