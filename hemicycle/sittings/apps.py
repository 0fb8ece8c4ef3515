"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class SittingsConfig(AppConfig):
    """The room ``sittings``."""

    name = "hemicycle.sittings"
