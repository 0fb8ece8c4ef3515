"""A call to the help desk, entered by who takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.rules.permissions import Action
from hemicycle.support import queries
from hemicycle.support.actions import cases as actions
from hemicycle.support.messages import refusal_message
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.support.case_forms import CallForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


def _form(desk: InConsultation, request: HttpRequest | None, wanted: str = "") -> CallForm:
    callers = queries.callers(desk.consultation)
    chosen = next((row for row in callers if str(row.pk) == wanted), None)
    return CallForm(request.POST if request else None, callers, chosen)


def _enter(desk: InConsultation, _request: HttpRequest, form: CallForm) -> Done:
    given = form.cleaned_data
    case = actions.enter_call(
        desk.consultation.pk,
        desk.performer,
        desk.now,
        registration=form.caller,
        stranger=given["stranger"],
        call_back=given["call_back"],
        text=given["text"],
    )
    told = _("The call is entered. Its number is %(number)d, and you have the case.") % {"number": case.number}
    return Done(told, then=reverse("help_case", args=[desk.consultation.slug, case.pk]))


ENTER = PageAction("enter", Action.HELP_ANSWER, _enter, _form)
ACTIONS = registered(ENTER)


@page(may(Action.HELP_ANSWER), FORM)
def help_call(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The form; with ``registration`` in the address, its person is chosen."""
    if request.method != "POST":
        return _page(request, desk, _form(desk, None, request.GET.get("registration", "")))
    then, action = reverse("help_cases", args=[desk.consultation.slug]), sent(request, ACTIONS, otherwise=ENTER.name)
    again = lambda refused: _page(request, desk, refused.form, refused)  # noqa: E731 - as every page has it
    return run(request, desk, action, then=then, again=again)


def _page(request: HttpRequest, desk: InConsultation, form: CallForm, refused: Again | None = None) -> HttpResponse:
    context = {"consultation": desk.consultation, "form": form}
    return show(request, "web/support/call.html", context, refused, refusal_message, desk.consultation.zone)
