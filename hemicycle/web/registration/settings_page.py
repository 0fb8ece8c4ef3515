"""When registration is open, its quotas, how long data is kept, and who needs a second factor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations.joins import listed
from hemicycle.people.actions.consultation import edit, foresee
from hemicycle.people.messages import refusal_message
from hemicycle.people.statistics import census
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.registration import PLACED
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run
from hemicycle.web.access.permissions import may
from hemicycle.web.registration.settings_form import RegistrationSettingsForm
from hemicycle.web.registration.tables import Delegations
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from datetime import datetime

    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class QuotaRow:
    """A class with its two fields, and how many of it have a place or wait for one."""

    label: str
    size: BoundField
    unit: BoundField
    placed: int
    waiting: int


def _form(desk: InConsultation, request: HttpRequest | None) -> RegistrationSettingsForm:
    return RegistrationSettingsForm(request.POST if request else None, consultation=desk.consultation)


def _foresee(desk: InConsultation, request: HttpRequest, form: RegistrationSettingsForm) -> HttpResponse:
    return _shown(request, desk, form, moving=foresee(desk.consultation, desk.now, form.settings()))


def _save(desk: InConsultation, request: HttpRequest, form: RegistrationSettingsForm) -> str:
    promoted = edit(desk.consultation.pk, desk.performer, desk.now, form.settings())
    _tell(request, [row.person.name for row in promoted])
    return ""


FORESEE = PageAction("foresee", Action.CONSULTATION_EDIT, _foresee, _form)
SAVE = PageAction("save", Action.CONSULTATION_EDIT, _save, _form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def registration_settings(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show them, say what a change would do (``foresee``), or change them."""
    if request.method != "POST":
        return _shown(request, desk, _form(desk, None))

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, desk.consultation.zone) if refused.reason else ""
        return _shown(request, desk, cast("RegistrationSettingsForm", refused.form), words, refused.status)

    then = reverse("registration_settings", args=[desk.consultation.slug])
    return run(request, desk, FORESEE if FORESEE.name in request.POST else SAVE, then=then, again=again)


def _shown(
    request: HttpRequest,
    desk: InConsultation,
    form: RegistrationSettingsForm,
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
    moving: list[Registration] | None = None,
) -> HttpResponse:
    context = {
        "consultation": desk.consultation,
        "form": form,
        "quotas": _quotas(desk.consultation, form, desk.now),
        "moving": moving,
        "refusal": refusal,
    }
    return render(request, "web/registration/settings.html", context, status=status)


def _quotas(consultation: Consultation, form: RegistrationSettingsForm, at: datetime) -> list[QuotaRow]:
    """The classes with the present numbers, whatever was typed."""
    members = Delegations.of(consultation, at).members.values()
    counted = census(consultation, members, at.astimezone(consultation.zone).date()).by_capacity
    empty = Counter[str]()
    return [
        QuotaRow(
            labels.capacity(capacity),
            size,
            unit,
            sum(counted.get(capacity, empty)[status.value] for status in PLACED),
            counted.get(capacity, empty)[RegistrationStatus.WAITING.value],
        )
        for capacity, size, unit in form.quotas
    ]


def _tell(request: HttpRequest, promoted: list[str]) -> None:
    messages.success(request, _("The settings are saved."))
    if promoted:
        words = ngettext(
            "%(number)d person moved up from the waiting list: %(names)s.",
            "%(number)d people moved up from the waiting list: %(names)s.",
            len(promoted),
        )
        messages.success(request, words % {"number": len(promoted), "names": listed(promoted)})
