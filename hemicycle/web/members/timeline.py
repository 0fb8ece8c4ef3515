"""Periods as bars over years: a picture of what the page says in words too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.local import long_period
from hemicycle.web.toolkit.bars import per_cent
from hemicycle.web.toolkit.labels import plain_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.rules.capacity import Period

_SHORTEST_YEARS = 4
_MOST_TICKS = 6
_LAST_TICK = 85


@dataclass(frozen=True)
class Bar:
    """A period.

    Attributes:
        x: Where its left end stands, as in SVG: "12.50%".
        width: The same for its length.
        kind: ``seat``, ``vote`` or ``suspended``.
    """

    x: str
    width: str
    kind: str
    words: str


@dataclass(frozen=True)
class Tick:
    """A year on the scale, and where it stands."""

    x: str
    label: str


@dataclass(frozen=True)
class Timeline:
    """The scale, its lanes, and where the day stands that the page is about."""

    seats: list[Bar]
    votes: list[Bar]
    ticks: list[Tick]
    marker: str


def days(span: Period) -> str:
    """A period in words: "1 January 2019 – 31 December 2022"; "from 1 January 2019" while no end is set."""
    if span.end is None:
        return _("from {day}").format(day=plain_date(span.start))
    return long_period(span.start, span.end)


def timeline(seats: Sequence[Period], suspensions: Sequence[Period], on: date) -> Timeline:
    """A Member's seats, and the right to vote that they give but where it is suspended."""
    known = [day for span in (*seats, *suspensions) for day in (span.start, span.end) if day is not None]
    years = [day.year for day in (*known, on)]
    scale = _Scale(min(years), max(max(years) + 1, min(years) + _SHORTEST_YEARS), get_language_bidi())
    return Timeline(
        [scale.bar(span, "seat") for span in seats],
        [scale.bar(span, "vote") for span in seats] + [scale.bar(span, "suspended") for span in suspensions],
        scale.ticks(),
        scale.x(on),
    )


@dataclass(frozen=True)
class _Scale:
    """From the first day of one year to the first day of another; time runs as the reader's lines do."""

    first: int
    last: int
    right_to_left: bool

    def share(self, day: date) -> float:
        """How far along it a day is, in per cent."""
        start, end = date(self.first, 1, 1), date(self.last, 1, 1)
        return 100 * (day - start).days / (end - start).days

    def x(self, day: date) -> str:
        """Where a day stands, from the left."""
        share = self.share(day)
        return per_cent(100 - share if self.right_to_left else share)

    def bar(self, span: Period, kind: str) -> Bar:
        """A period as it is drawn, and never too short to be seen."""
        start = self.share(span.start)
        end = max(100.0 if span.end is None else self.share(span.end), start + 0.5)
        left = 100 - end if self.right_to_left else start
        return Bar(per_cent(left), per_cent(end - start), kind, days(span))

    def ticks(self) -> list[Tick]:
        """A few years, evenly; none where its label would run over the end."""
        step = -(-(self.last - self.first) // _MOST_TICKS)
        days = [date(year, 1, 1) for year in range(self.first, self.last, step)]
        return [Tick(self.x(day), _year(day.year)) for day in days if self.share(day) <= _LAST_TICK]


def _year(year: int) -> str:
    return format_decimal(year, "0", locale=reader_language())
