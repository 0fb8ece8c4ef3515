"""Registers the room with Django, and its commands."""

from __future__ import annotations

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """The room ``support``."""

    name = "hemicycle.support"

    def ready(self) -> None:
        """Register the room's commands, its mails, and the help desk as a place where mail goes."""
        from hemicycle.support import arriving, mailing  # noqa: PLC0415 - models are loaded only now
        from hemicycle.support.actions import help_desk  # noqa: F401, PLC0415 - the same

        arriving.listen()
        mailing.listen()
