"""``hemicycle engines``: find the two engines, or build them, before they are needed."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from hemicycle.ops import engines, installation


class Command(BaseCommand):
    """Says where the media engine and the push engine are."""

    help = "Find the media engine and the push engine, or build them; this takes a few minutes, once."

    def handle(self, *_args: object, **_options: object) -> None:
        """Find or build both."""
        folder = installation.read().engines
        try:
            for program in (engines.LIVEKIT, engines.CENTRIFUGO):
                path = engines.find(program, folder, self.stdout.write)
                self.stdout.write(f"{program.name} {program.version}: {path}")
        except engines.EngineMissing as error:
            raise CommandError(str(error)) from error
