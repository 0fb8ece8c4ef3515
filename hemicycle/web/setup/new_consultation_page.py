"""The page on which an administrator begins a consultation."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.queries import every_body, every_consultation
from hemicycle.people.access import Requirement
from hemicycle.people.actions.beginning import begin
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, run
from hemicycle.web.access.permissions import ADMINISTRATOR
from hemicycle.web.setup.forms import NewConsultationForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import AtInstallation


def _form(_at: AtInstallation, request: HttpRequest | None) -> NewConsultationForm:
    return NewConsultationForm(request.POST if request else None, every_consultation(), every_body())


def _begin(at: AtInstallation, _request: HttpRequest, form: NewConsultationForm) -> Done:
    made = begin(at.performer, at.now, form.wanted())
    words = _(
        "The consultation is begun, and you are its first secretariat. Ask the operator to let a second person in."
    )
    return Done(words, then=reverse("checklist", args=[made.slug]))


BEGIN = PageAction("begin", Requirement.ADMINISTRATOR, _begin, _form)


@page(ADMINISTRATOR, FORM)
def new_consultation(request: HttpRequest, at: AtInstallation) -> HttpResponse:
    """Begin a consultation."""
    if request.method != "POST":
        return _shown(request, _form(at, None))

    def again(refused: Again) -> HttpResponse:
        if refused.reason is not None:
            refused.form.explain(refused.reason)
        return _shown(request, refused.form, refused.status)

    return run(request, at, BEGIN, then=reverse("setup"), again=again)


def _shown(request: HttpRequest, form: NewConsultationForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return render(request, "web/setup/new_consultation.html", {"form": form}, status=status)
