"""``hemicycle export SLUG FILE``: the whole of one consultation, in one file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.ending import export, exporting

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Writes an export, also while Hemicycle runs."""

    help = "Write the whole of one consultation into one documented file, also while Hemicycle runs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, and where to."""
        parser.add_argument("slug", help="The name of the consultation in its addresses.")
        parser.add_argument("file", type=Path, help="The file to be written; it must not be there yet.")

    def handle(self, *_args: object, slug: str, file: Path, **_options: object) -> None:
        """Write it."""
        consultation = Consultation.objects.filter(slug=slug).first()
        if consultation is None:
            known = ", ".join(Consultation.objects.order_by("slug").values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no consultation “{slug}”. There are: {known}.")
        if file.exists():
            raise CommandError(f"{file} is there already. Name another file, or move that one away.")
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.part")
        try:
            with os.fdopen(os.open(beside, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600), "wb") as out:
                manifest = export.write(consultation, out, timezone.now(), lambda _done, _total: None)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
        exporting.note(consultation, timezone.now())
        size = file.stat().st_size / 1e6
        self.stdout.write(self.style.SUCCESS(f"{file}: {len(manifest.files)} files, {size:.1f} MB."))
        self.stdout.write("It holds personal data. README.md in it says what each file is.")
