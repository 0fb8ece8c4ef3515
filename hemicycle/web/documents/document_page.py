"""A document for its readers: its languages, its versions, its items; a file itself, also inside a page of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from hemicycle.agenda import queries as agenda
from hemicycle.consultations.languages import NATIVE_NAMES, in_order
from hemicycle.documents import queries
from hemicycle.documents.models import Document
from hemicycle.documents.queries import current_files
from hemicycle.documents.reading import ListedFile
from hemicycle.documents.writing import current_file
from hemicycle.people.uploads import PDF
from hemicycle.rules.documents import LanguageStatus, Standing, language_status
from hemicycle.rules.permissions import Action
from hemicycle.rules.versions import Change
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.documents.files import shown
from hemicycle.web.documents.labels import CHANGES, LANGUAGE_STATUSES, LOOKS, STANDINGS
from hemicycle.web.documents.rows import prepares, submitted_by
from hemicycle.web.toolkit.downloads import stored_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from django.http import FileResponse, HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from hemicycle.documents.models import DocumentFile
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.documents.files import ShownFile

View = TypeVar("View", bound="Callable[..., HttpResponseBase]")


def _shows_a_file(view: View) -> View:
    """The page frames a file of ours."""
    return cast("View", csp_update({"frame-src": [SELF]})(view))


def _is_shown_inside(view: View) -> View:
    """A file runs nothing, fetches nothing, and is framed by our own pages alone; the browser's viewer shows it."""
    allowed = {"default-src": [NONE], "object-src": [SELF], "style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF]}
    return cast("View", xframe_options_sameorigin(csp(allowed)(view)))


@dataclass(frozen=True)
class LanguageVersion:
    """A language of a document.

    Attributes:
        file: Which its reader opens; None where there is none.
        added: Since when it is there, where it came after the document was posted.
        title: In this language; empty where it has none.
        working: The title is a working translation.
    """

    language: str
    native: str
    status: LanguageStatus
    file: ShownFile | None
    added: datetime | None
    title: str
    working: bool

    @property
    def label(self) -> str:
        """Where it stands, in words."""
        return str(LANGUAGE_STATUSES[self.status])


@dataclass(frozen=True)
class Related:
    """Another document of the same family, and what it is to this one."""

    document: Document
    label: str
    standing: Standing

    @property
    def chip(self) -> str:
        """Where it stands, where that is not simply posted."""
        return "" if self.standing is Standing.POSTED else str(STANDINGS[self.standing])


def language_versions(
    slug: str, document: Document, files: Iterable[DocumentFile], foreseen: Iterable[str], *, opens: bool
) -> list[LanguageVersion]:
    """Every language of a document, and those of the consultation that it lacks.

    Args:
        foreseen: Languages of the consultation's documents.
        opens: The reader may open its files.
    """
    by_language = {file.language: file for file in files}
    links = (
        {file.language: file for file in shown(slug, document, map(ListedFile.of, by_language.values()))}
        if opens
        else {}
    )
    unchecked = {language for item in document.items.all() for language in item.unchecked}
    every = in_order({*foreseen, *by_language, *document.title})
    posted = document.posted_at
    made = []
    for code in every:
        file = by_language.get(code)
        status = language_status(
            file=file is not None, posted=posted is not None, translating=code in document.translating
        )
        added = file.at if file is not None and posted is not None and file.at > posted else None
        title = document.title.get(code, "")
        made.append(LanguageVersion(code, NATIVE_NAMES[code], status, links.get(code), added, title, code in unchecked))
    return made


def related(document: Document, now: datetime, *, sees_all: bool) -> tuple[list[Related], list[Related]]:
    """What a document is a version of, and its own versions, as far as its reader sees them."""

    def seen(rows: Iterable[Document]) -> Iterable[Document]:
        return (row for row in rows if queries.sees(row, now, prepares=sees_all))

    above = list(seen(queries.bases(document)))
    beneath = seen(queries.versions(document))
    return (
        [Related(row, _label(row), row.standing(now)) for row in above],
        [Related(row, _label(row), row.standing(now)) for row in beneath],
    )


def _label(document: Document) -> str:
    return str(CHANGES[Change(document.change)]) if document.change else _("Document")


@page(may(Action.DOCUMENTS_READ))
def document(request: HttpRequest, reader: InConsultation, symbol: str) -> HttpResponse:
    """A document: its languages, its versions, what it carries, and the items that it is for."""
    row, sees_all = _found(reader, symbol), prepares(reader)
    files, where = current_files([row])[row.pk], row.standing(reader.now)
    opens = queries.opens(row, reader.now, prepares=sees_all)
    slug, languages = reader.consultation.slug, reader.consultation.languages.documents
    versions = language_versions(slug, row, files, languages, opens=opens)
    above, beneath = related(row, reader.now, sees_all=sees_all)
    to = agenda.items_of_contributions(reader.consultation).get(row.pk)
    replaced = [one for one in beneath if one.document.change == Change.REVISION and one.standing is Standing.POSTED]
    context = {
        "consultation": reader.consultation,
        "document": row,
        "standing": where.value,
        "label": STANDINGS[where],
        "look": LOOKS[where],
        "change": CHANGES[Change(row.change)] if row.change else "",
        "submitters": submitted_by(row),
        "versions": versions,
        "above": above,
        "beneath": beneath,
        "replaced_by": replaced[-1] if replaced else None,
        "files": shown(slug, row, map(ListedFile.of, files)) if opens else [],
        "unchecked": {one.language for one in versions if one.working},
        "items": [*row.items.all(), *([to] if to else [])],
        "contributed_to": to,
        "contribution": _contribution(reader, row) if to else "",
        "edits": reader.may_send(Action.DOCUMENT_EDIT),
    }
    return render(request, "web/documents/document.html", context)


def _contribution(reader: InConsultation, row: Document) -> str:
    """Where its reader follows the contribution that became this document; empty for who may not."""
    if reader.may_read(Action.CONTRIBUTIONS_SEE):
        return reverse("contribution_desk", args=[reader.consultation.slug, row.contribution.pk])
    own = reader.visitor.registration.member_id
    if own is not None and own in {submitter.member_id for submitter in row.contribution.submitters.all()}:
        return reverse("contribution", args=[reader.consultation.slug, row.contribution.pk])
    return ""


@page(may(Action.DOCUMENTS_READ))
def document_file(_request: HttpRequest, reader: InConsultation, language: str, symbol: str) -> FileResponse:
    """A document in one language, as the file that was given: to be saved."""
    return stored_file(_file(reader, _found(reader, symbol), language).upload)


@page(may(Action.DOCUMENTS_READ))
@_shows_a_file
def document_reader(request: HttpRequest, reader: InConsultation, language: str, symbol: str) -> HttpResponse:
    """A document in one language, shown in the page; only a PDF is."""
    row = _found(reader, symbol)
    file = _pdf(_file(reader, row, language))
    [link] = shown(reader.consultation.slug, row, [ListedFile.of(file)])
    context = {
        "consultation": reader.consultation,
        "document": row,
        "file": link,
        "inside": reverse("document_inside", args=[reader.consultation.slug, language, row.symbol]),
    }
    return render(request, "web/documents/reader.html", context)


@page(may(Action.DOCUMENTS_READ))
@_is_shown_inside
def document_inside(_request: HttpRequest, reader: InConsultation, language: str, symbol: str) -> FileResponse:
    """The same file for the frame of that page, where nothing of it runs."""
    return stored_file(_pdf(_file(reader, _found(reader, symbol), language)).upload, inside_page=True)


def _file(reader: InConsultation, row: Document, language: str) -> DocumentFile:
    file = current_file(row, language)
    if file is None or not queries.opens(row, reader.now, prepares=prepares(reader)):
        raise Http404
    return file


def _pdf(file: DocumentFile) -> DocumentFile:
    if file.upload is None or file.upload.media_type != PDF:
        raise Http404
    return file


def _found(reader: InConsultation, symbol: str) -> Document:
    try:
        row = agenda.document(reader.consultation.slug, symbol)
    except Document.DoesNotExist as error:
        raise Http404 from error
    if not queries.sees(row, reader.now, prepares=prepares(reader)):
        raise Http404
    return row
