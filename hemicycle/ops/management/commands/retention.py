"""``hemicycle retention``: announce and delete personal data whose time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand
from django.utils import timezone

from hemicycle.people import retention

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from hemicycle.people.retention import Due


class Command(BaseCommand):
    """Says what is due and how its deletion stands; does what the worker does once a day when asked to."""

    help = "Say whose personal data is due to be deleted; with --apply, announce it, or delete what was confirmed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to write."""
        parser.add_argument(
            "--apply",
            action="store_true",
            help="Announce it to the secretariat, and delete what was announced thirty days ago and confirmed. What is "
            "deleted cannot be restored.",
        )

    def handle(self, *_args: object, apply: bool, **_options: object) -> None:
        """Say, or do."""
        now = timezone.now()
        deleted = retention.proceed(now) if apply else []
        for row in deleted:
            self.stdout.write(f"Deleted: {_of(row)}.")
        overdue = retention.due(now)
        for row in overdue:
            self.stdout.write(f"Due: {_of(row)}. {_stands(row)}")
        if not overdue and not deleted:
            self.stdout.write("Nobody's personal data is due to be deleted.")
        elif not apply:
            self.stdout.write("Nothing was deleted. Add --apply to do now what the worker does once a day.")


def _of(row: Due) -> str:
    day = retention.due_on(row.consultation).isoformat()
    return f"{row.consultation.slug}, {row.people} people, kept until {day}"


def _stands(row: Due) -> str:
    """How the deletion stands."""
    open_one = retention.open_deletion(row.consultation)
    if open_one is None:
        return "It is not announced yet."
    begins = row.consultation.day(open_one.begins_at).isoformat()
    if open_one.confirmed_by is None:
        return f"It was announced, begins on {begins} at the earliest, and awaits a member of the secretariat."
    return f"It is confirmed, and begins on {begins} at the earliest."
