"""Addresses of setting up: the installation's consultations and administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.setup import (
    administrators_page,
    body_page,
    checklist_page,
    consultations_page,
    new_consultation_page,
    particulars_page,
    settings_page,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("setup/", consultations_page.consultations, name="setup"),
    path("setup/new/", new_consultation_page.new_consultation, name="new_consultation"),
    path("setup/administrators/", administrators_page.administrators, name="administrators"),
    path("consultations/<slug:slug>/desk/particulars/", particulars_page.particulars, name="particulars"),
    path("consultations/<slug:slug>/desk/body/", body_page.body, name="body"),
    path("consultations/<slug:slug>/desk/body/<slug:part>/new/", body_page.body_part, name="body_part_new"),
    path("consultations/<slug:slug>/desk/body/<slug:part>/<slug:body_key>/", body_page.body_part, name="body_part"),
    path("consultations/<slug:slug>/desk/rules/", settings_page.all_settings, name="all_settings"),
    path("consultations/<slug:slug>/desk/set-up/", checklist_page.checklist, name="checklist"),
]
