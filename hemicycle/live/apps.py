"""Registers the room with Django, and listens to what changes."""

from __future__ import annotations

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """The room ``live``."""

    name = "hemicycle.live"

    def ready(self) -> None:
        """Publish documents, and disconnect whoever loses their access, from now on.

        The command of ``rooms`` is registered too.
        """
        from hemicycle.live import disconnecting, publishing, rooms  # noqa: F401, PLC0415 - models are loaded only now

        publishing.listen()
        disconnecting.listen()
