"""One's own registration: how it stands, changing it, withdrawing it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.people import queries
from hemicycle.people.access import Requirement
from hemicycle.people.actions.own_names import settle
from hemicycle.people.actions.registrations import change as change_registration
from hemicycle.people.actions.registrations import step
from hemicycle.people.messages import refusal_message
from hemicycle.people.waiting_list import place_in_line
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.registration import OVER, Step
from hemicycle.sittings.queries import days_of
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, PageRefused, Permission, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.access.visitors import Visitor
from hemicycle.web.registration.details_form import DetailsForm
from hemicycle.web.registration.mandates_question import MandatesQuestion, mandates_of, stays_why
from hemicycle.web.registration.progress import stages, what_next
from hemicycle.web.registration.registration_period import opening_of
from hemicycle.web.toolkit.forms import answered_anew

if TYPE_CHECKING:
    from datetime import datetime

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Registration
    from hemicycle.web.access.page_actions import Again


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
    row = queries.registration_of(visitors.person(request), consultation)
    if row is None:
        raise _NotRegistered(consultation)
    return Own(consultation, row, visitors.performer(request), timezone.now())


def _own_to_change(request: HttpRequest, arguments: dict[str, Any]) -> Own:
    try:
        return _own(request, arguments)
    except _NotRegistered as error:
        raise Http404("not registered") from error


OWN = Permission(Requirement.REGISTERED, _own)
OWN_TO_CHANGE = Permission(Requirement.REGISTERED, _own_to_change)


def _is_over(registration: Registration) -> bool:
    return RegistrationStatus(registration.status) in OVER


def _settle(own: Own, _request: HttpRequest, _form: None, *, take: bool) -> str:
    row = settle(own.consultation.pk, own.performer, own.now, own.registration.pk, take=take)
    return _("Your name is {name}.").format(name=row.person.name)


NAME_ACTIONS = registered(
    PageAction("take-name", Action.REGISTRATION_CHANGE, partial(_settle, take=True)),
    PageAction("keep-name", Action.REGISTRATION_CHANGE, partial(_settle, take=False)),
)


@page(OWN, FORM)
def registration(request: HttpRequest, own: Own) -> HttpResponse:
    """How it stands, what comes next, and what one may do; who has none is led to where they register.

    By POST, take the name that was proposed or keep one's own.
    """
    if request.method != "POST":
        return _own_page(request, own)

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, own.consultation.zone) if refused.reason else ""
        return _own_page(request, own, words, refused.status)

    then = reverse("registration", args=[own.consultation.slug])
    return run(request, own, sent(request, NAME_ACTIONS), then=then, again=again)


def _own_page(request: HttpRequest, own: Own, refusal: str = "", status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    consultation, row, at = own.consultation, own.registration, own.now
    today = at.astimezone(consultation.zone).date()
    member = row.member
    answered_for = member is not None and queries.authority_of(consultation, member, at) is not None
    over = _is_over(row)
    visitor = Visitor.of(row, today)
    confirmed = row.status == RegistrationStatus.CONFIRMED.value
    context = {
        "consultation": consultation,
        "registration": row,
        "capacity": visitor.capacity,
        "in_sittings": confirmed and visitor.may_read(Action.ROOM_ENTER),
        "sees_participants": confirmed and visitor.may_read(Action.PARTICIPANTS_LIST),
        "stages": stages(row, answered_for=answered_for, place=place_in_line(row, today)),
        "next": what_next(row, answered_for=answered_for),
        "over": over,
        "opening": opening_of(consultation, at),
        "days": [day for day in days_of(consultation) if row.is_for(day)] if row.days else [],
        "refusal": refusal,
        "made_twice": not over and bool(queries.probable_duplicates(row)),
    }
    return render(request, "web/registration/registration.html", context, status=status)


def _change_form(own: Own, request: HttpRequest | None) -> DetailsForm:
    row = own.registration
    return DetailsForm(request.POST if request else None, consultation=row.consultation, registration=row)


def _change(own: Own, _request: HttpRequest, form: DetailsForm) -> str:
    change_registration(own.consultation.pk, own.performer, own.now, own.registration.pk, form.details())
    return _("Your registration is changed.")


def _question(own: Own, request: HttpRequest | None) -> MandatesQuestion:
    held = mandates_of(own.consultation, [own.registration.person_id], own.now)
    return MandatesQuestion(request.POST if request else None, held)


def _withdraw(own: Own, _request: HttpRequest, form: MandatesQuestion) -> str:
    where = own.consultation.pk, own.performer, own.now
    step(*where, Step.WITHDRAW, own.registration.pk, stays_why=stays_why(form))
    if own.registration.person_class:
        return _("Your registration is withdrawn.")
    return _("Your registration is withdrawn. You may register again.")


CHANGE = PageAction("change", Action.REGISTRATION_CHANGE, _change, _change_form)
WITHDRAW = PageAction("withdraw", Action.REGISTRATION_WITHDRAW, _withdraw, _question)


@answered_anew
@page(OWN_TO_CHANGE, FORM)
def change(request: HttpRequest, own: Own) -> HttpResponse:
    """Change what it says; the Member stays, for that is another registration."""
    if _is_over(own.registration):
        return redirect("registration", own.consultation.slug)
    if request.method == "POST":
        return _run(request, own, CHANGE, "web/registration/change.html")
    return _shown(request, own, "web/registration/change.html", _change_form(own, None))


@answered_anew
@page(OWN_TO_CHANGE, FORM)
def withdraw(request: HttpRequest, own: Own) -> HttpResponse:
    """Ask whether it is meant, then withdraw it."""
    if _is_over(own.registration):
        return redirect("registration", own.consultation.slug)
    if request.method == "POST":
        return _run(request, own, WITHDRAW, "web/registration/withdraw.html")
    return _shown(request, own, "web/registration/withdraw.html", _question(own, None))


def _run(request: HttpRequest, own: Own, action: PageAction[Own], template: str) -> HttpResponse:
    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, own.consultation.zone) if refused.reason else ""
        return _shown(request, own, template, refused.form, words, refused.status)

    then = reverse("registration", args=[own.consultation.slug])
    return run(request, own, action, then=then, again=again)


def _shown(
    request: HttpRequest,
    own: Own,
    template: str,
    form: BaseForm | None,
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {"consultation": own.consultation, "registration": own.registration, "form": form, "refusal": refusal}
    return render(request, template, context, status=status)
