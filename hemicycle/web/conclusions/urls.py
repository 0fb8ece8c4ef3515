"""Addresses of the conclusions."""

from __future__ import annotations

from django.urls import path

from hemicycle.web.conclusions import ballot_draft_page, conclusion_page, list_page, report_page

_HERE = "consultations/<slug:slug>/"
_DESK = f"{_HERE}desk/conclusions/"

urlpatterns = [
    path(_DESK, list_page.conclusions, name="conclusions"),
    path(f"{_DESK}ballot/", ballot_draft_page.ballot_draft, name="ballot_draft"),
    path(f"{_HERE}report/", report_page.report, name="report"),
    path(f"{_HERE}desk/report/", report_page.report_desk, name="report_desk"),
    path(f"{_DESK}<int:pk>/<slug:code>/", conclusion_page.conclusion, name="conclusion"),
]
