"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """The room ``agenda``."""

    name = "hemicycle.agenda"

    def ready(self) -> None:
        """Let the desk know the mails that say that something was published."""
        from hemicycle.agenda import notices  # noqa: PLC0415 - models are loaded only now

        notices.listen()
