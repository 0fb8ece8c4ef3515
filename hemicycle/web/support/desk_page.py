"""Every connection test of a consultation, for the secretariat and the technicians."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.support.connection_tests import capacity_of, of_consultation
from hemicycle.support.models import ConnectionTest
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.support import words
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.rules.capacity import Capacity
    from hemicycle.web.access.permissions import InConsultation

_UNFINISHED = "unfinished"


@dataclass(frozen=True)
class DeskTest:
    """A test as the table shows it."""

    test: ConnectionTest
    capacity: Capacity
    now: datetime

    @property
    def member(self) -> str:
        """The Member's name; empty for who represents none."""
        member = self.test.registration.member
        return member_name(member) if member else ""

    @property
    def status(self) -> str:
        """What it came to, in words."""
        return words.status(self.test, over=self.test.is_over(self.now))[0]

    @property
    def tone(self) -> str:
        """The colour of it."""
        return words.status(self.test, over=self.test.is_over(self.now))[1]

    @property
    def causes(self) -> str:
        """What is to be mended."""
        return words.causes(self.test)

    @property
    def browser(self) -> str:
        """Its browser and system."""
        found = self.test.measured["browser"] if self.test.measured else None
        return " ".join(filter(None, (found["name"], found["version"], found["platform"]))) if found else ""

    def line(self, name: str) -> float | str | None:
        """A figure of its line; None where it was not measured."""
        line = self.test.measured["line"] if self.test.measured else None
        return line[name] if line else None


@page(may(Action.CONNECTION_TESTS_SEE))
def connection_tests_desk(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The table, and its files."""
    query = TableQuery(request.GET)
    every = of_consultation(desk.consultation)
    on = desk.today
    rows = [DeskTest(test, capacity_of(test.registration, on), desk.now) for test in every]
    capacities = {row.capacity.value: labels.capacity(row.capacity) for row in rows}
    known = {cause: str(label) for cause, label in words.CAUSES.items() if any(cause in test.causes for test in every)}
    verdicts = [(one.value, str(label)) for one, label in words.VERDICTS.items()]
    filters = [
        query.filter("verdict", _("Result"), [*verdicts, (_UNFINISHED, _("Not finished"))]),
        query.filter("kind", pgettext("connection test", "Kind"), ConnectionTest.Kind.choices),
        query.filter("capacity", _("Class or role"), sorted(capacities.items(), key=lambda one: one[1])),
        query.filter("cause", _("To improve"), [(cause.value, label) for cause, label in known.items()]),
        query.filter("person", _("Person"), _persons(every)),
    ]
    chosen = narrowed_by(filters)
    shown = [row for row in rows if _matches(row, chosen)]
    table = Table(_columns(desk), shown, query, chosen)
    if table.query.format:
        return export(table, f"connection-tests-{desk.consultation.slug}")
    context = {
        "consultation": desk.consultation,
        "table": table,
        "filters": filters,
        "told": _("%(shown)d of %(total)d") % {"shown": len(table.rows), "total": len(every)},
        "counts": [
            (label, words.VERDICT_TONES[one], sum(row.test.verdict == one.value for row in rows))
            for one, label in words.VERDICTS.items()
        ],
    }
    return render(request, "web/support/desk.html", context)


def _persons(every: list[ConnectionTest]) -> list[tuple[str, str]]:
    names = {str(test.registration_id): test.registration.person.name for test in every}
    return sorted(names.items(), key=lambda one: one[1])


def _matches(row: DeskTest, chosen: dict[str, str]) -> bool:
    verdict = row.test.verdict or _UNFINISHED
    return (
        chosen.get("verdict", verdict) == verdict
        and chosen.get("kind", row.test.kind) == row.test.kind
        and chosen.get("capacity", row.capacity.value) == row.capacity.value
        and ("cause" not in chosen or chosen["cause"] in row.test.causes)
        and chosen.get("person", str(row.test.registration_id)) == str(row.test.registration_id)
    )


def _columns(desk: InConsultation) -> list[Column[DeskTest]]:
    zone = desk.consultation.zone
    return [
        Column("code", pgettext("connection test", "Code"), lambda row: row.test.code),
        Column("name", _("Name"), lambda row: row.test.registration.person.name),
        Column("member", _("Member"), lambda row: row.member),
        Column("capacity", _("Class or role"), lambda row: labels.capacity(row.capacity)),
        Column("begun", _("Time"), lambda row: row.test.begun_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")),
        Column("kind", pgettext("connection test", "Kind"), lambda row: row.test.get_kind_display(), shown=False),
        Column("result", _("Result"), lambda row: row.status),
        Column("causes", _("To improve"), lambda row: row.causes),
        Column("place", pgettext("where somebody is", "Place"), lambda row: row.test.place),
        Column("browser", _("Browser"), lambda row: row.browser),
        Column("way", _("Way to the media server"), lambda row: row.line("way"), shown=False),
        Column("round_trip", _("Round trip (ms)"), lambda row: row.line("round_trip_ms"), shown=False),
        Column("jitter", _("Variation (ms)"), lambda row: row.line("jitter_ms"), shown=False),
        Column("lost_up", _("Lost, sending"), lambda row: row.line("lost_up"), shown=False),
        Column("lost_down", _("Lost, receiving"), lambda row: row.line("lost_down"), shown=False),
        Column("kbit_up", _("Sent (kbit/s)"), lambda row: row.line("kbit_up"), shown=False),
        Column("kbit_down", _("Received (kbit/s)"), lambda row: row.line("kbit_down"), shown=False),
        Column("first_sound", _("First sound (ms)"), lambda row: row.line("first_sound_ms"), shown=False),
    ]
