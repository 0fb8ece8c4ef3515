"""The command ``hemicycle``."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run ``hemicycle up``, ``demo``, ``simulate``, ``bench``, or any of Django's own commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.config.settings")
    program, *arguments = sys.argv
    if arguments and not arguments[0].startswith("-"):
        arguments[0] = arguments[0].replace("-", "_")  # a module's name takes no hyphen
    execute_from_command_line([program, *arguments])


if __name__ == "__main__":
    main()
