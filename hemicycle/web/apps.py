"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The room ``web``."""

    name = "hemicycle.web"

    def ready(self) -> None:
        """Count a factor that was just set up as given; attach calendars to confirmations."""
        from hemicycle.web import confirmations, factors  # noqa: PLC0415 - models are loaded only now

        confirmations.listen()
        factors.listen()
