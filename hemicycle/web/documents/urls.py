"""Addresses of documents: the list, a document and its files, and the secretariat's forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.documents import (
    contents_page,
    desk_page,
    document_page,
    feed_page,
    list_page,
    package_page,
    public_page,
    series_page,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"
_CONTENTS = f"{_OF}desk/document-contents/"
_SERIES = f"{_OF}desk/document-series/"

urlpatterns: list[URLPattern] = [
    path(f"{_OF}documents/", list_page.documents, name="documents_list"),
    path(f"{_OF}documents/<path:symbol>/", document_page.document, name="document"),
    path(f"{_OF}document-files/<slug:language>/<path:symbol>/", document_page.document_file, name="document_file"),
    path(f"{_OF}document-reader/<slug:language>/<path:symbol>/", document_page.document_reader, name="document_reader"),
    path(f"{_OF}document-inside/<slug:language>/<path:symbol>/", document_page.document_inside, name="document_inside"),
    path(f"{_OF}document-package/", package_page.document_package, name="document_package"),
    path(f"{_OF}document-feed/", feed_page.document_feed_address, name="document_feed_address"),
    path(f"{_OF}document-feed/<str:key>/", feed_page.document_feed, name="document_feed"),
    path(f"{_OF}public-documents/", public_page.public_documents, name="public_documents"),
    path(f"{_OF}public-documents/feed/", public_page.public_document_feed, name="public_document_feed"),
    path(
        f"{_OF}public-document-files/<slug:language>/<path:symbol>/",
        public_page.public_document_file,
        name="public_document_file",
    ),
    path(f"{_OF}desk/documents/new/", desk_page.document_new, name="document_new"),
    path(f"{_OF}desk/documents/<int:pk>/", desk_page.document_edit, name="document_edit"),
    path(_SERIES, series_page.document_series, name="document_series"),
    path(f"{_OF}desk/new-document-series/", series_page.document_series_one, name="document_series_one_new"),
    path(f"{_SERIES}<slug:series>/", series_page.document_series_one, name="document_series_one"),
    path(_CONTENTS, contents_page.document_contents, name="document_contents"),
    path(f"{_OF}desk/new-document-content/", contents_page.document_content, name="document_content_new"),
    path(f"{_CONTENTS}<slug:content>/", contents_page.document_content, name="document_content"),
]
