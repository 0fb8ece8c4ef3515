"""Address of the page of permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.access import permissions_page, scopes_page, security_txt

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
    path(f"{_OF}desk/roles/", scopes_page.secretariat_roles, name="secretariat_roles"),
    path(f"{_OF}permissions/", permissions_page.permissions, name="permissions"),
]
