"""Urgent conclusions are chosen for a letter that puts them to a decision by correspondence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_parts import Wording
from hemicycle.outcome.actions import balloting
from hemicycle.outcome.ballots import candidates
from hemicycle.outcome.messages import refusal_message
from hemicycle.outcome.words import ballot_words
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, show
from hemicycle.web.access.permissions import InConsultation, may

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.outcome.ballots import Candidate
    from hemicycle.web.access.page_actions import Again

BALLOT, SILENCE = "ballot", "silence"


@dataclass(frozen=True)
class Choice:
    """A flagged conclusion as the page lists it.

    Attributes:
        refused: Why it cannot be chosen; empty where it can.
    """

    candidate: Candidate
    refused: str

    @property
    def key(self) -> int:
        """Of its item."""
        return self.candidate.urgency.ending.discussion.item_id

    @property
    def title(self) -> Wording:
        """Of its item."""
        return Wording.of(self.candidate.urgency.ending.discussion.item.title)

    @property
    def before(self) -> list[str]:
        """What became of it before, in words."""
        return [ballot_words(ballot) for ballot in self.candidate.before]


class BallotDraftForm(forms.Form):
    """Which conclusions, and by which procedure."""

    items = forms.TypedMultipleChoiceField(
        coerce=int,
        label=gettext_lazy("Conclusions"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("This conclusion cannot be chosen. Reload the page.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Procedure"),
        choices=[
            (BALLOT, gettext_lazy("Ballot: approve, reject or abstain")),
            (SILENCE, gettext_lazy("Silence procedure: no objection within a time limit")),
        ],
        initial=BALLOT,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: object, rows: list[Choice]) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]
        field = self.fields["items"]
        field.choices = [(row.key, row.title) for row in rows]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> balloting.Wanted:
        """What was chosen, once ``is_valid()`` said so."""
        return balloting.Wanted(frozenset(self.cleaned_data["items"]), self.cleaned_data["kind"] == SILENCE)


def _choices(at: InConsultation) -> list[Choice]:
    return [
        Choice(row, "" if row.permitted else refusal_message(row.decision.reason, at.consultation.zone))
        for row in candidates(at.consultation)
    ]


def _form(at: InConsultation, request: HttpRequest | None) -> BallotDraftForm:
    return BallotDraftForm(request.POST if request else None, _choices(at))


def _draft(at: InConsultation, _request: HttpRequest, form: BallotDraftForm) -> Done:
    letter = balloting.draft_letter(at.consultation.pk, at.performer, at.now, form.wanted)
    words = _("Letter %(letter)s is drafted. Check its text, the deadline and the mode of the decision, then send it.")
    return Done(words % {"letter": letter.symbol}, then=reverse("letter_desk", args=[at.consultation.slug, letter.pk]))


DRAFT = PageAction("draft", Action.LETTER_WRITE, _draft, _form, gettext_lazy("Draft the ballot letter"))
ACTIONS = registered(DRAFT)


@page(may(Action.LETTER_WRITE), FORM)
def ballot_draft(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every urgent conclusion, with why one cannot be chosen."""
    if request.method != "POST":
        return _page(request, desk, None)
    then = reverse("conclusions", args=[desk.consultation.slug])
    return run(request, desk, DRAFT, then=then, again=lambda refused: _page(request, desk, refused))


def _page(request: HttpRequest, desk: InConsultation, refused: Again | None) -> HttpResponse:
    form = refused.form if refused and refused.form is not None else _form(desk, None)
    rows = _choices(desk)
    context = {
        "consultation": desk.consultation,
        "form": form,
        "rows": rows,
        "chosen": {str(key) for key in form["items"].value() or ()},
        "any": any(not row.refused for row in rows),
    }
    return show(request, "web/conclusions/ballot_draft.html", context, refused, refusal_message, desk.consultation.zone)
