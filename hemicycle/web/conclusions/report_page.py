"""The report: as it would be published now, at the desk; as it was published, for everybody who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import NATIVE_NAMES, localized, reader_language
from hemicycle.outcome.actions.reporting import publish_report, submit_report
from hemicycle.outcome.messages import refusal_message
from hemicycle.outcome.queries import latest_report, paragraphs_left_out, reports_of, submission_of
from hemicycle.outcome.report_content import compiled, missing_languages, paragraphs_lacking, without_outcome
from hemicycle.rules.permissions import Action
from hemicycle.rules.versions import Change, Mark, symbol
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may, participant
from hemicycle.web.conclusions.report_paper import FORMATS, MEDIA_TYPES, paper
from hemicycle.web.conclusions.report_text import Report as Text
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.pdf import in_language
from hemicycle.web.toolkit.text_fields import sent_text, text_fields

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.outcome.models import Report
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


@page(participant())
def report(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """The version in force, or the ``revision`` asked for; as a file in a ``format`` (``FORMATS``) and ``language``."""
    consultation, known = reader.consultation, reports_of(reader.consultation)
    shown = _asked(request, known)
    if shown is not None and (file := _on_paper(request, consultation, shown, known)):
        return file
    context = {
        "consultation": consultation,
        "shown": shown,
        "newest": shown is not None and shown == known[0],
        "versions": known,
        "parts": Text(consultation, shown.content).parts() if shown else [],
        "languages": choices(consultation.languages.documents),
        "reads": reader_language(),
        "submission": submission_of(shown) if shown else None,
        "session": localized(consultation.physical_session),
        "edits": reader.visitor.may_read(Action.REPORT_PUBLISH),
    }
    return render(request, "web/conclusions/report.html", context)


def _asked(request: HttpRequest, known: list[Report]) -> Report | None:
    asked = request.GET.get("revision", "")
    if not asked:
        return known[0] if known else None
    version = next((version for version in known if version.version == asked), None)
    if version is None:
        raise Http404
    return version


def _on_paper(
    request: HttpRequest, consultation: Consultation, version: Report, known: list[Report]
) -> HttpResponse | None:
    kind = request.GET.get("format")
    if kind not in FORMATS:
        return None
    before = next((one for one in known if one.revision == version.revision - 1), None)
    with in_language(request.GET.get("language")):
        content = paper(consultation, version, before, kind)
        name = f"{version.symbol.replace('/', '-')}-{reader_language()}.{kind}"
    return download(content, name, MEDIA_TYPES[kind])


def _publish(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    made = publish_report(
        desk.consultation.pk,
        desk.performer,
        desk.now,
        symbol=request.POST.get("symbol", ""),
        words=sent_text(request.POST, "words"),
    )
    return _("%(symbol)s is published.") % {"symbol": made.symbol}


def _submit(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    revision = request.POST.get("revision", "")
    made = submit_report(
        desk.consultation.pk,
        desk.performer,
        desk.now,
        revision=int(revision) if revision.isascii() and revision.isdigit() else -1,
        symbol=request.POST.get("session_symbol", ""),
    )
    return _("The report is recorded as %(symbol)s of the session.") % {"symbol": made.symbol}


ACTIONS = registered(
    PageAction("publish", Action.REPORT_PUBLISH, _publish),
    PageAction("submit", Action.REPORT_SUBMIT, _submit),
)


@page(may(Action.REPORT_PUBLISH), FORM)
def report_desk(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The report as it is compiled now, and the form that publishes it."""
    if request.method != "POST":
        return _desk(request, desk)
    then = reverse("report", args=[desk.consultation.slug])
    return run(request, desk, sent(request, ACTIONS), then=then, again=lambda refused: _desk(request, desk, refused))


def _desk(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    consultation = desk.consultation
    content, before = compiled(consultation), latest_report(consultation)
    lacking = missing_languages(content, consultation.languages.documents)
    submission = submission_of(before) if before else None
    context = {
        "consultation": consultation,
        "before": before,
        "next": symbol(before.base, Mark(Change.REVISION, before.revision + 1)) if before else "",
        "same": before is not None and before.content == content,
        "empty": not any(item["outcome"] for item in content["items"]),
        "open": without_outcome(content),
        "lacking": [
            (position, " · ".join(NATIVE_NAMES[code] for code in codes)) for position, codes in lacking.items()
        ],
        "symbol": request.POST.get("symbol", "") or f"REPORT-{consultation.first_day.year}",
        "words": text_fields("words", sent_text(request.POST, "words"), consultation.languages.documents),
        "unwritten": " · ".join(
            NATIVE_NAMES[code] for code in paragraphs_lacking(content, consultation.languages.documents)
        ),
        "submission": submission,
        "not_done": _("Nothing was submitted") if request.POST.get("act") == "submit" else _("Nothing was published"),
        "session_symbol": request.POST.get("session_symbol", ""),
        "removed": paragraphs_left_out(consultation),
        "parts": Text(consultation, content).parts(empty=True),
        "first_language": consultation.languages.written_for(reader_language()),
    }
    return show(request, "web/conclusions/report_desk.html", context, refused, refusal_message, consultation.zone)
