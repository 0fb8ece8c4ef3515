"""Registers the room with Django, and its commands."""

from __future__ import annotations

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """The room ``support``."""

    name = "hemicycle.support"

    def ready(self) -> None:
        """Register the room's commands and mails, the help desk as a place where mail goes, and what follows slots."""
        from hemicycle.support import (  # noqa: PLC0415 - models are loaded only now
            arriving,
            bad_sound,
            mailing,
            slot_mails,
            slots,
        )
        from hemicycle.support.actions import bookings, help_desk, help_requests  # noqa: F401, PLC0415 - the same

        arriving.listen()
        bad_sound.listen()
        bookings.listen()
        mailing.listen()
        slot_mails.listen()
        slots.listen()
