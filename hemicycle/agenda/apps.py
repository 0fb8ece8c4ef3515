"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """The room ``agenda``."""

    name = "hemicycle.agenda"

    def ready(self) -> None:
        """Let the desk know the mails that say that something was published; let items and terms be imported."""
        from hemicycle.agenda import (  # noqa: PLC0415 - models are loaded only now
            class_changes,
            contributed,
            frame_copies,
            glossary_import,
            item_import,
            notices,
        )
        from hemicycle.imports import desks  # noqa: PLC0415 - the same
        from hemicycle.imports.models import Import  # noqa: PLC0415 - the same

        class_changes.listen()
        contributed.listen()
        notices.listen()
        frame_copies.listen()
        desks.register(Import.Kind.ITEMS.value, item_import.ItemDesk, item_import.present)
        desks.register(Import.Kind.GLOSSARY.value, glossary_import.GlossaryDesk, glossary_import.present)
