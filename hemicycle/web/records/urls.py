"""Addresses of the records of the sittings."""

from __future__ import annotations

from django.urls import path

from hemicycle.web.records import list_page, presence_page, record_page

_HERE = "consultations/<slug:slug>/records/"

urlpatterns = [
    path(_HERE, list_page.records, name="records"),
    path(f"{_HERE}<int:pk>/", record_page.record, name="record"),
    path(f"{_HERE}<int:pk>/presence/", presence_page.presence, name="record_presence"),
]
