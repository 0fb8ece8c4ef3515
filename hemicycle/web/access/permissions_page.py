"""Who may do what: the one table of permissions, class and role by action, with the conditions in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import get_resolver
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hemicycle.rules.capacity import Capacity
from hemicycle.rules.permissions import Action, Condition, condition
from hemicycle.web.access import visitors
from hemicycle.web.access.permission_conditions import WORDS
from hemicycle.web.access.route_permissions import asking
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import FORMATS, export
from hemicycle.web.toolkit.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern, URLResolver


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
        return [(str(WORDS[found]), found is not Condition.NEVER) for found in self.conditions]


def _addresses(patterns: Iterable[URLPattern | URLResolver], before: str = "/") -> dict[str, str]:
    """Each address as it is written down, by its name: ``/sittings/<int:key>/``."""
    found: dict[str, str] = {}
    for pattern in patterns:
        path = f"{before}{pattern.pattern}"
        inside = getattr(pattern, "url_patterns", None)
        found |= _addresses(inside, path) if inside is not None else {str(getattr(pattern, "name", "")): path}
    return found


def _rows() -> list[Row]:
    addresses = _addresses(get_resolver().url_patterns)
    return [
        Row(
            str(group),
            action,
            str(label),
            tuple(condition(capacity, action) for capacity in Capacity),
            tuple(addresses[name] for name in asking(action) if name in addresses),
        )
        for group, actions in labels.ACTIONS.items()
        for action, label in actions.items()
    ]


def _columns() -> list[Column[Row]]:
    capacities = [
        Column[Row](
            capacity.value,
            labels.CAPACITIES[capacity],
            lambda row, place=place: row.cells[place][0],  # type: ignore[misc]
        )
        for place, capacity in enumerate(Capacity)
    ]
    return [
        Column("group", _("Group"), lambda row: row.group),
        Column("action", _("Action"), lambda row: row.label),
        Column("code", _("Code"), lambda row: row.action.value),
        *capacities,
        Column("addresses", _("Pages that ask for it"), lambda row: " ".join(row.addresses)),
    ]


@login_required
@require_safe
def permissions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every action, for each class and role."""
    consultation, _visitor = visitors.at_desk(request, slug, Action.PERMISSIONS_SEE)
    table = Table(_columns(), _rows(), request.GET)
    kind = request.GET.get("format")
    if kind in FORMATS:
        return export(table, "permissions", kind)
    context = {"consultation": consultation, "table": table, "capacities": list(labels.CAPACITIES.values())}
    return render(request, "web/access/permissions.html", context)
