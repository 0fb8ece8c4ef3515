"""Addresses of setting up: the installation's consultations, bodies and administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.setup import (
    administrators_page,
    bodies_page,
    body_page,
    checklist_page,
    consultations_page,
    new_consultation_page,
    particulars_page,
    settings_page,
    terms_page,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("setup/", consultations_page.consultations, name="setup"),
    path("setup/new/", new_consultation_page.new_consultation, name="new_consultation"),
    path("setup/bodies/", bodies_page.bodies, name="bodies"),
    path("setup/bodies/<slug:body>/", bodies_page.set_up_body, name="set_up_body"),
    path("setup/bodies/<slug:body>/terms/", bodies_page.set_up_terms, name="set_up_terms"),
    path("setup/bodies/<slug:body>/remove/", bodies_page.body_remove, name="body_remove"),
    path("setup/bodies/<slug:body>/<slug:part>/new/", bodies_page.set_up_part, name="set_up_part_new"),
    path("setup/bodies/<slug:body>/<slug:part>/<slug:body_key>/", bodies_page.set_up_part, name="set_up_part"),
    path("setup/administrators/", administrators_page.administrators, name="administrators"),
    path("consultations/<slug:slug>/desk/particulars/", particulars_page.particulars, name="particulars"),
    path("consultations/<slug:slug>/desk/body/", body_page.body, name="body"),
    path("consultations/<slug:slug>/desk/body/terms/", terms_page.terms, name="terms"),
    path("consultations/<slug:slug>/desk/body/<slug:part>/new/", body_page.body_part, name="body_part_new"),
    path("consultations/<slug:slug>/desk/body/<slug:part>/<slug:body_key>/", body_page.body_part, name="body_part"),
    path("consultations/<slug:slug>/desk/rules/", settings_page.all_settings, name="all_settings"),
    path("consultations/<slug:slug>/desk/set-up/", checklist_page.checklist, name="checklist"),
]
