"""Address of the page of permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.access import permissions_page

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(f"{_OF}permissions/", permissions_page.permissions, name="permissions"),
]
