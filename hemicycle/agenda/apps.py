"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """The room ``agenda``."""

    name = "hemicycle.agenda"

    def ready(self) -> None:
        """Let the desk know the mails that say that something was published, and let items be imported."""
        from hemicycle.agenda import class_changes, item_import, notices  # noqa: PLC0415 - models are loaded only now
        from hemicycle.imports import desks  # noqa: PLC0415 - the same
        from hemicycle.imports.models import Import  # noqa: PLC0415 - the same

        class_changes.listen()
        notices.listen()
        desks.register(Import.Kind.ITEMS.value, item_import.ItemDesk, item_import.present)
