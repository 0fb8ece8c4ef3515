"""Addresses of the desk of an enquiry: who answered what, and what is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.views import conditions, enquiries, enquiry_acts, enquiry_desk, matrix, summary

if TYPE_CHECKING:
    from django.urls import URLPattern

_DESK = "consultations/<slug:slug>/desk/enquiries/"
_ONE = f"{_DESK}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_DESK, enquiries.enquiries, name="enquiries"),
    path(_ONE, enquiry_desk.enquiry_desk, name="enquiry_desk"),
    path(f"{_ONE}matrix/", matrix.enquiry_matrix, name="enquiry_matrix"),
    path(f"{_ONE}items/", matrix.enquiry_items, name="enquiry_items"),
    path(f"{_ONE}conditions/", conditions.enquiry_conditions, name="enquiry_conditions"),
    path(f"{_ONE}summary/", summary.enquiry_summary, name="enquiry_summary"),
    path(f"{_ONE}extend/", enquiry_acts.enquiry_extend, name="enquiry_extend"),
    path(f"{_ONE}withdraw/", enquiry_acts.enquiry_withdraw, name="enquiry_withdraw"),
    path(f"{_ONE}declare/", enquiry_acts.enquiry_declare, name="enquiry_declare"),
]
