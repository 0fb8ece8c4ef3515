"""The agenda and the time plan, in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from hemicycle.agenda import messages as agenda
from hemicycle.consultations import joins
from hemicycle.consultations.outcome_names import outcome_names
from hemicycle.web.agenda import documents as papers
from hemicycle.web.agenda import labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.reasons import Reason
    from hemicycle.web.agenda.published import AgendaItem, Removed
    from hemicycle.web.agenda.timetable import Block, Day

register = template.Library()


@register.filter
def item_lines(item: AgendaItem) -> list[str]:
    """What stands beneath an item of the agenda."""
    return papers.item_lines(item)


@register.filter
def removed_lines(item: Removed) -> list[str]:
    """What stands beneath an item that the chair removed."""
    return papers.removed_lines(item)


@register.filter
def block_words(block: Block) -> str:
    """What a part of a day is."""
    return papers.block_words(block)


@register.filter
def hours(day: Day, of: Consultation) -> str:
    """When a day of the time plan opens and closes, in the consultation's own time."""
    return papers.hours(day, of, ("\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"))


@register.filter
def in_zone(moment: datetime, zone: ZoneInfo) -> str:
    """As in "12:00"."""
    return papers.clock(moment, zone)


@register.filter
def listed(names: Sequence[str]) -> str:
    """As in "Brazil, Ghana and Japan"."""
    return joins.listed(names)


@register.filter
def duration(minutes: int) -> str:
    """As in "2 h 45 min"."""
    return labels.length(minutes)


@register.filter
def why(reason: Reason) -> str:
    """A reason beside an item."""
    return agenda.why(reason)


@register.filter
def outcome(value: str, consultation: Consultation) -> str:
    """How an item ended, as the consultation calls it."""
    return outcome_names(consultation)[value]
