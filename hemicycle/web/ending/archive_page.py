"""The archive: the consultations that somebody took part in, and that are no longer current."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from hemicycle.ending import queries
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import SIGNED_IN
from hemicycle.web.access.visitors import Visitor
from hemicycle.web.desk.access import has_desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Person, Registration


@page(SIGNED_IN)
def archive(request: HttpRequest, person: Person) -> HttpResponse:
    """Each with the ways to what can be read."""
    rows = [(row, *_ways(row)) for row in queries.archived_of(person)]
    return render(request, "web/ending/archive.html", {"rows": rows})


def _ways(row: Registration) -> tuple[bool, bool, bool]:
    """Whether they read its letters, whether they have a desk there, and whether they see how it ended."""
    if row.status != RegistrationStatus.CONFIRMED.value:
        return False, False, False
    visitor = Visitor.of(row, row.consultation.last_day)
    return True, has_desk(visitor), visitor.may_read(Action.CONSULTATION_END)
