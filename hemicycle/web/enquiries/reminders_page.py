"""Reminders of one enquiry: on which days they go out, who had one, and one that is sent now."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.correspondence import queries
from hemicycle.correspondence.actions import reminders as actions
from hemicycle.correspondence.messages import refusal_message
from hemicycle.mail import progress
from hemicycle.mail.audience import focal_points
from hemicycle.people.member_names import member_name
from hemicycle.rules import reminders as rules
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.enquiries.desk_access import at_enquiry

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.correspondence.models import Reminder
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.enquiries.desk_access import AtEnquiry

_NUMBER = re.compile(r"\d+")


@page(at_enquiry(Action.REPLY_REMIND), FORM)
def reminders(request: HttpRequest, at: AtEnquiry) -> HttpResponse:
    """See and set them; by POST, remind everybody who has not answered now."""
    if request.method != "POST":
        return _page(request, at)

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, at.enquiry.first_deadline.zone) if refused.reason else ""
        return _page(request, at, words, refused.status)

    then = reverse("reminders", args=[at.consultation.slug, at.enquiry.pk])
    return run(request, at, sent(request, ACTIONS), then=then, again=again)


def _remind(at: AtEnquiry, _request: HttpRequest, _form: None) -> str:
    made = actions.remind(at.enquiry, at.performer, at.now)
    number = progress.number(made.mailing)
    words = ngettext("%(number)d reminder is on its way.", "%(number)d reminders are on their way.", number)
    return words % {"number": number}


def _set_days(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    actions.set_days(at.enquiry, at.performer, at.now, _days(request.POST.get("days", "")))
    return _("The days are saved.")


ACTIONS = registered(
    PageAction("remind", Action.REPLY_REMIND, _remind),
    PageAction("days", Action.REPLY_REMIND, _set_days),
)


def _days(text: str) -> list[int]:
    """The days in a text, in the digits of any script.

    Raises:
        Refusal: there is something else in it, or a number of many digits.
    """
    wrong = Refusal(RuleCode.REMINDER_DAYS_WRONG, most=rules.MOST_DAYS)
    if _NUMBER.sub("", text).strip(" \t,;،、，؛"):
        raise wrong
    numbers = _NUMBER.findall(text)
    if any(len(digits) > 3 for digits in numbers):  # noqa: PLR2004 - no day so far away is one
        raise wrong
    return [int(digits) for digits in numbers]


def _page(request: HttpRequest, at: AtEnquiry, refused: str = "", status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    enquiry, now = at.enquiry, at.now
    answering = focal_points(at.consultation, now)
    by_mailing: dict[int, list[Reminder]] = {}
    for row in queries.reminders_of(enquiry):
        by_mailing.setdefault(row.mailing_id, []).append(row)
    days = request.POST.get("days") or ", ".join(str(day) for day in enquiry.reminder_days)
    context = {
        "consultation": at.consultation,
        "enquiry": enquiry,
        "now": now,
        "days": days,
        "missing": [(member_name(member), answering.get(member.pk)) for member in queries.missing(enquiry, at.today)],
        "sent": [(batch[0], len(batch)) for batch in by_mailing.values()],
        "refused": refused,
    }
    return render(request, "web/enquiries/reminders.html", context, status=status)
