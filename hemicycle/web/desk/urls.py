"""Addresses of the desk's first page, and of its search."""

from __future__ import annotations

from django.urls import path

from hemicycle.web.desk import search_page, to_do_page

_DESK = "consultations/<slug:slug>/desk/"

urlpatterns = [
    path(_DESK, to_do_page.to_do, name="to_do"),
    path(f"{_DESK}search/", search_page.desk_search, name="desk_search"),
]
