"""One's own registration: how it stands, changing it, withdrawing it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hemicycle.consultations.models import Consultation
from hemicycle.people import queries
from hemicycle.people.actions.registrations import change as change_registration
from hemicycle.people.actions.registrations import step
from hemicycle.people.messages import say
from hemicycle.people.waiting_list import place_in_line
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.registration import OVER, Step
from hemicycle.sittings.queries import days_of
from hemicycle.web.access import visitors
from hemicycle.web.registration.details_form import DetailsForm
from hemicycle.web.registration.progress import stages, what_next
from hemicycle.web.registration.registration_period import opening_of
from hemicycle.web.toolkit.forms import answered_anew

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration


def _own(request: HttpRequest, slug: str) -> Registration:
    """The registration of whoever asks; nobody reaches another's by these addresses."""
    consultation = get_object_or_404(Consultation, slug=slug)
    found = queries.registration_of(visitors.person(request), consultation)
    if found is None:
        raise Http404("not registered")
    return found


def _is_over(registration: Registration) -> bool:
    return RegistrationStatus(registration.status) in OVER


@answered_anew
@login_required
@require_safe
def registration(request: HttpRequest, slug: str) -> HttpResponse:
    """How it stands, what comes next, and what one may do; who has none is led to where they register."""
    consultation = get_object_or_404(Consultation, slug=slug)
    row = queries.registration_of(visitors.person(request), consultation)
    if row is None:
        return redirect("register", slug)
    at = timezone.now()
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
@login_required
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what it says; the Member stays, for that is another registration."""
    row = _own(request, slug)
    if _is_over(row):
        return redirect("registration", slug)
    form = DetailsForm(
        request.POST if request.method == "POST" else None, consultation=row.consultation, registration=row
    )
    status, refusal = HTTPStatus.OK, ""
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            actor, at = visitors.performer(request), timezone.now()
            try:
                change_registration(row.consultation.pk, actor, at, row.pk, form.details())
            except Refusal as refused:
                status, refusal = HTTPStatus.CONFLICT, say(refused.reason, row.consultation.zone)
            else:
                messages.success(request, _("Your registration is changed."))
                return redirect("registration", slug)
    context = {"consultation": row.consultation, "registration": row, "form": form, "refusal": refusal}
    return render(request, "web/registration/change.html", context, status=status)


@answered_anew
@login_required
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether it is meant, then withdraw it."""
    row = _own(request, slug)
    if _is_over(row):
        return redirect("registration", slug)
    refusal = ""
    if request.method == "POST":
        try:
            step(row.consultation.pk, visitors.performer(request), timezone.now(), Step.WITHDRAW, row.pk)
        except Refusal as refused:
            refusal = say(refused.reason, row.consultation.zone)
        else:
            messages.success(request, _("Your registration is withdrawn. You may register anew."))
            return redirect("registration", slug)
    context = {"consultation": row.consultation, "registration": row, "refusal": refusal}
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "web/registration/withdraw.html", context, status=status)
