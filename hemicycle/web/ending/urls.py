"""Addresses of the end of a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.ending import archive_page, end_page, journal_page

if TYPE_CHECKING:
    from django.urls import URLPattern

_DESK = "consultations/<slug:slug>/desk/"

urlpatterns: list[URLPattern] = [
    path("archive/", archive_page.archive, name="archive"),
    path(f"{_DESK}journal/", journal_page.journal, name="journal"),
    path(f"{_DESK}end/", end_page.end, name="end"),
    path(f"{_DESK}end/results/<int:key>/", end_page.enquiry_record, name="enquiry_record"),
    path(f"{_DESK}end/exports/<int:key>/", end_page.export_file, name="export_file"),
]
