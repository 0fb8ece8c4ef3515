"""``hemicycle backup FILE``: everything that the installation keeps, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError

from hemicycle.ops import backup
from hemicycle.ops.dumps import NotPossible

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Writes the database and the uploads, also while Hemicycle runs."""

    help = "Write the database and the uploads into one file, also while Hemicycle runs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where."""
        parser.add_argument("file", type=Path, help="The file to be written; it must not be there yet.")

    def handle(self, *_args: object, file: Path, **_options: object) -> None:
        """Write it."""
        try:
            manifest = backup.write(file, self.stdout.write)
        except NotPossible as error:
            raise CommandError(str(error)) from error
        size = file.stat().st_size / 1e6
        self.stdout.write(self.style.SUCCESS(f"{file}: {len(manifest.files)} files, {size:.1f} MB."))
        self.stdout.write("The secrets of the installation are not in it: keep its file “environment” apart.")
