"""``hemicycle import-consultation FILE``: a consultation from an export, beside those that are here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hemicycle.ending import importing
from hemicycle.ending.form import NotPossible

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Takes in an export, all of it or nothing."""

    help = "Take in a consultation that another installation exported: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, and under which name."""
        parser.add_argument("file", type=Path, help="A file that “hemicycle export” or the page wrote.")
        parser.add_argument("--slug", default="", help="Another name for the consultation’s addresses.")
        parser.add_argument("--check", action="store_true", help="Only look through the file; take nothing in.")

    def handle(self, *_args: object, file: Path, slug: str, check: bool, **_options: object) -> None:
        """Take it in."""
        try:
            taken = importing.take_in(file, timezone.now(), self.stdout.write, slug=slug, only_check=check)
        except NotPossible as error:
            raise CommandError(str(error)) from error
        if check:
            self.stdout.write(self.style.SUCCESS("It can be taken in."))
            return
        self.stdout.write(self.style.SUCCESS(f"The consultation “{taken.slug}” is here: {taken.made} rows."))
        people, members = (taken.joined.get(name, 0) for name in ("people.Person", "people.Member"))
        if people or members:
            self.stdout.write(f"Here already, and left as they are: {people} people, {members} Members.")
        if taken.held:
            self.stdout.write(
                f"{taken.held} e-mails were waiting when it was exported, and are not sent: see Messages."
            )
