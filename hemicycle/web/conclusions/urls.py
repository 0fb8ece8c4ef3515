"""Addresses of the conclusions."""

from __future__ import annotations

from django.urls import path

from hemicycle.web.conclusions import (
    ballot_draft_page,
    conclusion_page,
    list_page,
    report_page,
    report_paragraph_page,
)

_HERE = "consultations/<slug:slug>/"
_DESK = f"{_HERE}desk/conclusions/"
_REPORT = f"{_HERE}desk/report/"

urlpatterns = [
    path(_DESK, list_page.conclusions, name="conclusions"),
    path(f"{_DESK}ballot/", ballot_draft_page.ballot_draft, name="ballot_draft"),
    path(f"{_HERE}report/", report_page.report, name="report"),
    path(_REPORT, report_page.report_desk, name="report_desk"),
    path(f"{_REPORT}paragraphs/new/", report_paragraph_page.new_report_paragraph, name="report_paragraph_new"),
    path(f"{_REPORT}paragraphs/<int:pk>/", report_paragraph_page.report_paragraph, name="report_paragraph"),
    path(f"{_DESK}<int:pk>/<slug:code>/", conclusion_page.conclusion, name="conclusion"),
]
