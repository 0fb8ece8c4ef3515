"""The room's addresses."""

from __future__ import annotations

from django.urls import path

from hemicycle.live import (
    assistance_views,
    call_views,
    connection_test_views,
    engine_views,
    practice_views,
    push_views,
    views,
)

urlpatterns = [
    path("sittings/<int:sitting>/join", views.join, name="join"),
    path("sittings/<int:sitting>/push", views.push, name="push"),
    path("sittings/<int:sitting>/commands", views.command, name="commands"),
    path("sittings/<int:sitting>/documents", views.documents, name="documents"),
    path("sittings/<int:sitting>/statement", views.statement, name="own_statement"),
    path("sittings/<int:sitting>/assistance", assistance_views.assistance, name="assistance"),
    path("sittings/<int:sitting>/assistance/<int:registration>", assistance_views.assisted, name="assisted"),
    path(
        "consultations/<slug:slug>/connection-test/begin",
        connection_test_views.begin,
        name="connection_test_begin",
    ),
    path(
        "consultations/<slug:slug>/connection-tests/<int:pk>/finish",
        connection_test_views.finish,
        name="connection_test_finish",
    ),
    path(
        "consultations/<slug:slug>/connection-test/entry",
        connection_test_views.entry,
        name="connection_test_entry",
    ),
    path("consultations/<slug:slug>/help/calls/<int:pk>/join", call_views.join, name="video_call_join"),
    path("connection-test/<str:token>/begin", connection_test_views.begin_by_link, name="connection_test_link_begin"),
    path(
        "connection-test/<str:token>/<int:pk>/finish",
        connection_test_views.finish_by_link,
        name="connection_test_link_finish",
    ),
    path("consultations/<slug:slug>/practice/finish", practice_views.finish, name="practice_finish"),
    path("health", engine_views.health, name="health"),
    path("push/connect", push_views.connect, name="push_connect"),
    path("media/webhook", engine_views.webhook, name="media_webhook"),
    path("steward/sittings", engine_views.steward_sittings, name="steward_sittings"),
    path("steward/facts", engine_views.steward_facts, name="steward_facts"),
]
