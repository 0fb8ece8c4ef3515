"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The room ``journal``."""

    name = "hemicycle.journal"

    def ready(self) -> None:
        """Have the database guard what is evidence, from the next ``migrate`` on."""
        from hemicycle.journal import guards  # noqa: PLC0415 - models are loaded only now

        guards.listen(self)
