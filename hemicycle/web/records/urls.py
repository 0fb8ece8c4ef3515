"""Addresses of the records of the sittings."""

from __future__ import annotations

from django.urls import path

from hemicycle.web.records import (
    list_page,
    paragraph_page,
    presence_page,
    record_page,
    rehearsal_comment_page,
    rehearsal_lists_page,
    rehearsal_report_page,
    settings_page,
    statement_page,
    statements_page,
    summary_desk_page,
    summary_page,
)

_DESK = "consultations/<slug:slug>/desk/records/"
_HERE = "consultations/<slug:slug>/records/"

_STATEMENTS = "consultations/<slug:slug>/statements/"

urlpatterns = [
    path("consultations/<slug:slug>/desk/record-settings/", settings_page.record_settings, name="record_settings"),
    path(_STATEMENTS, statements_page.statements, name="statements"),
    path(f"{_STATEMENTS}<int:pk>/", statement_page.statement, name="statement"),
    path(f"{_STATEMENTS}<int:pk>/<int:key>/", statement_page.statement_file, name="statement_file"),
    path(_HERE, list_page.records, name="records"),
    path(f"{_HERE}<int:pk>/", record_page.record, name="record"),
    path(f"{_HERE}<int:pk>/presence/", presence_page.presence, name="record_presence"),
    path(f"{_HERE}<int:pk>/report/", rehearsal_report_page.rehearsal_report, name="rehearsal_report"),
    path(f"{_HERE}<int:pk>/report/people/", rehearsal_lists_page.rehearsal_people, name="rehearsal_people"),
    path(f"{_HERE}<int:pk>/report/turns/", rehearsal_lists_page.rehearsal_turns, name="rehearsal_turns"),
    path(f"{_HERE}<int:pk>/report/comments/", rehearsal_lists_page.rehearsal_comments, name="rehearsal_comments"),
    path(
        f"{_HERE}<int:pk>/report/comments/<int:key>/",
        rehearsal_comment_page.rehearsal_comment,
        name="rehearsal_comment",
    ),
    path(f"{_HERE}<int:pk>/comment/", rehearsal_comment_page.rehearsal_own_comment, name="rehearsal_own_comment"),
    path(f"{_HERE}<int:pk>/summary/", summary_page.summary, name="summary"),
    path(f"{_HERE}<int:pk>/summary/<int:key>/", summary_page.summary_correction, name="summary_correction"),
    path(f"{_DESK}<int:pk>/", summary_desk_page.summary_desk, name="summary_desk"),
    path(f"{_DESK}<int:pk>/<int:key>/<slug:code>/", paragraph_page.summary_paragraph, name="summary_paragraph"),
]
