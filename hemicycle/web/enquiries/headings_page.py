"""The headings under which Members file conditions, and one of them with its texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from hemicycle.consultations.condition_headings import (
    KEY_LENGTH,
    KEY_PATTERN,
    TEXT_LENGTH,
    ConditionHeading,
    headings_of,
)
from hemicycle.correspondence.actions.headings import HEADINGS
from hemicycle.correspondence.headings import uses_of
from hemicycle.correspondence.messages import refusal_message
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_pages import AtRow, RowPages, RowWords
from hemicycle.web.toolkit.row_form import RowForm, key_field

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.headings import Uses
    from hemicycle.web.access.page_actions import Again


class HeadingForm(RowForm):
    """Gives a ``ConditionHeading``."""

    texts = dict.fromkeys(("name", "title", "phrase"), TEXT_LENGTH)
    nameless = gettext_lazy("Enter the name of the heading in at least one language.")
    key = key_field(
        KEY_LENGTH,
        gettext_lazy(
            "Small letters, digits and hyphens, at most 10. It is used in files and addresses, and cannot be changed "
            "later."
        ),
        KEY_PATTERN,
        gettext_lazy(
            "A key has small letters, digits and hyphens, at most 10 of them. Enter another one, such as “duration”."
        ),
    )

    @property
    def wanted(self) -> ConditionHeading:
        """What was typed, once ``is_valid()`` said so."""
        return ConditionHeading(key=self.cleaned_data["key"], **self.given_texts)


@dataclass(frozen=True)
class HeadingRow:
    """A heading as the page shows it: with what a summary prints, by language, and how much stands under it."""

    key: str
    name: str
    title: Text
    uses: Uses


def _shown(desk: InConsultation, _refused: Again | None) -> dict[str, Any]:
    uses = uses_of(desk.consultation)
    rows = headings_of(desk.consultation).items()
    return {"rows": [HeadingRow(key, row.label, row.title, uses[key]) for key, row in rows]}


def _form(at: AtRow[ConditionHeading], request: HttpRequest | None) -> HeadingForm:
    return HeadingForm(request.POST if request else None, at.row, at.consultation.languages.documents, {})


PAGES = RowPages[ConditionHeading](
    all="condition_headings",
    one="condition_heading",
    templates=("web/enquiries/condition_headings.html", "web/enquiries/condition_heading.html"),
    words=RowWords(
        all=gettext_lazy("Headings of conditions"),
        add=gettext_lazy("Add a heading"),
        added=gettext_lazy("The heading is added."),
        saved=gettext_lazy("The heading is saved."),
        moved=gettext_lazy("The order of the headings is changed."),
        removed=gettext_lazy("The heading is removed."),
        refusal=refusal_message,
    ),
    acts=HEADINGS,
    rows=lambda consultation: headings_of(consultation).values(),
    called=lambda row: row.label,
    shown=_shown,
    form=_form,
)
ACTIONS, SAVE = PAGES.actions, PAGES.save


@page(may(Action.CONSULTATION_EDIT), FORM)
def condition_headings(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every heading in its order; put in another order, or taken away."""
    return PAGES.answer_all(request, desk)


@page(may(Action.CONSULTATION_EDIT), FORM)
def condition_heading(request: HttpRequest, desk: InConsultation, heading: str = "") -> HttpResponse:
    """One heading with its texts; a new one where the address names none."""
    return PAGES.answer_one(request, desk, heading)
