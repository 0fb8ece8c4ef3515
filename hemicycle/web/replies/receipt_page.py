"""A reply as it was given: every version with what it changed, and the receipt of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from hemicycle.consultations import local
from hemicycle.consultations.condition_headings import label_in
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import reader_language
from hemicycle.correspondence.headings import headings_for
from hemicycle.correspondence.models import Condition
from hemicycle.correspondence.queries import subject
from hemicycle.correspondence.standing import Standing, standing
from hemicycle.mail.values import and_own_time
from hemicycle.people.member_names import member_name
from hemicycle.people.uploads import PDF
from hemicycle.web.access import visitors
from hemicycle.web.access.page import page
from hemicycle.web.replies.access import READER
from hemicycle.web.replies.answer_sheet import sheet
from hemicycle.web.replies.forms import Filled
from hemicycle.web.replies.history import history
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.labels import issuer
from hemicycle.web.toolkit.pdf import in_language, pdf

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.correspondence.models import ReplyVersion
    from hemicycle.correspondence.seen_replies import Reader
    from hemicycle.people.models import Person


@page(READER)
def reply_versions(request: HttpRequest, reading: Reader) -> HttpResponse:
    """Every version of a Member's reply, the last one first, with what each changed (rule 13)."""
    versions = history(reading)
    context = {
        "consultation": reading.consultation,
        "reading": reading,
        "enquiry": reading.enquiry,
        "versions": versions,
        "entered": next((version.row for version in versions if not version.online), None),
        "several": len(reading.questions) > 1,
    }
    return render(request, "web/replies/versions.html", context)


@page(READER)
def reply_receipt(request: HttpRequest, reading: Reader, number: int) -> HttpResponse:
    """The receipt of one version; ``format=pdf`` in the ``language`` asked for (rule 13)."""
    version = next(version for version in reading.versions if version.number == number)
    if request.GET.get("format") == "pdf":
        with in_language(request.GET.get("language")):
            context = receipt_context(reading, version, visitors.person(request))
            content = pdf("replies/receipt", context, issuer(reading.consultation), trial=reading.consultation.trial)
            name = version.receipt.replace("/", "-")
            return download(content, f"receipt-{name}-{reader_language()}.pdf", PDF)
    context = {
        **receipt_context(reading, version),
        "reading": reading,
        "languages": choices(reading.consultation.languages.documents),
        "reads": reader_language(),
    }
    return render(request, "web/replies/receipt.html", context)


def _standing(reading: Reader, version: ReplyVersion) -> Standing | None:
    """Where this version stands, and no other one of the reply."""
    reply = reading.reply
    return standing(version, reply, reading.versions, reading.enquiry.deadline) if reply else None


def receipt_context(reading: Reader, version: ReplyVersion, reader: Person | None = None) -> dict[str, Any]:
    """What a receipt says, in the present language.

    Args:
        reader: By whose own clock the moments are given too: on paper, where no script does it.
    """
    enquiry, consultation = reading.enquiry, reading.enquiry.letter.consultation
    filled = Filled.of_version(version)
    headings = headings_for(enquiry)
    return {
        "consultation": consultation,
        "enquiry": enquiry,
        "letter_subject": subject(enquiry.letter),
        "member": member_name(reading.member, on=consultation.day(version.received_at)),
        "version": version,
        "standing": _standing(reading, version),
        "in_time": enquiry.deadline.met(version.received_at),
        "deadline_words": local.deadline(enquiry.deadline) + and_own_time(enquiry.deadline.shown, consultation, reader),
        "received_own": and_own_time(version.received_at, consultation, reader),
        "zone": enquiry.first_deadline.zone,
        "sheet": sheet(enquiry, reading.questions, filled.choices),
        "sealed": version.pk in reading.sealed,
        "conditions": [(label_in(headings, row.heading), row.wording) for row in version.conditions.all()],
        "became": [row for row in version.conditions.all() if row.state != Condition.State.STANDING],
        "standing_conditions": [row for row in version.conditions.all() if row.state != Condition.State.WITHDRAWN],
    }
