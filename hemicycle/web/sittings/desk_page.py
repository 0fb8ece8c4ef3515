"""The sittings of a consultation at its desk: the ways into each, who presides, and who waits for help."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.shortcuts import render

from hemicycle.rules.permissions import Action
from hemicycle.sittings.calendar import calendars
from hemicycle.support import queries as support
from hemicycle.web.access.page import page
from hemicycle.web.desk.access import AT_DESK
from hemicycle.web.sittings.home_page import is_now, listed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.permissions import InConsultation


@page(AT_DESK)
def sittings_desk(request: HttpRequest, at: InConsultation) -> HttpResponse:
    """Every sitting: the one of now first, then in time."""
    sittings = calendars([at.consultation])[at.consultation.pk]
    registration = at.visitor.registration
    registration.consultation = at.consultation
    reads = at.visitor.may_read(Action.HELP_READ)
    waiting = Counter(row.sitting for row in support.unanswered(at.consultation)) if reads else Counter[int]()
    rows = [(listed(registration, sitting, at.now, at.visitor.scopes), waiting[sitting.pk]) for sitting in sittings]
    now = [row for row in rows if is_now(row[0].sitting, at.now)][:1]
    context = {"consultation": at.consultation, "now": now, "others": [row for row in rows if row not in now]}
    return render(request, "web/sittings/sittings.html", context)
