"""Addresses of the messages that came by mail."""

from __future__ import annotations

from django.urls import path

from hemicycle.web.arrivals import arrival_page, tray_page

_DESK = "consultations/<slug:slug>/desk/messages/"

urlpatterns = [
    path(_DESK, tray_page.arrivals, name="arrivals"),
    path(f"{_DESK}<int:pk>/", arrival_page.arrival, name="arrival"),
    path(f"{_DESK}<int:pk>/original/", arrival_page.arrival_original, name="arrival_original"),
    path(f"{_DESK}<int:pk>/files/<int:number>/", arrival_page.arrival_file, name="arrival_file"),
]
