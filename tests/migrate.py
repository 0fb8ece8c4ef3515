"""Makes the tables of the database that ``HEMICYCLE_DATABASE`` names: ``python -m tests.migrate``.

In a process of its own, once for all workers; of it no coverage is measured, which alone would take as long again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import django
from django.core.management import call_command

ROOT = Path(__file__).parents[1]


def migrate(database: str) -> None:
    """Make today's tables.

    Args:
        database: Its address, as ``HEMICYCLE_DATABASE`` takes it.
    """
    own = {"HEMICYCLE_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    known = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    subprocess.run([sys.executable, "-m", "tests.migrate"], check=True, cwd=ROOT, env=known | own)


def main() -> None:
    """Migrate, without the rows that Django adds and nothing asks for."""
    django.setup()
    from tests.support.guards import no_permissions_of_django  # noqa: PLC0415 - only now are there models

    with no_permissions_of_django():
        call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
