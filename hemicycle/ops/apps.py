"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """The room ``ops``."""

    name = "hemicycle.ops"
