"""Addresses of the help desk, of connection tests (signed in, or by a personal link) and of test slots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from hemicycle.web.support import (
    begin_page,
    book_page,
    call_page,
    case_page,
    cases_page,
    desk_page,
    help_page,
    letter_page,
    my_slots_page,
    practice_page,
    readiness_ask_page,
    readiness_page,
    ready_answers_page,
    result_page,
    slot_page,
    slots_page,
    statistics_page,
    video_call_page,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

_OF = "consultations/<slug:slug>/"
_DESK = f"{_OF}desk/help/"
_READY = f"{_OF}desk/ready-answers/"
_READINESS = f"{_OF}desk/sittings/<int:key>/readiness/"
_LINK = "connection-test/<str:token>/"

urlpatterns: list[URLPattern] = [
    path(f"{_OF}help/", help_page.help_page, name="help"),
    path(f"{_OF}help/calls/<int:pk>/", video_call_page.video_call, name="video_call"),
    path(_DESK, cases_page.help_cases, name="help_cases"),
    path(f"{_DESK}call/", call_page.help_call, name="help_call"),
    path(f"{_DESK}statistics/", statistics_page.help_statistics, name="help_statistics"),
    path(f"{_DESK}<int:pk>/", case_page.help_case, name="help_case"),
    path(f"{_DESK}<int:pk>/mails/<int:mail>/files/<int:number>/", case_page.help_case_file, name="help_case_file"),
    path(_READY, ready_answers_page.ready_answers, name="ready_answers"),
    path(f"{_OF}desk/new-ready-answer/", ready_answers_page.ready_answer, name="ready_answer_new"),
    path(f"{_READY}<slug:answer_key>/", ready_answers_page.ready_answer, name="ready_answer"),
    path(f"{_OF}connection-test/", begin_page.connection_test, name="connection_test"),
    path(f"{_OF}connection-tests/<int:pk>/", result_page.result, name="connection_test_result"),
    path(f"{_OF}connection-tests/<int:pk>/letter/", letter_page.letter, name="connection_test_letter"),
    path(f"{_OF}practice/", practice_page.practice, name="practice"),
    path(f"{_OF}desk/connection-tests/", desk_page.connection_tests_desk, name="connection_tests_desk"),
    path(_READINESS, readiness_page.sitting_readiness, name="readiness"),
    path(f"{_READINESS}ask/", readiness_ask_page.readiness_ask, name="readiness_ask"),
    path(f"{_OF}test-slots/", book_page.book_slot, name="book_slot"),
    path(f"{_OF}desk/my-slots/", my_slots_page.my_slots, name="my_slots"),
    path(f"{_OF}desk/sittings/<int:key>/slots/", slots_page.session_slots, name="test_slots"),
    path(f"{_OF}desk/sittings/<int:key>/slots/<int:pk>/", slot_page.one_slot, name="test_slot"),
    path(_LINK, begin_page.connection_test_by_link, name="connection_test_link"),
    path(f"{_LINK}<int:pk>/", result_page.result_by_link, name="connection_test_link_result"),
    path(f"{_LINK}<int:pk>/letter/", letter_page.letter_by_link, name="connection_test_link_letter"),
]
