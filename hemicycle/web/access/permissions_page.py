"""Who may do what: the one table of permissions, class and role by action, with the conditions in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.rules.permissions import Action, Condition, condition
from hemicycle.web.access.page import page
from hemicycle.web.access.permission_conditions import WORDS
from hemicycle.web.access.permissions import may
from hemicycle.web.access.route_permissions import asking
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.rules.capacity import Classes
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class Row:
    """An action: who may do it when, and the addresses that ask for it."""

    group: str
    action: Action
    label: str
    conditions: tuple[Condition, ...]
    addresses: tuple[str, ...]

    @property
    def cells(self) -> list[tuple[str, bool]]:
        """For each class and role: in words, and whether it is permitted at all."""
        return [(str(WORDS[when]), when is not Condition.NEVER) for when in self.conditions]


def _rows(classes: Classes) -> list[Row]:
    return [
        Row(
            str(group),
            action,
            str(label),
            tuple(condition(capacity, action) for capacity in classes.capacities),
            tuple(asking(action)),
        )
        for group, actions in labels.ACTIONS.items()
        for action, label in actions.items()
    ]


def _columns(classes: Classes) -> list[Column[Row]]:
    capacities = [
        Column[Row](
            capacity.value,
            labels.capacity(capacity),
            lambda row, place=place: row.cells[place][0],  # type: ignore[misc]
        )
        for place, capacity in enumerate(classes.capacities)
    ]
    return [
        Column("group", _("Group"), lambda row: row.group),
        Column("action", _("Action"), lambda row: row.label),
        Column("code", _("Code"), lambda row: row.action.value),
        *capacities,
        Column("addresses", _("Pages that require it"), lambda row: " ".join(row.addresses)),
    ]


@page(may(Action.PERMISSIONS_SEE))
def permissions(request: HttpRequest, visit: InConsultation) -> HttpResponse:
    """Every action, for each class and role."""
    classes = visit.consultation.classes
    table = Table(_columns(classes), _rows(classes), TableQuery(request.GET))
    if table.query.format:
        return export(table, "permissions")
    context = {
        "consultation": visit.consultation,
        "table": table,
        "capacities": list(labels.capacities(classes).values()),
    }
    return render(request, "web/access/permissions.html", context)
