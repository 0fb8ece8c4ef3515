"""What files for calendars have in common (iCalendar, RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from icalendar import STATUS, Alarm, Event, Timezone

if TYPE_CHECKING:
    from datetime import datetime

CALENDAR = "text/calendar; charset=utf-8"
#: So long before something begins in the room a calendar rings.
ALARM = timedelta(minutes=15)


@lru_cache(maxsize=32)
def zone_of(name: str, first: int, last: int) -> Timezone:
    """A zone's rules from one year to another, as a calendar holds them."""
    return Timezone.from_tzinfo(ZoneInfo(name), name, date(first, 1, 1), date(last, 12, 31))


def room_address(sitting: int) -> str:
    """The whole address of a sitting's room."""
    return settings.PUBLIC_ADDRESS + reverse("room", args=[sitting])


@dataclass(frozen=True)
class InRoom:
    """Something that somebody is to enter a room for.

    Attributes:
        kind: With ``key`` what a calendar knows it by, in every file.
        sitting: Key of the sitting whose room it is.
        sequence: Grows with each change: opening a later file moves the entry.
        starts, ends: In the zone in which they are written.
    """

    kind: str
    key: int
    sitting: int
    sequence: int
    starts: datetime
    ends: datetime
    title: str
    description: str

    def event(self, stamp: datetime, *, cancelled: bool = False) -> Event:
        """It as a calendar holds it, with a bell; where it was cancelled, nothing rings."""
        address = room_address(self.sitting)
        made = Event.new(
            uid=f"{self.kind}-{self.key}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}",
            sequence=self.sequence,
            stamp=stamp,
            start=self.starts,
            end=self.ends,
            summary=self.title,
            location=address,
            url=address,
            description=self.description,
        )
        if cancelled:
            made.add("STATUS", STATUS.CANCELLED)
            return made
        alarm = Alarm.new(description=self.title)
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -ALARM)
        made.add_component(alarm)
        return made
