"""Reads of slots: those of a session, those that can be booked, and who is booked; and what keeps them right."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch, Q

from hemicycle.people import queries as people
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action, permits
from hemicycle.rules.reasons import require
from hemicycle.rules.slots import Span, may_change_session
from hemicycle.sittings.changes import practice_changing
from hemicycle.support.models import Slot, SlotBooking, SlotMailing

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.models import Delivery
    from hemicycle.people.models import Member, Registration
    from hemicycle.sittings.models import Sitting

#: A booking that was not cancelled, in a slot that was not removed.
LIVE = Q(cancelled_at=None, slot__removed_at=None)
_LIVE_HERE = Q(bookings__cancelled_at=None, bookings__isnull=False)


def listen() -> None:
    """A test session is changed only as far as its slots allow."""
    practice_changing.connect(_look_at_session, dispatch_uid="support.slots.session")


def _look_at_session(*, sitting: int, opens: datetime | None, closes: datetime | None, **_: Any) -> None:
    rows = Slot.objects.filter(sitting=sitting, removed_at=None).annotate(booked=Count("bookings", filter=_LIVE_HERE))
    session = Span(opens, closes) if opens is not None and closes is not None else None
    require(may_change_session([(row.span, row.booked) for row in rows], session))


def of_sitting(sitting: Sitting) -> list[Slot]:
    """The slots of a test session, in time, each with its live bookings and their people."""
    return list(_whole(Slot.objects.filter(sitting=sitting, removed_at=None)))


def of_technician(technician: Registration) -> list[Slot]:
    """The slots at which somebody of the help desk is, in time, with who has booked them."""
    rows = Slot.objects.filter(technician=technician, removed_at=None, sitting__consultation=technician.consultation_id)
    return list(_whole(rows))


def find(consultation: Consultation, key: int) -> Slot | None:
    """A slot of a consultation that was not removed, with who has booked it."""
    return _whole(Slot.objects.filter(sitting__consultation=consultation, pk=key, removed_at=None)).first()


def _whole(rows: QuerySet[Slot]) -> QuerySet[Slot]:
    live = SlotBooking.objects.filter(cancelled_at=None).select_related("registration__person", "registration__member")
    live = live.prefetch_related("registration__member__names").order_by("registration__person__name", "pk")
    return rows.select_related("sitting", "technician__person").prefetch_related(Prefetch("bookings", live))


def coming(consultation: Consultation, at: datetime) -> list[Slot]:
    """The slots that have not begun, in time; ``booked`` of each says how many people have booked it."""
    rows = Slot.objects.filter(sitting__consultation=consultation, removed_at=None, begins_at__gt=at)
    # What is counted is in no order that the model has.
    counted = rows.select_related("sitting").annotate(booked=Count("bookings", filter=_LIVE_HERE))
    return list(counted.order_by("begins_at", "pk"))


def booked(slot: Slot) -> int:
    """How many people have booked a slot."""
    return slot.bookings.filter(cancelled_at=None).count()


def booking_of(registration: Registration, at: datetime) -> SlotBooking | None:
    """Somebody's booking of a slot that has not begun: each has one at most (rule 50)."""
    return bookings_of([registration.pk], at).get(registration.pk)


def bookings_of(registrations: Collection[int], at: datetime) -> dict[int, SlotBooking]:
    """The same of several, by the key of each registration."""
    rows = SlotBooking.objects.filter(LIVE, registration__in=registrations, slot__begins_at__gt=at)
    return {row.registration_id: row for row in rows.select_related("slot__sitting")}


def booking_told(delivery: Delivery) -> SlotBooking | None:
    """The booking of which a mail to its person tells; None once it was erased."""
    rows = SlotMailing.objects.filter(mailing=delivery.mailing_id, booking__registration=delivery.registration_id)
    row = rows.select_related("booking__slot__sitting__consultation__body", "booking__registration__person").first()
    return row.booking if row else None


def have_slots(consultations: Collection[Consultation], at: datetime) -> set[int]:
    """The keys of the consultations that have slots which have not begun."""
    rows = Slot.objects.filter(sitting__consultation__in=consultations, removed_at=None, begins_at__gt=at)
    return set(rows.values_list("sitting__consultation", flat=True))


def numbers(sittings: Collection[Sitting]) -> Counter[int]:
    """How many slots each of some sittings has, by its key."""
    return Counter(Slot.objects.filter(sitting__in=sittings, removed_at=None).values_list("sitting", flat=True))


def can_be_booked_for(row: Registration, on: date) -> bool:
    """Whether somebody is confirmed, and of a class that may book a slot."""
    if row.status != RegistrationStatus.CONFIRMED.value or not row.person.is_active:
        return False
    return permits(people.capacity(row, row.consultation.classes, on), Action.SLOT_BOOK)


def people_of(consultation: Consultation, members: Collection[Member], on: date) -> list[Registration]:
    """The confirmed people of some Members for whom a slot can be booked, by Member and name."""
    return _able(consultation.registrations.filter(member__in=members), consultation, on)


def everybody(consultation: Consultation, on: date) -> list[Registration]:
    """All the confirmed people for whom a slot can be booked, by Member and name."""
    return _able(consultation.registrations.all(), consultation, on)


def _able(rows: QuerySet[Registration], consultation: Consultation, on: date) -> list[Registration]:
    confirmed = rows.filter(status=RegistrationStatus.CONFIRMED.value)
    found = list(confirmed.select_related("person", "member").prefetch_related("member__names", "member__organ_seats"))
    for row in found:
        row.consultation = consultation
    able = [row for row in found if can_be_booked_for(row, on)]
    return sorted(able, key=lambda row: (row.member.code if row.member else "", row.person.name, row.pk))
