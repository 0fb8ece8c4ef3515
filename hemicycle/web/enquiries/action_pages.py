"""What is done about an enquiry: a question withdrawn, its result declared."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations.language_parts import Wording
from hemicycle.correspondence import queries
from hemicycle.correspondence.actions import enquiries
from hemicycle.correspondence.ballot_words import OUTCOMES, in_short
from hemicycle.correspondence.ballots import ballots_of
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Enquiry
from hemicycle.correspondence.procedures import mode_of
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.replies import Status
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Again, PageAction, run
from hemicycle.web.enquiries.desk_access import at_enquiry
from hemicycle.web.enquiries.forms import WithdrawalForm
from hemicycle.web.enquiries.labels import STATUSES, label_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from hemicycle.correspondence.ballots import BallotOn
    from hemicycle.web.enquiries.desk_access import AtEnquiry


def _to_desk(at: AtEnquiry) -> str:
    return reverse("enquiry_desk", args=[at.consultation.slug, at.enquiry.pk])


def _to_result(at: AtEnquiry) -> str:
    name = "ballot" if mode_of(at.enquiry) is not None else "enquiry_desk"
    return reverse(name, args=[at.consultation.slug, at.enquiry.pk])


def _withdraw(at: AtEnquiry, _request: HttpRequest, form: WithdrawalForm) -> str:
    enquiries.withdraw_question(form.chosen, at.performer, at.now, words=form.why)
    return _("It is withdrawn. The answers to it stay on record.")


def _declare(at: AtEnquiry, _request: HttpRequest, _form: None) -> str:
    enquiries.declare(at.enquiry, at.performer, at.now)
    return _("The result is declared.")


def _withdrawal_form(at: AtEnquiry, request: HttpRequest | None) -> WithdrawalForm:
    languages = at.consultation.languages.documents
    return WithdrawalForm(queries.questions_of(at.enquiry), languages, request.POST if request else None)


WITHDRAW = PageAction("withdraw", Action.LETTER_WRITE, _withdraw, _withdrawal_form)
DECLARE = PageAction("declare", Action.RESULT_DECLARE, _declare)


def _run(
    request: HttpRequest,
    at: AtEnquiry,
    action: PageAction[AtEnquiry],
    page_with: Callable[[HttpRequest, AtEnquiry, Any, str, HTTPStatus], HttpResponse],
) -> HttpResponse:
    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, at.enquiry.first_deadline.zone) if refused.reason else ""
        return page_with(request, at, refused.form, words, refused.status)

    then = _to_result(at) if action is DECLARE else _to_desk(at)
    return run(request, at, action, then=then, again=again)


@page(at_enquiry(WITHDRAW.action), FORM)
def enquiry_withdraw(request: HttpRequest, at: AtEnquiry) -> HttpResponse:
    """Ask one of the questions no more; ``question`` in the address chooses it beforehand."""
    if request.method == "POST":
        return _run(request, at, WITHDRAW, _withdrawal)
    languages, chosen = at.consultation.languages.documents, request.GET.get("question", "")
    form = WithdrawalForm(queries.questions_of(at.enquiry), languages, None, chosen)
    return _withdrawal(request, at, form)


def _withdrawal(
    request: HttpRequest, at: AtEnquiry, form: WithdrawalForm, refused: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {**at.context("state"), "form": form, "refused": refused}
    return render(request, "web/enquiries/withdraw.html", context, status=status)


@page(at_enquiry(DECLARE.action), FORM)
def enquiry_declare(request: HttpRequest, at: AtEnquiry) -> HttpResponse:
    """Declare the result: say what will count, and do it by POST (rule 18)."""
    if request.method == "POST":
        return _run(request, at, DECLARE, _declaration)
    return _declaration(request, at, None)


def _declaration(
    request: HttpRequest, at: AtEnquiry, _form: None, refused: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    returned = at.returned()
    late = [] if at.declared else queries.late_undecided(at.enquiry)
    conditions_wait = not at.declared and queries.conditions_wait(at.enquiry)
    silent = returned.counts[Status.MISSING] if at.enquiry.kind == Enquiry.Kind.SILENCE else 0
    context = {
        **at.context("state"),
        "refused": refused,
        "counts": [(label_of(status, at.enquiry.kind), returned.counts[status]) for status in STATUSES],
        "unsettled": 0 if at.declared else queries.unsettled(at.enquiry),
        "conditions_wait": conditions_wait,
        "late": _late(len(late)) if late else "",
        "late_ones": [(member_name(row.reply.member), row) for row in late],
        "silent": silent,
        "outcomes": [_outcome(one, at) for one in ballots_of(returned)],
    }
    return render(request, "web/enquiries/declare.html", context, status=status)


def _outcome(one: BallotOn, at: AtEnquiry) -> tuple[Wording, str, str]:
    """What a decision by correspondence would be declared as: the title, the outcome, and its numbers."""
    mode = mode_of(at.enquiry)
    return Wording.of(one.question.title), str(OUTCOMES[one.result.outcome]), in_short(one, mode) if mode else ""


def _late(number: int) -> str:
    words = ngettext(
        "%(number)d reply was received late and not accepted. It can no longer be accepted after the declaration.",
        "%(number)d replies were received late and not accepted. They can no longer be accepted after the declaration.",
        number,
    )
    return words % {"number": number}
