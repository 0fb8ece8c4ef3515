"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room ``people``."""

    name = "hemicycle.people"
