"""The secretariat enters somebody new, of any role, or in somebody's place."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.fields.keys import key_of
from hemicycle.people.actions.registrations import nominate
from hemicycle.people.messages import refusal_message
from hemicycle.people.readiness import SECRETARIAT, staff_ready
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import Action
from hemicycle.rules.registration import OVER
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, run
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.registration.desk_forms import EnterForm
from hemicycle.web.registration.mandates_question import add_question, mandates_of, stays_why
from hemicycle.web.registration.registration_desk_page import find

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class _Entering(InConsultation):
    """Somebody at the desk, and in whose place they enter somebody, if in anybody's."""

    replaces: Registration | None


def _form(at: _Entering, request: HttpRequest | None) -> EnterForm:
    form = EnterForm(request.POST if request else None, consultation=at.consultation, replaces=at.replaces)
    if at.replaces is not None and RegistrationStatus(at.replaces.status) not in OVER:
        add_question(form, mandates_of(at.consultation, [at.replaces.person_id], at.now))
    return form


def _enter(at: _Entering, _request: HttpRequest, form: EnterForm) -> Done:
    made = nominate(
        at.consultation.pk,
        at.performer,
        at.now,
        member=form.chosen(),
        details=form.details(),
        role=Role(form.role()),
        person_class=form.person_class(),
        replaces=at.replaces.pk if at.replaces else None,
        stays_why=stays_why(form),
    )
    words = _("%(name)s is entered, with the status: %(status)s.")
    words %= {"name": made.person.name, "status": made.get_status_display()}
    return Done(words, then=reverse("registration_desk", args=[at.consultation.slug, made.pk]))


ENTER = PageAction("enter", Action.REGISTRATION_NOMINATE, _enter, _form)


# A focal point nominates as well, on the page of the delegation; this one is for those who see everybody.
@page(may(Action.PEOPLE_SEE, ENTER.action), FORM)
def registration_new(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Enter somebody; with ``replaces`` in the address, in the place of that registration."""
    replaces = _replaced(request, desk.consultation)
    at = _Entering(desk.consultation, desk.visitor, desk.performer, desk.now, replaces)
    if request.method != "POST":
        return _shown(request, at, _form(at, None))

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, at.consultation.zone) if refused.reason else ""
        return _shown(request, at, refused.form, words, refused.status)

    return run(request, at, ENTER, then=reverse("people_desk", args=[at.consultation.slug]), again=again)


def _shown(
    request: HttpRequest, at: _Entering, form: BaseForm | None, refusal: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "consultation": at.consultation,
        "form": form,
        "refusal": refusal,
        "replaces": at.replaces,
        "alone": at.replaces is None and staff_ready(at.consultation).has(Role.SECRETARIAT) < SECRETARIAT,
        "command": f"hemicycle secretariat {at.consultation.slug} name@example.org",
    }
    return render(request, "web/registration/new.html", context, status=status)


def _replaced(request: HttpRequest, consultation: Consultation) -> Registration | None:
    asked = request.GET.get("replaces", "")
    if not asked:
        return None
    key = key_of(asked)
    if key is None:
        raise Http404
    registration = find(consultation, key)
    if registration.role != Role.DELEGATE.value or registration.member is None:
        raise Http404
    return registration
