"""The secretariat enters a reply that came on paper, by mail or by telephone (rule 21)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.correspondence import arriving, queries, told
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Enquiry
from hemicycle.fields.keys import key_of
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, Permission, page
from hemicycle.web.access.page_actions import Done, PageAction, run
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.replies.answer_sheet import sheet
from hemicycle.web.replies.entry_form import SourceForm
from hemicycle.web.replies.forms import Filled
from hemicycle.web.replies.reply_page import condition_context
from hemicycle.web.toolkit.forms import answered_anew

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.arrivals.models import Arrival
    from hemicycle.people.models import Member
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class _AtEnquiry(InConsultation):
    """Somebody who enters replies to an enquiry.

    Attributes:
        asked: The Members that it asks.
        member: The one whose reply is entered; none as long as it is not chosen.
        arrival: The message that was filed at the letter, from which it is entered.
    """

    enquiry: Enquiry
    asked: list[Member]
    member: Member | None
    arrival: Arrival | None


@dataclass(frozen=True)
class _Entry(InConsultation):
    """Somebody who enters a Member's reply to an enquiry."""

    enquiry: Enquiry
    member: Member
    arrival: Arrival | None


_ENTER = may(Action.REPLY_ENTER)


def _at_enquiry(request: HttpRequest, arguments: dict[str, Any]) -> _AtEnquiry:
    at = _ENTER.check(request, arguments)
    try:
        enquiry = queries.find_enquiry(at.consultation, arguments.pop("pk"))
    except Enquiry.DoesNotExist as error:
        raise Http404 from error
    asked, code = queries.asked(enquiry, at.today), request.GET.get("member", "")
    member = next((member for member in asked if member.code == code), None)
    if code and member is None:
        raise Http404
    message = request.GET.get("message", "")
    arrival = arriving.filed_at(enquiry, key_of(message) or 0) if message else None
    if message and arrival is None:
        raise Http404
    return _AtEnquiry(at.consultation, at.visitor, at.performer, at.now, enquiry, asked, member, arrival)


@answered_anew
@page(Permission(Action.REPLY_ENTER, _at_enquiry), FORM)
def reply_enter(request: HttpRequest, at: _AtEnquiry) -> HttpResponse:
    """Choose the Member, then enter what it answered, with the source; a colleague confirms it."""
    if at.member is None:
        return _members(request, at)
    entry = _Entry(at.consultation, at.visitor, at.performer, at.now, at.enquiry, at.member, at.arrival)
    if request.method != "POST":
        return _form(request, entry, _source_form(entry, None), Filled({}))
    filled = Filled.read(request.POST)
    if request.POST.get("act") == "add":
        return _form(request, entry, _source_form(entry, request), filled.with_another())

    def again(refused: Again) -> HttpResponse:
        if refused.reason is not None:
            refused.form.add_error(None, refusal_message(refused.reason, at.enquiry.first_deadline.zone))
        return _form(request, entry, refused.form, filled, refused.status)

    return run(request, entry, ENTER, then=reverse("replies_waiting", args=[at.consultation.slug]), again=again)


def _members(request: HttpRequest, at: _AtEnquiry) -> HttpResponse:
    answered = queries.answered(at.enquiry)
    rows = ((member.code, member_name(member), member.pk in answered) for member in at.asked)
    named = sorted(rows, key=lambda row: sort_key(row[1]))
    context = {"consultation": at.consultation, "enquiry": at.enquiry, "members": named}
    return render(request, "web/replies/enter_member.html", context)


def _source_form(entry: _Entry, request: HttpRequest | None) -> SourceForm:
    sent = (request.POST, request.FILES) if request else ()
    return SourceForm(*sent, enquiry=entry.enquiry, member=entry.member, arrival=entry.arrival)


def _enter(entry: _Entry, request: HttpRequest, form: SourceForm) -> Done:
    answer = replace(Filled.read(request.POST).answer, language=form.language)
    made = replies.enter(
        entry.enquiry, entry.performer, entry.now, member=entry.member, answer=answer, source=form.source()
    )
    words = (
        _("Entered as %(receipt)s. It counts once a colleague has confirmed it.")
        if made.in_time(made.reply.enquiry.deadline)
        else _(
            "Entered as %(receipt)s. It is late: a colleague must confirm it, and it counts if the Chair accepts it."
        )
    )
    informed = told.who_is_told(entry.consultation, entry.member, entry.now, made.person)
    said = f"{words % {'receipt': made.receipt}} {informed}"
    return Done(said, then=reverse("reply_desk", args=[entry.consultation.slug, made.pk]))


ENTER = PageAction("enter", Action.REPLY_ENTER, _enter, _source_form)


def _form(
    request: HttpRequest, entry: _Entry, form: SourceForm, filled: Filled, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    enquiry, member = entry.enquiry, entry.member
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
        "arrival": entry.arrival,
        "versions": queries.versions_number(enquiry, member),
        **condition_context(enquiry),
    }
    return render(request, "web/replies/enter.html", context, status=status)
