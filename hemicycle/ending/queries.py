"""Reads of how consultations ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.correspondence.models import Enquiry
from hemicycle.ending.models import EndingStep, Export
from hemicycle.journal.models import SigningKey
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


def declared_enquiries(consultation: Consultation) -> list[Enquiry]:
    """Those whose result was declared, the latest first, with their letters."""
    rows = Enquiry.objects.filter(letter__consultation=consultation).exclude(declared_at=None)
    return list(rows.select_related("letter__consultation").order_by("-declared_at", "-pk"))


def signing_keys() -> list[SigningKey]:
    """The public keys that this installation signs with, and signed with before; the one that signs now is the last."""
    return list(SigningKey.objects.order_by("since", "pk"))


def find_export(consultation: Consultation, key: int) -> Export | None:
    """One of a consultation whose file is there."""
    rows = Export.objects.filter(consultation=consultation, pk=key, state=Export.State.MADE)
    return rows.exclude(file="").first()
