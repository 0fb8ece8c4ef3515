"""Addresses of documents: the list, a document and its files, and the secretariat's forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.documents import contents_page, desk_page, document_page

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"
_CONTENTS = f"{_OF}desk/document-contents/"

urlpatterns: list[URLPattern] = [
    path(f"{_OF}documents/", document_page.documents, name="documents_list"),
    path(f"{_OF}documents/<path:symbol>/", document_page.document, name="document"),
    path(f"{_OF}document-files/<slug:language>/<path:symbol>/", document_page.document_file, name="document_file"),
    path(f"{_OF}desk/documents/new/", desk_page.document_new, name="document_new"),
    path(f"{_OF}desk/documents/<int:pk>/", desk_page.document_edit, name="document_edit"),
    path(_CONTENTS, contents_page.document_contents, name="document_contents"),
    path(f"{_OF}desk/new-document-content/", contents_page.document_content, name="document_content_new"),
    path(f"{_CONTENTS}<slug:content>/", contents_page.document_content, name="document_content"),
]
