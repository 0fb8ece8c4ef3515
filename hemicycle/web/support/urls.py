"""Addresses of connection tests: for who has signed in, and by a personal link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.support import (
    begin_page,
    desk_page,
    letter_page,
    readiness_ask_page,
    readiness_page,
    result_page,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"
_READINESS = f"{_OF}desk/sittings/<int:key>/readiness/"
_LINK = "connection-test/<str:token>/"

urlpatterns: list[URLPattern] = [
    path(f"{_OF}connection-test/", begin_page.connection_test, name="connection_test"),
    path(f"{_OF}connection-tests/<int:pk>/", result_page.result, name="connection_test_result"),
    path(f"{_OF}connection-tests/<int:pk>/letter/", letter_page.letter, name="connection_test_letter"),
    path(f"{_OF}desk/connection-tests/", desk_page.connection_tests_desk, name="connection_tests_desk"),
    path(_READINESS, readiness_page.sitting_readiness, name="readiness"),
    path(f"{_READINESS}ask/", readiness_ask_page.readiness_ask, name="readiness_ask"),
    path(_LINK, begin_page.connection_test_by_link, name="connection_test_link"),
    path(f"{_LINK}<int:pk>/", result_page.result_by_link, name="connection_test_link_result"),
    path(f"{_LINK}<int:pk>/letter/", letter_page.letter_by_link, name="connection_test_link_letter"),
]
