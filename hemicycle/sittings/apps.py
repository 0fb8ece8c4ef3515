"""Registers the room with Django, and listens to what changes."""

from __future__ import annotations

from django.apps import AppConfig


class SittingsConfig(AppConfig):
    """The room ``sittings``."""

    name = "hemicycle.sittings"

    def ready(self) -> None:
        """Follow the agenda, documents and retention from now on; register the commands and the kinds of import."""
        from hemicycle.imports import desks  # noqa: PLC0415 - models are loaded only now
        from hemicycle.imports.models import Import  # noqa: PLC0415 - the same
        from hemicycle.sittings import (  # noqa: PLC0415 - the same
            agenda_changes,
            class_changes,
            documentation_changes,
            duty_import,
            factor_changes,
            retention,
            shift_import,
            shift_mails,
            sitting_import,
            zone_changes,
        )
        from hemicycle.sittings.actions import (  # noqa: PLC0415 - models first
            booth_messages,  # noqa: F401
            booth_signals,  # noqa: F401
            booths,  # noqa: F401
            floor,  # noqa: F401
            interpretation,  # noqa: F401
            items,  # noqa: F401
            presiding,  # noqa: F401
            rulings,  # noqa: F401
            speaker,  # noqa: F401
            undoing,  # noqa: F401
            voice,  # noqa: F401
        )

        agenda_changes.listen()
        documentation_changes.listen()
        retention.listen()
        shift_mails.listen()
        class_changes.listen()
        zone_changes.listen()
        factor_changes.listen()
        desks.register(Import.Kind.SITTINGS.value, sitting_import.SittingDesk, sitting_import.present)
        desks.register(Import.Kind.DUTIES.value, duty_import.DutyDesk, duty_import.present)
        desks.register(Import.Kind.SHIFTS.value, shift_import.ShiftDesk, shift_import.present)
