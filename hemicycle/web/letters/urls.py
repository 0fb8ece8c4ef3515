"""Addresses of letters: the desk where they are written and sent, and the pages of those who read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.letters import (
    desk_page,
    edit_page,
    emblem_page,
    language_page,
    language_send_page,
    letter_page,
    letterhead_page,
    preview_page,
    send_page,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"
_DESK = f"{_OF}desk/letters/"

urlpatterns: list[URLPattern] = [
    path("emblems/<slug:digest>.png", emblem_page.emblem, name="emblem"),
    path(_DESK, desk_page.letters_desk, name="letters_desk"),
    path(f"{_DESK}new/", desk_page.letter_new, name="letter_new"),
    path(f"{_DESK}letterhead/", letterhead_page.letterhead, name="letterhead"),
    path(f"{_DESK}<int:pk>/", desk_page.letter_desk, name="letter_desk"),
    path(f"{_DESK}<int:pk>/texts/<slug:code>/", edit_page.letter_text, name="letter_text"),
    path(f"{_DESK}<int:pk>/annexes/<int:key>/", edit_page.letter_annex, name="letter_annex"),
    path(f"{_DESK}<int:pk>/annexes/<int:key>/file/", edit_page.annex_file, name="annex_file"),
    path(f"{_DESK}<int:pk>/asks/", edit_page.letter_asks, name="letter_asks"),
    path(f"{_DESK}<int:pk>/preview/", preview_page.letter_preview, name="letter_preview"),
    path(f"{_DESK}<int:pk>/send/", send_page.letter_send, name="letter_send"),
    path(f"{_DESK}<int:pk>/correct/", send_page.letter_correct, name="letter_correct"),
    path(f"{_DESK}<int:pk>/languages/<slug:code>/", language_page.letter_language, name="letter_language"),
    path(
        f"{_DESK}<int:pk>/languages/<slug:code>/preview/",
        language_page.letter_language_preview,
        name="letter_language_preview",
    ),
    path(
        f"{_DESK}<int:pk>/languages/<slug:code>/send/",
        language_send_page.letter_language_send,
        name="letter_language_send",
    ),
    path(
        f"{_DESK}<int:pk>/languages/<slug:code>/annexes/<int:key>/file/",
        language_page.letter_language_file,
        name="letter_language_file",
    ),
    path(f"{_OF}letters/", letter_page.letters, name="letters"),
    path(f"{_OF}letters/<path:symbol>/annexes/<int:key>/", letter_page.letter_annex_file, name="letter_annex_file"),
    path(f"{_OF}letters/<path:symbol>/", letter_page.letter, name="letter"),
    path("letters/<str:token>/", letter_page.letter_by_mail, name="letter_by_mail"),
]
