"""Addresses: pages and the live room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import include, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from django.views.i18n import set_language

from hemicycle.web.toolkit.room_words import RoomWords

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

# The page names the language and the terms in the address, so that a browser keeps one catalogue for each.
_words = conditional_page(RoomWords.as_view())
room_words = cache_control(private=True, max_age=300)(_words)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hemicycle.web.urls")),
    path("", include("hemicycle.live.urls")),
    path("", include("hemicycle.ops.urls")),
    path("i18n/room.js", room_words, name="room_words"),
    path("i18n/language", set_language, name="set_language"),
]

if settings.DEVELOPMENT:
    from debug_toolbar.toolbar import debug_toolbar_urls

    urlpatterns += debug_toolbar_urls()

handler400 = "hemicycle.web.access.refusals.bad_request"
