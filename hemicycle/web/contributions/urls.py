"""Addresses of contributions: the delegations', and the secretariat's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.contributions import (
    contribution_page,
    desk_page,
    draft_page,
    entry_page,
    list_page,
    name_page,
    settings_page,
    translation_page,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

_OWN = "consultations/<slug:slug>/contributions/"
_ONE = f"{_OWN}<int:pk>/"
_DRAFT = f"{_OWN}drafts/<int:pk>/"
_DESK = "consultations/<slug:slug>/desk/contributions/"
_PARTS = "consultations/<slug:slug>/desk/contribution-parts/"

urlpatterns: list[URLPattern] = [
    path(_OWN, list_page.contributions, name="contributions"),
    path(_DRAFT, draft_page.contribution_draft, name="contribution_draft"),
    path(f"{_DRAFT}save/", draft_page.contribution_draft_save, name="contribution_draft_save"),
    path(f"{_DRAFT}length/", draft_page.contribution_draft_length, name="contribution_draft_length"),
    path(f"{_DRAFT}paper/", draft_page.contribution_draft_paper, name="contribution_draft_paper"),
    path(_ONE, contribution_page.contribution, name="contribution"),
    path(f"{_ONE}paper/", contribution_page.contribution_paper, name="contribution_paper"),
    path(f"{_ONE}file/<int:number>/", contribution_page.contribution_file, name="contribution_file"),
    path(f"{_ONE}receipt/<int:number>/", contribution_page.contribution_receipt, name="contribution_receipt"),
    path("contribution-names/<str:token>/", name_page.contribution_name_link, name="contribution_name_link"),
    path(_DESK, desk_page.contributions_desk, name="contributions_desk"),
    path(f"{_DESK}enter/", entry_page.contribution_enter, name="contribution_enter"),
    path(f"{_DESK}settings/", settings_page.contribution_terms, name="contribution_terms"),
    path(f"{_DESK}<int:pk>/", desk_page.contribution_desk, name="contribution_desk"),
    path(f"{_DESK}<int:pk>/entry/", entry_page.contribution_entry, name="contribution_entry"),
    path(f"{_DESK}<int:pk>/source/", desk_page.contribution_source, name="contribution_source"),
    path(
        f"{_DESK}<int:pk>/languages/<str:code>/",
        translation_page.contribution_translation,
        name="contribution_translation",
    ),
    path(_PARTS, settings_page.contribution_parts, name="contribution_parts"),
    path(f"{_PARTS}new/", settings_page.contribution_part, name="contribution_part_new"),
    path(f"{_PARTS}<str:part_key>/", settings_page.contribution_part, name="contribution_part"),
]
