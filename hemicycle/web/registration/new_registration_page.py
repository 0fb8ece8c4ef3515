"""The secretariat enters somebody new, of any role, or in somebody's place."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hemicycle.people.actions.registrations import nominate
from hemicycle.people.messages import say
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.registration.desk_forms import EnterForm
from hemicycle.web.registration.registration_desk_page import find
from hemicycle.web.toolkit.forms import key_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.web.access.permissions import InConsultation


# A focal point nominates as well, on the page of the delegation; this one is for those who see everybody.
@page(may(Action.PEOPLE_SEE, Action.REGISTRATION_NOMINATE), FORM)
def registration_new(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Enter somebody; with ``replaces`` in the address, in the place of that registration."""
    consultation = desk.consultation
    replaces = _replaced(request, consultation)
    posted = request.method == "POST"
    form = EnterForm(request.POST if posted else None, consultation=consultation, replaces=replaces)
    status, refusal = HTTPStatus.UNPROCESSABLE_ENTITY if posted else HTTPStatus.OK, ""
    if posted and form.is_valid():
        try:
            made = nominate(
                consultation.pk,
                desk.performer,
                desk.now,
                member=form.chosen(),
                details=form.details(),
                role=Role(form.role()),
                replaces=replaces.pk if replaces else None,
            )
        except Refusal as refused:
            refusal, status = say(refused.reason, consultation.zone), HTTPStatus.CONFLICT
        else:
            words = _("%(name)s is entered, with the status: %(status)s.")
            messages.success(request, words % {"name": made.person.name, "status": made.get_status_display()})
            return redirect("registration_desk", consultation.slug, made.pk)
    context = {"consultation": consultation, "form": form, "refusal": refusal, "replaces": replaces}
    return render(request, "web/registration/new.html", context, status=status)


def _replaced(request: HttpRequest, consultation: Consultation) -> Registration | None:
    asked = request.GET.get("replaces", "")
    if not asked:
        return None
    key = key_of(asked)
    if key is None:
        raise Http404
    found = find(consultation, key)
    if found.role != Role.DELEGATE.value:
        raise Http404
    return found
