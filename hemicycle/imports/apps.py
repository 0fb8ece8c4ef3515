"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The room ``imports``."""

    name = "hemicycle.imports"

    def ready(self) -> None:
        """Stop imports whose files are forgotten, from now on."""
        from hemicycle.imports import forgetting  # noqa: PLC0415 - models are loaded only now

        forgetting.listen()
