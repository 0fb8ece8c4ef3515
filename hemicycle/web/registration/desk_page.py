"""The secretariat's list of registrations: counted, filtered, searched, sorted, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_settings import Languages, preferred
from hemicycle.people.actions import bulk
from hemicycle.people.actions.undoing import undoable
from hemicycle.people.models import Registration
from hemicycle.people.selection import Need, count_needs
from hemicycle.people.statistics import census
from hemicycle.rules.permissions import Action
from hemicycle.rules.registration import Step
from hemicycle.sittings.queries import days_of
from hemicycle.web.access import visitors
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.registration.registration_period import is_over
from hemicycle.web.registration.tables import RegistrationList
from hemicycle.web.toolkit import labels as wording
from hemicycle.web.toolkit.bars import Part, length_of, stacked
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Filter, TableQuery

if TYPE_CHECKING:
    from collections import Counter

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.people.statistics import Census
    from hemicycle.web.access.permissions import InConsultation

NEEDS = {
    Need.DECISION: gettext_lazy("To be decided by the secretariat"),
    Need.DUPLICATES: gettext_lazy("Possibly registered twice"),
    Need.ACCESSIBILITY: gettext_lazy("Has accessibility needs"),
}
#: What can be done with many; worded as on buttons.
STEPS = {
    Step.CONFIRM: gettext_lazy("Confirm"),
    Step.REFUSE: gettext_lazy("Refuse"),
    Step.WITHDRAW: gettext_lazy("Withdraw"),
    Step.REOPEN: gettext_lazy("Reopen"),
}


@dataclass(frozen=True)
class Count:
    """So many of a kind; ``length`` is that of its bar, where it has one."""

    value: str
    label: str
    number: int
    length: str = ""


@dataclass(frozen=True)
class Counted:
    """A class or role with its people, by status, and the parts of its bar."""

    value: str
    label: str
    total: int
    counts: list[Count]
    parts: list[Part]


@page(may(Action.PEOPLE_SEE))
def people_desk(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Everybody who has registered: how many of what, and who."""
    consultation = desk.consultation
    at = desk.now
    asked_for = RegistrationList(consultation, at, TableQuery(request.GET))
    if asked_for.query.format:
        return export(asked_for.table, f"registrations-{consultation.slug}")
    counted = census(consultation, asked_for.delegations.members.values(), at.astimezone(consultation.zone).date())
    context = {
        "consultation": consultation,
        "table": asked_for.table,
        "rows": [asked_for.row(row) for row in asked_for.table.rows],
        "needs": [
            Count(need.value, str(NEEDS[need]), number) for need, number in count_needs(consultation, at).items()
        ],
        "filters": _filters(asked_for),
        "filtered": asked_for.table.filtered,
        "census": counted,
        "statuses": _counts(counted.by_status),
        "capacities": _by_capacity(counted),
        "languages": _by_language(counted, consultation.languages),
        "steps": [(step.value, STEPS[step]) for step in bulk.STEPS],
        "over": is_over(consultation, at),
        "undoable": undoable(consultation.pk, visitors.person(request), at),
    }
    return render(request, "web/registration/desk.html", context)


def _filters(asked_for: RegistrationList) -> list[Filter]:
    selection = asked_for.selection
    days = [(day.isoformat(), wording.date_of(day)) for day in days_of(asked_for.consultation)]
    capacities = list(wording.capacities(asked_for.consultation.classes).items())
    body = asked_for.consultation.body.has
    filters = [
        Filter("need", _("Needing attention"), _worded(NEEDS), selection.need),
        Filter("status", _("Status"), _statuses(), selection.status),
        Filter("member", _("Member"), asked_for.delegations.choices, selection.member),
        Filter("capacity", _("Class or role"), capacities, selection.capacity),
        Filter(
            "region", wording.region(body), [(place.key, place.called()) for place in body.regions], selection.region
        ),
        Filter("language", _("Language"), preferred(asked_for.consultation.languages), selection.language),
        Filter("day", _("Takes part on"), days, selection.day),
    ]
    return [one for one in filters if one.choices or one.name != "region"]


def _worded(labels: dict[Need, _StrPromise]) -> list[tuple[str, str]]:
    return [(value.value, str(label)) for value, label in labels.items()]


def _counts(counter: Counter[str]) -> list[Count]:
    """For each status, confirmed first: that is what a reader of the picture asks for."""
    return [
        Count(value, label, counter[value])
        for value, label in sorted(_statuses(), key=lambda choice: choice[0] != Registration.Status.CONFIRMED.value)
    ]


def _statuses() -> list[tuple[str, str]]:
    """In the order in which a registration passes through them."""
    return [(value, str(label)) for value, label in Registration.Status.choices]


def _by_capacity(counted: Census) -> list[Counted]:
    most = max((counter.total() for counter in counted.by_capacity.values()), default=0)
    return [
        Counted(
            capacity.value,
            wording.capacity(capacity),
            counter.total(),
            counts := _counts(counter),
            stacked([(count.value, count.number) for count in counts], most),
        )
        for capacity, counter in counted.by_capacity.items()
    ]


def _by_language(counted: Census, languages: Languages) -> list[Count]:
    most = max(counted.by_language.values(), default=0)
    counts = [
        Count(code, name, counted.by_language[code], length_of(counted.by_language[code], most))
        for code, name in preferred(languages)
    ]
    return sorted(counts, key=lambda count: -count.number)
