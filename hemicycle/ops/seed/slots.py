"""Made-up slots of the test of the platform on 29 May 2020, with bookings, through the acts of the product."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.journal.record import Performer
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.support.actions import bookings, slots
from hemicycle.support.actions.slots import Row

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation

_MINUTES, _PLACES = 15, 2
#: They were made, and booked, so long before the session.
_MADE, _BOOKED = timedelta(days=4), timedelta(days=3)
#: So many people booked, each by themselves, one after the other; the last slots stay free.
_PEOPLE = 9


def demonstration_slots(consultation: Consultation) -> int:
    """Give the test session that is planned a row of slots for each technician, unless it has any; how many bookings.

    Raises:
        LookupError: there is no such session, or nobody of the secretariat.
    """
    planned = {"kind": SittingKind.TEST.value, "state": SittingState.PLANNED.value}
    session = consultation.sittings.filter(**planned).order_by("number").first()
    if session is None:
        raise LookupError("no test session is planned")
    if session.slots.exists():
        return 0
    confirmed = Registration.objects.filter(consultation=consultation, status=RegistrationStatus.CONFIRMED.value)
    confirmed = confirmed.select_related("person").order_by("pk")
    desk = confirmed.filter(role=Role.SECRETARIAT.value).first()
    if desk is None:
        raise LookupError("nobody of the secretariat is confirmed")
    by, made = Performer(desk.person, system="demonstration"), []
    for technician in confirmed.filter(role=Role.TECHNICIAN.value)[:2]:
        row = Row(session.opens_at, session.closes_at, _MINUTES, _PLACES, technician.pk)
        made += slots.make_row(consultation.pk, by, session.opens_at - _MADE, session.pk, row)
    people = confirmed.filter(role=Role.DELEGATE.value)[:_PEOPLE]
    for place, person in enumerate(people):
        own = Performer(person.person, system="demonstration")
        at = session.opens_at - _BOOKED + timedelta(minutes=7 * place)
        bookings.book(consultation.pk, own, at, person.pk, made[place * 2 // 3].pk)
    return len(people)
