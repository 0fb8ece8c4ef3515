"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class EndingConfig(AppConfig):
    """The room ``ending``."""

    name = "hemicycle.ending"

    def ready(self) -> None:
        """Delete exports with the personal data that is in them, from now on."""
        from hemicycle.ending import forgetting  # noqa: PLC0415 - models are loaded only now

        forgetting.listen()
