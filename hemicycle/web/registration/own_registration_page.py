"""One's own registration: how it stands, changing it, withdrawing it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.people import queries
from hemicycle.people.access import Requirement
from hemicycle.people.actions.registrations import change as change_registration
from hemicycle.people.actions.registrations import step
from hemicycle.people.messages import say
from hemicycle.people.waiting_list import place_in_line
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.registration import OVER, Step
from hemicycle.sittings.queries import days_of
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, PageRefused, Permission, page
from hemicycle.web.registration.details_form import DetailsForm
from hemicycle.web.registration.progress import stages, what_next
from hemicycle.web.registration.registration_period import opening_of
from hemicycle.web.toolkit.forms import answered_anew

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.act import Performer
    from hemicycle.people.models import Registration


@dataclass(frozen=True)
class Own:
    """Somebody's own registration: nobody reaches another's by these addresses."""

    consultation: Consultation
    registration: Registration
    performer: Performer
    now: datetime


class _NotRegistered(PageRefused):
    """Who has no registration is led to where they make one."""

    def __init__(self, consultation: Consultation) -> None:
        self.consultation = consultation

    def response(self, _request: HttpRequest) -> HttpResponse:
        return redirect("register", self.consultation.slug)


def _own(request: HttpRequest, arguments: dict[str, Any]) -> Own:
    consultation = visitors.find_consultation(arguments.pop("slug"))
    found = queries.registration_of(visitors.person(request), consultation)
    if found is None:
        raise _NotRegistered(consultation)
    return Own(consultation, found, visitors.performer(request), timezone.now())


def _own_to_change(request: HttpRequest, arguments: dict[str, Any]) -> Own:
    try:
        return _own(request, arguments)
    except _NotRegistered as error:
        raise Http404("not registered") from error


OWN = Permission(Requirement.REGISTERED, _own)
OWN_TO_CHANGE = Permission(Requirement.REGISTERED, _own_to_change)


def _is_over(registration: Registration) -> bool:
    return RegistrationStatus(registration.status) in OVER


@answered_anew
@page(OWN)
def registration(request: HttpRequest, own: Own) -> HttpResponse:
    """How it stands, what comes next, and what one may do; who has none is led to where they register."""
    consultation, row, at = own.consultation, own.registration, own.now
    today = at.astimezone(consultation.zone).date()
    member = row.member
    answered_for = member is not None and queries.authority_of(consultation, member, at) is not None
    over = _is_over(row)
    context = {
        "consultation": consultation,
        "registration": row,
        "capacity": queries.capacity(row, today),
        "stages": stages(row, answered_for=answered_for, place=place_in_line(row, today)),
        "next": what_next(row, answered_for=answered_for),
        "over": over,
        "opening": opening_of(consultation, at),
        "days": [day for day in days_of(consultation) if row.is_for(day)] if row.days else [],
        "made_twice": not over and bool(queries.probable_duplicates(row)),
    }
    return render(request, "web/registration/registration.html", context)


@answered_anew
@page(OWN_TO_CHANGE, FORM)
def change(request: HttpRequest, own: Own) -> HttpResponse:
    """Change what it says; the Member stays, for that is another registration."""
    row, slug = own.registration, own.consultation.slug
    if _is_over(row):
        return redirect("registration", slug)
    form = DetailsForm(
        request.POST if request.method == "POST" else None, consultation=row.consultation, registration=row
    )
    status, refusal = HTTPStatus.OK, ""
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                change_registration(row.consultation.pk, own.performer, own.now, row.pk, form.details())
            except Refusal as refused:
                status, refusal = HTTPStatus.CONFLICT, say(refused.reason, row.consultation.zone)
            else:
                messages.success(request, _("Your registration is changed."))
                return redirect("registration", slug)
    context = {"consultation": row.consultation, "registration": row, "form": form, "refusal": refusal}
    return render(request, "web/registration/change.html", context, status=status)


@answered_anew
@page(OWN_TO_CHANGE, FORM)
def withdraw(request: HttpRequest, own: Own) -> HttpResponse:
    """Ask whether it is meant, then withdraw it."""
    row, slug = own.registration, own.consultation.slug
    if _is_over(row):
        return redirect("registration", slug)
    refusal = ""
    if request.method == "POST":
        try:
            step(row.consultation.pk, own.performer, own.now, Step.WITHDRAW, row.pk)
        except Refusal as refused:
            refusal = say(refused.reason, row.consultation.zone)
        else:
            messages.success(request, _("Your registration is withdrawn. You may register anew."))
            return redirect("registration", slug)
    context = {"consultation": row.consultation, "registration": row, "refusal": refusal}
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "web/registration/withdraw.html", context, status=status)
