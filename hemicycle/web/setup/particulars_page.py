"""What a consultation is called, its session, days, time zone and languages: changed by its secretariat."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.people.actions.consultation import Particulars, edit_particulars
from hemicycle.people.messages import refusal_message
from hemicycle.people.readiness import staff_ready
from hemicycle.rules.permissions import Action
from hemicycle.sittings.actions.languages import set_languages
from hemicycle.sittings.queries import opening_moments
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.access.permissions import may
from hemicycle.web.setup.body_checks import languages as lacking
from hemicycle.web.setup.forms import ParticularsForm
from hemicycle.web.setup.languages_form import LanguagesForm
from hemicycle.web.toolkit import language_names

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


def _form(desk: InConsultation, request: HttpRequest | None) -> ParticularsForm:
    return ParticularsForm(request.POST if request else None, desk.consultation, opening_moments(desk.consultation))


def _save(desk: InConsultation, _request: HttpRequest, form: ParticularsForm) -> str:
    given = form.cleaned_data
    texts = form.given_text("title"), form.given_text("session")
    wanted = Particulars(*texts, given["first_day"], given["last_day"], given["time_zone"])
    edit_particulars(desk.consultation.pk, desk.performer, desk.now, wanted)
    return _("The settings are saved.")


def _languages_form(desk: InConsultation, request: HttpRequest | None) -> LanguagesForm:
    return LanguagesForm(request.POST if request else None, desk.consultation.languages)


def _set_languages(desk: InConsultation, _request: HttpRequest, form: LanguagesForm) -> str:
    changed = set_languages(desk.consultation.pk, desk.performer, desk.now, form.wanted)
    return _("The languages are saved.") if changed else _("Nothing was changed.")


ACTIONS = registered(
    PageAction("particulars", Action.CONSULTATION_EDIT, _save, _form),
    PageAction("languages", Action.CONSULTATION_EDIT, _set_languages, _languages_form),
)


@page(may(Action.CONSULTATION_EDIT), FORM)
def particulars(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show and change them."""
    if request.method != "POST":
        return _shown(request, desk)
    action = sent(request, ACTIONS, otherwise="particulars")
    then = reverse("particulars", args=[desk.consultation.slug])
    return run(request, desk, action, then=then, again=lambda refused: _shown(request, desk, refused))


def _shown(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    reason, typed = (refused.reason, refused.form) if refused else (None, None)
    context = {
        "consultation": desk.consultation,
        "form": typed if isinstance(typed, ParticularsForm) else _form(desk, None),
        "languages": typed if isinstance(typed, LanguagesForm) else _languages_form(desk, None),
        "known": language_names.names(),
        "lacking": lacking(desk.consultation, staff_ready(desk.consultation)).gaps,
        "refusal": refusal_message(reason, desk.consultation.zone) if reason else "",
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/setup/particulars.html", context, status=status)
