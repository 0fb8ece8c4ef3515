"""What is looked up: all documents, one of them with its titles and files, and a file itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.agenda import queries as agenda
from hemicycle.consultations.document_contents import contents_named, contents_of
from hemicycle.consultations.joins import listed as joined
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import NATIVE_NAMES, in_order, localized
from hemicycle.documents.actions.documents import current_file
from hemicycle.documents.models import Document
from hemicycle.documents.queries import current_files, listed
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.documents.files import shown
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.documents.files import ShownFile


#: Instead of a language: what can be opened in none.
NO_FILE = "none"


@dataclass(frozen=True)
class DocumentRow:
    """A document in the list.

    Attributes:
        items: Numbers of its items on the agenda.
    """

    document: Document
    contains: list[str]
    files: list[ShownFile]
    items: list[int]

    @property
    def languages(self) -> list[str]:
        """Codes of the languages in which it can be opened."""
        return [file.language for file in self.files]


def _rows(reader: InConsultation) -> list[DocumentRow]:
    documents = listed(reader.consultation)
    files = current_files(documents)
    slug, contents = reader.consultation.slug, contents_of(reader.consultation)
    return [
        DocumentRow(
            document,
            contents_named(contents, document.contains),
            shown(slug, document, files[document.pk]),
            sorted(item.position for item in document.items.all() if item.position is not None),
        )
        for document in documents
    ]


def _columns() -> list[Column[DocumentRow]]:
    return [
        Column("symbol", _("Symbol"), lambda row: row.document.symbol),
        Column("title", _("Title"), lambda row: localized(row.document.title)),
        Column("contains", _("Contains"), lambda row: joined(row.contains)),
        Column("items", _("Agenda items"), lambda row: row.items[0] if row.items else None),
        Column("languages", _("Languages"), lambda row: " · ".join(file.native for file in row.files)),
    ]


@page(may(Action.DOCUMENTS_READ))
def documents(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """Every document; ``language`` narrows them to those that can be opened in it."""
    consultation, query = reader.consultation, TableQuery(request.GET)
    offered = [*choices(consultation.languages.documents), (NO_FILE, _("Without a file"))]
    language = query.filter("language", _("Language"), offered)
    rows = [row for row in _rows(reader) if not language.value or language.value in (row.languages or [NO_FILE])]
    table = Table(_columns(), rows, query, narrowed_by([language]))
    if table.query.format:
        return export(table, f"documents-{consultation.slug}")
    context = {
        "consultation": consultation,
        "table": table,
        "filters": [language],
        "edits": reader.visitor.may(Action.DOCUMENT_EDIT),
        "imports": reader.visitor.may(Action.PEOPLE_IMPORT),
    }
    return render(request, "web/documents/documents.html", context)


@page(may(Action.DOCUMENTS_READ))
def document(request: HttpRequest, reader: InConsultation, symbol: str) -> HttpResponse:
    """A document: its titles, its files, what it carries, and the items that it is for."""
    row = _found(reader, symbol)
    unchecked = {language for item in row.items.all() for language in item.unchecked}
    titles = [(code, NATIVE_NAMES[code], row.title[code], code in unchecked) for code in in_order(row.title)]
    context = {
        "consultation": reader.consultation,
        "document": row,
        "titles": titles,
        "unchecked": unchecked,
        "files": shown(reader.consultation.slug, row, current_files([row])[row.pk]),
        "edits": reader.visitor.may(Action.DOCUMENT_EDIT),
    }
    return render(request, "web/documents/document.html", context)


@page(may(Action.DOCUMENTS_READ))
def document_file(_request: HttpRequest, reader: InConsultation, language: str, symbol: str) -> FileResponse:
    """A document in one language, as the file that was given."""
    file = current_file(_found(reader, symbol), language)
    return stored_file(file.upload if file else None)


def _found(reader: InConsultation, symbol: str) -> Document:
    try:
        return agenda.document(reader.consultation.slug, symbol)
    except Document.DoesNotExist as error:
        raise Http404 from error
