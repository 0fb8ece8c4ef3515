"""The report of a rehearsal, a test session or any sitting: its figures, pictures and comments, and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import reader_language
from hemicycle.outcome.sitting_record import record_of
from hemicycle.people.uploads import DOCX, PDF
from hemicycle.rules.permissions import Action
from hemicycle.support.actions import rehearsals as acts
from hemicycle.support.messages import refusal_message
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.records import rehearsal_figures as figures
from hemicycle.web.records import rehearsal_words as words
from hemicycle.web.records.event_words import lines
from hemicycle.web.records.record_paper import FORMATS
from hemicycle.web.records.rehearsal_access import FIGURES
from hemicycle.web.records.rehearsal_members import picture as members_picture
from hemicycle.web.records.rehearsal_paper import paper
from hemicycle.web.records.rehearsal_rows import CommentRow, TurnRow
from hemicycle.web.records.timeline import timeline
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.pdf import in_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.records.rehearsal_access import AtReport


def _published(at: AtReport, _request: HttpRequest, _form: None) -> str:
    acts.publish(at.consultation.pk, at.performer, at.now, at.sitting.pk, published=True)
    return _("The report is published. Participants see its figures, without names.")


def _withdrawn(at: AtReport, _request: HttpRequest, _form: None) -> str:
    acts.publish(at.consultation.pk, at.performer, at.now, at.sitting.pk, published=False)
    return _("The report is withdrawn. Participants do not see it.")


def _closed(at: AtReport, _request: HttpRequest, _form: None) -> str:
    acts.close_comments(at.consultation.pk, at.performer, at.now, at.sitting.pk, closed=True)
    return _("Comments are closed.")


def _opened(at: AtReport, _request: HttpRequest, _form: None) -> str:
    acts.close_comments(at.consultation.pk, at.performer, at.now, at.sitting.pk, closed=False)
    return _("Comments are open.")


ACTIONS = registered(
    PageAction("publish", Action.REHEARSAL_REPORT_EDIT, _published),
    PageAction("withdraw", Action.REHEARSAL_REPORT_EDIT, _withdrawn),
    PageAction("close", Action.REHEARSAL_REPORT_EDIT, _closed),
    PageAction("open", Action.REHEARSAL_REPORT_EDIT, _opened),
)


@page(FIGURES, FORM)
def rehearsal_report(request: HttpRequest, at: AtReport) -> HttpResponse:
    """The report at this moment; ``format`` is a file of it."""
    if request.method == "POST":
        then = reverse("rehearsal_report", args=[at.consultation.slug, at.sitting.pk])
        return run(request, at, sent(request, ACTIONS), then=then, again=lambda refused: _page(request, at, refused))
    kind = request.GET.get("format", "")
    if kind in FORMATS:
        with in_language(request.GET.get("language")):
            content = paper(at, kind)
            name = f"rehearsal-{at.sitting.pk}-{reader_language()}.{kind}"
        return download(content, name, PDF if kind == "pdf" else DOCX)
    return _page(request, at)


def _page(request: HttpRequest, at: AtReport, refused: Again | None = None) -> HttpResponse:
    report = at.report
    failures = [row for row in (TurnRow(at, given) for given in report.turns) if row.cause]
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "summary_state": at.summary_page,
        "figures_open": at.figures_open,
        "comments_open": at.comments_open,
        "title": words.title(at.sitting),
        "sections": [*figures.sections(at), *([] if at.sitting.counts else [figures.ratings(at)])],
        "earlier": at.earlier[0] if at.earlier else "",
        "bands": figures.bands(at),
        "groups": figures.groups(at),
        "picture": timeline(lines(record_of(at.sitting), whole=False), at.now, at.consultation.zone),
        "members": members_picture(at) if at.sees_names else None,
        "failures": failures if at.sees_names else [],
        "comments": [CommentRow(at, one) for one in report.comments] if at.sees_names else [],
        "report": report,
        "edits": at.edits,
        "languages": choices(at.consultation.languages.documents),
        "reads": reader_language(),
    }
    return show(request, "web/records/rehearsal_report.html", context, refused, refusal_message, at.consultation.zone)
