"""The ready answers of the help desk, and one of them in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy, ngettext

from hemicycle.consultations.languages import localized
from hemicycle.consultations.ready_answers import (
    KEY_LENGTH,
    KEY_PATTERN,
    NAME_LENGTH,
    TEXT_LENGTH,
    ReadyAnswer,
    ready_answers_of,
)
from hemicycle.rules.permissions import Action
from hemicycle.support.actions.ready_answers import READY_ANSWERS, add_proposals
from hemicycle.support.messages import refusal_message
from hemicycle.support.proposed_answers import PROPOSED
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_pages import AtRow, RowPages, RowWords
from hemicycle.web.toolkit.language_fields import add_fields
from hemicycle.web.toolkit.row_form import RowForm, key_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again


class ReadyAnswerForm(RowForm):
    """Gives a ``ReadyAnswer``."""

    texts: ClassVar = {"name": NAME_LENGTH, "text": TEXT_LENGTH}
    nameless = gettext_lazy("Enter the name of the ready answer in at least one language.")
    key = key_field(
        KEY_LENGTH,
        gettext_lazy("Small letters, digits and underscores, at most 20. It cannot be changed later."),
        KEY_PATTERN,
        gettext_lazy("Begin with a small letter; use only small letters, digits and underscores, at most 20."),
    )

    def __init__(self, data: Mapping[str, Any] | None, row: ReadyAnswer | None, languages: Iterable[str]) -> None:
        wanted = tuple(languages)
        super().__init__(data, row, wanted, {})
        add_fields(self, "text", wanted, TEXT_LENGTH, rows=4)

    @property
    def wanted(self) -> ReadyAnswer:
        """What was typed, once ``is_valid()`` said so."""
        return ReadyAnswer(key=self.cleaned_data["key"], **self.given_texts)


@dataclass(frozen=True)
class ReadyAnswerRow:
    """A ready answer as the page shows it.

    Attributes:
        missing: Languages of the consultation in which it has no text.
    """

    key: str
    name: str
    text: str
    missing: list[str]


def _shown(desk: InConsultation, _refused: Again | None) -> dict[str, Any]:
    rows, languages = ready_answers_of(desk.consultation), desk.consultation.languages.documents
    return {
        "rows": [
            ReadyAnswerRow(key, row.label, localized(row.text), [code for code in languages if code not in row.text])
            for key, row in rows.items()
        ],
        "proposed": sum(key not in rows for key in PROPOSED),
    }


def _form(at: AtRow[ReadyAnswer], request: HttpRequest | None) -> ReadyAnswerForm:
    return ReadyAnswerForm(request.POST if request else None, at.row, at.consultation.languages.documents)


def _propose(desk: InConsultation, _request: HttpRequest, _form: None) -> str:
    number = add_proposals(desk.consultation.pk, desk.performer, desk.now)
    told = ngettext("%(number)d ready answer is added.", "%(number)d ready answers are added.", number)
    return told % {"number": number}


PAGES = RowPages[ReadyAnswer](
    all="ready_answers",
    one="ready_answer",
    templates=("web/support/ready_answers.html", "web/support/ready_answer.html"),
    words=RowWords(
        all=gettext_lazy("Ready answers"),
        add=gettext_lazy("Add a ready answer"),
        added=gettext_lazy("The ready answer is added."),
        saved=gettext_lazy("The ready answer is saved."),
        moved=gettext_lazy("The order of the ready answers is changed."),
        removed=gettext_lazy("The ready answer is removed."),
        refusal=refusal_message,
    ),
    acts=READY_ANSWERS,
    rows=lambda consultation: ready_answers_of(consultation).values(),
    called=lambda row: row.label,
    shown=_shown,
    form=_form,
    further=(PageAction("propose", Action.HELP_ANSWER, _propose),),
)
ACTIONS, SAVE = PAGES.actions, PAGES.save


@page(may(Action.HELP_ANSWER), FORM)
def ready_answers(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every ready answer in its order; put in another order, taken away, or added from the proposals."""
    return PAGES.answer_all(request, desk)


@page(may(Action.HELP_ANSWER), FORM)
def ready_answer(request: HttpRequest, desk: InConsultation, answer_key: str = "") -> HttpResponse:
    """One of them with its texts; a new one where the address names none."""
    return PAGES.answer_one(request, desk, answer_key)
