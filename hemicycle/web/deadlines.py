"""Deadlines on pages: in their zone, and how long it is until then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from babel.lists import format_list
from babel.units import format_unit

from hemicycle.consultations.languages import reader_language

if TYPE_CHECKING:
    from datetime import datetime

_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def time_left(until: datetime, now: datetime) -> str:
    """As in "2 days, 5 hours", in the reader's language; the smaller unit counts whole ones; empty once it is over."""
    left = until - now
    if left <= timedelta():
        return ""
    days, rest = divmod(left, _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes = rest // _MINUTE
    if days:
        return _said((days, "day"), (hours, "hour"))
    return _said((hours, "hour"), (max(minutes, 0 if hours else 1), "minute"))


def _said(*parts: tuple[int, str]) -> str:
    locale = reader_language()
    units = [format_unit(number, f"duration-{unit}", locale=locale) for number, unit in parts if number]
    return format_list(units, style="unit", locale=locale)
