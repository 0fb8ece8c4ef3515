"""The bodies of the installation, for its administrators: the list of them, each one's page, and its removal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.models import Body
from hemicycle.consultations.own_words import of_body
from hemicycle.consultations.queries import find_body
from hemicycle.people.access import Requirement
from hemicycle.people.actions.bodies import remove_body
from hemicycle.people.bodies import BodyUse, uses
from hemicycle.people.messages import refusal_message
from hemicycle.web.access.page import FORM, Permission, page
from hemicycle.web.access.page_actions import Done, PageAction, run, show
from hemicycle.web.access.permissions import ADMINISTRATOR, AtInstallation
from hemicycle.web.setup.at_body import AtBody
from hemicycle.web.setup.body_page import answer_body, answer_part
from hemicycle.web.setup.terms_page import answer_terms
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class AdministratorAtBody(AtInstallation):
    """An administrator, and the body that the address names."""

    body: Body


def _at_body(request: HttpRequest, arguments: dict[str, Any]) -> AdministratorAtBody:
    at = ADMINISTRATOR.check(request, arguments)
    try:
        body = find_body(arguments.pop("body"))
    except Body.DoesNotExist as error:
        raise Http404 from error
    of_body(body)
    return AdministratorAtBody(at.person, at.performer, at.now, body)


_AT_BODY = Permission(Requirement.ADMINISTRATOR, _at_body)


def _columns() -> list[Column[BodyUse]]:
    return [
        Column("name", _("Body"), lambda row: str(row.body)),
        Column("slug", _("Name in the address"), lambda row: row.body.slug),
        Column("members", _("Members"), lambda row: row.members),
        Column("consultations", _("Consultations"), lambda row: row.consultations),
    ]


@page(ADMINISTRATOR)
def bodies(request: HttpRequest, _at: AtInstallation) -> HttpResponse:
    """Every body, with how many Members and consultations it has."""
    table = Table(_columns(), uses(), TableQuery(request.GET))
    if table.query.format:
        return export(table, "bodies")
    context = {"page_name": _("Bodies"), "here": "bodies", "table": table, "acts": _("Remove")}
    return render(request, "web/setup/bodies.html", context)


@page(_AT_BODY, FORM)
def set_up_body(request: HttpRequest, at: AdministratorAtBody) -> HttpResponse:
    """What it is called, and its kinds, regions and groups in their order."""
    return answer_body(request, AtBody.at_installation(at, at.body))


@page(_AT_BODY, FORM)
def set_up_part(request: HttpRequest, at: AdministratorAtBody, part: str, body_key: str = "") -> HttpResponse:
    """A kind, a region or a group with its fields; a new one where the address names none."""
    return answer_part(request, AtBody.at_installation(at, at.body), part, body_key)


@page(_AT_BODY, FORM)
def set_up_terms(request: HttpRequest, at: AdministratorAtBody) -> HttpResponse:
    """The terms of the body in a ``language``."""
    return answer_terms(request, AtBody.at_installation(at, at.body))


def _remove(at: AdministratorAtBody, _request: HttpRequest, _form: None) -> Done:
    name = remove_body(at.performer, at.now, at.body.pk)
    return Done(_("%(name)s is removed, with its Members. The journal keeps a record of it.") % {"name": name})


REMOVE = PageAction("remove", Requirement.ADMINISTRATOR, _remove, label=gettext_lazy("Remove the body"))


@page(_AT_BODY, FORM)
def body_remove(request: HttpRequest, at: AdministratorAtBody) -> HttpResponse:
    """Whether a body shall be removed, with what goes with it; or why it cannot be."""
    if request.method != "POST":
        return _asked(request, at)
    return run(request, at, REMOVE, then=reverse("bodies"), again=lambda refused: _asked(request, at, refused))


def _asked(request: HttpRequest, at: AdministratorAtBody, refused: Again | None = None) -> HttpResponse:
    context = {
        "use": next((row for row in uses() if row.body == at.body), BodyUse(at.body, 0, 0)),
        "remove": REMOVE,
    }
    return show(request, "web/setup/body_remove.html", context, refused, refusal_message)
