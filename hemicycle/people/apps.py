"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room ``people``."""

    name = "hemicycle.people"

    def ready(self) -> None:
        """Tell people what becomes of their registrations, from now on."""
        from hemicycle.mail import notices  # noqa: PLC0415 - models are loaded only now

        notices.listen()
