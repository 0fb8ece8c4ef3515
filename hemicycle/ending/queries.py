"""Reads of how consultations ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.ending.models import EndingStep, Export
from hemicycle.rules.floor import SittingState

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person, Registration
    from hemicycle.sittings.models import Sitting


def steps(consultation: Consultation) -> list[EndingStep]:
    """Each closing, reopening and archiving, the latest first, with who did it."""
    return list(EndingStep.objects.filter(consultation=consultation).order_by("-pk").select_related("by"))


def under_way(consultation: Consultation) -> list[Sitting]:
    """The sittings that go on, or are suspended."""
    states = [SittingState.OPEN.value, SittingState.SUSPENDED.value]
    return list(consultation.sittings.filter(state__in=states))


def archived_of(person: Person) -> list[Registration]:
    """What a person is registered for among what was archived, the latest consultation first."""
    rows = person.registrations.exclude(consultation__archived_at=None).select_related("consultation")
    return list(rows.order_by("-consultation__first_day", "pk"))


def exports(consultation: Consultation) -> list[Export]:
    """What was asked for, the latest first, with who asked."""
    return list(Export.objects.filter(consultation=consultation).select_related("by"))


def find_export(consultation: Consultation, key: int) -> Export | None:
    """One of a consultation whose file is there."""
    rows = Export.objects.filter(consultation=consultation, pk=key, state=Export.State.MADE)
    return rows.exclude(file="").first()
