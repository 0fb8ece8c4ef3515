"""The form of the days and hours of the sittings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.fields.keys import key_of
from hemicycle.rules.floor import SittingState
from hemicycle.rules.local_time import clock_of
from hemicycle.rules.time_plan import MOST_SITTINGS
from hemicycle.sittings.actions.planning import Hours
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.moment_inputs import clock_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from hemicycle.sittings.models import Sitting

#: So many lines for more sittings stand below those that there are.
_FURTHER = 3
_SATURDAY = 5
#: Years outside of these are slips of the pen.
_YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Series:
    """A sitting on each day of a period.

    Attributes:
        weekends: Also on Saturdays and Sundays.
    """

    first: date
    last: date
    opens: time
    closes: time
    weekends: bool = False

    @property
    def days(self) -> list[date]:
        """On which it sits."""
        days = (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))
        return [day for day in days if self.weekends or day.weekday() < _SATURDAY]


@dataclass
class DayRow:
    """A sitting, or an empty line for one more.

    Attributes:
        sitting: Its key; none for one more.
        fixed: It has begun: its hours stay.
        dropped: It is to be taken away.
    """

    place: int
    title: str
    sitting: int | None
    day: str
    opens: str
    closes: str
    fixed: bool = False
    dropped: bool = False
    error: str = ""

    def hours(self, zone: tzinfo) -> Hours | None:
        """When it is to be; ``None`` where it is not to be, or the line says nothing that can be meant there."""
        self.error = ""
        if self.dropped or (self.sitting is None and not self.day.strip()):
            return None
        try:
            day, opens, closes = (
                date.fromisoformat(self.day.strip()),
                time.fromisoformat(self.opens.strip()),
                time.fromisoformat(self.closes.strip()),
            )
        except ValueError:
            self.error = _("Enter the day in the form 2020-06-09, and the hours in the form 12:00.")
            return None
        if day.year not in _YEARS:
            self.error = _("Enter the day in the form 2020-06-09, and the hours in the form 12:00.")
            return None
        self.error = clock_error(day, opens, zone) or clock_error(day, closes, zone)
        return None if self.error else Hours(day, opens, closes, self.sitting)


class DaysForm:
    """The lines, sent as one.

    Attributes:
        hours: When each sitting is to be, once ``is_valid()`` said so.
    """

    def __init__(self, sittings: Sequence[Sitting], typed: Mapping[str, str] | None, zone: tzinfo) -> None:
        self.rows = day_rows(sittings, typed)
        self.zone = zone
        self.hours: list[Hours] = []

    def is_valid(self) -> bool:
        """Whether every line can be read; each says what is wrong with it."""
        self.hours = [hours for row in self.rows if (hours := row.hours(self.zone)) is not None]
        return not self.errors

    @property
    def errors(self) -> bool:
        """Whether a line cannot be read."""
        return any(row.error for row in self.rows)


def day_rows(sittings: Sequence[Sitting], typed: Mapping[str, str] | None) -> list[DayRow]:
    """A line for each sitting, and some for more, with the hours of the last one.

    Args:
        sittings: In order of time.
    """
    rows = [_row(place, sitting) for place, sitting in enumerate(sittings, start=1)]
    opens, closes = (rows[-1].opens, rows[-1].closes) if rows else ("", "")
    further = range(len(rows) + 1, min(len(rows) + _FURTHER, MOST_SITTINGS) + 1)
    rows += [DayRow(place, _("Additional sitting"), None, "", opens, closes) for place in further]
    if typed is None:
        return rows
    places = _places(typed)
    return [_typed(row, typed, places) for row in rows]


def series(given: Series, present: Sequence[Hours]) -> list[Hours]:
    """Sittings at the same hours on each day of a period, beside those that there are.

    A day on which a sitting is at these hours already has no other one.
    """
    there = {(hours.day, hours.opens) for hours in present}
    wanted = [Hours(day, given.opens, given.closes) for day in given.days if (day, given.opens) not in there]
    return [*present, *wanted]


def present_hours(sittings: Sequence[Sitting]) -> list[Hours]:
    """The hours of the sittings that there are."""
    found = []
    for sitting in sittings:
        zone = sitting.consultation.zone
        opens, closes = (clock_of(at, zone) for at in (sitting.opens_at, sitting.closes_at))
        found.append(Hours(sitting.consultation.day(sitting.opens_at), opens, closes, sitting.pk))
    return found


def _row(place: int, sitting: Sitting) -> DayRow:
    zone = sitting.consultation.zone
    opens, closes = (clock_of(at, zone).isoformat("minutes") for at in (sitting.opens_at, sitting.closes_at))
    return DayRow(
        place,
        labels.sitting_number(sitting),
        sitting.pk,
        sitting.consultation.day(sitting.opens_at).isoformat(),
        opens,
        closes,
        fixed=sitting.state != SittingState.PLANNED.value,
    )


def _places(typed: Mapping[str, str]) -> dict[int | None, list[int]]:
    """On which lines the sittings were typed, by their keys; those that are to be added have none."""
    found: dict[int | None, list[int]] = {}
    for number in range(1, MOST_SITTINGS + _FURTHER + 1):
        if f"sitting-{number}" in typed:
            found.setdefault(key_of(typed[f"sitting-{number}"]), []).append(number)
    return found


def _typed(row: DayRow, typed: Mapping[str, str], places: dict[int | None, list[int]]) -> DayRow:
    """The line as it was typed. It is known by the sitting that it stood for, whatever others have added since."""
    lines = places.get(row.sitting)
    place = lines.pop(0) if lines else None
    if place is None or row.fixed:
        return row
    row.day = typed.get(f"day-{place}", row.day)
    row.opens, row.closes = typed.get(f"opens-{place}", row.opens), typed.get(f"closes-{place}", row.closes)
    row.dropped = f"drop-{place}" in typed
    return row
