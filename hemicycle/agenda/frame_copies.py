"""A copy of a consultation plans its sittings with the same opening, break and closing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hemicycle.agenda.models import Programme
from hemicycle.agenda.queries import programme
from hemicycle.people.changes import consultation_copied

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation


def listen() -> None:
    """Copy it from now on."""
    consultation_copied.connect(_copy, dispatch_uid="frame of sittings")


def _copy(*, source: Consultation, made: Consultation, **_more: Any) -> None:
    """The minutes that each sitting needs beside its items; no item, and no draft."""
    Programme.objects.create(consultation=made, **asdict(programme(source).frame))
