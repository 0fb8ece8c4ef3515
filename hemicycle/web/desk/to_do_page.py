"""What is to do in a consultation: everything that waits for its reader, and what waits for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from hemicycle.web.access.page import page
from hemicycle.web.desk.access import AT_DESK
from hemicycle.web.desk.matters import Matters
from hemicycle.web.desk.navigation import of_request
from hemicycle.web.desk.steps import course
from hemicycle.web.desk.words import said

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.permissions import InConsultation


@page(AT_DESK)
def to_do(request: HttpRequest, at: InConsultation) -> HttpResponse:
    """The list, most pressing first. What its navigation counts is read once for both."""
    navigation = of_request(request)
    known = navigation.matters if navigation else Matters()
    every = said(at.consultation, (*known.own, *known.others), at.now)
    own = len(known.own)
    context = {
        "consultation": at.consultation,
        "own": every[:own],
        "others": every[own:],
        "course": course(at),
    }
    return render(request, "web/desk/to_do.html", context)
