"""Addresses of Members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.members import desk_page, member_page, members_page

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"
_DESK = f"{_OF}desk/"

urlpatterns: list[URLPattern] = [
    path(f"{_OF}members/", members_page.members, name="members"),
    path(f"{_OF}members/new/", members_page.new_member, name="new_member"),
    path(f"{_OF}members/<slug:code>/", member_page.member, name="member"),
    path(f"{_DESK}members/", desk_page.members_desk, name="members_desk"),
]
