"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The room ``documents``."""

    name = "hemicycle.documents"

    def ready(self) -> None:
        """Let documents be imported, and found."""
        from hemicycle.documents import importing, search  # noqa: PLC0415 - models are loaded only now
        from hemicycle.imports import desks  # noqa: PLC0415 - the same
        from hemicycle.imports.models import Import  # noqa: PLC0415 - the same

        search.listen(self)
        desks.register(Import.Kind.DOCUMENTS.value, importing.DocumentDesk, importing.present_documents)
