"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """The room ``contributions``."""

    name = "hemicycle.contributions"

    def ready(self) -> None:
        """Let the desk know the mails about contributions, and take those that are one."""
        from hemicycle.contributions import arriving, notices  # noqa: PLC0415 - models are loaded only now

        arriving.listen()
        notices.listen()
