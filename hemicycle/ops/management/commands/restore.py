"""``hemicycle restore FILE``: the way back from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError

from hemicycle.config.environment import close_to_others
from hemicycle.ops import backup
from hemicycle.ops.dumps import NotPossible

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Puts a backup back, of this version or an older one, once it has been read and compared as a whole."""

    help = "Put a backup in the place of the database and the uploads. Hemicycle must not be running."
    requires_migrations_checks = False
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, and whether over what there is."""
        parser.add_argument("file", type=Path, help="A file that “hemicycle backup” wrote.")
        parser.add_argument("--replace", action="store_true", help="Also where the database has people already.")

    def handle(self, *_args: object, file: Path, replace: bool, **_options: object) -> None:
        """Put it back."""
        close_to_others()
        try:
            manifest = backup.restore(file, self.stdout.write, replace=replace)
        except NotPossible as error:
            raise CommandError(str(error)) from error
        made = f"{manifest.made_at:%d %B %Y, %H:%M} UTC"
        self.stdout.write(self.style.SUCCESS(f"Everything is as it was on {made}. Start Hemicycle again."))
        self.stdout.write("Everybody signs in again. Check the record: hemicycle journal verify.")
