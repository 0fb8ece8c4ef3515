"""Moments in the consultation's zone, in templates."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from babel.dates import format_time
from django import template

from hemicycle.consultations.languages import reader_language
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation

register = template.Library()


@register.filter
def moment(at: datetime, consultation: Consultation) -> str:
    """As in "9 Jun 2020, 12:00"."""
    return labels.moment(at, consultation.zone)


@register.filter
def moment_in_utc(at: datetime) -> str:
    """As in "9 Jun 2020, 10:00 (UTC)", where nobody's zone is known."""
    return labels.moment(at, UTC, named=True)


@register.filter
def clock_time(at: datetime, consultation: Consultation) -> str:
    """As in "12:00", with the digits of the reader's language."""
    return format_time(at.astimezone(consultation.zone), "HH:mm", locale=reader_language())


@register.filter
def named_moment(at: datetime, consultation: Consultation) -> str:
    """As in "9 Jun 2020, 12:00 (Geneva)", where a reader elsewhere needs to know whose time it is."""
    return labels.moment(at, consultation.zone, named=True)
