"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    """The room ``arrivals``."""

    name = "hemicycle.arrivals"

    def ready(self) -> None:
        """Add the texts of acknowledgements to those that a consultation may word itself."""
        from hemicycle.arrivals import acknowledging  # noqa: PLC0415 - models are loaded only now

        acknowledging.listen()
