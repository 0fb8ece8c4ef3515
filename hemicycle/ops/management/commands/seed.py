"""``hemicycle seed``: load the consultation of June 2020."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand

from hemicycle.ops import seed
from hemicycle.ops.preparation import prepare_database


class Command(BaseCommand):
    """Loads the seed and says what it added."""

    help = "Load the Virtual Consultation of Councillors of June 2020 with made-up people. Safe to repeat."

    def handle(self, *_args: object, **_options: object) -> None:
        """Load it, into a database that is made first, as ``hemicycle up`` does."""
        prepare_database(self.stdout.write)
        for name, (added, there) in seed.load().items():
            self.stdout.write(f"{name}: {there} ({added} added)")
        if settings.SECOND_FACTOR:
            roles = ", ".join(sorted(settings.SECOND_FACTOR))
            self.stdout.write(f"These made-up people, too, need a second factor outside a demonstration: {roles}.")
