"""The documents of an item, or of the whole agenda, in one download."""

from __future__ import annotations

import tempfile
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from hemicycle.agenda import queries as agenda
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import reader_language
from hemicycle.documents import packages
from hemicycle.documents.messages import refusal_message
from hemicycle.people.uploads import PDF
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import page
from hemicycle.web.access.page_actions import note_refusal
from hemicycle.web.access.permissions import may
from hemicycle.web.documents.rows import reading_at
from hemicycle.web.toolkit.downloads import download, made_file
from hemicycle.web.toolkit.made import begun

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from hemicycle.agenda.models import Item
    from hemicycle.web.access.permissions import InConsultation

ZIP = "application/zip"


@page(may(Action.DOCUMENTS_READ))
def document_package(request: HttpRequest, reader: InConsultation) -> HttpResponse | FileResponse:
    """What is in the package, and the package itself (``format``: ``zip`` or ``pdf``) of an ``item``, or of all."""
    consultation = reader.consultation
    items = agenda.agendas([consultation])[consultation.pk]
    asked, language = request.GET.get("item", ""), _language(request, reader)
    item = next((row for row in items if str(row.pk) == asked), None)
    order = [language, *consultation.languages.documents]
    contributed = {document: row.pk for document, row in agenda.items_of_contributions(consultation).items()}
    asked_for = [row.pk for row in ([item] if item else items)]
    chosen = packages.papers(reading_at(reader), asked_for, order, contributed)
    name = f"documents-{consultation.slug}-{f'item-{item.position}' if item else 'agenda'}-{language}"
    try:
        if request.GET.get("format") == "zip":
            return begun(request, _zip(chosen, f"{name}.zip"))
        if request.GET.get("format") == "pdf":
            return begun(request, download(packages.merged(chosen), f"{name}.pdf", PDF))
    except Refusal as refused:
        note_refusal(request)
        told = refusal_message(refused.reason, consultation.zone)
        return _page(request, reader, items, item, language, chosen, told, refused.reason.status)
    return _page(request, reader, items, item, language, chosen)


def _language(request: HttpRequest, reader: InConsultation) -> str:
    known = reader.consultation.languages
    asked = request.GET.get("language", "")
    return asked if asked in known.documents else known.written_for(reader_language())


def _zip(chosen: list[packages.Paper], name: str) -> FileResponse:
    # A file without a name: it is gone once the answer is sent.
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        packages.write_zip(chosen, out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return made_file(out, name, ZIP)


def _page(  # noqa: PLR0913, PLR0917 - what was asked for, and what came of it
    request: HttpRequest,
    reader: InConsultation,
    items: list[Item],
    item: Item | None,
    language: str,
    chosen: list[packages.Paper],
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    uploads = [paper.upload for paper in chosen if paper.upload is not None]
    context: dict[str, Any] = {
        "consultation": reader.consultation,
        "items": items,
        "item": item,
        "language": language,
        "languages": choices(reader.consultation.languages.documents),
        "papers": chosen,
        "files": len(uploads),
        "pdfs": sum(paper.is_pdf for paper in chosen),
        "megabytes": round(sum(upload.size for upload in uploads) / (1 << 20), 1),
        "refusal": refusal,
    }
    return render(request, "web/documents/package.html", context, status=status)
