"""The room's addresses."""

from __future__ import annotations

from django.urls import path

from hemicycle.live import engine_views, push_views, views

urlpatterns = [
    path("sittings/<int:sitting>/join", views.join, name="join"),
    path("sittings/<int:sitting>/push", views.push, name="push"),
    path("sittings/<int:sitting>/commands", views.command, name="commands"),
    path("sittings/<int:sitting>/documents", views.documents, name="documents"),
    path("sittings/<int:sitting>/statement", views.statement, name="own_statement"),
    path("health", engine_views.health, name="health"),
    path("push/connect", push_views.connect, name="push_connect"),
    path("media/webhook", engine_views.webhook, name="media_webhook"),
    path("steward/sittings", engine_views.steward_sittings, name="steward_sittings"),
    path("steward/facts", engine_views.steward_facts, name="steward_facts"),
]
