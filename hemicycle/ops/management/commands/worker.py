"""``hemicycle worker``: the process that works in the background. ``up`` starts it."""

from __future__ import annotations

import logging
import signal
import socket
from os import getpid
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand

from hemicycle.config.environment import close_to_others
from hemicycle.ops import installation
from hemicycle.ops.worker import Rounds, answer_health, takes_mail

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Runs tasks, sends and takes mail, reminds who has not replied, deletes personal data whose time has come."""

    help = "Work in the background: tasks, mail out and in, reminders, retention. `hemicycle up` starts it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where it says that it is well."""
        parser.add_argument("--port", type=int, help="of its health, on loopback")

    def handle(self, *_args: object, port: int | None, **_options: object) -> None:
        """Run until stopped by SIGINT or SIGTERM."""
        close_to_others()
        rounds = Rounds(f"{socket.gethostname()[:40]}:{getpid()}")
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, rounds.stop)
        health = answer_health(rounds, port or installation.read().worker_port)
        try:
            with takes_mail():
                rounds.run()
        finally:
            health.shutdown()
            health.server_close()
        logging.getLogger(__name__).info("stopped")
