"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """The room ``correspondence``."""

    name = "hemicycle.correspondence"

    def ready(self) -> None:
        """Send receipts from now on."""
        from hemicycle.correspondence import notices  # noqa: PLC0415 - models are loaded only now

        notices.listen()
