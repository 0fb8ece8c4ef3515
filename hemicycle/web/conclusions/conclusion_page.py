"""The proposed conclusion of an item in one language: drafted, or corrected once the item has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES, direction
from hemicycle.consultations.outcome_names import outcome_names
from hemicycle.outcome.actions import drafting, urgency
from hemicycle.outcome.actions.discussed import has_ended
from hemicycle.outcome.ballots import ballots_of
from hemicycle.outcome.messages import refusal_message
from hemicycle.outcome.queries import draft_of, last_endings, positions_of, urgencies_of, wordings_of
from hemicycle.outcome.wording_changes import compare, paragraphs, unchanged
from hemicycle.outcome.words import KINDS, ballot_words, letter_text_words, why
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.conclusions import TEXT_LENGTH, PositionKind
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.permissions import Action
from hemicycle.sittings.models.sittings import WORDS_LENGTH
from hemicycle.sittings.queries import agenda_item, is_discussed
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.agenda.models import Item
    from hemicycle.outcome.models import Ending, Position, Wording
    from hemicycle.outcome.queries import Draft
    from hemicycle.outcome.wording_changes import Piece
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class _AtConclusion(InConsultation):
    """Somebody who writes the conclusion of an item in a language."""

    item: Item
    language: str

    @property
    def draft(self) -> Draft:
        """As it is now."""
        return draft_of(self.item.pk)


class ConclusionForm(forms.Form):
    """A text, and the versions that its writer had before them."""

    text = CleanField(
        longest=TEXT_LENGTH,
        lines=True,
        required=False,
        label=gettext_lazy("Proposed conclusion"),
        help_text=gettext_lazy("Separate paragraphs with an empty line. Empty: nothing is proposed."),
        widget=forms.Textarea({"class": "form-control", "rows": 14}),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    follows = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, at: _AtConclusion) -> None:
        draft = at.draft
        latest, main = draft.latest.get(at.language), draft.main
        initial = {
            "text": latest.text if latest else "",
            "seen": latest.number if latest else 0,
            "follows": main.number if main and at.language != draft.language else 0,
        }
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["text"].widget.attrs.update(lang=at.language, dir=direction(at.language))

    def drafted(self, at: _AtConclusion) -> drafting.Drafted:
        """What was typed."""
        return drafting.Drafted(at.item.pk, at.language, **self.cleaned_data)


class CorrectionForm(ConclusionForm):
    """A text that corrects what was read out, with its reason."""

    reason = CleanField(
        longest=WORDS_LENGTH,
        label=gettext_lazy("Reason for the correction"),
        help_text=gettext_lazy("It is published with the correction."),
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )

    def drafted(self, at: _AtConclusion) -> drafting.Drafted:
        """What was typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return drafting.Drafted(at.item.pk, at.language, **given)


def _draft_form(at: _AtConclusion, request: HttpRequest | None) -> ConclusionForm:
    return ConclusionForm(request.POST if request else None, at)


def _correction_form(at: _AtConclusion, request: HttpRequest | None) -> CorrectionForm:
    return CorrectionForm(request.POST if request else None, at)


def _save(at: _AtConclusion, _request: HttpRequest, form: ConclusionForm) -> str:
    drafting.draft(at.consultation.pk, at.performer, at.now, form.drafted(at))
    if is_discussed(at.item):
        return _("The text is saved and shown in the meeting room.")
    return _("The text is saved. It is shown in the meeting room once the item is open.")


def _correct(at: _AtConclusion, _request: HttpRequest, form: CorrectionForm) -> str:
    drafting.correct(at.consultation.pk, at.performer, at.now, form.drafted(at), form.cleaned_data["reason"])
    return _("The correction is saved as a new version.")


class FlagForm(forms.Form):
    """Why a conclusion cannot wait for the session."""

    why_urgent = CleanField(
        longest=WORDS_LENGTH,
        label=gettext_lazy("Reason why it cannot wait for the session"),
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )


class AuthorityForm(forms.Form):
    """By what the authority was given."""

    source = CleanField(
        longest=WORDS_LENGTH,
        label=gettext_lazy("Source of the authority"),
        help_text=gettext_lazy("For example a memorandum of the Secretary-General and its date."),
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )


def _flag_form(_at: _AtConclusion, request: HttpRequest | None) -> FlagForm:
    return FlagForm(request.POST if request else None, label_suffix="")


def _authority_form(_at: _AtConclusion, request: HttpRequest | None) -> AuthorityForm:
    return AuthorityForm(request.POST if request else None, label_suffix="")


def _flag(at: _AtConclusion, _request: HttpRequest, form: FlagForm) -> str:
    urgency.flag(at.consultation.pk, at.performer, at.now, item=at.item.pk, reason=form.cleaned_data["why_urgent"])
    return _("The conclusion is marked as urgent. The secretariat records the authority for it.")


def _authorise(at: _AtConclusion, _request: HttpRequest, form: AuthorityForm) -> str:
    urgency.authorise(at.consultation.pk, at.performer, at.now, item=at.item.pk, source=form.cleaned_data["source"])
    return _("The authority is recorded. The conclusion can be put to a decision by correspondence.")


def _take_back(at: _AtConclusion, _request: HttpRequest, _form: None) -> str:
    urgency.take_back(at.consultation.pk, at.performer, at.now, item=at.item.pk)
    return _("The conclusion is no longer marked as urgent.")


SAVE = PageAction("save", Action.CONCLUSION_DRAFT, _save, _draft_form)
CORRECT = PageAction("correct", Action.CONCLUSION_CORRECT, _correct, _correction_form)
FLAG = PageAction("flag", Action.URGENCY_FLAG, _flag, _flag_form)
AUTHORISE = PageAction("authorise", Action.URGENCY_AUTHORISE, _authorise, _authority_form)
ACTIONS = registered(SAVE, CORRECT, FLAG, AUTHORISE, PageAction("take_back", Action.URGENCY_FLAG, _take_back))


@page(may(Action.CONCLUSION_DRAFT), FORM)
def conclusion(request: HttpRequest, desk: InConsultation, pk: int, code: str) -> HttpResponse:
    """The text in one language, with what was said of it and its versions."""
    item = agenda_item(desk.consultation, pk)
    if item is None or code not in desk.consultation.languages.every:
        raise Http404
    at = _AtConclusion(desk.consultation, desk.visitor, desk.performer, desk.now, item, code)
    if request.method != "POST":
        return _page(request, at, None)
    then = reverse("conclusion", args=[desk.consultation.slug, pk, code])
    action = sent(request, ACTIONS, otherwise=SAVE.name)
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: _AtConclusion, refused: Again | None) -> HttpResponse:
    draft, ended = at.draft, has_ended(at.item)
    corrects = ended and at.visitor.may(Action.CONCLUSION_CORRECT)
    sent_form = refused.form if refused else None
    form = (
        sent_form
        if isinstance(sent_form, ConclusionForm)
        else (_correction_form if corrects else _draft_form)(at, None)
    )
    theirs = draft.latest.get(at.language)
    if refused and refused.reason and refused.reason.code is RuleCode.CONCLUSION_CHANGED:
        # What they typed stays; saved again, it takes the place of what they are shown beside it.
        form.data = request.POST.copy()
        form.data["seen"] = str(draft.number(at.language))
    else:
        theirs = None
    main = draft.main if draft.main and at.language != draft.language else None
    ending = last_endings(at.consultation).get(at.item.pk) if ended else None
    context = {
        "consultation": at.consultation,
        "item": at.item,
        "language": at.language,
        "languages": list(_languages(at, draft)),
        "draft": draft,
        "form": form,
        "may_write": not ended or corrects,
        "corrects": corrects,
        "ended": ended,
        **_urgency(at, draft, ending, sent_form),
        "outcome": outcome_names(at.consultation)[ending.discussion.outcome] if ending else "",
        "why": why(ending) if ending else "",
        "theirs": theirs,
        "main": main,
        "main_paragraphs": paragraphs(main.text) if main else [],
        "positions": [_Said(row) for row in positions_of(at.item.pk)],
        "versions": list(_versions(at, draft)),
        "live": is_discussed(at.item),
    }
    return show(request, "web/conclusions/conclusion.html", context, refused, refusal_message, at.consultation.zone)


def _urgency(at: _AtConclusion, draft: Draft, ending: Ending | None, sent_form: forms.Form | None) -> dict[str, object]:
    """What the page shows of the urgency of a proposed conclusion; nothing of any other item."""
    if ending is None or ending.discussion.outcome != Outcome.PROPOSED_CONCLUSION.value:
        return {"may_be_urgent": False}
    flagged = urgencies_of(at.consultation).get(ending.pk)
    waits = flagged is not None and flagged.authorised_at is None
    ballots = ballots_of([flagged]).get(flagged.pk, []) if flagged is not None else []
    latest = draft.latest.get(at.language)
    present = latest.text if latest else ""
    return {
        "may_be_urgent": True,
        "urgency": flagged,
        "ballots": [(ballot, ballot_words(ballot)) for ballot in ballots],
        "letter_texts": [letter_text_words(ballot, at.language, present) for ballot in ballots],
        "sees_ballots": at.visitor.may(Action.REPLIES_SEE),
        "flags": flagged is None and at.visitor.may(Action.URGENCY_FLAG),
        "takes_back": waits and at.visitor.may(Action.URGENCY_FLAG),
        "authorises": waits and at.visitor.may(Action.URGENCY_AUTHORISE),
        "flag_form": sent_form if isinstance(sent_form, FlagForm) else _flag_form(at, None),
        "authority_form": sent_form if isinstance(sent_form, AuthorityForm) else _authority_form(at, None),
    }


@dataclass(frozen=True)
class LanguageLink:
    """A language of the conclusion.

    Attributes:
        state, tone: How far it is, in a word and as a colour.
    """

    code: str
    name: str
    state: str
    tone: str


def _languages(at: _AtConclusion, draft: Draft) -> Iterator[LanguageLink]:
    codes = dict.fromkeys([*at.consultation.languages.documents, *draft.latest])
    for code in codes:
        latest = draft.latest.get(code)
        if code == draft.language:
            state, tone = _("Language of drafting"), "me"
        elif latest is None or not latest.text:
            state, tone = _("No text"), ""
        elif draft.is_behind(code):
            state, tone = _("Behind"), "wait"
        else:
            state, tone = _("Up to date"), "live"
        yield LanguageLink(code, NATIVE_NAMES[code], state, tone)


@dataclass(frozen=True)
class _Said:
    """A position as the page shows it."""

    row: Position

    @property
    def kind(self) -> str:
        """In words."""
        return str(KINDS[PositionKind(self.row.kind)])


@dataclass(frozen=True)
class Version:
    """A version of the text with what it changed.

    Attributes:
        readings: Numbers of the readings in which it was read out.
    """

    wording: Wording
    pieces: list[list[Piece]]
    readings: list[int]

    @property
    def title(self) -> str:
        """Which one it is."""
        return _("Version %(number)s") % {"number": self.wording.number}


def _versions(at: _AtConclusion, draft: Draft) -> Iterator[Version]:
    """The versions in this language, the latest first."""
    rows = wordings_of(draft.conclusion, at.language)
    for number, wording in reversed(list(enumerate(rows))):
        before = rows[number - 1].text if number else None
        pieces = unchanged(wording.text) if before is None else compare(before, wording.text)
        readings = [one.number for one in draft.readings if one.wordings.get(at.language) == wording.number]
        yield Version(wording, pieces, readings)
