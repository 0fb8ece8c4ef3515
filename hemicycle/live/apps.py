"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """The room ``live``."""

    name = "hemicycle.live"
