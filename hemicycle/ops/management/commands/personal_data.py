"""``hemicycle personal-data``: what is kept of somebody, for them to have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from hemicycle.people.personal_data import copy_of

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Writes one JSON object: rows by the name of their model, with the fields that are declared to be exported."""

    help = "Write what is kept of the person of an address, as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email", help="The person's address, or that of a Member's contact.")

    def handle(self, *_args: object, email: str, **_options: object) -> None:
        """Write it.

        Raises:
            CommandError: nobody has this address.
        """
        copy = copy_of(email)
        if not copy:
            raise CommandError("Nothing is kept of this address.")
        self.stdout.write(json.dumps(copy, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
