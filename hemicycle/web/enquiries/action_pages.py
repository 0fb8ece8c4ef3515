"""Acts on an enquiry: its deadline extended, a question withdrawn, its result declared."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hemicycle.correspondence.actions import enquiries
from hemicycle.correspondence.messages import say
from hemicycle.correspondence.models import Enquiry
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.replies import Status
from hemicycle.web.access import visitors
from hemicycle.web.enquiries.desk_access import at_desk
from hemicycle.web.enquiries.forms import ExtensionForm, WithdrawalForm
from hemicycle.web.enquiries.labels import STATUSES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.enquiries.desk_access import AtDesk


def _refused(found: AtDesk, refusal: Refusal) -> str:
    return say(refusal.reason, found.enquiry.first_deadline.zone)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_extend(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give everybody a later deadline, by a letter that was sent (rule 19)."""
    found = at_desk(request, slug, pk, Action.DEADLINE_EXTEND)
    form = ExtensionForm(found.enquiry, request.POST if request.method == "POST" else None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        performer = visitors.performer(request)
        try:
            enquiries.extend(
                found.enquiry,
                performer,
                found.now,
                letter=form.chosen,
                day=form.cleaned_data["day"],
                until=form.until,
            )
        except Refusal as refusal:
            refused = _refused(found, refusal)
        else:
            messages.success(request, _("The deadline is extended for everybody."))
            return redirect("enquiry_desk", slug, pk)
    context = {**found.context("state"), "form": form, "refused": refused}
    return render(request, "web/enquiries/extend.html", context, status=_status(request, refused))


def _status(request: HttpRequest, refused: str) -> HTTPStatus:
    """What was sent could not be done, or not be read."""
    if request.method != "POST":
        return HTTPStatus.OK
    return HTTPStatus.CONFLICT if refused else HTTPStatus.UNPROCESSABLE_ENTITY


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask one of the questions no more; ``question`` in the address chooses it beforehand."""
    found = at_desk(request, slug, pk, Action.LETTER_WRITE)
    questions = list(found.enquiry.questions.all())
    data = request.POST if request.method == "POST" else None
    form = WithdrawalForm(questions, data, request.GET.get("question", ""))
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            enquiries.withdraw_question(
                form.chosen, visitors.performer(request), found.now, words=form.cleaned_data["words"]
            )
        except Refusal as refusal:
            refused = _refused(found, refusal)
        else:
            messages.success(request, _("It is asked no more. What was answered to it stays on record."))
            return redirect("enquiry_desk", slug, pk)
    context = {**found.context("state"), "form": form, "refused": refused}
    return render(request, "web/enquiries/withdraw.html", context, status=_status(request, refused))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_declare(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Declare the result: say what will count, and do it by POST (rule 18)."""
    found = at_desk(request, slug, pk, Action.RESULT_DECLARE)
    refused = ""
    if request.method == "POST":
        try:
            enquiries.declare(found.enquiry, visitors.performer(request), found.now)
        except Refusal as refusal:
            refused = _refused(found, refusal)
        else:
            messages.success(request, _("The result is declared."))
            return redirect("enquiry_desk", slug, pk)
    returned = found.returned()
    late = returned.counts[Status.LATE]
    silent = returned.counts[Status.MISSING] if found.enquiry.kind == Enquiry.Kind.SILENCE else 0
    context = {
        **found.context("state"),
        "refused": refused,
        "counts": [(str(label), returned.counts[status]) for status, (label, _sign) in STATUSES.items()],
        "unsettled": returned.counts[Status.UNCONFIRMED] + returned.counts[Status.CONFLICT],
        "late": _late(late) if late else "",
        "silent": silent,
    }
    return render(request, "web/enquiries/declare.html", context, status=_status(request, refused))


def _late(number: int) -> str:
    words = ngettext(
        "%(number)d reply came late and was not accepted. After the declaration it cannot be accepted any more.",
        "%(number)d replies came late and were not accepted. After the declaration they cannot be accepted any more.",
        number,
    )
    return words % {"number": number}
