"""``hemicycle schema``: the JSON Schema of the documents that clients show."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand
from pydantic.json_schema import models_json_schema

from hemicycle.live.documents import OPEN, DeskDocument, Document, HelpDocument


class Command(BaseCommand):
    """Prints one schema with a definition for each document."""

    help = "Print the JSON Schema of the documents that clients show."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print it."""
        models: list[type[Document]] = [*OPEN.values(), HelpDocument, DeskDocument]
        _, schema = models_json_schema([(model, "serialization") for model in models], title="Documents")
        self.stdout.write(json.dumps(schema, indent=2))
