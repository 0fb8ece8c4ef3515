"""Addresses of the desk of an enquiry: who answered what, and what is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.enquiries import (
    action_pages,
    ballot_page,
    conditions_page,
    desk_page,
    headings_page,
    list_page,
    matrix_page,
    reminders_page,
    summary_page,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

_CONSULTATION = "consultations/<slug:slug>/desk/"
_DESK = f"{_CONSULTATION}enquiries/"
_ONE = f"{_DESK}<int:pk>/"
_HEADINGS = f"{_CONSULTATION}condition-headings/"

urlpatterns: list[URLPattern] = [
    path(_HEADINGS, headings_page.condition_headings, name="condition_headings"),
    path(f"{_CONSULTATION}new-condition-heading/", headings_page.condition_heading, name="condition_heading_new"),
    path(f"{_HEADINGS}<slug:heading>/", headings_page.condition_heading, name="condition_heading"),
    path(_DESK, list_page.enquiries, name="enquiries"),
    path(f"{_CONSULTATION}ballots/", list_page.ballots, name="ballots"),
    path(f"{_CONSULTATION}ballots/<int:pk>/", ballot_page.ballot, name="ballot"),
    path(_ONE, desk_page.enquiry_desk, name="enquiry_desk"),
    path(f"{_ONE}matrix/", matrix_page.enquiry_matrix, name="enquiry_matrix"),
    path(f"{_ONE}items/", matrix_page.enquiry_items, name="enquiry_items"),
    path(f"{_ONE}conditions/", conditions_page.enquiry_conditions, name="enquiry_conditions"),
    path(f"{_ONE}summary/", summary_page.enquiry_summary, name="enquiry_summary"),
    path(f"{_ONE}result.json", desk_page.enquiry_result, name="enquiry_result"),
    path(f"{_ONE}reminders/", reminders_page.reminders, name="reminders"),
    path(f"{_ONE}withdraw/", action_pages.enquiry_withdraw, name="enquiry_withdraw"),
    path(f"{_ONE}declare/", action_pages.enquiry_declare, name="enquiry_declare"),
]
