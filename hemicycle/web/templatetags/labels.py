"""Words for codes, text in the reader's language, and times, in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from hemicycle.consultations import languages, local
from hemicycle.people import queries as people
from hemicycle.rules.capacity import Capacity
from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.web.toolkit import bidi, labels, time_zones

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member
    from hemicycle.sittings.models import Sitting

register = template.Library()
#: WeasyPrint does not find the direction of a text by itself.
register.filter(bidi.own_direction)


@register.filter
def say(text: Mapping[str, str]) -> str:
    """A text in the reader's language."""
    return languages.localized(text)


@register.filter
def spoken(code: str) -> str:
    """A language's own name."""
    return languages.NATIVE_NAMES[code]


@register.filter
def direction(code: str) -> str:
    """Which way a language is written."""
    return "rtl" if code.startswith("ar") else "ltr"


@register.filter
def working_translation(item: object) -> bool:
    """Whether an item's title, as the reader sees it, is no official one."""
    return languages.reader_language() in getattr(item, "unchecked", [])


@register.filter
def capacity(value: str) -> str:
    """A class or role."""
    return str(labels.CAPACITIES[Capacity(value)])


@register.filter
def member(of: Member) -> str:
    """A Member's name in the reader's language."""
    return people.member_name(of)


@register.filter
def sitting_state(value: str) -> str:
    """Where a sitting is."""
    return str(labels.SITTING_STATES[SittingState(value)])


@register.filter
def turn_state(value: str) -> str:
    """Where a turn is."""
    return str(labels.TURN_STATES[TurnState(value)])


@register.filter
def cause(value: str) -> str:
    """Why a turn failed."""
    return str(labels.CAUSES[Cause(value)])


@register.filter
def contains(value: str) -> str:
    """What a document carries."""
    return str(labels.CONTAINS.get(value, value))


@register.filter
def sitting_title(of: Sitting) -> str:
    """As in "First sitting, Tuesday 9 June 2020"."""
    return labels.sitting_title(of)


@register.filter
def sitting_number(of: Sitting) -> str:
    """As in "First sitting"."""
    return labels.sitting_number(of)


@register.filter
def sitting_day(of: Sitting) -> str:
    """As in "Tuesday 9 June 2020"."""
    return labels.day(of.opens_at, of.consultation.zone)


@register.filter
def date_of(on: date) -> str:
    """As in "Tuesday 9 June 2020"."""
    return labels.date_of(on)


@register.filter
def day(moment: datetime, of: Consultation) -> str:
    """As in "Tuesday 9 June 2020", in the consultation's zone."""
    return labels.day(moment, of.zone)


@register.filter
def offset(moment: datetime, of: Consultation) -> str:
    """As in "UTC+2": the consultation's zone at a moment (rule 17)."""
    return local.offset(moment, of.zone)


@register.filter
def zone_offset(of: Sitting) -> str:
    """As in "UTC+2"."""
    return labels.zone_offset(of)


@register.filter
def city(of: Consultation) -> str:
    """What the consultation's time is called."""
    return local.city(of.time_zone)


@register.filter
def zone(name: str) -> str:
    """A time zone by country and city."""
    return time_zones.zone_name(name, languages.reader_language())


@register.filter
def hours(moment: datetime, of: Consultation) -> str:
    """As in "12:00", in the consultation's zone."""
    return moment.astimezone(of.zone).strftime("%H:%M")


@register.filter
def seconds(moment: datetime | None, of: Consultation) -> str:
    """As in "12:00:09", in the consultation's zone; or empty."""
    return labels.clock(moment, of.zone)


@register.filter
def utc(moment: datetime) -> str:
    """ISO 8601, for machines."""
    return labels.utc(moment)
