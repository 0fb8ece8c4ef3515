"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """The room ``correspondence``."""

    name = "hemicycle.correspondence"

    def ready(self) -> None:
        """Send receipts from now on, keep Members to which letters went, take mail about letters, copy letterheads."""
        from hemicycle.correspondence import (  # noqa: PLC0415 - after the models
            addressees,
            arriving,
            class_changes,
            clearance_notices,
            letterhead_copies,
            notices,
            templates,
            zone_changes,
        )

        addressees.listen()
        arriving.listen()
        class_changes.listen()
        zone_changes.listen()
        notices.listen()
        clearance_notices.listen()
        templates.listen()
        letterhead_copies.listen()
