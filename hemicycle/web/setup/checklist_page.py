"""What is missing before each phase of a consultation can begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.setup.checks import phases

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.permissions import InConsultation


@page(may(Action.CONSULTATION_EDIT))
def checklist(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every phase with what it needs."""
    found = phases(desk.consultation, desk.now)
    context = {
        "consultation": desk.consultation,
        "phases": found,
        "done": sum(phase.done for phase in found),
        "total": sum(len(phase.checks) for phase in found),
    }
    return render(request, "web/setup/checklist.html", context)
