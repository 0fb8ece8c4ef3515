"""``hemicycle up``: start everything and watch it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hemicycle.config.environment import close_to_others
from hemicycle.media.config import ConfigurationInvalid
from hemicycle.ops import installation
from hemicycle.ops.engines import EngineMissing
from hemicycle.ops.preparation import next_step, prepare
from hemicycle.ops.services import SERVICES
from hemicycle.ops.supervisor import Stack, StartFailed
from hemicycle.ops.termination import Stopped, stop_on_signals

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Starts the media engine, the push engine, the web process, the steward and the worker; restarts what dies."""

    help = "Start Hemicycle: the media engine, the push engine, the web process, the steward and the worker."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which processes, and how talkative."""
        parser.add_argument(
            "--only",
            action="append",
            choices=list(SERVICES),
            help="Start this process only; may be given several times. The others run elsewhere.",
        )
        parser.add_argument("--quiet", action="store_true", help="Write what the processes say to their logs alone.")

    def handle(self, *_args: object, only: list[str] | None, quiet: bool, **_options: object) -> None:
        """Run until stopped by SIGINT or SIGTERM."""
        close_to_others()
        stop_on_signals()
        names = only or list(SERVICES)
        stack = Stack(installation.read(), names, echo=not quiet, tell=self._say)
        try:
            if "web" in names:
                prepare(self._say)
            with stack:
                self._say(self.style.SUCCESS(f"Hemicycle is at {settings.PUBLIC_ADDRESS}. Ctrl-C stops it."))
                if "web" in names and (sentence := next_step()):
                    self._say(sentence)
                threading.Event().wait()
        except Stopped:
            self._say("Stopped.")
        except (StartFailed, EngineMissing, ConfigurationInvalid) as error:
            raise CommandError(str(error)) from error

    def _say(self, sentence: str) -> None:
        """Write at once, also where the output is not a terminal."""
        self.stdout.write(sentence)
        self.stdout.flush()
