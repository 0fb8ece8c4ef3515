"""Addresses of the home page, and of a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.sittings import (
    conduct_page,
    desk_page,
    home_page,
    rehearsals_page,
    reopening_page,
    room_page,
    sitting_page,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("", home_page.home, name="home"),
    path("consultations/<slug:slug>/desk/sittings/", desk_page.sittings_desk, name="sittings_desk"),
    path("consultations/<slug:slug>/desk/conduct/", conduct_page.conduct, name="conduct"),
    path("consultations/<slug:slug>/desk/rehearsals/", rehearsals_page.rehearsals, name="rehearsals"),
    path("consultations/<slug:slug>/desk/rehearsals/new/", rehearsals_page.rehearsal, name="rehearsal_new"),
    path("consultations/<slug:slug>/desk/rehearsals/<int:key>/", rehearsals_page.rehearsal, name="rehearsal"),
    path("sittings/<int:key>/", room_page.room, name="room"),
    path("sittings/<int:key>/console/", room_page.console, name="console"),
    path("sittings/<int:key>/booth/", room_page.booth, name="booth"),
    path("sittings/<int:key>/desk/", room_page.desk, name="desk"),
    path("sittings/<int:key>/desk/turns/", sitting_page.turns, name="turns"),
    path("sittings/<int:key>/desk/voices/", sitting_page.voices, name="voices"),
    path("sittings/<int:key>/reopen/", reopening_page.reopening, name="reopening"),
    path("sittings/<int:key>/people/", sitting_page.people, name="people"),
]
