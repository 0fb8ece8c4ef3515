"""Addresses of the desk's mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.mail import compose_page, mailings_page, paper_words_page, sender_page, texts_page

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"
_DESK = f"{_OF}desk/"

urlpatterns: list[URLPattern] = [
    path(f"{_DESK}mail/", mailings_page.mailings_page, name="mailings"),
    path(f"{_DESK}mail/write/", compose_page.write_mail, name="write_mail"),
    path(f"{_DESK}mail/sender/", sender_page.sender, name="sender"),
    path(f"{_DESK}mail/texts/", texts_page.mail_texts, name="mail_texts"),
    path(f"{_DESK}mail/texts/<slug:text>/", texts_page.mail_text, name="mail_text"),
    path(f"{_DESK}mail/words/", paper_words_page.paper_words_page, name="paper_words"),
    path(f"{_DESK}mail/<int:pk>/", mailings_page.mailing, name="mailing"),
    path(
        f"{_DESK}mail/by-itself/<slug:template>/",
        mailings_page.mails_by_itself,
        name="mails_by_itself",
    ),
]
