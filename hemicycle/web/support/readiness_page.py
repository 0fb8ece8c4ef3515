"""Who is ready for a sitting, at the desk: the Members that would not be heard first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.readiness import LACKING, Connection, Coverage, Practised
from hemicycle.support.readiness import MemberReadiness, Participant, Readiness, readiness
from hemicycle.web.access import visitors
from hemicycle.web.access.page import Permission, page
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.support import readiness as words
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Filter, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.rules.capacity import Capacity
    from hemicycle.sittings.models import Sitting

_LACKING = "lacking"


@dataclass(frozen=True)
class AtReadiness(InConsultation):
    """Somebody at the desk, before a sitting."""

    sitting: Sitting

    @property
    def called(self) -> str:
        """As the pages beneath it call it."""
        return _("Readiness: %(sitting)s") % {"sitting": labels.sitting_number(self.sitting)}


def of_sitting(*actions: Action) -> Permission[AtReadiness]:
    """Somebody to whom the table allows these, at the sitting of their consultation that ``key`` names."""
    asked = may(*actions)

    def check(request: HttpRequest, arguments: dict[str, Any]) -> AtReadiness:
        key = arguments.pop("key")
        at = asked.check(request, arguments)
        sitting = visitors.find_sitting(key)
        if sitting.consultation_id != at.consultation.pk:
            raise Http404
        return AtReadiness(at.consultation, at.visitor, at.performer, at.now, sitting)

    return Permission(actions[0], check)


@dataclass(frozen=True)
class Row:
    """Somebody who is registered; or a Member for which nobody is.

    Attributes:
        of: Their Member; None for who represents none.
    """

    of: MemberReadiness | None
    participant: Participant | None

    @property
    def member(self) -> str:
        """The Member's name."""
        return member_name(self.of.member) if self.of else ""

    @property
    def name(self) -> str:
        """Theirs."""
        return self.participant.registration.person.name if self.participant else ""

    @property
    def capacity(self) -> Capacity:
        """Their class or role, or the class of the Member."""
        if self.participant:
            return self.participant.capacity
        if self.of is None:
            raise LookupError("a row is of a Member, or of somebody")
        return self.of.capacity

    @property
    def coverage(self) -> str:
        """How far their Member is, in words."""
        return str(words.COVERAGES[self.of.coverage][0]) if self.of else ""

    @property
    def coverage_tone(self) -> str:
        """The colour of it."""
        return words.COVERAGES[self.of.coverage][1] if self.of else ""

    @property
    def entry(self) -> str:
        """Their registration, in words."""
        return words.entry(self.participant) if self.participant else ""

    @property
    def connection(self) -> str:
        """Their connection, in words."""
        return str(words.CONNECTIONS[self.participant.connection][0]) if self.participant else ""

    @property
    def connection_tone(self) -> str:
        """The colour of it."""
        return words.CONNECTIONS[self.participant.connection][1] if self.participant else ""

    @property
    def practised(self) -> str:
        """How they practised, in words; empty where they did not."""
        how = self.participant.practised if self.participant else None
        return str(words.PRACTISED[how]) if how else ""

    @property
    def deputy(self) -> bool:
        """Somebody else of their Member is ready."""
        return self.of is not None and self.participant is not None and self.of.has_deputy(self.participant)


@page(of_sitting(Action.CONNECTION_TESTS_SEE))
def sitting_readiness(request: HttpRequest, at: AtReadiness) -> HttpResponse:
    """The picture, the table, and its files."""
    found, query = readiness(at.sitting), TableQuery(request.GET)
    rows = _rows(found)
    filters = _filters(query, found, rows)
    chosen = narrowed_by(filters)
    shown = [row for row in rows if _matches(row, chosen)]
    table = Table(_columns(at), shown, query, chosen)
    if query.format:
        return export(table, f"readiness-{at.sitting.pk}")
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "table": table,
        "filters": filters,
        "told": _("%(shown)d of %(total)d") % {"shown": len(table.rows), "total": len(rows)},
        "counts": words.counts(found),
        "picture": words.picture(found),
        "legend": [
            (coverage.value, label, look, sign, sum(row.coverage is coverage for row in found.members))
            for coverage, (label, _tone, look, sign) in words.COVERAGES.items()
        ],
        "writes": at.may_read(Action.MAIL_SEND),
    }
    return render(request, "web/support/readiness.html", context)


def _rows(found: Readiness) -> list[Row]:
    """Members that lack a connection first, each with its people; then the others; then who represents no Member."""
    members = sorted(found.members, key=lambda row: not row.lacking)
    rows = [Row(member, one) for member in members for one in member.participants or (None,)]
    return [*rows, *(Row(None, one) for one in found.others)]


def _filters(query: TableQuery, found: Readiness, rows: list[Row]) -> list[Filter]:
    capacities = {row.capacity.value: labels.capacity(row.capacity) for row in rows}
    yes_no = [("yes", _("Yes")), ("no", _("No"))]
    coverages = [(one.value, str(words.COVERAGES[one][0])) for one in Coverage]
    how = [(one.value, str(words.PRACTISED[one])) for one in Practised]
    connections = [(one.value, str(words.CONNECTIONS[one][0])) for one in Connection]
    return [
        query.filter(
            "coverage", _("Readiness of the Member"), [(_LACKING, _("Without a working connection")), *coverages]
        ),
        query.filter("connection", _("Connection"), connections),
        query.filter("entry", _("May enter"), yes_no),
        query.filter("practised", _("Practised"), [*yes_no, *how]),
        query.filter("capacity", _("Class or role"), sorted(capacities.items(), key=lambda one: one[1])),
        query.filter("of", _("Member"), [(row.member.code, member_name(row.member)) for row in found.members]),
    ]


def _matches(row: Row, chosen: dict[str, str]) -> bool:
    one, of = row.participant, row.of
    coverage = chosen.get("coverage", "")
    of_member = not coverage or (
        of is not None and (of.coverage in LACKING if coverage == _LACKING else of.coverage.value == coverage)
    )
    return (
        of_member
        and ("connection" not in chosen or (one is not None and one.connection.value == chosen["connection"]))
        and chosen.get("entry", "") in {"", "yes" if one is not None and one.entitled else "no"}
        and _practised(one, chosen.get("practised", ""))
        and chosen.get("capacity", row.capacity.value) == row.capacity.value
        and ("of" not in chosen or (of is not None and of.member.code == chosen["of"]))
    )


def _practised(one: Participant | None, wanted: str) -> bool:
    """Whether they practised as is wanted: at all, not at all, or in one way."""
    how = one.practised if one else None
    return wanted in {"", how.value if how else "no", "yes" if how else "no"}


def _columns(at: AtReadiness) -> list[Column[Row]]:
    zone = at.consultation.zone

    def when(moment: datetime | None) -> str:
        return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""

    def test_of(row: Row) -> tuple[str, str]:
        test = row.participant.test if row.participant else None
        return (test.code, when(test.begun_at)) if test else ("", "")

    def said(yes: bool) -> str:  # noqa: FBT001 - a cell
        return _("yes") if yes else ""

    return [
        Column("member", _("Member"), lambda row: row.member),
        Column("coverage", _("Readiness of the Member"), lambda row: row.coverage),
        Column("name", _("Name"), lambda row: row.name),
        Column("capacity", _("Class or role"), lambda row: labels.capacity(row.capacity)),
        Column("registration", _("Registration"), lambda row: row.entry),
        Column("connection", _("Connection"), lambda row: row.connection),
        Column("tested", _("Last test"), lambda row: test_of(row)[1]),
        Column("code", _("Code of the test"), lambda row: test_of(row)[0], shown=False),
        Column("practised", _("Practised"), lambda row: row.practised),
        Column(
            "practised_at",
            _("Practised on"),
            lambda row: when(row.participant.practised_at) if row.participant else "",
            shown=False,
        ),
        Column("deputy", _("Deputy ready"), lambda row: said(row.deputy)),
        Column(
            "asked",
            _("Asked to test"),
            lambda row: when(row.participant.asked_at) if row.participant else "",
        ),
    ]
