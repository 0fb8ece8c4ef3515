"""Reads of a sitting, each with a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from hemicycle.agenda.models import Item
from hemicycle.people import queries as people
from hemicycle.people.models import Registration
from hemicycle.rules.floor import HOLDING, SittingState
from hemicycle.rules.sitting_kinds import PRACTICE, SittingKind
from hemicycle.sittings.booth_plan import interpreted
from hemicycle.sittings.models import Attendance, BoothSeat, Discussion, LastAct, Sitting, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.capacity import Capacity, Classes

TURNS_SHOWN = 40


def find_sitting(key: int) -> Sitting:
    """A sitting with its consultation, the body of that, and who presides.

    Raises:
        Sitting.DoesNotExist: there is none.
    """
    return Sitting.objects.select_related("consultation__body", "presiding__person", "presiding__member").get(pk=key)


def sitting_in(consultation: Consultation, key: int) -> Sitting | None:
    """A sitting of a consultation."""
    found = Sitting.objects.filter(consultation=consultation, pk=key).first()
    if found is not None:
        found.consultation = consultation
    return found


def day(sitting: Sitting) -> date:
    """The day as at which classes are read: that of the sitting, in the consultation's zone (rule 5)."""
    return sitting.consultation.day(sitting.opens_at)


def going_on(consultation: Consultation) -> Sitting | None:
    """The sitting of a consultation that is open, or suspended, now."""
    states = [SittingState.OPEN.value, SittingState.SUSPENDED.value]
    return Sitting.objects.filter(consultation=consultation, state__in=states).first()


def all_going_on(consultation: Consultation) -> list[Sitting]:
    """The sittings of a consultation that are open, or suspended, now, with their consultation."""
    states = [SittingState.OPEN.value, SittingState.SUSPENDED.value]
    rows = Sitting.objects.filter(consultation=consultation, state__in=states)
    return list(rows.select_related("consultation").order_by("pk"))


def other_going_on(sitting: Sitting) -> Sitting | None:
    """Another sitting of its consultation that is open or suspended; one of another kind is beside it.

    Those who practise are in nobody's way (rule 47).
    """
    if not sitting.counts:
        return None
    states = [SittingState.OPEN.value, SittingState.SUSPENDED.value]
    beside = Sitting.objects.filter(consultation=sitting.consultation_id, kind=sitting.kind)
    return beside.filter(state__in=states).exclude(pk=sitting.pk).first()


def is_own_day(sitting: Sitting, at: datetime) -> bool:
    """Whether a moment is on the day for which a sitting was called, in the consultation's zone (rule 16)."""
    consultation = sitting.consultation
    return consultation.day(sitting.opens_at) <= consultation.day(at) <= consultation.day(sitting.ends_at)


def days_of(consultation: Consultation) -> list[date]:
    """The days on which a consultation sits, in its zone."""
    return sorted({consultation.day(moment) for moment in opening_moments(consultation)})


def opening_moments(consultation: Consultation) -> list[datetime]:
    """When the sittings of a consultation open, without those that count for nothing (rule 47)."""
    rows = Sitting.objects.filter(consultation=consultation).exclude(kind__in=PRACTICE)
    return list(rows.values_list("opens_at", flat=True))


def members_heard(sitting: Sitting) -> list[str]:
    """Codes of the Members whose sound went out in a sitting, in alphabetical order."""
    heard = Turn.objects.filter(sitting=sitting, connected_at__isnull=False, member__isnull=False)
    return sorted(set(heard.values_list("member__code", flat=True)))


def persons(keys: Iterable[int]) -> dict[int, Registration]:
    """Registrations with what their capacity and names need, by key."""
    registrations = Registration.objects.filter(pk__in=set(keys)).select_related("person", "member")
    return {registration.pk: registration for registration in registrations.prefetch_related("member__organ_seats")}


def takes_part(sitting: Sitting, registration: int) -> bool:
    """Whether a registration is one of the sitting's consultation."""
    return Registration.objects.filter(pk=registration, consultation=sitting.consultation).exists()


def capacities(registrations: Iterable[Registration], classes: Classes, on: date) -> dict[int, Capacity]:
    """Class or role of each as at ``on``."""
    return {registration.pk: people.capacity(registration, classes, on) for registration in registrations}


def present(sitting: Sitting) -> list[Attendance]:
    """Who is connected now, each person once, the longest first."""
    once: dict[int, Attendance] = {}
    for attendance in sitting.attendances.filter(left_at=None).order_by("joined_at", "pk"):
        once.setdefault(attendance.registration_id, attendance)
    return list(once.values())


def seats(sitting: Sitting) -> list[BoothSeat]:
    """Seats that are taken, in the order of entering."""
    return list(sitting.booth_seats.filter(left_at=None).order_by("entered_at", "pk"))


def latest_turns(sitting: Sitting) -> list[Turn]:
    """The latest turns, newest first, with who had them."""
    return list(sitting.turns.select_related("registration__person", "member").order_by("-pk")[:TURNS_SHOWN])


def holding(sitting: Sitting, states: list[str]) -> Turn | None:
    """The turn that has the floor, with who has it."""
    return sitting.turns.filter(state__in=states).select_related("registration__person", "member").first()


def still_holds(sitting: Sitting, registration: Registration) -> str:
    """What somebody holds whose page was closed or loaded again: ``floor``, ``air`` of a booth, or nothing."""
    states = [state.value for state in HOLDING]
    if sitting.turns.filter(registration=registration, state__in=states).exists():
        return "floor"
    on_air = sitting.booth_seats.filter(registration=registration, left_at=None, on_air_since__isnull=False)
    return "air" if on_air.exists() else ""


def last_ended(sitting: Sitting) -> Turn | None:
    """The turn that held the floor last and does no longer."""
    return sitting.turns.filter(granted_at__isnull=False, ended_at__isnull=False).order_by("-ended_at", "-pk").first()


def last_act(sitting: Sitting) -> LastAct | None:
    """What who presides did last and can undo."""
    return LastAct.objects.filter(sitting=sitting).first()


def discussions(sitting: Sitting) -> list[Discussion]:
    """Every period of discussion in the sitting."""
    return list(sitting.discussions.order_by("pk"))


def discussed_item(sitting: Sitting) -> Item | None:
    """The item under discussion."""
    period = sitting.discussions.filter(end=None).select_related("item").first()
    return period.item if period else None


def plan(sitting: Sitting) -> list[Item]:
    """The agenda, in order, with its documents; nothing where no item is taken up (rule 47)."""
    return agenda_of(sitting.consultation) if sitting.counts else []


def agenda_of(consultation: Consultation) -> list[Item]:
    """The same, of a consultation."""
    rows = Item.objects.filter(consultation=consultation, position__isnull=False)
    return list(rows.select_related("document").order_by("position"))


def agenda_item(consultation: Consultation, key: int) -> Item | None:
    """One item of the agenda."""
    return Item.objects.filter(consultation=consultation, position__isnull=False, pk=key).first()


def is_discussed(item: Item) -> bool:
    """Whether an item is open in some sitting."""
    return Discussion.objects.filter(item=item, end=None).exists()


def planned(sitting: Sitting) -> set[int]:
    """Keys of the items that the sitting is to take; empty where none is named."""
    return set(sitting.planned.values_list("pk", flat=True))


def removed(sitting: Sitting) -> list[int]:
    """Registrations that the presiding officer removed and has not readmitted, the latest first."""
    return list(sitting.removals.filter(readmitted_at=None).order_by("-at").values_list("registration", flat=True))


@dataclass(frozen=True)
class SittingReady:
    """A sitting that is still to come, or goes on.

    Attributes:
        planned: How many items it is to take.
        presided: Somebody is to preside.
        booths: Languages for whose booth an interpreter is planned; empty while nobody is planned for any.
    """

    sitting: Sitting
    planned: int
    presided: bool
    booths: frozenset[str] = frozenset()


def booths_of(consultation: Consultation) -> list[str]:
    """The languages of the booths of all its sittings, by one query: those of the consultation first."""
    rows = Sitting.objects.filter(consultation=consultation).exclude(own_languages=[])
    own = (code for codes in rows.values_list("own_languages", flat=True) for code in codes)
    return list(dict.fromkeys([*consultation.languages.of_sittings, *own]))


def sittings_to_come(consultation: Consultation) -> bool:
    """Whether a sitting of the calendar has not ended."""
    rows = Sitting.objects.filter(consultation=consultation, kind=SittingKind.SITTING.value)
    return rows.exclude(state=SittingState.ENDED.value).exists()


def sittings_ready(consultation: Consultation) -> list[SittingReady]:
    """How far each sitting that has not ended is prepared, in time, by two queries."""
    rows = Sitting.objects.filter(consultation=consultation, kind=SittingKind.SITTING.value)
    rows = rows.exclude(state=SittingState.ENDED.value).annotate(to_take=Count("planned"))
    found, booths = [], interpreted(consultation)
    for row in rows.order_by("opens_at", "number"):
        row.consultation = consultation
        found.append(SittingReady(row, row.to_take, row.presiding_id is not None, frozenset(booths.get(row.pk, ()))))
    return found
