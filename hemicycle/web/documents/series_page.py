"""The series in which documents are numbered, and one of them with its symbols."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from hemicycle.consultations.document_contents import KEY_LENGTH, KEY_PATTERN, NAME_LENGTH
from hemicycle.consultations.document_series import (
    MARKS_LENGTH,
    PATTERN_LENGTH,
    DocumentSeries,
    public_series,
    series_of,
)
from hemicycle.documents.actions.series import SERIES, require_pattern
from hemicycle.documents.messages import refusal_message
from hemicycle.documents.numbering import Numbering
from hemicycle.documents.queries import by_series
from hemicycle.rules.permissions import Action
from hemicycle.rules.symbols import MARKS, Purpose
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_pages import AtRow, RowPages, RowWords
from hemicycle.web.documents.labels import PURPOSES
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.row_form import CODE, RowForm, key_field

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again


class SeriesForm(RowForm):
    """Gives a ``DocumentSeries``."""

    texts = {"name": NAME_LENGTH}  # noqa: RUF012 - as ``RowForm`` declares it
    nameless = gettext_lazy("Enter the name of the series in at least one language.")
    key = key_field(
        KEY_LENGTH,
        gettext_lazy(
            "Small letters, digits and hyphens, at most 30. It is used in records and files, and never changes."
        ),
        KEY_PATTERN,
        gettext_lazy(
            "A key has small letters, digits and hyphens, at most 30 of them. Enter another one, such as “information”."
        ),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Used for"), choices=PURPOSES.items(), widget=forms.Select({"class": "form-select"})
    )
    pattern = CleanField(
        longest=PATTERN_LENGTH,
        label=gettext_lazy("Symbols"),
        help_text=gettext_lazy("With {number} once, for the number of the document."),
        widget=forms.TextInput({**CODE, "placeholder": "DOC/{number}"}),
    )
    marks = CleanField(
        longest=MARKS_LENGTH,
        label=gettext_lazy("Revisions, addenda and corrigenda"),
        help_text=gettext_lazy("Follows the symbol, with {mark} once: for example /{mark} or ({mark})."),
        widget=forms.TextInput(CODE),
    )

    public = forms.BooleanField(
        required=False,
        label=gettext_lazy("Open to the public"),
        help_text=gettext_lazy("Anyone can list, search and download its posted documents without signing in."),
        widget=forms.CheckboxInput,
    )

    @property
    def wanted(self) -> DocumentSeries:
        """What was typed, once ``is_valid()`` said so.

        Raises:
            Refusal: no symbols can be made with the pattern.
        """
        given = self.cleaned_data
        pattern = require_pattern(given["pattern"], given["marks"])
        return DocumentSeries(
            key=given["key"],
            pattern=pattern.symbol,
            marks=pattern.marks,
            purpose=Purpose(given["purpose"]),
            public=given["public"],
            **self.given_texts,
        )


@dataclass(frozen=True)
class SeriesRow:
    """A series as the page shows it.

    Attributes:
        next: Its next free symbol.
        documents: How many it has.
        public: It is open to the public.
    """

    key: str
    name: str
    purpose: str
    next: str
    documents: int
    public: bool


def _shown(desk: InConsultation, _refused: Again | None) -> dict[str, Any]:
    used, numbering = by_series(desk.consultation), Numbering(desk.consultation)
    rows = series_of(desk.consultation).items()
    return {
        "rows": [
            SeriesRow(key, row.label, str(PURPOSES[row.purpose]), numbering.next_symbol(key), used[key], row.public)
            for key, row in rows
        ],
        "public": bool(public_series(desk.consultation)),
    }


def _form(at: AtRow[DocumentSeries], request: HttpRequest | None) -> SeriesForm:
    row = at.row
    initial = (
        row.model_dump(mode="json", include={"purpose", "pattern", "marks", "public"}) if row else {"marks": MARKS}
    )
    return SeriesForm(request.POST if request else None, row, at.consultation.languages.documents, initial)


PAGES = RowPages[DocumentSeries](
    all="document_series",
    one="document_series_one",
    templates=("web/documents/series.html", "web/documents/one_series.html"),
    words=RowWords(
        all=gettext_lazy("Series of documents"),
        add=gettext_lazy("Add a series"),
        added=gettext_lazy("The series is added."),
        saved=gettext_lazy("The series is saved."),
        moved=gettext_lazy("The order of the series is changed."),
        removed=gettext_lazy("The series is removed."),
        refusal=refusal_message,
    ),
    acts=SERIES,
    rows=lambda consultation: series_of(consultation).values(),
    called=lambda row: row.label,
    shown=_shown,
    form=_form,
)
ACTIONS, SAVE = PAGES.actions, PAGES.save


@page(may(Action.CONSULTATION_EDIT), FORM)
def document_series(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every series in its order, with its next symbol; put in another order, or taken away."""
    return PAGES.answer_all(request, desk)


@page(may(Action.CONSULTATION_EDIT), FORM)
def document_series_one(request: HttpRequest, desk: InConsultation, series: str = "") -> HttpResponse:
    """One series with its symbols; a new one where the address names none."""
    return PAGES.answer_one(request, desk, series)
