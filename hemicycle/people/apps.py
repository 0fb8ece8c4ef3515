"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room ``people``."""

    name = "hemicycle.people"

    def ready(self) -> None:
        """Check from now on that every field says whether it is personal."""
        from hemicycle.people import checks  # noqa: F401, PLC0415 - models are loaded only now
