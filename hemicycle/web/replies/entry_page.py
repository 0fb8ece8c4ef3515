"""The secretariat enters a reply that came on paper, by mail or by telephone (rule 21)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hemicycle.consultations.text import folded
from hemicycle.correspondence import queries
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.messages import say
from hemicycle.correspondence.models import Enquiry
from hemicycle.people.queries import member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.replies.answer_sheet import sheet
from hemicycle.web.replies.entry_form import SourceForm
from hemicycle.web.replies.forms import Filled
from hemicycle.web.replies.reply_page import condition_context
from hemicycle.web.toolkit.forms import answered_anew

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Member
    from hemicycle.web.access.permissions import InConsultation


@answered_anew
@page(may(Action.REPLY_ENTER), FORM)
def reply_enter(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """Choose the Member, then enter what it answered, with the source; a colleague confirms it."""
    consultation = desk.consultation
    try:
        enquiry = queries.find_enquiry(consultation, pk)
    except Enquiry.DoesNotExist as error:
        raise Http404 from error
    asked = queries.asked(enquiry, desk.today)
    code = request.GET.get("member", "")
    member = next((one for one in asked if one.code == code), None)
    if code and member is None:
        raise Http404
    if member is None:
        answered = queries.answered(enquiry)
        named = sorted(
            ((one.code, member_name(one), one.pk in answered) for one in asked), key=lambda one: folded(one[1])
        )
        context = {"consultation": consultation, "enquiry": enquiry, "members": named}
        return render(request, "web/replies/enter_member.html", context)
    return _entering(request, desk, enquiry, member)


def _entering(request: HttpRequest, desk: InConsultation, enquiry: Enquiry, member: Member) -> HttpResponse:
    posted = request.method == "POST"
    sent = (request.POST, request.FILES) if posted else ()
    form = SourceForm(*sent, enquiry=enquiry, member=member)
    filled = Filled.read(request.POST) if posted else Filled({})
    if request.POST.get("act") == "add":
        return _form(request, enquiry, member, form, filled.with_another(), HTTPStatus.OK)
    if not posted or not form.is_valid():
        return _form(request, enquiry, member, form, filled, HTTPStatus(422 if posted else 200))
    try:
        made = replies.enter(
            enquiry,
            desk.performer,
            desk.now,
            member=member,
            answer=filled.answer,
            source=form.source(),
        )
    except Refusal as refusal:
        form.add_error(None, say(refusal.reason, enquiry.first_deadline.zone))
        return _form(request, enquiry, member, form, filled, HTTPStatus.CONFLICT)
    messages.success(
        request, _("Entered as %(receipt)s. It counts once a colleague has confirmed it.") % {"receipt": made.receipt}
    )
    return redirect("reply_desk", enquiry.letter.consultation.slug, made.pk)


def _form(
    request: HttpRequest, enquiry: Enquiry, member: Member, form: SourceForm, filled: Filled, status: HTTPStatus
) -> HttpResponse:
    questions = [question for question in queries.questions_of(enquiry) if question.withdrawn_at is None]
    seen = sheet(enquiry, questions, filled.choices)
    context = {
        "consultation": enquiry.letter.consultation,
        "enquiry": enquiry,
        "member": member,
        "form": form,
        "sheet": seen,
        "optional": len(seen.asked) > 1,
        "filled": filled,
        "had_file": bool(request.FILES),
        "versions": queries.versions_number(enquiry, member),
        **condition_context(enquiry),
    }
    return render(request, "web/replies/enter.html", context, status=status)
