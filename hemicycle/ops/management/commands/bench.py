"""``hemicycle bench NAME``: measure the running product."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

import hemicycle

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

CHECKOUT = Path(hemicycle.__file__).parents[1]
NAMES = (
    "floor",
    "handover",
    "join",
    "queue",
    "outcome",
    "documents",
    "contributions",
    "greedy",
    "listeners",
    "people",
    "correspondence",
    "arrivals",
    "pages",
    "connection",
    "tests",
    "attacks",
    "faults",
    "setup",
    "soak",
)


class Command(BaseCommand):
    """Runs one of the checkout's measurements in surroundings of its own; prints its figures as JSON."""

    help = "Measure the product beside its limit and print one JSON object; what goes on is told on stderr."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, and how often."""
        parser.add_argument("name", choices=NAMES)
        parser.add_argument("--runs", type=int, help="how often each is measured: 50 times; attacks 100, faults 10")
        parser.add_argument(
            "--only",
            help="attacks: one kind, as steward_killed; faults: one process; correspondence: answers_200; "
            "outcome: verify; pages: one role, as delegate",
        )
        parser.add_argument("--way", help="attacks: over the media engine's relay alone (relay), or directly (direct)")

    def handle(
        self, *_args: object, name: str, runs: int | None, only: str | None, way: str | None, **_options: Any
    ) -> None:
        """Measure."""
        if not (CHECKOUT / "bench").is_dir():
            raise CommandError("The measurements are part of the source, not of an installed package.")
        sys.stdout.flush()
        os.chdir(CHECKOUT)
        # In place of this process, so that whoever stops it stops the measurement.
        given = {"--runs": str(runs or ""), "--only": only, "--way": way}
        options = [word for option, value in given.items() if value for word in (option, value)]
        os.execv(sys.executable, [sys.executable, "-m", "bench", name, *options])  # noqa: S606 - no shell
