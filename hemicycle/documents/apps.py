"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The room ``documents``."""

    name = "hemicycle.documents"
