"""What is missing before each phase of a consultation can begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.desk.steps import DONE, ON, Step, adds_steps
from hemicycle.web.setup.checks import phases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.permissions import InConsultation


@adds_steps
def _step(at: InConsultation) -> Iterator[Step]:
    """How much is missing, on the page of what is to do."""
    if at.visitor.may_read(Action.CONSULTATION_EDIT):
        missing = sum(len(phase.checks) - phase.done for phase in phases(at.consultation, at.now))
        words = ngettext("%(number)s missing", "%(number)s missing", missing) % {"number": missing}
        address = reverse("checklist", args=[at.consultation.slug])
        yield Step(_("Checklist"), words if missing else _("nothing missing"), address, ON if missing else DONE)


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
