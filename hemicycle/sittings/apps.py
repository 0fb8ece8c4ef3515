"""Registers the room with Django, and listens to what changes."""

from __future__ import annotations

from django.apps import AppConfig


class SittingsConfig(AppConfig):
    """The room ``sittings``."""

    name = "hemicycle.sittings"

    def ready(self) -> None:
        """Follow the agenda from now on."""
        from hemicycle.sittings import agenda_changes  # noqa: PLC0415 - models are loaded only now

        agenda_changes.listen()
