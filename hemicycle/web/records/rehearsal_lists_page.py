"""The lists behind the figures of a report: everybody who took part, every turn, every comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.people.member_names import member_name
from hemicycle.rules.connection_figures import BAND_ENDS, QUICK_SECONDS, SLOW_SECONDS, band_of
from hemicycle.rules.rehearsal_comments import CommentState
from hemicycle.web.access.page import page
from hemicycle.web.records import rehearsal_figures as figures
from hemicycle.web.records import rehearsal_words as words
from hemicycle.web.records.rehearsal_access import NAMES
from hemicycle.web.records.rehearsal_rows import (
    CommentRow,
    PersonRow,
    TurnRow,
    comment_columns,
    people_columns,
    turn_columns,
)
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from hemicycle.rules.connection_figures import TakingPart
    from hemicycle.web.records.rehearsal_access import AtReport
    from hemicycle.web.toolkit.tables import Column, Filter


@page(NAMES)
def rehearsal_people(request: HttpRequest, at: AtReport) -> HttpResponse:
    """Everybody who was in the room or had the floor."""
    query, rows = TableQuery(request.GET), [PersonRow(at, person) for person in at.report.people]
    spoke = [
        (figures.ANY, _("Heard")),
        (figures.FIRST, _("Heard at the first try")),
        (figures.SEVERAL, _("Heard after several tries")),
        (figures.NEVER, _("Never heard")),
        (figures.NOT_GIVEN, _("Without the floor")),
    ]
    filters = [query.filter(figures.SPOKE, _("Speaking"), spoke), *_groups(at, query)]
    chosen = narrowed_by(filters)
    shown = [row for row in rows if _spoke(row, chosen) and _in_groups(row.person.facts, chosen)]
    return _list(request, at, _("Participants"), "people", people_columns(at), shown, query, filters)


@page(NAMES)
def rehearsal_turns(request: HttpRequest, at: AtReport) -> HttpResponse:
    """Every turn that was given the floor."""
    query, rows = TableQuery(request.GET), [TurnRow(at, given) for given in at.report.turns]
    took = [
        (figures.QUICK, _("Within %(seconds)d seconds") % {"seconds": QUICK_SECONDS}),
        (figures.SLOW, _("After more than %(seconds)d seconds") % {"seconds": SLOW_SECONDS}),
        *((str(place), words.band(place)) for place in range(len(BAND_ENDS) + 1)),
    ]
    causes = [(cause.value, label) for cause, label in labels.CAUSES.items()]
    filters = [
        query.filter(figures.BECAME, _("Result"), [(one.value, label) for one, label in words.BECAME.items()]),
        query.filter(figures.TOOK, _("Time until heard"), took),
        query.filter(figures.CAUSE, _("Cause"), [*causes, (figures.NONE, _("No cause recorded"))]),
        query.filter(figures.BEGINNING, _("Beginning"), [(figures.ANY, _("Presiding officer heard as well"))]),
        query.filter("person", _("Person"), _persons(rows)),
        *_groups(at, query),
    ]
    chosen = narrowed_by(filters)
    shown = [row for row in rows if _is_turn(row, chosen) and _in_groups(row.given.person.facts, chosen)]
    return _list(request, at, _("Turns"), "turns", turn_columns(at), shown, query, filters)


@page(NAMES)
def rehearsal_comments(request: HttpRequest, at: AtReport) -> HttpResponse:
    """Every comment, with what was done about it."""
    query, rows = TableQuery(request.GET), [CommentRow(at, comment) for comment in at.report.comments]
    states = [(state.value, label) for state, label in words.STATES.items()]
    filters = [query.filter(figures.STATE, _("Status"), states)]
    chosen = narrowed_by(filters).get(figures.STATE)
    shown = [row for row in rows if chosen is None or CommentState(row.comment.state) == chosen]
    return _list(request, at, _("Comments"), "comments", comment_columns(at), shown, query, filters)


def _list(  # noqa: PLR0913, PLR0917 - a list with all that it has
    request: HttpRequest,
    at: AtReport,
    title: str,
    name: str,
    columns: Sequence[Column[Any]],
    rows: Sequence[Any],
    query: TableQuery,
    filters: Sequence[Filter],
) -> HttpResponse:
    table = Table(columns, rows, query, narrowed_by(filters))
    if table.query.format:
        return export(table, f"rehearsal-{name}-{at.sitting.pk}")
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "title": title,
        "table": table,
        "filters": filters,
        "told": _("%(number)d shown") % {"number": len(table.rows)},
    }
    return render(request, "web/records/rehearsal_list.html", context)


def _groups(at: AtReport, query: TableQuery) -> list[Filter]:
    """By region, and, for who sees tests, by what these found."""
    body, people = at.consultation.body.has, [person.facts for person in at.report.people]

    def choices(label: Mapping[str, str]) -> list[tuple[str, str]]:
        return sorted(((key or figures.NONE, said) for key, said in label.items()), key=lambda one: sort_key(one[1]))

    members = [query.filter(figures.MEMBER, _("Member"), _members(at))]
    regions = choices({one.region: words.region(body, one.region) for one in people})
    found = [*members, *([query.filter(figures.REGION, labels.region(body), regions)] if body.regions else [])]
    if not at.sees_tests:
        return found
    ways = choices({one.way: str(words.WAYS.get(one.way, one.way)) for one in people})
    browsers = choices({one.browser: words.browser(one.browser) for one in people})
    sounds = [(sound.value, label) for sound, label in words.SOUNDS.items()]
    return [
        *found,
        query.filter(figures.SOUND, _("Sound in the test"), sounds),
        query.filter(figures.WAY, _("Way to the media server"), ways),
        query.filter(figures.BROWSER, _("Browser"), browsers),
    ]


def _in_groups(facts: TakingPart, chosen: Mapping[str, str]) -> bool:
    there = {
        figures.MEMBER: str(facts.member),
        figures.REGION: facts.region or figures.NONE,
        figures.WAY: facts.way or figures.NONE,
        figures.BROWSER: facts.browser or figures.NONE,
        figures.SOUND: facts.sound.value,
    }
    return all(chosen.get(name, value) == value for name, value in there.items())


def _spoke(row: PersonRow, chosen: Mapping[str, str]) -> bool:
    asked = chosen.get(figures.SPOKE, row.spoke)
    return row.person.tries is not None if asked == figures.ANY else asked == row.spoke


def _is_turn(row: TurnRow, chosen: Mapping[str, str]) -> bool:
    facts = row.given.facts
    cause = facts.cause.value if facts.cause is not None else figures.NONE
    return (
        chosen.get(figures.BECAME, row.became.value) == row.became.value
        and (figures.CAUSE not in chosen or (bool(row.cause) and chosen[figures.CAUSE] == cause))
        and (figures.BEGINNING not in chosen or facts.overlapped)
        and chosen.get("person", str(facts.person)) == str(facts.person)
        and (figures.TOOK not in chosen or _took(facts.seconds, chosen[figures.TOOK]))
    )


def _took(seconds: float | None, asked: str) -> bool:
    if seconds is None:
        return False
    if asked == figures.QUICK:
        return seconds <= QUICK_SECONDS
    return seconds > SLOW_SECONDS if asked == figures.SLOW else band_of(seconds) == int(asked)


def _persons(rows: Sequence[TurnRow]) -> list[tuple[str, str]]:
    names = {str(row.given.turn.registration_id): row.given.turn.registration.person.name for row in rows}
    return sorted(names.items(), key=lambda one: sort_key(one[1]))


def _members(at: AtReport) -> list[tuple[str, str]]:
    found = [person.registration.member for person in at.report.people if person.registration.member]
    names = {str(member.pk): member_name(member) for member in found}
    return sorted(names.items(), key=lambda one: sort_key(one[1]))
