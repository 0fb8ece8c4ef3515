"""``hemicycle retention``: delete personal data whose time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand
from django.utils import timezone

from hemicycle.people import retention

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Says what would be deleted, and deletes it when asked to."""

    help = "Say whose personal data is due to be deleted; with --apply, delete it. The record stays."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to write."""
        parser.add_argument("--apply", action="store_true", help="Delete it. This cannot be undone.")

    def handle(self, *_args: object, apply: bool, **_options: object) -> None:
        """Say, or do."""
        now = timezone.now()
        overdue = retention.forget(now) if apply else retention.due(now)
        for due in overdue:
            day = retention.due_on(due.consultation)
            done = "Deleted" if apply else "Due"
            self.stdout.write(f"{done}: {due.consultation.slug}, {due.people} people, kept until {day.isoformat()}.")
        if not overdue:
            self.stdout.write("Nobody's personal data is due to be deleted.")
        elif not apply:
            self.stdout.write("Nothing was deleted. Add --apply to delete it; this cannot be undone.")
