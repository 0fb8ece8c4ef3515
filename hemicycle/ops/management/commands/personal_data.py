"""``hemicycle personal-data``: what is kept of somebody, for them to have; and erasing it when they ask for that."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from hemicycle.people.erasing import erase, kept_of
from hemicycle.people.messages import refusal_message
from hemicycle.people.personal_data import copy_of
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

STAYS = (
    "What stays: a number in place of the name, with Member, role, status, turns, replies and acts. Until the "
    "consultation's retention is over, also: who signed a reply on paper, its source, and files that were imported."
)


class Command(BaseCommand):
    """Writes one JSON object: rows by the name of their model, with the fields that are declared to be exported."""

    help = "Write what is kept of the person of an address, as JSON; with --erase, say what would go of it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and whether to erase it."""
        parser.add_argument("email", help="The person's address, or that of a Member's contact.")
        parser.add_argument("--erase", action="store_true", help="Say what would be erased, and what stays.")
        parser.add_argument("--apply", action="store_true", help="With --erase: erase it. This cannot be undone.")

    def handle(self, *_args: object, email: str, **options: bool) -> None:
        """Write it, or erase it.

        Raises:
            CommandError: nobody has this address, or the person still takes part.
        """
        try:
            if options["erase"]:
                self._erase(email, apply=options["apply"])
                return
        except Refusal as refusal:
            raise CommandError(refusal_message(refusal.reason)) from refusal
        if options["apply"]:
            raise CommandError("Nothing was erased: --apply goes with --erase.")
        copy = copy_of(email)
        if not copy:
            raise CommandError("Nothing is kept of this address.")
        self.stdout.write(json.dumps(copy, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))

    def _erase(self, email: str, *, apply: bool) -> None:
        rows = kept_of(email).rows
        if apply:
            erase(email, timezone.now())
        self.stdout.write(f"{'Erased' if apply else 'Would be erased'}: what is personal in these rows.")
        for label, count in rows.items():
            self.stdout.write(f"  {label}: {count}")
        self.stdout.write(STAYS)
        if not apply:
            self.stdout.write("Nothing was erased. Add --apply to erase it; this cannot be undone.")
