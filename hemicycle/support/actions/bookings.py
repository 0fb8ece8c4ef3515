"""Slots of test sessions are booked, moved and cancelled, and people are reminded of them (rule 50)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hemicycle.journal.record import Performer
from hemicycle.people import queries as people
from hemicycle.people.act import Act, carry_out
from hemicycle.people.changes import registrations_changing
from hemicycle.people.models import Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules import slots as rules
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action, may
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import OVER
from hemicycle.support import slot_mails, slots
from hemicycle.support.models import Slot, SlotBooking
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet


def book(consultation: int, performer: Performer, at: datetime, registration: int, slot: int) -> SlotBooking:
    """Book a slot for somebody, or move there the booking of another coming one that they have.

    Args:
        performer: They, or who answers for their Member.

    Raises:
        Refusal: it is not theirs to do, the person takes no part in sittings, or the slot is gone, has begun, is full
            or is theirs already.
    """
    row = _registration(consultation, registration)
    with carry_out(consultation, performer, Action.SLOT_BOOK, at, member=row.member, about=row.person) as act:
        return _book(act, row, slot)


def book_for(consultation: int, performer: Performer, at: datetime, registration: int, slot: int) -> SlotBooking:
    """The same, by who plans sittings: for whoever asked them to.

    Raises:
        Refusal: as for ``book``.
    """
    row = _registration(consultation, registration)
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        return _book(act, row, slot)


def _book(act: Act, row: Registration, slot: int) -> SlotBooking:
    _require_able(act, row)
    wanted, at = _locked(act, slot), act.at
    mine = slots.booking_of(row, at)
    own = mine is not None and mine.slot_id == wanted.pk
    require(rules.may_book(wanted.begins_at, at=at, places=wanted.places, booked=slots.booked(wanted), own=own))
    before = mine.slot_id if mine is not None else None
    if mine is None:
        mine = SlotBooking(registration=row, booked_at=at)
    else:
        mine.sequence += 1
    mine.slot, mine.booked_by, mine.told_at = wanted, act.performer.person, at
    mine.save()
    act.place = f"slot:{wanted.pk}"
    act.facts.update(registration=row.pk, booking=mine.pk, slot=[before, wanted.pk])
    template = slot_mails.BOOKED if before is None else slot_mails.MOVED
    slot_mails.tell(act.consultation, template, wanted, [mine], at, act.performer.person)
    return mine


def cancel(consultation: int, performer: Performer, at: datetime, booking: int) -> None:
    """Cancel a booking whose slot has not begun.

    Raises:
        Refusal: it is not theirs to do, is cancelled already, or its slot has begun.
    """
    row = _booker(consultation, booking)
    with carry_out(consultation, performer, Action.SLOT_BOOK, at, member=row.member, about=row.person) as act:
        _take_back(act, row, booking)


def cancel_for(consultation: int, performer: Performer, at: datetime, booking: int) -> None:
    """The same, by who plans sittings.

    Raises:
        Refusal: as for ``cancel``.
    """
    row = _booker(consultation, booking)
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        _take_back(act, row, booking)


def _booker(consultation: int, booking: int) -> Registration:
    rows = SlotBooking.objects.filter(pk=booking, slot__sitting__consultation=consultation)
    found = rows.select_related("registration__person", "registration__member").first()
    if found is None:
        raise Refusal(SupportCode.NOTHING_BOOKED)
    return found.registration


def _take_back(act: Act, row: Registration, booking: int) -> None:
    rows = SlotBooking.objects.select_for_update(of=("self",)).filter(slots.LIVE, pk=booking)
    mine = rows.select_related("slot").first()
    if mine is None:
        raise Refusal(SupportCode.NOTHING_BOOKED)
    require(rules.may_cancel(mine.slot.begins_at, at=act.at))
    mine.registration = row
    _cancel([mine], act.at)
    act.place = f"slot:{mine.slot_id}"
    act.facts.update(registration=row.pk, booking=mine.pk, slot=[mine.slot_id, None])
    slot_mails.tell(act.consultation, slot_mails.CANCELLED, mine.slot, [mine], act.at, act.performer.person)


def remind_due(at: datetime) -> int:
    """Remind everybody whose slot begins soon; return how many. The worker asks for it again and again."""
    due: defaultdict[int, list[int]] = defaultdict(list)
    for row in _due(SlotBooking.objects.filter(slot__sitting__consultation__closed_at=None), at):
        due[row.slot.sitting.consultation_id].append(row.pk)
    return sum(_remind(consultation, keys, at) for consultation, keys in due.items())


def _remind(consultation: int, keys: list[int], at: datetime) -> int:
    with carry_out(consultation, Performer(system="reminders"), Action.SLOT_BOOK, at) as act:
        rows = _due(SlotBooking.objects.select_for_update(of=("self",)).filter(pk__in=keys), at)
        if not rows:
            act.cancel()
            return 0
        by_slot: defaultdict[int, list[SlotBooking]] = defaultdict(list)
        for row in rows:
            row.told_at = at
            row.save(update_fields=["told_at"])
            by_slot[row.slot_id].append(row)
        for of_slot in by_slot.values():
            slot_mails.tell(act.consultation, slot_mails.REMINDER, of_slot[0].slot, of_slot, at)
        act.facts.update(step="remind", registrations=[row.registration_id for row in rows])
    return len(rows)


def _due(rows: QuerySet[SlotBooking], at: datetime) -> list[SlotBooking]:
    """Those of some bookings whose people are to be reminded now."""
    near = rows.filter(
        slots.LIVE,
        slot__begins_at__gt=at,
        slot__begins_at__lte=at + max(rules.REMINDED),
        registration__status=RegistrationStatus.CONFIRMED.value,
        registration__person__is_active=True,
        registration__person__forgotten_at=None,
    )
    found = near.select_related("slot__sitting", "registration__person", "registration__member").order_by("pk")
    return [row for row in found if rules.reminder_due(row.slot.begins_at, told=row.told_at, at=at)]


def listen() -> None:
    """Whose registration is over frees their place in the same act."""
    registrations_changing.connect(_free_places, dispatch_uid="support.bookings.registrations")


def _free_places(*, changes: Iterable[tuple[int, str]], **_: Any) -> None:
    at = timezone.now()
    over = [status.value for status in OVER]
    rows = SlotBooking.objects.filter(
        slots.LIVE,
        registration__in={key for key, _step in changes},
        registration__status__in=over,
        slot__begins_at__gt=at,
    )
    for row in rows.select_related("slot__sitting__consultation", "registration__person", "registration__member"):
        _cancel([row], at)
        slot_mails.tell(row.slot.sitting.consultation, slot_mails.CANCELLED, row.slot, [row], at)


def _cancel(rows: Iterable[SlotBooking], at: datetime) -> None:
    for row in rows:
        row.cancelled_at, row.sequence = at, row.sequence + 1
        row.save(update_fields=["cancelled_at", "sequence"])


def _registration(consultation: int, key: int) -> Registration:
    rows = Registration.objects.filter(pk=key, consultation=consultation)
    row = rows.select_related("person", "member", "consultation").first()
    if row is None:
        raise Refusal(PeopleCode.NO_SUCH_REGISTRATION)
    return row


def _require_able(act: Act, row: Registration) -> None:
    """Let nobody book for who is not confirmed, or is of a class that enters no sitting, as read under the lock."""
    row.refresh_from_db(fields=["status"])
    if row.status != RegistrationStatus.CONFIRMED.value or not row.person.is_active:
        raise Refusal(RuleCode.REGISTRATION_NOT_CONFIRMED, status=row.status)
    require(may(people.capacity(row, act.classes, act.day), Action.SLOT_BOOK))


def _locked(act: Act, key: int) -> Slot:
    rows = Slot.objects.select_for_update(of=("self",)).filter(sitting__consultation=act.consultation)
    slot = rows.filter(pk=key, removed_at=None).select_related("sitting").first()
    if slot is None:
        raise Refusal(SupportCode.NO_SUCH_SLOT)
    return slot
