"""Reads of consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from hemicycle.consultations.models import Consultation

if TYPE_CHECKING:
    from datetime import datetime


def open_for_registration(at: datetime) -> list[Consultation]:
    """The consultations for which people may register at a moment, by their first day."""
    opened = Q(registration_opens_at=None) | Q(registration_opens_at__lte=at)
    not_closed = Q(registration_closes_at=None) | Q(registration_closes_at__gte=at)
    return list(Consultation.objects.filter(opened, not_closed).order_by("first_day", "pk"))


def find(slug: str) -> Consultation:
    """The consultation of an address.

    Raises:
        Consultation.DoesNotExist: there is none.
    """
    return Consultation.objects.get(slug=slug)
