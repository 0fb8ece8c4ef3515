"""Days and times where a consultation is, in words of the present language (rule 17)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from django.utils.translation import gettext as _

from hemicycle.consultations import places
from hemicycle.consultations.languages import reader_language

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from hemicycle.rules.deadlines import Deadline

#: In "UTC−4" the sign is the minus of typography, as wide as the plus.
_MINUS = "\N{MINUS SIGN}"


def city(zone: str) -> str:
    """What the time of a zone is called: "Geneva"."""
    return places.city(zone, reader_language())


def offset(at: datetime, zone: tzinfo) -> str:
    """As in "UTC+2" or "UTC−3:30": what a zone is ahead of UTC at a moment."""
    ahead = at.astimezone(zone).utcoffset()
    minutes = int(ahead.total_seconds() // 60) if ahead else 0
    sign = _MINUS if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"


def long_date(on: date) -> str:
    """As in "9 June 2020": CLDR's, with the day before the month in English."""
    language = reader_language()
    return format_date(on, "long", locale="en_GB" if language == "en" else language)


def long_period(first: date, last: date) -> str:
    """As in "9–12 June 2020", "29 June – 2 July 2020": CLDR's, with the month in full where it has that short alone."""
    if first == last:
        return long_date(first)
    language = reader_language()
    # In English the day comes before the month, as Australia has it.
    locale = Locale.parse("en_AU" if language == "en" else language)
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    formats = locale.interval_formats.get("yMMMMd") or locale.interval_formats["yMMMd"]
    parts = [re.sub("M{3,}", "MMMM", part) for part in formats[differs]]
    return "".join(format_date(on, part, locale) for part, on in zip(parts, (first, last), strict=True))


def deadline(limit: Deadline) -> str:
    """As in "22 May 2020, 18:00 (Geneva time, UTC+2)", with what the zone is ahead of UTC at that moment (rule 17).

    A deadline that was given as a date ends at 24:00, which tells it from one at 23:59.
    """
    at = limit.moment.astimezone(limit.zone)
    form = "HH:mm:ss" if limit.local.second else "HH:mm"
    clock = "24:00" if limit.ends_a_day else format_time(at.time(), form, locale=reader_language())
    # A year that nobody can mean is shown as it was kept.
    mistyped = abs(at.year - limit.local.year) > 1
    return _in_words(limit.local.date() if mistyped else at.date(), clock, limit.moment, limit.zone)


def moment(at: datetime, zone: tzinfo) -> str:
    """As in "22 May 2020, 18:00 (Geneva time, UTC+2)"; the second is shown where it is not the first of its minute."""
    there = at.astimezone(zone)
    clock = format_time(there.time(), "HH:mm:ss" if there.second else "HH:mm", locale=reader_language())
    return _in_words(there.date(), clock, at, zone)


def to_the_second(at: datetime, zone: tzinfo) -> str:
    """As in "25 October 2020, 02:15:07 (Geneva time, UTC+2)": what a receipt says of the moment itself."""
    there = at.astimezone(zone)
    return _in_words(there.date(), format_time(there.time(), "HH:mm:ss", locale=reader_language()), at, zone)


def own_time(at: datetime, zone: tzinfo, own: str) -> str:
    """The same moment as a reader's clock shows it: "22 May 2020, 16:00 (Accra time, UTC)".

    Empty where their zone is not known, or has the same time at that moment.

    Args:
        own: Name of the reader's zone; empty where it is not known.
    """
    if not own or at.astimezone(ZoneInfo(own)).utcoffset() == at.astimezone(zone).utcoffset():
        return ""
    return moment(at, ZoneInfo(own))


def _in_words(day: date, clock: str, at: datetime, zone: tzinfo) -> str:
    facts = {"date": long_date(day), "time": clock, "offset": offset(at, zone)}
    if str(zone) == "UTC":
        return _("%(date)s, %(time)s (%(offset)s)") % facts
    return _("%(date)s, %(time)s (%(city)s time, %(offset)s)") % {**facts, "city": city(str(zone))}
