"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The room ``web``."""

    name = "hemicycle.web"

    def ready(self) -> None:
        """Count a factor that was just set up as given; attach calendars to confirmations, and papers to letters."""
        from hemicycle.web import confirmations, factors  # noqa: PLC0415 - models are loaded only now
        from hemicycle.web.letters import posting  # noqa: PLC0415 - the same

        confirmations.listen()
        factors.listen()
        posting.listen()
