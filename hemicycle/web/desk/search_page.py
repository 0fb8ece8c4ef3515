"""The search of the desk as a page: a form that needs no script, and what was found, in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from hemicycle.web.access.page import page
from hemicycle.web.desk.access import AT_DESK
from hemicycle.web.desk.search import found
from hemicycle.web.toolkit.tables import SEARCH_LENGTH, TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.permissions import InConsultation


@page(AT_DESK)
def desk_search(request: HttpRequest, at: InConsultation) -> HttpResponse:
    """What ``q`` finds: so much of it as is read, and what was left off is said."""
    query = TableQuery(request.GET)
    groups = found(at, query.words)
    context = {
        "consultation": at.consultation,
        "asked": query.search,
        "cut": query.cut,
        "length": SEARCH_LENGTH,
        "groups": groups,
        "total": sum(group.total for group in groups),
    }
    return render(request, "web/desk/search.html", context)
