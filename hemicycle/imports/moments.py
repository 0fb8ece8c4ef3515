"""Moments and days in cells, in the zone of the consultation."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hemicycle.imports.reasons import ImportCode
from hemicycle.rules.local_time import both, moment, moment_on
from hemicycle.rules.reasons import Refused

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from hemicycle.imports.rows import Row

#: Years outside of these are slips of the pen, and some of them no database takes.
_YEARS = range(2000, 2101)
_DAY = timedelta(days=1)
#: A workbook's time of the day has seconds. Of an hour that comes twice, the offset says which one is meant.
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?\s*([+-][0-9]{2}:[0-9]{2})?")


def read(row: Row, column: str, zone: ZoneInfo, *, ends: bool = False) -> datetime | None:
    """The moment of a cell, as in ``2020-06-09`` or ``2020-06-09 14:30``; nothing where it is empty.

    A time that comes twice, when the clocks are put back, is written with its offset: ``2020-10-25 02:30+02:00``.

    Args:
        ends: A day alone is the last one: the moment is the first after it. Else it is the first moment of the day.
    """
    text = row.cells.get(column, "")
    if not text:
        return None
    local = _local(text, ends=ends)
    if local is None:
        row.error(column, ImportCode.IMPORT_MOMENT)
        return None
    if local.tzinfo is not None:
        return local
    meant = moment(local, zone)
    if isinstance(meant, Refused):
        row.error(column, meant.reason.code, **meant.reason.facts)
        return None
    return meant


def read_day(row: Row, column: str) -> date | None:
    """The day of a cell, as in ``2020-06-09``."""
    try:
        day = date.fromisoformat(row.cells.get(column, ""))
    except ValueError:
        day = date.min
    if day.year in _YEARS:
        return day
    row.error(column, ImportCode.IMPORT_DATE)
    return None


def read_clock(row: Row, column: str, day: date | None, zone: ZoneInfo) -> datetime | None:
    """The moment of a time of the day, as in ``14:30``; of one that comes twice with its offset: ``02:30+02:00``.

    Args:
        day: On which it is; nothing is said of the time where the day is none.
    """
    typed = _CLOCK.fullmatch(row.cells.get(column, ""))
    try:
        clock = time.fromisoformat(f"{typed[1]:0>2}:{typed[2]}{typed[3] or ''}") if typed else None
    except ValueError:
        clock = None
    if clock is None:
        row.error(column, ImportCode.IMPORT_CLOCK)
        return None
    if day is None:
        return None
    meant = moment_on(day, clock, zone)
    if isinstance(meant, Refused):
        row.error(column, meant.reason.code, **meant.reason.facts)
        return None
    return meant


def _local(text: str, *, ends: bool) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            return None
    else:
        local = datetime.combine(day, time())
        if ends and local.year in _YEARS:
            local += _DAY
    return local if local.year in _YEARS else None


def written(at: datetime | None, zone: ZoneInfo, *, ends: bool = False) -> str:
    """The cell of a moment, as ``read`` reads it, to the minute; empty where there is none."""
    if at is None:
        return ""
    local = at.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    if local.time() == time():
        return (local - _DAY if ends else local).date().isoformat()
    return (at.astimezone(zone) if both(local, zone) else local).isoformat(" ", "minutes")
