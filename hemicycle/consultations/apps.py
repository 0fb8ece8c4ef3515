"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """The room ``consultations``."""

    name = "hemicycle.consultations"
