"""Registering for a consultation: one proves one's address, then says who one is and for whom one speaks."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.people import queries
from hemicycle.people.actions.registrations import submit
from hemicycle.people.messages import refusal_message
from hemicycle.people.waiting_list import place_in_line
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.registration import OVER
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, run
from hemicycle.web.access.permissions import NOBODY_IN_CONSULTATION
from hemicycle.web.registration.registration_form import RegisterForm
from hemicycle.web.registration.registration_period import opening_of
from hemicycle.web.registration.verify_email_page import ask_address
from hemicycle.web.toolkit.forms import answered_anew

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Person, Registration
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class _Registering:
    """Somebody who has signed in, and registers.

    Attributes:
        before: Their registration that is over, if they had one.
        member: Code of the Member that the form starts with: of the invitation, or of that registration.
    """

    consultation: Consultation
    person: Person
    performer: Performer
    now: datetime
    before: Registration | None
    member: str

    @property
    def today(self) -> date:
        """The day in the consultation's zone."""
        return self.now.astimezone(self.consultation.zone).date()


@answered_anew
@page(NOBODY_IN_CONSULTATION, FORM)
def register(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Ask who has not signed in for an address; who has, for what a registration needs."""
    if not request.user.is_authenticated:
        return ask_address(request, consultation)
    before = queries.registration_of(visitors.person(request), consultation)
    if before is not None and RegistrationStatus(before.status) not in OVER:
        if request.method == "POST":
            messages.info(request, _("You are already registered. Your registration is shown here."))
        return redirect("registration", consultation.slug)
    at = _registering(request, consultation, before)
    if request.method != "POST":
        return _shown(request, at, _form(at, None))

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, consultation.zone) if refused.reason else ""
        return _shown(request, at, refused.form, words, refused.status)

    return run(request, at, SUBMIT, then=reverse("registration", args=[consultation.slug]), again=again)


def _registering(request: HttpRequest, consultation: Consultation, before: Registration | None) -> _Registering:
    member = before.member.code if before is not None and before.member is not None else ""
    return _Registering(
        consultation,
        visitors.person(request),
        visitors.performer(request),
        timezone.now(),
        before,
        request.GET.get("member", member),
    )


def _shown(
    request: HttpRequest,
    at: _Registering,
    form: BaseForm | None,
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "consultation": at.consultation,
        "opening": opening_of(at.consultation, at.now),
        "form": form,
        "refusal": refusal,
        "before": at.before,
    }
    return render(request, "web/registration/register.html", context, status=status)


def _form(at: _Registering, request: HttpRequest | None) -> RegisterForm:
    return RegisterForm(
        request.POST if request else None,
        consultation=at.consultation,
        person=at.person,
        on=at.today,
        initial={"member": at.member},
    )


def _submit(at: _Registering, _request: HttpRequest, form: RegisterForm) -> Done:
    made = submit(at.consultation.pk, at.performer, at.now, member=form.chosen(), details=form.details())
    place = place_in_line(made, at.today)
    if place is None:
        return Done(_("You are registered. The next steps are shown here."))
    words = _("All places are taken. You are on the waiting list, at number %(place)d.")
    return Done(words % {"place": place}, less=True)


SUBMIT = PageAction("submit", Action.REGISTRATION_SUBMIT, _submit, _form)
