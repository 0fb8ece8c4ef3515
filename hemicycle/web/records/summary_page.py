"""The summary record of a sitting as participants read it, and the form by which a delegation asks for a correction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import direction, reader_language
from hemicycle.outcome.actions import corrections
from hemicycle.outcome.actions.corrections import is_own
from hemicycle.outcome.messages import refusal_message
from hemicycle.outcome.summaries import content_of, requests_on, summary_of, versions_of
from hemicycle.people.uploads import DOCX, PDF
from hemicycle.rules.permissions import Action
from hemicycle.rules.summary_records import PARAGRAPH_LENGTH
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.access.permissions import may
from hemicycle.web.records.access import AtRecord, at_record
from hemicycle.web.records.record_paper import FORMATS
from hemicycle.web.records.summary_paper import paper
from hemicycle.web.records.summary_text import shown
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.pdf import in_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.outcome.models import CorrectionRequest, SummaryVersion
    from hemicycle.outcome.summaries import Summary, SummaryLine
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.records.summary_text import ShownParagraph


@dataclass(frozen=True)
class ReadParagraph:
    """A paragraph as somebody reads it.

    Attributes:
        key: Of the paragraph, where its reader may ask for a correction of it now; else None.
    """

    shown: ShownParagraph
    key: int | None = None


@page(may(Action.ROOM_ENTER))
def summary(request: HttpRequest, reader: InConsultation, pk: int) -> HttpResponse:
    """The version in force or the ``revision`` asked for, else what was circulated; ``format`` is a file of it."""
    at = at_record(reader, pk)
    compiled = _visible(at)
    known = versions_of(compiled.record)
    version = _asked(request, known)
    if version is not None and (file := _on_paper(request, at, version, known)):
        return file
    open_now = compiled.record.correct_until is not None and at.now <= compiled.record.correct_until
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "summary_state": at.summary_page,
        "figures_open": at.figures_open,
        "comments_open": at.comments_open,
        "record": compiled.record,
        "open_now": open_now,
        "until": local.moment(compiled.record.correct_until, at.consultation.zone)
        if compiled.record.correct_until
        else "",
        "paragraphs": _published(version) if version else _circulated(at, compiled, corrects=open_now),
        "shown": version,
        "newest": version is not None and version == known[0],
        "versions": known,
        "languages": choices(at.consultation.languages.documents),
        "reads": reader_language(),
        "edits": at.visitor.may_read(Action.SUMMARY_EDIT),
        "requests": [row for row in requests_on(compiled.record) if is_own(row.paragraph, at.visitor.registration)],
    }
    return render(request, "web/records/summary.html", context)


def _visible(at: AtRecord) -> Summary:
    """The summary record, once it was circulated; the secretariat has a page of its own before.

    Raises:
        Http404: there is none, or it was not circulated.
    """
    found = summary_of(at.sitting.pk)
    if found is None or found.record.circulated_at is None:
        raise Http404
    return found


def _asked(request: HttpRequest, known: list[SummaryVersion]) -> SummaryVersion | None:
    asked = request.GET.get("revision", "")
    if not asked:
        return known[0] if known else None
    version = next((version for version in known if version.version == asked), None)
    if version is None:
        raise Http404
    return version


def _on_paper(
    request: HttpRequest, at: AtRecord, version: SummaryVersion, known: list[SummaryVersion]
) -> HttpResponse | None:
    kind = request.GET.get("format")
    if kind not in FORMATS:
        return None
    before = next((one for one in known if one.revision == version.revision - 1), None)
    with in_language(request.GET.get("language")):
        content = paper(at.sitting, version, before, kind)
        name = f"{version.symbol.replace('/', '-')}-{reader_language()}.{kind}"
    return download(content, name, PDF if kind == "pdf" else DOCX)


def _published(version: SummaryVersion) -> list[ReadParagraph]:
    return [ReadParagraph(one) for one in shown(version.content)]


def _circulated(at: AtRecord, compiled: Summary, *, corrects: bool) -> list[ReadParagraph]:
    mine = at.visitor.registration
    asks = corrects and at.visitor.may(Action.SUMMARY_CORRECT) and not at.consultation.closed

    def key(line: SummaryLine) -> int | None:
        return line.paragraph.pk if asks and is_own(line.paragraph, mine) and line.waiting is None else None

    texts = shown(content_of(compiled))
    return [ReadParagraph(one, key(line)) for one, line in zip(texts, compiled.lines, strict=True)]


@dataclass(frozen=True)
class _AtCorrection(AtRecord):
    """Somebody at a paragraph of a summary record that was circulated."""

    line: SummaryLine
    language: str


class CorrectionForm(forms.Form):
    """A paragraph as it should read."""

    text = CleanField(
        longest=PARAGRAPH_LENGTH,
        lines=True,
        label=gettext_lazy("Text with your correction"),
        help_text=gettext_lazy("Change the paragraph as it should read. The secretariat accepts or declines it."),
        widget=forms.Textarea({"class": "form-control", "rows": 10}),
    )

    def __init__(self, data: QueryDict | None, at: _AtCorrection) -> None:
        super().__init__(data, initial={"text": at.line.text(at.language)}, label_suffix="")
        self.fields["text"].widget.attrs.update(lang=at.language, dir=direction(at.language))


def _form(at: _AtCorrection, request: HttpRequest | None) -> CorrectionForm:
    return CorrectionForm(request.POST if request else None, at)


def _ask(at: _AtCorrection, _request: HttpRequest, form: CorrectionForm) -> str:
    corrections.ask_for_correction(
        at.consultation.pk,
        at.performer,
        at.now,
        paragraph=at.line.paragraph.pk,
        language=at.language,
        text=form.cleaned_data["text"],
    )
    return _("Your correction was sent to the secretariat. You will be informed of the decision by e-mail.")


ASK = PageAction("ask", Action.SUMMARY_CORRECT, _ask, _form)


@page(may(Action.ROOM_ENTER, to_send=Action.SUMMARY_CORRECT), FORM)
def summary_correction(request: HttpRequest, reader: InConsultation, pk: int, key: int) -> HttpResponse:
    """The form, in the language of the reader where the paragraph has a text in it."""
    record = at_record(reader, pk)
    line = _visible(record).line(key)
    if line is None or line.number is None:
        raise Http404
    language = reader_language()
    if not line.text(language) or line.is_behind(language):
        language = line.language
    at = _AtCorrection(
        record.consultation, record.visitor, record.performer, record.now, record.sitting, line, language
    )
    if request.method != "POST":
        return _correction(request, at, None)
    then = reverse("summary", args=[at.consultation.slug, pk])
    return run(request, at, ASK, then=then, again=lambda refused: _correction(request, at, refused))


def _correction(request: HttpRequest, at: _AtCorrection, refused: Again | None) -> HttpResponse:
    until = at.line.paragraph.record.correct_until
    waiting: CorrectionRequest | None = at.line.waiting
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "line": at.line,
        "language": at.language,
        "form": refused.form if refused else _form(at, None),
        "own": is_own(at.line.paragraph, at.visitor.registration),
        "until": local.moment(until, at.consultation.zone) if until else "",
        "open_now": until is not None and at.now <= until,
        "waiting": waiting,
    }
    return show(request, "web/records/correction.html", context, refused, refusal_message, at.consultation.zone)
