"""The texts for adoption that documents may contain, and one of them with its names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from hemicycle.consultations.document_contents import (
    KEY_LENGTH,
    KEY_PATTERN,
    NAME_LENGTH,
    DocumentContent,
    contents_of,
)
from hemicycle.documents.actions.contents import CONTENTS
from hemicycle.documents.messages import refusal_message
from hemicycle.documents.queries import by_content
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_pages import AtRow, RowPages, RowWords
from hemicycle.web.toolkit.row_form import RowForm, key_field

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again


class ContentForm(RowForm):
    """Gives a ``DocumentContent``."""

    texts = {"name": NAME_LENGTH}  # noqa: RUF012 - as ``RowForm`` declares it
    nameless = gettext_lazy("Enter the name of the kind of text in at least one language.")
    key = key_field(
        KEY_LENGTH,
        gettext_lazy(
            "Small letters, digits and hyphens, at most 30. It is used in files for import, and never changes."
        ),
        KEY_PATTERN,
        gettext_lazy(
            "A key has small letters, digits and hyphens, at most 30 of them. Enter another one, "
            "such as “recommendation”."
        ),
    )

    @property
    def wanted(self) -> DocumentContent:
        """What was typed, once ``is_valid()`` said so."""
        return DocumentContent(key=self.cleaned_data["key"], **self.given_texts)


@dataclass(frozen=True)
class ContentRow:
    """A kind of text as the page shows it: with how many documents contain it."""

    key: str
    name: str
    documents: int


def _shown(desk: InConsultation, _refused: Again | None) -> dict[str, Any]:
    used = by_content(desk.consultation)
    rows = contents_of(desk.consultation).items()
    return {"rows": [ContentRow(key, row.label, used[key]) for key, row in rows]}


def _form(at: AtRow[DocumentContent], request: HttpRequest | None) -> ContentForm:
    return ContentForm(request.POST if request else None, at.row, at.consultation.languages.documents, {})


PAGES = RowPages[DocumentContent](
    all="document_contents",
    one="document_content",
    templates=("web/documents/document_contents.html", "web/documents/document_content.html"),
    words=RowWords(
        all=gettext_lazy("Texts for adoption"),
        add=gettext_lazy("Add a kind of text"),
        added=gettext_lazy("The kind of text is added."),
        saved=gettext_lazy("The kind of text is saved."),
        moved=gettext_lazy("The order of the texts for adoption is changed."),
        removed=gettext_lazy("The kind of text is removed."),
        refusal=refusal_message,
    ),
    acts=CONTENTS,
    rows=lambda consultation: contents_of(consultation).values(),
    called=lambda row: row.label,
    shown=_shown,
    form=_form,
)
ACTIONS, SAVE = PAGES.actions, PAGES.save


@page(may(Action.CONSULTATION_EDIT), FORM)
def document_contents(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every kind of text in its order; put in another order, or taken away."""
    return PAGES.answer_all(request, desk)


@page(may(Action.CONSULTATION_EDIT), FORM)
def document_content(request: HttpRequest, desk: InConsultation, content: str = "") -> HttpResponse:
    """One kind of text with its names; a new one where the address names none."""
    return PAGES.answer_one(request, desk, content)
