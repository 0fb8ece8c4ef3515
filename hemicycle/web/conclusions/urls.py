"""Addresses of the conclusions."""

from __future__ import annotations

from django.urls import path

from hemicycle.web.conclusions import conclusion_page, list_page

_DESK = "consultations/<slug:slug>/desk/conclusions/"

urlpatterns = [
    path(_DESK, list_page.conclusions, name="conclusions"),
    path(f"{_DESK}<int:pk>/<slug:code>/", conclusion_page.conclusion, name="conclusion"),
]
