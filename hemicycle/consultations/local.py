"""Days and times where a consultation is, in words of the present language (rule 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date, format_interval, format_time, get_timezone_location
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import reader_language
from hemicycle.rules.deadlines import END_OF_DAY

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from hemicycle.rules.deadlines import Deadline

#: A consultation's time is called after the organisation's city, where CLDR names the zone after another.
CITIES = {"Europe/Zurich": gettext_lazy("Geneva")}


def city(zone: str) -> str:
    """What the time of a zone is called: "Geneva"."""
    return str(CITIES.get(zone) or get_timezone_location(zone, locale=reader_language(), return_city=True))


def offset(moment: datetime, zone: tzinfo) -> str:
    """As in "UTC+2": what a zone is ahead of UTC at a moment."""
    ahead = moment.astimezone(zone).utcoffset()
    minutes = int(ahead.total_seconds() // 60) if ahead else 0
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"


def long_date(on: date) -> str:
    """As in "9 June 2020": CLDR's, with the day before the month in English."""
    language = reader_language()
    return format_date(on, "long", locale="en_GB" if language == "en" else language)


def long_period(first: date, last: date) -> str:
    """As in "9–12 June 2020"."""
    language = reader_language()
    # In English the day comes before the month, as Australia has it.
    return str(format_interval(first, last, skeleton="yMMMMd", locale="en_AU" if language == "en" else language))


def deadline(limit: Deadline) -> str:
    """As in "22 May 2020, 23:59 (Geneva time, UTC+2)", with what the zone is ahead of UTC on that day (rule 17)."""
    local = limit.moment.astimezone(limit.zone)
    # A bare date ends a second before midnight; nobody writes the seconds of it.
    form = "HH:mm" if limit.local.time() == END_OF_DAY or not limit.local.second else "HH:mm:ss"
    return _("%(date)s, %(time)s (%(city)s time, %(offset)s)") % {
        "date": long_date(local.date()),
        "time": format_time(local.time(), form, locale=reader_language()),
        "city": city(str(limit.zone)),
        "offset": offset(limit.moment, limit.zone),
    }
