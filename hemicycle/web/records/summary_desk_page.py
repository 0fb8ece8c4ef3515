"""The summary record of a sitting at the desk: drawn up, edited, circulated, corrected and published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.agenda.notices import readers
from hemicycle.consultations import local
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.consultations.settings import settings_of
from hemicycle.fields.keys import key_of
from hemicycle.outcome.actions import corrections, summaries
from hemicycle.outcome.messages import refusal_message
from hemicycle.outcome.summaries import content_of, requests_on, summary_of, versions_of
from hemicycle.outcome.wording_changes import compare
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.summary_records import PARAGRAPH_LENGTH
from hemicycle.rules.versions import Change, Mark, symbol
from hemicycle.sittings.models.sittings import WORDS_LENGTH
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.records.access import AtRecord, at_record
from hemicycle.web.records.summary_text import missing
from hemicycle.web.records.words import PARAGRAPHS
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.text_fields import sent_text, text_fields

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.outcome.models import CorrectionRequest
    from hemicycle.outcome.summaries import Summary, SummaryLine
    from hemicycle.outcome.wording_changes import Piece
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class AtSummary(AtRecord):
    """Somebody who edits the summary record of a sitting."""

    @property
    def summary(self) -> Summary | None:
        """As it reads now; None before it was drawn up."""
        return summary_of(self.sitting.pk)

    @property
    def key(self) -> int:
        """Of the summary record; 0 where there is none."""
        found = self.summary
        return found.record.pk if found else 0


class DrawUpForm(forms.Form):
    """The language in which it is drawn up."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of drafting"), widget=forms.Select({"class": "form-select"})
    )

    def __init__(self, data: QueryDict | None, at: AtSummary) -> None:
        written = at.consultation.languages.written_for(reader_language())
        super().__init__(data, initial={"language": written}, label_suffix="")
        self.fields["language"].choices = choices(at.consultation.languages.documents)  # type: ignore[attr-defined]


class AddForm(forms.Form):
    """A paragraph, and behind which one it comes."""

    text = CleanField(
        longest=PARAGRAPH_LENGTH,
        lines=True,
        label=gettext_lazy("Text of the paragraph"),
        widget=forms.Textarea({"class": "form-control", "rows": 4, "dir": "auto"}),
    )
    after = forms.ChoiceField(
        label=gettext_lazy("Place"), required=False, widget=forms.Select({"class": "form-select"})
    )

    def __init__(self, data: QueryDict | None, at: AtSummary) -> None:
        super().__init__(data, label_suffix="")
        found = at.summary
        lines = found.lines if found else ()
        self.fields["after"].choices = [  # type: ignore[attr-defined]
            ("0", _("At the beginning")),
            *((str(line.paragraph.pk), _("After: %(text)s") % {"text": _beginning(line)}) for line in lines),
        ]


def _beginning(line: SummaryLine) -> str:
    text = line.text(line.language)
    return " ".join(filter(None, [f"{line.number}." if line.number else "", text[:60]]))


class DeclineForm(forms.Form):
    """Why a request is declined; what is missing is said by the action."""

    reason = CleanField(
        longest=WORDS_LENGTH,
        required=False,
        label=gettext_lazy("Reason for declining"),
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )


def _draw_up_form(at: AtSummary, request: HttpRequest | None) -> DrawUpForm:
    return DrawUpForm(request.POST if request else None, at)


def _add_form(at: AtSummary, request: HttpRequest | None) -> AddForm:
    return AddForm(request.POST if request else None, at)


def _decline_form(_at: AtSummary, request: HttpRequest | None) -> DeclineForm:
    return DeclineForm(request.POST if request else None, label_suffix="")


def _draw_up(at: AtSummary, _request: HttpRequest, form: DrawUpForm) -> str:
    summaries.draw_up(
        at.consultation.pk, at.performer, at.now, sitting=at.sitting.pk, language=form.cleaned_data["language"]
    )
    return _("The summary record is drawn up. Complete the paragraphs marked below.")


def _add(at: AtSummary, _request: HttpRequest, form: AddForm) -> str:
    given = form.cleaned_data
    after = key_of(given["after"] or "0") or 0
    summaries.add(at.consultation.pk, at.performer, at.now, summary=at.key, after=after, text=given["text"])
    return _("The paragraph is added.")


def _circulate(at: AtSummary, _request: HttpRequest, _form: None) -> str:
    record = summaries.circulate(at.consultation.pk, at.performer, at.now, summary=at.key)
    until = local.moment(record.correct_until, at.consultation.zone) if record.correct_until else ""
    return _("The summary record is circulated. Delegations can ask for corrections until %(until)s.") % {
        "until": until
    }


def _accept(at: AtSummary, request: HttpRequest, _form: None) -> str:
    asked = key_of(request.POST.get("request", "")) or 0
    corrections.decide(at.consultation.pk, at.performer, at.now, request=asked, accepts=True)
    return _("The correction is accepted, and the delegation informed.")


def _decline(at: AtSummary, request: HttpRequest, form: DeclineForm) -> str:
    asked = key_of(request.POST.get("request", "")) or 0
    reason = form.cleaned_data["reason"]
    corrections.decide(at.consultation.pk, at.performer, at.now, request=asked, accepts=False, reason=reason)
    return _("The correction is declined, and the delegation informed.")


def _publish(at: AtSummary, request: HttpRequest, _form: None) -> str:
    made = corrections.publish_summary(
        at.consultation.pk,
        at.performer,
        at.now,
        summary=at.key,
        symbol=request.POST.get("symbol", ""),
        words=sent_text(request.POST, "words"),
    )
    return _("%(symbol)s is published.") % {"symbol": made.symbol}


ACTIONS = registered(
    PageAction("draw_up", Action.SUMMARY_EDIT, _draw_up, _draw_up_form),
    PageAction("add", Action.SUMMARY_EDIT, _add, _add_form),
    PageAction("circulate", Action.SUMMARY_EDIT, _circulate),
    PageAction("accept", Action.SUMMARY_ANSWER, _accept),
    PageAction("decline", Action.SUMMARY_ANSWER, _decline, _decline_form),
    PageAction("publish", Action.SUMMARY_PUBLISH, _publish),
)


@page(may(Action.SUMMARY_EDIT), FORM)
def summary_desk(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """The paragraphs with what is to be done about them, and everything that is done with the whole."""
    record = at_record(desk, pk)
    if not record.sitting.counts:
        raise Http404
    at = AtSummary(record.consultation, record.visitor, record.performer, record.now, record.sitting)
    if request.method != "POST":
        return _page(request, at, None)
    then = reverse("summary_desk", args=[at.consultation.slug, pk])
    action = sent(request, ACTIONS)
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


@dataclass(frozen=True)
class EditedLine:
    """A paragraph as it is edited.

    Attributes:
        behind: Languages in which it has an old text, or none, by their own names.
    """

    line: SummaryLine
    behind: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What it is about, in words."""
        return str(PARAGRAPHS[self.line.kind])

    @property
    def text(self) -> str:
        """In the language of the record."""
        return self.line.text(self.line.language)


@dataclass(frozen=True)
class AskedCorrection:
    """A request with what it changes."""

    row: CorrectionRequest
    pieces: list[list[Piece]]
    refused: bool


def _page(request: HttpRequest, at: AtSummary, refused: Again | None) -> HttpResponse:
    found = at.summary
    sent_form = refused.form if refused else None
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "summary_state": at.summary_page,
        "figures_open": at.figures_open,
        "comments_open": at.comments_open,
        "ended": at.sitting.state == SittingState.ENDED.value,
        "summary": found,
        "draw_up_form": sent_form if isinstance(sent_form, DrawUpForm) else _draw_up_form(at, None),
        "heading": _("Nothing was changed"),
    }
    if found is not None:
        context |= _edited(request, at, found, refused)
    return show(request, "web/records/summary_desk.html", context, refused, refusal_message, at.consultation.zone)


def _edited(request: HttpRequest, at: AtSummary, found: Summary, refused: Again | None) -> dict[str, object]:
    languages, known = at.consultation.languages.documents, versions_of(found.record)
    content = content_of(found)
    before = known[0] if known else None
    until = found.record.correct_until
    sent_form = refused.form if refused else None
    requested = request.POST.get("request", "")
    return {
        "record": found.record,
        "lines": [
            EditedLine(line, [NATIVE_NAMES[code] for code in languages if line.is_behind(code)]) for line in found.lines
        ],
        "unfinished": len(found.unfinished),
        "lacking": missing(content, languages),
        "told": len(readers(at.consultation, at.now)) if found.record.circulated_at is None else 0,
        "days": settings_of(at.consultation.settings).correction_days,
        "until": local.moment(until, at.consultation.zone) if until else "",
        "period_over": until is not None and at.now > until,
        "asked": [
            AskedCorrection(line.waiting, _changes(line, line.waiting), str(line.waiting.pk) == requested)
            for line in found.lines
            if line.waiting is not None
        ],
        "decided": [row for row in requests_on(found.record) if row.decided_at is not None],
        "decline_form": sent_form if isinstance(sent_form, DeclineForm) else _decline_form(at, None),
        "add_form": sent_form if isinstance(sent_form, AddForm) else _add_form(at, None),
        "before": before,
        "next": symbol(before.base, Mark(Change.REVISION, before.revision + 1)) if before else "",
        "same": before is not None and before.content == content,
        "symbol": request.POST.get("symbol", "") or f"SR-{at.sitting.number}",
        "words": text_fields("words", sent_text(request.POST, "words"), languages),
    }


def _changes(line: SummaryLine, row: CorrectionRequest) -> list[list[Piece]]:
    return compare(line.text(row.language), row.text)
