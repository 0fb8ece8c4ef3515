"""Reminders of one enquiry: on which days they go out, who had one, and one that is sent now."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hemicycle.correspondence import queries
from hemicycle.correspondence.actions import reminders as actions
from hemicycle.correspondence.messages import say
from hemicycle.mail.audience import focal_points
from hemicycle.people.queries import member_name
from hemicycle.rules import reminders as rules
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access import visitors
from hemicycle.web.replies.respondent import find_enquiry

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.correspondence.models import Enquiry, Reminder

_NUMBER = re.compile(r"\d+")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """See and set them; by POST with ``act`` "remind", remind everybody who has not answered now."""
    consultation, _visitor = visitors.at_desk(request, slug, Action.REPLY_REMIND)
    enquiry, now = find_enquiry(consultation, pk), timezone.now()
    if enquiry is None:
        raise Http404
    if request.method != "POST":
        return _page(request, enquiry, now)
    try:
        said = _act(request, enquiry, now)
    except Refusal as refusal:
        return _page(request, enquiry, now, say(refusal.reason, enquiry.first_deadline.zone))
    messages.success(request, said)
    return redirect("reminders", slug, pk)


def _act(request: HttpRequest, enquiry: Enquiry, now: datetime) -> str:
    performer, asked = visitors.performer(request), request.POST
    if asked.get("act") == "remind":
        made = actions.remind(enquiry, performer, now)
        number = made.mailing.deliveries.count()
        words = ngettext("%(number)d reminder is on its way.", "%(number)d reminders are on their way.", number)
        return words % {"number": number}
    if asked.get("act") == "days":
        actions.set_days(enquiry, performer, now, _days(asked.get("days", "")))
        return _("The days are set.")
    raise BadRequest


def _days(text: str) -> list[int]:
    """The days in a text, in the digits of any script.

    Raises:
        Refusal: there is something else in it, or a number of many digits.
    """
    wrong = Refusal(RuleCode.REMINDER_DAYS_WRONG, most=rules.MOST_DAYS)
    if _NUMBER.sub("", text).strip(" \t,;،、，؛"):
        raise wrong
    found = _NUMBER.findall(text)
    if any(len(digits) > 3 for digits in found):  # noqa: PLR2004 - no day so far away is one
        raise wrong
    return [int(digits) for digits in found]


def _page(request: HttpRequest, enquiry: Enquiry, now: datetime, refused: str = "") -> HttpResponse:
    consultation = enquiry.letter.consultation
    missing = queries.missing(enquiry, now.astimezone(consultation.zone).date())
    answering = focal_points(consultation, now)
    rows = enquiry.reminders.select_related("mailing")
    sent: dict[int, list[Reminder]] = {}
    for row in rows:
        sent.setdefault(row.mailing_id, []).append(row)
    days = request.POST.get("days") or ", ".join(str(day) for day in enquiry.reminder_days)
    context = {
        "consultation": consultation,
        "enquiry": enquiry,
        "now": now,
        "days": days,
        "missing": [(member_name(member), answering.get(member.pk)) for member in missing],
        "sent": [(of[0], len(of)) for of in sent.values()],
        "refused": refused,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "web/enquiries/reminders.html", context, status=status)
