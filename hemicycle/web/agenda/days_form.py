"""The form of the days and hours of the sittings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.fields.keys import key_of
from hemicycle.rules.floor import SittingState
from hemicycle.rules.time_plan import MOST_DAYS
from hemicycle.sittings.actions.planning import Hours
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.sittings.models import Sitting

#: As in the letter: three hours from noon, where no other sitting says otherwise.
_OPENS, _CLOSES = "12:00", "15:00"
#: Years outside of these are slips of the pen.
_YEARS = range(2000, 2101)


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

    def hours(self) -> Hours | None:
        """When it is to be; ``None`` where it is not to be, or the line says nothing that can be read."""
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
        if day.year not in _YEARS or opens.tzinfo or closes.tzinfo:
            self.error = _("Enter the day in the form 2020-06-09, and the hours in the form 12:00.")
            return None
        return Hours(day, opens, closes, self.sitting)


class DaysForm:
    """The lines, sent as one.

    Attributes:
        hours: When each sitting is to be, once ``is_valid()`` said so.
    """

    def __init__(self, sittings: Sequence[Sitting], typed: Mapping[str, str] | None) -> None:
        self.rows = day_rows(sittings, typed)
        self.hours: list[Hours] = []

    def is_valid(self) -> bool:
        """Whether every line can be read; each says what is wrong with it."""
        self.hours = [hours for row in self.rows if (hours := row.hours()) is not None]
        return not self.errors

    @property
    def errors(self) -> bool:
        """Whether a line cannot be read."""
        return any(row.error for row in self.rows)


def day_rows(sittings: Sequence[Sitting], typed: Mapping[str, str] | None) -> list[DayRow]:
    """A line for each sitting, and one more while there are fewer than five days (rule 16)."""
    rows = [_row(place, sitting) for place, sitting in enumerate(sittings, start=1)]
    if len(rows) < MOST_DAYS:
        opens, closes = (rows[-1].opens, rows[-1].closes) if rows else (_OPENS, _CLOSES)
        rows.append(DayRow(len(rows) + 1, _("Additional sitting"), None, "", opens, closes))
    return rows if typed is None else [_typed(row, typed) for row in rows]


def _row(place: int, sitting: Sitting) -> DayRow:
    zone = sitting.consultation.zone
    opens, closes = sitting.opens_at.astimezone(zone), sitting.closes_at.astimezone(zone)
    return DayRow(
        place,
        labels.sitting_number(sitting),
        sitting.pk,
        opens.date().isoformat(),
        f"{opens:%H:%M}",
        f"{closes:%H:%M}",
        fixed=sitting.state != SittingState.PLANNED.value,
    )


def _typed(row: DayRow, typed: Mapping[str, str]) -> DayRow:
    """The line as it was typed. It is known by the sitting that it stood for, whatever others have added since."""
    place = next(
        (number for number in range(1, MOST_DAYS + 1) if key_of(typed.get(f"sitting-{number}", "")) == row.sitting),
        None,
    )
    if place is None or row.fixed:
        return row
    row.day = typed.get(f"day-{place}", row.day)
    row.opens, row.closes = typed.get(f"opens-{place}", row.opens), typed.get(f"closes-{place}", row.closes)
    row.dropped = f"drop-{place}" in typed
    return row
