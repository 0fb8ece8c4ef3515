"""The page on which a focal point replies to what a letter asks, and the draft that it keeps by itself."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.messages import say
from hemicycle.correspondence.models import Condition, Enquiry
from hemicycle.correspondence.models.replies import CONDITION_LENGTH
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, SEND, page
from hemicycle.web.replies.access import RESPONDENT, RESPONDENT_BY_SCRIPT
from hemicycle.web.replies.answer_sheet import sheet
from hemicycle.web.replies.conflict import conflict
from hemicycle.web.replies.forms import Filled
from hemicycle.web.replies.history import history
from hemicycle.web.toolkit.deadlines import time_left
from hemicycle.web.toolkit.forms import answered_anew
from hemicycle.web.toolkit.labels import moment

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.correspondence.models import Draft
    from hemicycle.correspondence.seen_replies import Respondent
    from hemicycle.rules.reasons import Reason


@answered_anew
@page(RESPONDENT, FORM)
def reply(request: HttpRequest, respondent: Respondent) -> HttpResponse:
    """Fill in, keep and submit a Member's reply (rules 13, 18 and 22)."""
    if request.method != "POST":
        return _page(request, respondent, Filled.of_respondent(respondent))
    filled, act = Filled.read(request.POST), request.POST.get("act")
    if act == "submit":
        return _submitted(request, respondent, filled)
    if act not in {"save", "add", "discard"}:
        raise BadRequest
    return _kept(request, respondent, filled, act)


@page(RESPONDENT_BY_SCRIPT, SEND)
def reply_draft(request: HttpRequest, respondent: Respondent) -> JsonResponse:
    """Keep what is filled in: ``{base, saved, left}``, or ``{message}`` with 403 or 409 where it is not taken.

    ``base`` is what the browser's own copy stands on from now on; ``saved`` says when, ``left`` how long it is until
    the deadline.
    """
    try:
        draft = _save(respondent, Filled.read(request.POST))
    except Refusal as refusal:
        message = say(refusal.reason, respondent.consultation.zone)
        return JsonResponse({"message": message}, status=HTTPStatus.CONFLICT)
    saved = moment(draft.saved_at, respondent.consultation.zone)
    left = time_left(respondent.enquiry.deadline.moment, draft.saved_at)
    return JsonResponse({"base": respondent.base_with(draft), "saved": saved, "left": left})


def _save(respondent: Respondent, filled: Filled) -> Draft:
    who = respondent.member, respondent.person
    return replies.save_draft(respondent.enquiry, *who, timezone.now(), filled.content)


def _kept(request: HttpRequest, respondent: Respondent, filled: Filled, act: str) -> HttpResponse:
    """Keep what is filled in, with one more condition where that was asked for; or throw it away."""
    here = request.get_full_path()
    if act == "discard":
        replies.discard_draft(respondent.enquiry, respondent.member, respondent.person)
        messages.success(request, _("The draft is thrown away. What was submitted stays."))
        return redirect(here)
    wanted = filled.with_another() if act == "add" else filled
    try:
        _save(respondent, wanted)
    except Refusal as refusal:
        return _page(request, respondent, filled, refusal.reason)
    if act == "add":
        return redirect(f"{here}#condition-{len(wanted.conditions)}")
    messages.success(request, _("The draft is saved. Nothing is submitted yet, and nobody else sees it."))
    return redirect(here)


def _submitted(request: HttpRequest, respondent: Respondent, filled: Filled) -> HttpResponse:
    try:
        made = replies.submit(
            respondent.enquiry,
            visitors.performer(request),
            timezone.now(),
            member=respondent.member,
            answer=filled.answer,
            settles=request.POST.get("settles") == "1",
        )
    except Refusal as refusal:
        with suppress(Refusal):  # what was typed is on the page all the same
            _save(respondent, filled)
        return _page(request, respondent, filled, refusal.reason)
    messages.success(request, _("Received. The receipt number is %(receipt)s.") % {"receipt": made.receipt})
    slug, enquiry = respondent.consultation.slug, respondent.enquiry.pk
    return redirect("reply_receipt", slug, enquiry, respondent.member.code, made.number)


def _page(
    request: HttpRequest, respondent: Respondent, filled: Filled, refused: Reason | None = None
) -> HttpResponse:  # fmt: skip
    enquiry, questions = respondent.enquiry, respondent.questions
    withdrawn = [one for one in questions if one.withdrawn_at is not None and one.pk in filled.choices]
    seen = sheet(
        enquiry,
        questions,
        filled.without({one.pk for one in withdrawn}).choices,
        documents=respondent.opens_documents(),
    )
    versions = history(respondent)
    context = {
        "consultation": respondent.consultation,
        "enquiry": enquiry,
        "respondent": respondent,
        "sheet": seen,
        "optional": len(seen.asked) > 1,
        "filled": filled,
        "conflict": conflict(respondent) if respondent.in_conflict else None,
        "last": versions[0] if versions else None,
        "number_of_versions": len(versions),
        "refused": _refused_words(refused, respondent, [one.number for one in withdrawn]),
        **condition_context(enquiry),
    }
    return render(request, "web/replies/reply.html", context, status=_status(refused))


def condition_context(enquiry: Enquiry) -> dict[str, Any]:
    """What the part of a form that holds conditions needs."""
    return {
        "takes_conditions": enquiry.conditions,
        "headings": Condition.Heading.choices,
        "condition_length": CONDITION_LENGTH,
        "condition_length_words": number_format(CONDITION_LENGTH, force_grouping=True),
    }


def _refused_words(refused: Reason | None, respondent: Respondent, withdrawn: list[int]) -> str:
    if refused is None:
        return ""
    if refused.code is RuleCode.QUESTION_WITHDRAWN and withdrawn:
        words = ngettext(
            "Number %(numbers)s was withdrawn meanwhile and is not asked any more. Your answer to it was taken out. "
            "Look at the rest, then submit again.",
            "Numbers %(numbers)s were withdrawn meanwhile and are not asked any more. Your answers to them were taken "
            "out. Look at the rest, then submit again.",
            len(withdrawn),
        )
        return words % {"numbers": ", ".join(str(number) for number in withdrawn)}
    return say(refused, respondent.consultation.zone)


def _status(refused: Reason | None) -> int:
    if refused is None:
        return HTTPStatus.OK
    # What is wrong with the answer itself; the rest is about who answers, and when.
    wrong = refused.status is HTTPStatus.UNPROCESSABLE_ENTITY
    return refused.status if wrong else HTTPStatus.CONFLICT
