"""The help desk in figures, day by day; each leads to its cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.rules.permissions import Action
from hemicycle.support import statistics
from hemicycle.support.models import HelpCase
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.support import case_words as words
from hemicycle.web.toolkit.bars import length_of
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from hemicycle.support.statistics import Figures
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class Bar:
    """A number with its bar.

    Attributes:
        query: Of the address of the cases that it counts.
    """

    label: str
    number: int
    length: str
    query: str


@dataclass(frozen=True)
class DayRow:
    """The figures of a day.

    Attributes:
        length: Of the bar of its cases, of the day with the most.
    """

    day: date
    figures: Figures
    length: str

    @property
    def first_answer(self) -> float | None:
        """The median time to the first answer, in minutes; none where none was given."""
        return words.minutes(self.figures.first_answer)

    @property
    def channels(self) -> list[tuple[str, int]]:
        """How many by each way."""
        return [(value, self.figures.channels[value]) for value in HelpCase.Channels.values]


@page(may(Action.HELP_READ))
def help_statistics(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The table with its picture, and its files."""
    days, total = statistics.by_day(desk.consultation)
    most = max((one.cases for one in days.values()), default=0)
    rows = [DayRow(day, one, length_of(one.cases, most)) for day, one in days.items()]
    table = Table(_columns(), rows, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"help-desk-days-{desk.consultation.slug}")
    context = {
        "consultation": desk.consultation,
        "table": table,
        "total": total,
        "first_answer": words.lasted(total.first_answer) if total.first_answer is not None else "",
        "channels": _bars("channel", HelpCase.Channels.choices, total.channels, total.cases),
        "causes": _bars("cause", HelpCase.Cause.choices, total.causes, total.solved),
    }
    return render(request, "web/support/statistics.html", context)


def _bars(name: str, choices: Sequence[tuple[str, object]], numbers: Mapping[str, int], whole: int) -> list[Bar]:
    found = [(value, str(label), numbers.get(value, 0)) for value, label in choices]
    return [
        Bar(label, number, length_of(number, whole), f"?{name}={value}")
        for value, label, number in sorted(found, key=lambda one: -one[2])
        if number
    ]


def _columns() -> list[Column[DayRow]]:
    def of_channel(value: str, label: str) -> Column[DayRow]:
        return Column(value, label, lambda row: row.figures.channels[value])

    def of_cause(value: str, label: str) -> Column[DayRow]:
        return Column(value, label, lambda row: row.figures.causes[value], shown=False)

    return [
        Column("day", _("Day"), lambda row: row.day.isoformat()),
        Column("cases", pgettext("of the help desk", "Cases"), lambda row: row.figures.cases),
        Column("solved", _("Solved"), lambda row: row.figures.solved),
        Column("first_answer", _("First answer, median (minutes)"), lambda row: row.first_answer),
        *(of_channel(value, str(label)) for value, label in HelpCase.Channels.choices),
        *(of_cause(value, str(label)) for value, label in HelpCase.Cause.choices),
    ]
