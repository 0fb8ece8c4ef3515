"""What the secretariat does with many registrations: foreseen, confirmed, done, taken back."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.fields.keys import key_of
from hemicycle.people.actions import bulk
from hemicycle.people.actions.steps import STEP_ACTIONS
from hemicycle.people.actions.undoing import undo
from hemicycle.people.messages import refusal_message
from hemicycle.people.models import Registration
from hemicycle.people.models.registrations import WORDS_LENGTH
from hemicycle.people.queries import person_keys
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.registration import Step
from hemicycle.web.access.page import FORM, SEND, page
from hemicycle.web.access.page_actions import PageAction, registered, run, told_there
from hemicycle.web.access.permissions import is_reading, may
from hemicycle.web.registration.mandates_question import MandatesQuestion, mandates_of, stays_why
from hemicycle.web.registration.tables import chosen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.actions.bulk import Outcome
    from hemicycle.rules.reasons import Reason
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation

#: So many with whom it cannot be done are named; there may be thousands.
NAMED = 200


def _take(desk: InConsultation, request: HttpRequest, _form: None, step: Step) -> str:
    keys, words = _keys(request), request.POST.get("words", "")[:WORDS_LENGTH]
    question = _question(desk, request, keys)
    question.is_valid()  # a choice that is none is the default: they end
    why = stays_why(question)
    done = bulk.step_all(desk.consultation.pk, desk.performer, desk.now, step, keys, words=words, stays_why=why)
    _tell(request, done)
    return ""


def _question(desk: InConsultation, request: HttpRequest, keys: list[int]) -> MandatesQuestion:
    people = person_keys(desk.consultation, keys)
    held = mandates_of(desk.consultation, people, desk.now)
    return MandatesQuestion(request.POST if request.method == "POST" else None, held)


def _keys(request: HttpRequest) -> list[int]:
    return [key for text in request.POST.get("keys", "").split(",") if (key := key_of(text)) is not None]


def _step(step: Step, label: _StrPromise) -> PageAction[InConsultation]:
    return PageAction(step.value, STEP_ACTIONS[step], partial(_take, step=step), label=label)


#: By step; the label is the title too.
ACTIONS = registered(
    _step(Step.CONFIRM, gettext_lazy("Confirm registrations")),
    _step(Step.REFUSE, gettext_lazy("Refuse registrations")),
    _step(Step.WITHDRAW, gettext_lazy("Withdraw registrations")),
    _step(Step.REOPEN, gettext_lazy("Reopen registrations")),
)


@page(may(Action.PEOPLE_SEE), FORM)
def people_acts(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Say what a step would do with those chosen; by POST, do it with exactly those that were shown."""
    asked = request.POST if request.method == "POST" else request.GET
    action = ACTIONS.get(asked.get("step", ""))
    if action is None:
        raise Http404
    desk.visitor.require(action.action, reading=is_reading(request))
    if request.method == "POST":
        return _run(request, desk, action)
    keys = chosen(desk.consultation, desk.now, request.GET)
    if not keys:
        messages.warning(request, _("No one is selected. Tick the registrations concerned."))
        return redirect(_list(request, desk.consultation))
    return _foreseen(request, desk, action, keys)


def _run(request: HttpRequest, desk: InConsultation, action: PageAction[InConsultation]) -> HttpResponse:
    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, desk.consultation.zone) if refused.reason else ""
        return _foreseen(request, desk, action, _keys(request), words, refused.status)

    return run(request, desk, action, then=reverse("people_desk", args=[desk.consultation.slug]), again=again)


def _list(request: HttpRequest, consultation: Consultation) -> str:
    """The list as it was filtered."""
    filters = request.GET.copy()
    for name in ("registration", "step", "all"):
        filters.pop(name, None)
    address = reverse("people_desk", args=[consultation.slug])
    return f"{address}?{filters.urlencode()}" if filters else address


def _foreseen(
    request: HttpRequest,
    desk: InConsultation,
    action: PageAction[InConsultation],
    keys: list[int],
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    consultation, step = desk.consultation, Step(action.name)
    outcome = bulk.foresee(consultation, desk.performer, desk.now, step, keys)
    labels = dict(Registration.Status.choices)
    context = {
        "consultation": consultation,
        "title": action.label,
        "step": step.value,
        "keys": ",".join(str(move.row.pk) for move in outcome.moves),
        "outcome": outcome,
        "statuses": [(labels[status.value], number) for status, number in outcome.statuses.items()],
        "impossible": _named(outcome, consultation),
        "more": max(len(outcome.impossible) - NAMED, 0),
        "needs_words": step is Step.REFUSE,
        "takes_words": step in {Step.REFUSE, Step.WITHDRAW},
        "question": _question(desk, request, [move.row.pk for move in outcome.moves]),
        "words": request.POST.get("words", ""),
        "words_length": WORDS_LENGTH,
        "refusal": refusal,
        "back": _list(request, consultation),
    }
    return render(request, "web/registration/bulk.html", context, status=status)


def _named(outcome: Outcome, consultation: Consultation) -> list[tuple[Registration, str]]:
    return [(row, _why_not(reason, consultation)) for row, reason in outcome.impossible[:NAMED]]


def _why_not(reason: Reason, consultation: Consultation) -> str:
    """Before anything is done, nobody has acted meanwhile: its status, which stands beside, says it all."""
    if reason.code is RuleCode.REGISTRATION_STEP:
        return _("Not possible with this status.")
    return refusal_message(reason, consultation.zone)


def _undo(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    key = key_of(request.POST.get("entry", "")) or 0
    _tell(request, undo(desk.consultation.pk, desk.performer, desk.now, key))
    return ""


UNDO = PageAction("undo", Action.REGISTRATION_UNDO, _undo)


@page(may(UNDO.action), SEND)
def people_undo(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Take back what one has just done."""
    then = reverse("people_desk", args=[desk.consultation.slug])

    again = told_there(request, then, lambda reason: refusal_message(reason, desk.consultation.zone))
    return run(request, desk, UNDO, then=then, again=again)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    """Say with how many it was done, where they are now, and with how many it was not."""
    labels = dict(Registration.Status.choices)
    for status, number in outcome.statuses.items():
        words = ngettext(
            "%(number)d registration now has the status: %(status)s.",
            "%(number)d registrations now have the status: %(status)s.",
            number,
        )
        messages.success(request, words % {"number": number, "status": labels[status.value]})
    left = len(outcome.impossible) + outcome.missing
    if left:
        words = ngettext(
            "%(number)d registration is unchanged: another user changed it in the meantime.",
            "%(number)d registrations are unchanged: another user changed them in the meantime.",
            left,
        )
        messages.warning(request, words % {"number": left})
