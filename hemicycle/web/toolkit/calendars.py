"""What files for calendars have in common (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone

CALENDAR = "text/calendar; charset=utf-8"


@lru_cache(maxsize=32)
def zone_of(name: str, first: int, last: int) -> Timezone:
    """A zone's rules from one year to another, as a calendar holds them."""
    return Timezone.from_tzinfo(ZoneInfo(name), name, date(first, 1, 1), date(last, 12, 31))
