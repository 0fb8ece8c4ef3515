"""What is looked up: documents, permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from hemicycle.agenda import queries as agenda
from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.documents.models import Document
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import participant

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.permissions import InConsultation


@page(participant())
def document(request: HttpRequest, reader: InConsultation, symbol: str) -> HttpResponse:
    """A document: its titles, what it carries, and the items that it is for."""
    try:
        row = agenda.document(reader.consultation.slug, symbol)
    except Document.DoesNotExist as error:
        raise Http404 from error
    unchecked = {language for item in row.items.all() for language in item.unchecked}
    titles = [(code, NATIVE_NAMES[code], row.title[code], code in unchecked) for code in LANGUAGES if code in row.title]
    return render(request, "web/sittings/document.html", {"document": row, "titles": titles, "unchecked": unchecked})
