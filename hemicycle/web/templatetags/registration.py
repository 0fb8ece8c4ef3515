"""Where a visitor may register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone

from hemicycle.consultations.queries import open_for_registration

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation

register = template.Library()


@register.simple_tag
def open_registrations() -> list[Consultation]:
    """The consultations whose registration is open now."""
    return open_for_registration(timezone.now())
