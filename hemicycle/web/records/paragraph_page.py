"""A paragraph of a summary record in one language: written, removed, or merged into the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES, direction
from hemicycle.outcome.actions import summaries
from hemicycle.outcome.messages import refusal_message
from hemicycle.outcome.summaries import summary_of, wordings_of
from hemicycle.outcome.wording_changes import compare, paragraphs, unchanged
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.summary_records import PARAGRAPH_LENGTH
from hemicycle.sittings.models.sittings import WORDS_LENGTH
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.records.access import AtRecord, at_record
from hemicycle.web.records.words import PARAGRAPHS
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.outcome.models import SummaryWording
    from hemicycle.outcome.summaries import Summary, SummaryLine
    from hemicycle.outcome.wording_changes import Piece
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class _AtParagraph(AtRecord):
    """Somebody who edits a paragraph in a language."""

    summary: Summary
    line: SummaryLine
    language: str

    @property
    def back(self) -> str:
        """The address of the whole."""
        return reverse("summary_desk", args=[self.consultation.slug, self.sitting.pk])


class ParagraphForm(forms.Form):
    """A text, and the versions that its writer had before them."""

    text = CleanField(
        longest=PARAGRAPH_LENGTH,
        lines=True,
        required=False,
        label=gettext_lazy("Text of the paragraph"),
        widget=forms.Textarea({"class": "form-control", "rows": 10}),
    )
    reason = CleanField(
        longest=WORDS_LENGTH,
        required=False,
        label=gettext_lazy("Reason for the change"),
        help_text=gettext_lazy("It remains on record: the summary record has been circulated."),
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    follows = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, at: _AtParagraph) -> None:
        line = at.line
        initial = {
            "text": line.text(at.language),
            "seen": line.seen(at.language),
            "follows": line.seen(line.language) if at.language != line.language else 0,
        }
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["text"].widget.attrs.update(lang=at.language, dir=direction(at.language))


class ReasonForm(forms.Form):
    """Why a paragraph is removed or merged."""

    why = CleanField(
        longest=WORDS_LENGTH,
        required=False,
        label=gettext_lazy("Reason"),
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )


def _form(at: _AtParagraph, request: HttpRequest | None) -> ParagraphForm:
    return ParagraphForm(request.POST if request else None, at)


def _reason_form(_at: _AtParagraph, request: HttpRequest | None) -> ReasonForm:
    return ReasonForm(request.POST if request else None, label_suffix="")


def _save(at: _AtParagraph, _request: HttpRequest, form: ParagraphForm) -> str:
    summaries.word(
        at.consultation.pk,
        at.performer,
        at.now,
        paragraph=at.line.paragraph.pk,
        language=at.language,
        **form.cleaned_data,
    )
    return _("The paragraph is saved.")


def _remove(at: _AtParagraph, _request: HttpRequest, form: ReasonForm) -> Done:
    reason = form.cleaned_data["why"]
    summaries.remove(at.consultation.pk, at.performer, at.now, paragraph=at.line.paragraph.pk, reason=reason)
    return Done(_("The paragraph is removed."), then=at.back)


def _merge(at: _AtParagraph, _request: HttpRequest, form: ReasonForm) -> Done:
    reason = form.cleaned_data["why"]
    summaries.merge(at.consultation.pk, at.performer, at.now, paragraph=at.line.paragraph.pk, reason=reason)
    return Done(_("The paragraph is merged into the one before it."), then=at.back)


SAVE = PageAction("save", Action.SUMMARY_EDIT, _save, _form)
ACTIONS = registered(
    SAVE,
    PageAction("remove", Action.SUMMARY_EDIT, _remove, _reason_form),
    PageAction("merge", Action.SUMMARY_EDIT, _merge, _reason_form),
)


@page(may(Action.SUMMARY_EDIT), FORM)
def summary_paragraph(request: HttpRequest, desk: InConsultation, pk: int, key: int, code: str) -> HttpResponse:
    """The text in a language, beside that of the record's language, with its versions."""
    record = at_record(desk, pk)
    found = summary_of(record.sitting.pk)
    line = found.line(key) if found else None
    if found is None or line is None or code not in record.consultation.languages.every:
        raise Http404
    at = _AtParagraph(
        record.consultation, record.visitor, record.performer, record.now, record.sitting, found, line, code
    )
    if request.method != "POST":
        return _page(request, at, None)
    then = reverse("summary_paragraph", args=[at.consultation.slug, pk, key, code])
    action = sent(request, ACTIONS, otherwise=SAVE.name)
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: _AtParagraph, refused: Again | None) -> HttpResponse:
    sent_form = refused.form if refused else None
    form = sent_form if isinstance(sent_form, ParagraphForm) else _form(at, None)
    theirs = None
    if refused and refused.reason and refused.reason.code is RuleCode.PARAGRAPH_CHANGED:
        # What they typed stays; saved again, it takes the place of what they are shown beside it.
        theirs = at.line.latest.get(at.language)
        form.data = request.POST.copy()
        form.data["seen"] = str(at.line.seen(at.language))
    main = at.line.main if at.language != at.line.language else None
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "line": at.line,
        "kind": PARAGRAPHS[at.line.kind],
        "language": at.language,
        "languages": list(_languages(at)),
        "form": form,
        "reason_form": sent_form if isinstance(sent_form, ReasonForm) else _reason_form(at, None),
        "circulated": at.summary.record.circulated_at is not None,
        "first": at.summary.lines[0].paragraph.pk == at.line.paragraph.pk,
        "theirs": theirs,
        "main": main,
        "main_paragraphs": paragraphs(main.text) if main else [],
        "versions": list(_versions(at)),
        "back": at.back,
    }
    return show(request, "web/records/paragraph.html", context, refused, refusal_message, at.consultation.zone)


@dataclass(frozen=True)
class LanguageLink:
    """A language of the paragraph.

    Attributes:
        state, tone: How far it is, in a word and as a colour.
    """

    code: str
    name: str
    state: str
    tone: str


def _languages(at: _AtParagraph) -> Iterator[LanguageLink]:
    line = at.line
    for code in dict.fromkeys([*at.consultation.languages.documents, *line.latest]):
        if code == line.language:
            state, tone = _("Language of drafting"), "me"
        elif not line.text(code):
            state, tone = _("No text"), ""
        elif line.is_behind(code):
            state, tone = _("Behind"), "wait"
        else:
            state, tone = _("Up to date"), "live"
        yield LanguageLink(code, NATIVE_NAMES[code], state, tone)


@dataclass(frozen=True)
class Version:
    """A version of the text with what it changed."""

    wording: SummaryWording
    pieces: list[list[Piece]]

    @property
    def title(self) -> str:
        """Which one it is."""
        return _("Version %(number)s") % {"number": self.wording.number}


def _versions(at: _AtParagraph) -> Iterator[Version]:
    """The versions in this language, the latest first."""
    rows = wordings_of(at.line.paragraph, at.language)
    for place, wording in reversed(list(enumerate(rows))):
        pieces = compare(rows[place - 1].text, wording.text) if place else unchanged(wording.text)
        yield Version(wording, pieces)
