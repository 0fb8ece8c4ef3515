"""The documents of the series that are open to the public: a list, their files, and a feed, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hemicycle.consultations.document_series import public_series
from hemicycle.consultations.language_settings import choices
from hemicycle.documents import queries, reading
from hemicycle.documents.reading import PublicReading
from hemicycle.documents.writing import current_file
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import NOBODY_IN_CONSULTATION
from hemicycle.web.documents.feed_page import MOST, DocumentsFeed
from hemicycle.web.documents.files import OF_EVERYBODY
from hemicycle.web.documents.rows import DocumentTable
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import TableQuery, narrowed_by

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.documents.models import Document


class PublicTable(DocumentTable):
    """The same list, without what the agenda and the texts for adoption say of a document."""

    file_pages = OF_EVERYBODY
    without = frozenset({"contains", "items"})


def _reading(consultation: Consultation) -> PublicReading:
    """What everybody reads.

    Raises:
        Http404: no series is open to the public.
    """
    if not public_series(consultation):
        raise Http404
    return PublicReading(consultation, timezone.now())


@page(NOBODY_IN_CONSULTATION)
def public_documents(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Every document that is public, searched by its text too, narrowed and exported."""
    seen, query = _reading(consultation), TableQuery(request.GET)
    series = [(key, row.label) for key, row in public_series(consultation).items()]
    filters = [
        query.filter("series", _("Series"), series),
        query.filter("language", _("Language"), choices(consultation.languages.documents)),
    ]
    rows = seen.documents
    by_series, by_language = (one.value for one in filters)
    if by_series:
        rows = queries.of_series(rows, [by_series])
    if by_language:
        rows = reading.with_file(rows, by_language)
    table = PublicTable(seen, rows, query, narrowed_by(filters), seen.found(query.search))
    if query.format:
        return export(table, f"documents-{consultation.slug}")
    context: dict[str, Any] = {
        "consultation": consultation,
        "table": table,
        "filters": filters,
        "total": queries.number(seen.documents),
    }
    return render(request, "web/documents/public_documents.html", context)


@page(NOBODY_IN_CONSULTATION)
def public_document_file(_request: HttpRequest, consultation: Consultation, language: str, symbol: str) -> FileResponse:
    """A public document in one language, to be saved."""
    seen = _reading(consultation)
    row = queries.of_symbol(seen.documents, symbol)
    file = current_file(row, language) if row and queries.opens(row, seen.now, prepares=False) else None
    return stored_file(file.upload if file else None)


class PublicFeed(DocumentsFeed):
    """The latest public documents."""

    def link(self, consultation: Consultation) -> str:
        """The public list."""
        return reverse("public_documents", args=[consultation.slug])

    def items(self, consultation: Consultation) -> list[Document]:
        """The latest documents that are public."""
        return queries.last_shown(_reading(consultation).documents, MOST)

    def item_link(self, item: Document) -> str:
        """Where the public list has it."""
        return f"{self.link(item.consultation)}?{urlencode({'q': item.symbol})}"


_FEED = PublicFeed()


@page(NOBODY_IN_CONSULTATION)
def public_document_feed(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The feed of public documents, in the language of who asks (Atom, RFC 4287)."""
    return _FEED(request, consultation=consultation)
