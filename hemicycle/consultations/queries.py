"""Reads of consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.languages import fall_back_to
from hemicycle.consultations.models import Consultation
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import may_register

if TYPE_CHECKING:
    from datetime import datetime


def open_for_registration(at: datetime) -> list[Consultation]:
    """The consultations for which people may register at a moment, by their first day."""
    rows = Consultation.objects.filter(closed_at=None).order_by("first_day", "pk")
    return [row for row in rows if not isinstance(may_register(row.opening, at, invited=True), Refused)]


def every_consultation() -> list[Consultation]:
    """Every consultation, the latest first."""
    return list(Consultation.objects.order_by("-first_day", "-pk"))


def find(slug: str) -> Consultation:
    """The consultation of an address, whose missing texts are read in the language that stands in for them there.

    Raises:
        Consultation.DoesNotExist: there is none.
    """
    row = Consultation.objects.get(slug=slug)
    fall_back_to(row.languages.last_resort)
    return row
