"""What the secretariat does with many registrations: foreseen, confirmed, done, taken back."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.people.actions import bulk
from hemicycle.people.actions.steps import STEP_ACTIONS
from hemicycle.people.actions.undoing import undo
from hemicycle.people.messages import say
from hemicycle.people.models import Registration
from hemicycle.people.models.registrations import WORDS_LENGTH
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.registration import Step
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, SEND, page
from hemicycle.web.access.permissions import may
from hemicycle.web.registration.tables import chosen
from hemicycle.web.toolkit.forms import key_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.actions.bulk import Outcome
    from hemicycle.rules.reasons import Reason
    from hemicycle.web.access.permissions import InConsultation

TITLES = {
    Step.CONFIRM: gettext_lazy("Confirm registrations"),
    Step.REFUSE: gettext_lazy("Refuse registrations"),
    Step.WITHDRAW: gettext_lazy("Withdraw registrations"),
    Step.REOPEN: gettext_lazy("Reopen registrations"),
}
#: What is wrong with what was sent; every other refusal is that things have changed.
#: So many with whom it cannot be done are named; there may be thousands.
NAMED = 200


@page(may(Action.PEOPLE_SEE), FORM)
def people_acts(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Say what a step would do with those chosen; by POST, do it with exactly those that were shown."""
    consultation, visitor = desk.consultation, desk.visitor
    asked = request.POST if request.method == "POST" else request.GET
    step = next((step for step in bulk.STEPS if step.value == asked.get("step")), None)
    if step is None:
        raise Http404
    visitor.require(STEP_ACTIONS[step])
    if request.method == "POST":
        return _act(request, consultation, step)
    keys = chosen(consultation, desk.now, request.GET)
    if not keys:
        messages.warning(request, _("Nobody is chosen. Tick the registrations that it is about."))
        return redirect(_list(request, consultation))
    return _foreseen(request, consultation, step, keys)


def _list(request: HttpRequest, consultation: Consultation) -> str:
    """The list as it was filtered."""
    kept = request.GET.copy()
    for name in ("registration", "step", "all"):
        kept.pop(name, None)
    address = reverse("people_desk", args=[consultation.slug])
    return f"{address}?{kept.urlencode()}" if kept else address


def _foreseen(
    request: HttpRequest, consultation: Consultation, step: Step, keys: list[int], refusal: Reason | None = None
) -> HttpResponse:
    outcome = bulk.foresee(consultation, timezone.now(), step, keys)
    labels = dict(Registration.Status.choices)
    context = {
        "consultation": consultation,
        "title": TITLES[step],
        "step": step.value,
        "keys": ",".join(str(move.row.pk) for move in outcome.moves),
        "outcome": outcome,
        "statuses": [(labels[status.value], number) for status, number in outcome.statuses.items()],
        "impossible": _named(outcome, consultation),
        "more": max(len(outcome.impossible) - NAMED, 0),
        "needs_words": step is Step.REFUSE,
        "takes_words": step in {Step.REFUSE, Step.WITHDRAW},
        "words": request.POST.get("words", ""),
        "words_length": WORDS_LENGTH,
        "refusal": say(refusal, consultation.zone) if refusal else "",
        "back": _list(request, consultation),
    }
    status = refusal.status if refusal else HTTPStatus.OK
    return render(request, "web/registration/bulk.html", context, status=status)


def _named(outcome: Outcome, consultation: Consultation) -> list[tuple[Registration, str]]:
    return [(row, _why_not(reason, consultation)) for row, reason in outcome.impossible[:NAMED]]


def _why_not(reason: Reason, consultation: Consultation) -> str:
    """Before anything is done, nobody has acted meanwhile: its status, which stands beside, says it all."""
    if reason.code is RuleCode.REGISTRATION_STEP:
        return _("With this status it cannot be done.")
    return say(reason, consultation.zone)


def _act(request: HttpRequest, consultation: Consultation, step: Step) -> HttpResponse:
    keys = [key for text in request.POST.get("keys", "").split(",") if (key := key_of(text)) is not None]
    words = request.POST.get("words", "")[:WORDS_LENGTH]
    performer = visitors.performer(request)
    try:
        outcome = bulk.step_all(consultation.pk, performer, timezone.now(), step, keys, words=words)
    except Refusal as refusal:
        return _foreseen(request, consultation, step, keys, refusal.reason)
    _tell(request, outcome)
    return redirect("people_desk", consultation.slug)


@page(may(Action.REGISTRATION_UNDO), SEND)
def people_undo(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Take back what one has just done."""
    consultation = desk.consultation
    key = key_of(request.POST.get("entry", "")) or 0
    try:
        outcome = undo(consultation.pk, desk.performer, desk.now, key)
    except Refusal as refusal:
        messages.error(request, say(refusal.reason, consultation.zone))
    else:
        _tell(request, outcome)
    return redirect("people_desk", consultation.slug)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    """Say with how many it was done, where they are now, and with how many it was not."""
    labels = dict(Registration.Status.choices)
    for status, number in outcome.statuses.items():
        words = ngettext(
            "%(number)d registration has now the status: %(status)s.",
            "%(number)d registrations have now the status: %(status)s.",
            number,
        )
        messages.success(request, words % {"number": number, "status": labels[status.value]})
    left = len(outcome.impossible) + outcome.missing
    if left:
        words = ngettext(
            "%(number)d registration stays as it is: somebody acted on it meanwhile.",
            "%(number)d registrations stay as they are: somebody acted on them meanwhile.",
            left,
        )
        messages.warning(request, words % {"number": left})
