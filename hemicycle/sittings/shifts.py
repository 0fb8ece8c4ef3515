"""Reads of shifts: those of a sitting, those of a person, and those that a mail tells of (rule 57)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.shifts import Interpreter, Shift
from hemicycle.sittings.models import BoothShift, ShiftMailing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.models import Delivery
    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting

_LIVE = Q(cancelled_at=None, registration__status=RegistrationStatus.CONFIRMED.value)


def of_sittings(sittings: Collection[Sitting]) -> dict[int, list[BoothShift]]:
    """The shifts of confirmed people in some sittings, in time, by the key of each sitting; by one query."""
    found: dict[int, list[BoothShift]] = {row.pk: [] for row in sittings}
    rows = BoothShift.objects.filter(_LIVE, sitting__in=found).select_related("registration__person")
    for row in rows.order_by("begins_at", "language", "pk"):
        found[row.sitting_id].append(row)
    return found


def of_sitting(sitting: Sitting) -> list[BoothShift]:
    """The same of one sitting."""
    return of_sittings([sitting])[sitting.pk]


def left_behind(sitting: Sitting) -> list[BoothShift]:
    """The shifts in a sitting of people whose registration is no longer confirmed, in time."""
    rows = BoothShift.objects.filter(sitting=sitting, cancelled_at=None)
    gone = rows.exclude(registration__status=RegistrationStatus.CONFIRMED.value)
    return list(gone.select_related("registration__person").order_by("begins_at", "language", "pk"))


def of_registrations(registrations: Iterable[Registration]) -> dict[int, dict[int, list[BoothShift]]]:
    """The shifts of some people, in time: ``{registration: {sitting: shifts}}``, by one query at most."""
    found: dict[int, dict[int, list[BoothShift]]] = {
        row.pk: {} for row in registrations if row.role == Role.INTERPRETER.value
    }
    if found:
        for row in BoothShift.objects.filter(_LIVE, registration__in=found).order_by("begins_at", "pk"):
            found[row.registration_id].setdefault(row.sitting_id, []).append(row)
    return found


def interpreters(consultation: Consultation) -> list[Registration]:
    """The confirmed interpreters, by name."""
    rows = consultation.registrations.filter(
        role=Role.INTERPRETER.value, status=RegistrationStatus.CONFIRMED.value
    ).select_related("person")
    return list(rows.order_by("person__family_name", "person__name", "pk"))


def told_by(delivery: Delivery) -> list[BoothShift]:
    """The shifts of its person of which a mail tells, as they are now, with those that this or a later act cancelled.

    Without an act in between a calendar that was told of a cancellation before need not be told again.
    """
    sittings = ShiftMailing.objects.filter(mailing=delivery.mailing_id).values_list("sitting", flat=True)
    rows = BoothShift.objects.filter(sitting__in=list(sittings), registration=delivery.registration_id)
    known = rows.filter(Q(cancelled_at=None) | Q(cancelled_at__gte=delivery.mailing.at))
    return list(known.select_related("sitting__consultation__body", "registration__person").order_by("begins_at", "pk"))


def as_planned(row: BoothShift) -> Shift:
    """A shift as the rules take it."""
    return Shift(row.registration_id, row.language, row.begins_at, row.ends_at)


def interpreter(row: Registration) -> Interpreter:
    """Somebody as the rules take them."""
    return Interpreter(row.person.name, Role(row.role), row.booth_languages)
