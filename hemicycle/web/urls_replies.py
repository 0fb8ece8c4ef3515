"""Addresses of replies: the focal point's, and the secretariat's where a reply came otherwise than online."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.views import entering_replies, reminders, replies, replies_desk, replying

if TYPE_CHECKING:
    from django.urls import URLPattern

_ENQUIRY = "consultations/<slug:slug>/enquiries/<int:pk>/"
_DESK = "consultations/<slug:slug>/desk/"

urlpatterns: list[URLPattern] = [
    path(f"{_ENQUIRY}reply/", replying.reply, name="reply"),
    path(f"{_ENQUIRY}reply/draft/", replying.reply_draft, name="reply_draft"),
    path(f"{_ENQUIRY}replies/<slug:code>/", replies.reply_versions, name="reply_versions"),
    path(f"{_ENQUIRY}replies/<slug:code>/<int:number>/", replies.reply_receipt, name="reply_receipt"),
    path(f"{_DESK}enquiries/<int:pk>/enter/", entering_replies.reply_enter, name="reply_enter"),
    path(f"{_DESK}enquiries/<int:pk>/reminders/", reminders.reminders, name="reminders"),
    path(f"{_DESK}replies/", replies_desk.replies_waiting, name="replies_waiting"),
    path(f"{_DESK}replies/<int:pk>/", replies_desk.reply_desk, name="reply_desk"),
    path(f"{_DESK}replies/<int:pk>/source/", replies_desk.reply_source, name="reply_source"),
    path(f"{_DESK}replies/<int:pk>/confirm/", replies_desk.reply_confirm, name="reply_confirm"),
    path(f"{_DESK}replies/<int:pk>/return/", replies_desk.reply_return, name="reply_return"),
    path(f"{_DESK}replies/<int:pk>/accept/", replies_desk.reply_accept, name="reply_accept"),
]
