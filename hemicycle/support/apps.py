"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """The room ``support``."""

    name = "hemicycle.support"
