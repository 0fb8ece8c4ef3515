"""What a consultation is called, the session to which its conclusions go, and its days: changed by its secretariat."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.people.actions.consultation import Particulars, edit_particulars
from hemicycle.people.messages import refusal_message
from hemicycle.rules.permissions import Action
from hemicycle.sittings.queries import days_of
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run
from hemicycle.web.access.permissions import may
from hemicycle.web.setup.forms import ParticularsForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


def _form(desk: InConsultation, request: HttpRequest | None) -> ParticularsForm:
    return ParticularsForm(request.POST if request else None, desk.consultation, days_of(desk.consultation))


def _save(desk: InConsultation, _request: HttpRequest, form: ParticularsForm) -> str:
    given = form.cleaned_data
    wanted = Particulars(form.given_text("title"), form.given_text("session"), given["first_day"], given["last_day"])
    edit_particulars(desk.consultation.pk, desk.performer, desk.now, wanted)
    return _("The settings are saved.")


SAVE = PageAction("particulars", Action.CONSULTATION_EDIT, _save, _form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def particulars(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show and change them."""
    if request.method != "POST":
        return _shown(request, desk, _form(desk, None))

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, desk.consultation.zone) if refused.reason else ""
        return _shown(request, desk, refused.form, words, refused.status)

    return run(request, desk, SAVE, then=reverse("particulars", args=[desk.consultation.slug]), again=again)


def _shown(
    request: HttpRequest,
    desk: InConsultation,
    form: ParticularsForm,
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {"consultation": desk.consultation, "form": form, "refusal": refusal}
    return render(request, "web/setup/particulars.html", context, status=status)
