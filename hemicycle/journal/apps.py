"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The room ``journal``."""

    name = "hemicycle.journal"
