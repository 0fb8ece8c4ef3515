"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """The room ``correspondence``."""

    name = "hemicycle.correspondence"
