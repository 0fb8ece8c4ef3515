"""A paragraph that the secretariat writes beside what is compiled in the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.outcome.actions import report_paragraphs
from hemicycle.outcome.actions.report_paragraphs import Where, find_paragraph
from hemicycle.outcome.messages import refusal_message
from hemicycle.outcome.models import ReportParagraph
from hemicycle.outcome.report_content import compiled, has_part
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.conclusions.report_text import Report as Text
from hemicycle.web.toolkit.text_fields import sent_text, text_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.conclusions.report_text import Part

#: The side of what is compiled on which a paragraph stands, as an address names it.
LEADS = "before"


@dataclass(frozen=True)
class AtParagraph(InConsultation):
    """Somebody who writes a paragraph: one that is there, or a new one somewhere."""

    where: Where
    paragraph: ReportParagraph | None = None


def _of(desk: InConsultation, where: Where, paragraph: ReportParagraph | None = None) -> AtParagraph:
    return AtParagraph(desk.consultation, desk.visitor, desk.performer, desk.now, where, paragraph)


def _sent(request: HttpRequest) -> dict[str, str]:
    return sent_text(request.POST, "text")


def _add(at: AtParagraph, request: HttpRequest, _form: None) -> str:
    report_paragraphs.add_paragraph(at.consultation.pk, at.performer, at.now, where=at.where, text=_sent(request))
    return _("The paragraph is added.")


def _change(at: AtParagraph, request: HttpRequest, _form: None) -> str:
    seen = request.POST.get("seen", "")
    report_paragraphs.change_paragraph(
        at.consultation.pk,
        at.performer,
        at.now,
        paragraph=_key(at),
        seen=int(seen) if seen.isascii() and seen.isdigit() else 0,
        text=_sent(request),
    )
    return _("The paragraph is changed.")


def _remove(at: AtParagraph, _request: HttpRequest, _form: None) -> str:
    report_paragraphs.remove_paragraph(at.consultation.pk, at.performer, at.now, paragraph=_key(at))
    return _("The paragraph is left out. It can be put back below.")


def _restore(at: AtParagraph, _request: HttpRequest, _form: None) -> str:
    report_paragraphs.restore_paragraph(at.consultation.pk, at.performer, at.now, paragraph=_key(at))
    return _("The paragraph is back in the report.")


def _up(at: AtParagraph, _request: HttpRequest, _form: None) -> str:
    return _moved(at, up=True)


def _down(at: AtParagraph, _request: HttpRequest, _form: None) -> str:
    return _moved(at, up=False)


def _moved(at: AtParagraph, *, up: bool) -> str:
    report_paragraphs.move_paragraph(at.consultation.pk, at.performer, at.now, paragraph=_key(at), up=up)
    return _("The order of the paragraphs is changed.")


def _key(at: AtParagraph) -> int:
    if at.paragraph is None:
        raise LookupError("a paragraph that is not there yet is added")
    return at.paragraph.pk


ADDING = registered(PageAction("add", Action.REPORT_WRITE, _add))
ACTIONS = registered(
    PageAction("change", Action.REPORT_WRITE, _change),
    PageAction("remove", Action.REPORT_WRITE, _remove),
    PageAction("restore", Action.REPORT_WRITE, _restore),
    PageAction("up", Action.REPORT_WRITE, _up),
    PageAction("down", Action.REPORT_WRITE, _down),
)


@page(may(Action.REPORT_WRITE), FORM)
def new_report_paragraph(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """A new one: ``part`` and ``item`` say where, and ``side=before`` that it leads what is compiled there."""
    item = request.GET.get("item", "")
    where = Where(
        request.GET.get("part", ""),
        int(item) if item.isascii() and item.isdigit() else None,
        leads=request.GET.get("side") == LEADS,
    )
    if not has_part(desk.consultation, where.part, where.item):
        raise Http404
    return _page(request, _of(desk, where), ADDING)


@page(may(Action.REPORT_WRITE), FORM)
def report_paragraph(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """One that is there: written otherwise, moved, left out, put back."""
    try:
        row = find_paragraph(desk.consultation.pk, pk)
    except ReportParagraph.DoesNotExist as error:
        raise Http404 from error
    at = _of(desk, Where(row.part, row.item_id, row.leads), row)
    return _page(request, at, ACTIONS)


def _page(request: HttpRequest, at: AtParagraph, actions: Mapping[str, PageAction[AtParagraph]]) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, at)
    then = f"{reverse('report_desk', args=[at.consultation.slug])}#preview"
    return run(request, at, sent(request, actions), then=then, again=lambda refused: _shown(request, at, refused))


def _shown(request: HttpRequest, at: AtParagraph, refused: Again | None = None) -> HttpResponse:
    row, languages = at.paragraph, at.consultation.languages.documents
    text = _sent(request) if request.method == "POST" else (row.text if row else {})
    changed = (
        refused is not None and refused.reason is not None and refused.reason.code is RuleCode.REPORT_PARAGRAPH_CHANGED
    )
    if changed and row is not None:
        row = find_paragraph(at.consultation.pk, row.pk)
    part = _part(at)
    context = {
        "consultation": at.consultation,
        "paragraph": row,
        "fields": text_fields("text", text, languages),
        "seen": row.number if row else 0,
        "theirs": row.text if changed and row else None,
        "part": part,
        "leads": at.where.leads,
    }
    return show(
        request, "web/conclusions/report_paragraph.html", context, refused, refusal_message, at.consultation.zone
    )


def _part(at: AtParagraph) -> Part | None:
    """The part of the report as it would be published now; None where it has it no more."""
    parts = Text(at.consultation, compiled(at.consultation)).parts(empty=True)
    return next((part for part in parts if (part.name, part.item) == (at.where.part, at.where.item)), None)
