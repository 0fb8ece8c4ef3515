"""Registering for a consultation: one proves one's address, then says who one is and for whom one speaks."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.people import queries
from hemicycle.people.actions.registrations import submit
from hemicycle.people.messages import say
from hemicycle.people.waiting_list import place_in_line
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.registration import OVER
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import NOBODY_IN_CONSULTATION
from hemicycle.web.registration.registration_form import RegisterForm
from hemicycle.web.registration.registration_period import opening_of
from hemicycle.web.registration.verify_email_page import ask_address
from hemicycle.web.toolkit.forms import answered_anew

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration


@answered_anew
@page(NOBODY_IN_CONSULTATION, FORM)
def register(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Ask who has not signed in for an address; who has, for what a registration needs."""
    if not request.user.is_authenticated:
        return ask_address(request, consultation)
    before = queries.registration_of(visitors.person(request), consultation)
    if before is not None and RegistrationStatus(before.status) not in OVER:
        if request.method == "POST":
            messages.info(request, _("You are registered already. This is your registration as it stands."))
        return redirect("registration", consultation.slug)
    at = timezone.now()
    form = _form(request, consultation, before, at)
    status, refusal = HTTPStatus.OK, ""
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                return _submit(request, consultation, form, at)
            except Refusal as refused:
                status, refusal = HTTPStatus.CONFLICT, say(refused.reason, consultation.zone)
    context = {
        "consultation": consultation,
        "opening": opening_of(consultation, at),
        "form": form,
        "refusal": refusal,
        "before": before,
    }
    return render(request, "web/registration/register.html", context, status=status)


def _form(request: HttpRequest, consultation: Consultation, before: Registration | None, at: datetime) -> RegisterForm:
    """The form, which starts with the Member of the invitation, or of the registration that is over."""
    member = before.member.code if before is not None and before.member is not None else ""
    return RegisterForm(
        request.POST if request.method == "POST" else None,
        consultation=consultation,
        person=visitors.person(request),
        on=at.astimezone(consultation.zone).date(),
        initial={"member": request.GET.get("member", member)},
    )


def _submit(request: HttpRequest, consultation: Consultation, form: RegisterForm, at: datetime) -> HttpResponse:
    made = submit(consultation.pk, visitors.performer(request), at, member=form.chosen(), details=form.details())
    place = place_in_line(made, at.astimezone(consultation.zone).date())
    if place is None:
        messages.success(request, _("You are registered. What happens next is shown here."))
    else:
        words = _("All places are taken. You are on the waiting list, in place %(place)d.")
        messages.warning(request, words % {"place": place})
    return redirect("registration", consultation.slug)
