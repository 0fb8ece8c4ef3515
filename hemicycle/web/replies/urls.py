"""Addresses of replies: the focal point's, and the secretariat's where a reply came otherwise than online."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.replies import desk_page, entry_page, receipt_page, reply_page

if TYPE_CHECKING:
    from django.urls import URLPattern

_ENQUIRY = "consultations/<slug:slug>/enquiries/<int:pk>/"
_DESK = "consultations/<slug:slug>/desk/"

urlpatterns: list[URLPattern] = [
    path(f"{_ENQUIRY}reply/", reply_page.reply, name="reply"),
    path(f"{_ENQUIRY}reply/draft/", reply_page.reply_draft, name="reply_draft"),
    path(f"{_ENQUIRY}replies/<slug:code>/", receipt_page.reply_versions, name="reply_versions"),
    path(f"{_ENQUIRY}replies/<slug:code>/<int:number>/", receipt_page.reply_receipt, name="reply_receipt"),
    path(f"{_DESK}enquiries/<int:pk>/enter/", entry_page.reply_enter, name="reply_enter"),
    path(f"{_DESK}replies/", desk_page.replies_waiting, name="replies_waiting"),
    path(f"{_DESK}replies/<int:pk>/", desk_page.reply_desk, name="reply_desk"),
    path(f"{_DESK}replies/<int:pk>/source/", desk_page.reply_source, name="reply_source"),
    path(f"{_DESK}replies/<int:pk>/confirm/", desk_page.reply_confirm, name="reply_confirm"),
    path(f"{_DESK}replies/<int:pk>/return/", desk_page.reply_return, name="reply_return"),
    path(f"{_DESK}replies/<int:pk>/accept/", desk_page.reply_accept, name="reply_accept"),
    path(f"{_DESK}replies/<int:pk>/decline/", desk_page.reply_decline, name="reply_decline"),
]
