"""Addresses of a Member's delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.delegations import delegation_page, own_mandates_page

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(f"{_OF}mandates/", own_mandates_page.own_mandates, name="own_mandates"),
    path(f"{_OF}delegations/<slug:code>/", delegation_page.delegation, name="delegation"),
    path(f"{_OF}delegations/<slug:code>/uploads/<int:key>/", delegation_page.upload, name="upload"),
    path(f"{_OF}delegations/<slug:code>/<slug:action>/", delegation_page.delegation_action, name="delegation_act"),
    path(
        f"{_OF}delegations/<slug:code>/<slug:action>/<int:key>/",
        delegation_page.delegation_action,
        name="delegation_act",
    ),
]
