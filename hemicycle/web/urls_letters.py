"""Addresses of letters: the desk where they are written and sent, and the pages of those who read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.views import letter_sending, letter_writing, letters, letters_desk

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"
_DESK = f"{_OF}desk/letters/"

urlpatterns: list[URLPattern] = [
    path(_DESK, letters_desk.letters_desk, name="letters_desk"),
    path(f"{_DESK}new/", letters_desk.letter_new, name="letter_new"),
    path(f"{_DESK}<int:pk>/", letters_desk.letter_desk, name="letter_desk"),
    path(f"{_DESK}<int:pk>/texts/<slug:code>/", letter_writing.letter_text, name="letter_text"),
    path(f"{_DESK}<int:pk>/annexes/<int:key>/", letter_writing.letter_annex, name="letter_annex"),
    path(f"{_DESK}<int:pk>/annexes/<int:key>/file/", letter_writing.annex_file, name="annex_file"),
    path(f"{_DESK}<int:pk>/asks/", letter_writing.letter_asks, name="letter_asks"),
    path(f"{_DESK}<int:pk>/preview/", letter_sending.letter_preview, name="letter_preview"),
    path(f"{_DESK}<int:pk>/send/", letter_sending.letter_send, name="letter_send"),
    path(f"{_DESK}<int:pk>/correct/", letter_sending.letter_correct, name="letter_correct"),
    path(f"{_OF}letters/", letters.letters, name="letters"),
    path(f"{_OF}letters/<path:symbol>/annexes/<int:key>/", letters.letter_annex_file, name="letter_annex_file"),
    path(f"{_OF}letters/<path:symbol>/", letters.letter, name="letter"),
    path("letters/<str:token>/", letters.letter_by_mail, name="letter_by_mail"),
]
