"""The page on which a focal point replies to what a letter asks, and the draft that it keeps by itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations.condition_headings import headings_of
from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import reader_language
from hemicycle.correspondence import seen_replies
from hemicycle.correspondence.actions import condition_states, drafts, replies
from hemicycle.correspondence.answers import Base
from hemicycle.correspondence.conditions import find_condition
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models.replies import CONDITION_LENGTH
from hemicycle.fields.keys import key_of
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, SEND, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.replies.access import RESPONDENT, RESPONDENT_BY_SCRIPT, SUBMITS
from hemicycle.web.replies.answer_sheet import sheet
from hemicycle.web.replies.conflict import conflict
from hemicycle.web.replies.elsewhere import CODES, elsewhere
from hemicycle.web.replies.forms import Filled
from hemicycle.web.replies.history import history
from hemicycle.web.toolkit.deadlines import time_left
from hemicycle.web.toolkit.forms import answered_anew
from hemicycle.web.toolkit.labels import moment

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.correspondence.models import Draft, Enquiry, ReplyVersion
    from hemicycle.correspondence.seen_replies import Respondent
    from hemicycle.rules.reasons import Reason
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.replies.access import AtReply


@answered_anew
@page(RESPONDENT, FORM)
def reply(request: HttpRequest, at: AtReply) -> HttpResponse:
    """Fill in, keep and submit a Member's reply (rules 13, 18 and 22)."""
    if request.method != "POST":
        return _page(request, at.respondent, _beginning(request, at.respondent))
    action = sent(request, ACTIONS)

    def again(refused: Again) -> HttpResponse:
        # A condition is withdrawn by a form of its own, which sends no answer.
        filled = Filled.of_respondent(at.respondent) if action is WITHDRAW else Filled.read(request.POST)
        if action is SUBMIT and not _is_untouched(at, filled):
            with suppress(Refusal):  # not what was asked for: what was typed is on the page all the same
                _save(at, request, filled)
        return _page(request, seen_replies.read_anew(at.respondent), filled, refused)

    return run(request, at, action, then=_here(request), again=again)


@page(RESPONDENT_BY_SCRIPT, SEND)
def reply_draft(request: HttpRequest, at: AtReply) -> JsonResponse:
    """Keep what is filled in: ``{base, saved, left}``, or ``{message}`` with 403 or 409 where it is not taken.

    ``base`` is what the browser's own copy stands on from now on; ``saved`` says when, ``left`` how long it is until
    the deadline. Where something else was saved or submitted since, there is ``{message, base, fields, html}`` with
    409: ``fields`` is what stands there, ``html`` shows both texts, and ``base`` is for whoever chooses their own.
    """
    respondent, filled = at.respondent, Filled.read(request.POST)
    try:
        draft = _save(at, request, filled)
    except Refusal as refusal:  # a script is answered, which shows no page again and goes nowhere
        message = refusal_message(refusal.reason, respondent.consultation.zone)
        told: dict[str, Any] = {"message": message}
        if refusal.reason.code in CODES:
            told |= _told_of_both(request, at, filled, refusal.reason)
        return JsonResponse(told, status=refusal.reason.status)
    saved = moment(draft.saved_at, respondent.consultation.zone)
    left = time_left(respondent.enquiry.deadline.moment, draft.saved_at)
    return JsonResponse({"base": respondent.base_with(draft), "saved": saved, "left": left})


def _told_of_both(request: HttpRequest, at: AtReply, filled: Filled, reason: Reason) -> dict[str, Any]:
    other = elsewhere(seen_replies.read_anew(at.respondent), filled, reason.code)
    context = {"elsewhere": other, "other_text": _address(at.respondent, other.version)}
    html = render_to_string("web/replies/parts/elsewhere.html", context, request)
    return {"base": other.base, "fields": other.fields, "html": html}


def _address(respondent: Respondent, version: ReplyVersion | None = None) -> str:
    """Of the page, which begins with a version where one is given."""
    arguments = [respondent.consultation.slug, respondent.enquiry.pk]
    taken = {"take": version.number} if version else {}
    return reverse("reply", args=arguments, query={"member": respondent.member.code, **taken})


def _here(request: HttpRequest) -> str:
    """This page, but not with the version that the form began with: what is kept by now stands before it."""
    query = request.GET.copy()
    query.pop("take", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _beginning(request: HttpRequest, respondent: Respondent) -> Filled:
    """What the form begins with: the version that they chose over what they had filled in, or what is usual."""
    number = key_of(request.GET.get("take", ""))
    taken = next((version for version in respondent.versions if version.number == number), None)
    return Filled.of_version(taken) if taken else Filled.of_respondent(respondent)


def _base(request: HttpRequest) -> Base | None:
    return Base.read(request.POST.get("base", ""))


def _save(at: AtReply, request: HttpRequest, filled: Filled) -> Draft:
    who, base = at.respondent, _base(request)
    return drafts.save_draft(who.enquiry, who.member, who.person, at.now, filled.content, base=base)


def _is_untouched(at: AtReply, filled: Filled) -> bool:
    """Whether nothing is filled in, and nothing was: an empty form over an answer, or over a draft, is a change."""
    return filled.empty and at.respondent.draft is None and at.respondent.last is None


def _keep(at: AtReply, request: HttpRequest, _form: None) -> str:
    filled = Filled.read(request.POST)
    if _is_untouched(at, filled):
        return _("Nothing is filled in yet, so no draft was saved.")
    _save(at, request, filled)
    return _("The draft is saved. It is not submitted yet, and only you can see it.")


def _add_condition(at: AtReply, request: HttpRequest, _form: None) -> Done:
    """Keep what is filled in, with one more condition to be written."""
    filled = Filled.read(request.POST).with_another()
    _save(at, request, filled)
    return Done(then=f"{_address(at.respondent)}#condition-{len(filled.conditions)}")


def _discard(at: AtReply, request: HttpRequest, _form: None) -> str:
    who = at.respondent
    drafts.discard_draft(who.enquiry, who.member, who.person, base=_base(request))
    return _("The draft is discarded. The submitted reply is unchanged.")


def _submit(at: AtReply, request: HttpRequest, _form: None) -> Done:
    enquiry, member = at.answering
    filled, settles = Filled.read(request.POST), request.POST.get("settles") == "1"
    answer = replace(filled.answer, base=_base(request), language=reader_language())
    made = replies.submit(enquiry, at.performer, at.now, member=member, answer=answer, settles=settles)
    then = reverse("reply_receipt", args=[at.slug, enquiry.pk, member.code, made.number])
    return Done(_("Received. The receipt number is %(receipt)s.") % {"receipt": made.receipt}, then=then)


def _withdraw(at: AtReply, request: HttpRequest, _form: None) -> Done:
    """A condition of the Member's own reply is given up."""
    respondent, key = at.respondent, key_of(request.POST.get("condition", "")) or 0
    row = find_condition(respondent.enquiry, key)
    if row is None or row.version.reply.member_id != respondent.member.pk:
        raise BadRequest
    condition_states.withdraw(row, at.performer, at.now, words=request.POST.get("words", ""))
    arguments = [respondent.consultation.slug, respondent.enquiry.pk, respondent.member.code, row.version.number]
    then = reverse("reply_receipt", args=arguments)
    return Done(_("The condition is withdrawn. Its text stays on record."), then=then)


SUBMIT = PageAction(SUBMITS, Action.REPLY_GIVE, _submit)
WITHDRAW = PageAction("withdraw", Action.REPLY_GIVE, _withdraw)
ACTIONS = registered(
    SUBMIT,
    PageAction("save", Action.REPLY_GIVE, _keep),
    PageAction("add", Action.REPLY_GIVE, _add_condition),
    PageAction("discard", Action.REPLY_GIVE, _discard),
    WITHDRAW,
)


def _page(request: HttpRequest, respondent: Respondent, filled: Filled, refused: Again | None = None) -> HttpResponse:
    enquiry, questions = respondent.enquiry, respondent.questions
    withdrawn = [
        question for question in questions if question.withdrawn_at is not None and question.pk in filled.choices
    ]
    seen = sheet(
        enquiry,
        questions,
        filled.without({question.pk for question in withdrawn}).choices,
        documents=respondent.opens_documents(),
    )
    versions = history(respondent)
    reason = refused.reason if refused else None
    other = elsewhere(respondent, filled, reason.code) if reason and reason.code in CODES else None
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
        "refused": _refused_words(reason, respondent, [question.number for question in withdrawn]),
        "elsewhere": other,
        "other_text": _address(respondent, other.version if other else None),
        **condition_context(enquiry),
    }
    return render(request, "web/replies/reply.html", context, status=refused.status if refused else HTTPStatus.OK)


def condition_context(enquiry: Enquiry) -> dict[str, Any]:
    """What the part of a form that holds conditions needs."""
    return {
        "takes_conditions": enquiry.conditions,
        "headings": headings_of(enquiry.letter.consultation),
        "condition_length": CONDITION_LENGTH,
        "condition_length_words": number_format(CONDITION_LENGTH, force_grouping=True),
    }


def _refused_words(refused: Reason | None, respondent: Respondent, withdrawn: list[int]) -> str:
    if refused is None:
        return ""
    if refused.code is RuleCode.QUESTION_WITHDRAWN and withdrawn:
        words = ngettext(
            "Number %(numbers)s was withdrawn in the meantime. Your answer to it was removed. Check the rest, "
            "then submit again.",
            "Numbers %(numbers)s were withdrawn in the meantime. Your answers to them were removed. Check the "
            "rest, then submit again.",
            len(withdrawn),
        )
        return words % {"numbers": listed(withdrawn)}
    return refusal_message(refused, respondent.consultation.zone)
