"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """The room ``agenda``."""

    name = "hemicycle.agenda"
