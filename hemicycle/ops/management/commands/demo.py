"""``hemicycle demo``: the consultation of June 2020, now, with people who are not there."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hemicycle.media.config import ConfigurationInvalid
from hemicycle.ops import installation
from hemicycle.ops.engines import EngineMissing
from hemicycle.ops.prepare import prepare
from hemicycle.ops.processes import Stack, StartFailed
from hemicycle.ops.seed.demonstration import demonstration_sitting
from hemicycle.ops.stopping import Stopped, stop_on_signals
from hemicycle.people.models import Registration
from hemicycle.rules.floor import SittingState
from hemicycle.rules.standing import Capacity, Role
from hemicycle.sittings import queries
from hemicycle.sittings.act import Performer
from hemicycle.sittings.actions import leading
from hemicycle.web.accounts import sign_in_link

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from hemicycle.sittings.models import Sitting


@dataclass(frozen=True)
class Part:
    """One role that a visitor may play.

    Attributes:
        view: View of the sitting that the link opens.
    """

    title: str
    registration: Registration
    view: str


#: Title, class or role, and the view in which it takes part.
PLAYED = (
    ("Vice-Chair, who leads", Capacity.VICE_CHAIR, "console/"),
    ("Chair", Capacity.CHAIR, "console/"),
    ("Delegate of a Council State", Capacity.COUNCIL_STATE, ""),
    ("Observer Member State", Capacity.OBSERVER_STATE, ""),
    ("Observer, State of Palestine", Capacity.OBSERVER_PALESTINE, ""),
    ("Sector Member", Capacity.SECTOR_MEMBER, ""),
    ("Secretariat", Capacity.SECRETARIAT, "desk/"),
    ("Interpreter", Capacity.INTERPRETER, "booth/"),
    ("Technician", Capacity.TECHNICIAN, "desk/"),
)


class Command(BaseCommand):
    """Loads the seed, opens its first sitting now, starts everything, and brings simulated people."""

    help = "Start the consultation of June 2020 as a demonstration, and print a sign-in link for each role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many people are simulated."""
        parser.add_argument("--delegates", type=int, default=8)
        parser.add_argument("--interpreters", type=int, default=6)
        parser.add_argument("--verbose", action="store_true", help="show what the processes say")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run until stopped."""
        stop_on_signals()
        # The web process reads its settings from the environment that it is started in.
        os.environ["HEMICYCLE_DEMO"] = "yes"
        os.environ.setdefault("HEMICYCLE_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
        stack = Stack(installation.read(), echo=options["verbose"], tell=self._say)
        try:
            prepare(self._say)
            call_command("seed", stdout=self.stdout)
            with stack:
                self._run(options)
        except Stopped:
            self._say("Stopped.")
        except (StartFailed, EngineMissing, ConfigurationInvalid) as error:
            raise CommandError(str(error)) from error

    def _say(self, text: str = "") -> None:
        """Write at once, also where the output is not a terminal."""
        self.stdout.write(text)
        self.stdout.flush()

    def _run(self, options: dict[str, Any]) -> None:
        sitting = _opened()
        parts = _parts(sitting)
        spare = [part.registration.person.email for part in parts]
        command = [
            *(sys.executable, "-m", "hemicycle.ops.cli", "simulate", "--sitting", str(sitting.pk)),
            *("--delegates", str(options["delegates"]), "--interpreters", str(options["interpreters"])),
            *("--spare", *spare),
        ]
        log = settings.HOME / "logs" / "simulation.log"
        with log.open("a", encoding="utf-8") as output, subprocess.Popen(command, stdout=output, stderr=output) as play:
            try:
                self._invite(parts, sitting)
                threading.Event().wait()
            finally:
                play.terminate()

    def _invite(self, parts: list[Part], sitting: Sitting) -> None:
        self._say()
        self._say(self.style.SUCCESS(f"Hemicycle is at {settings.PUBLIC_ADDRESS}"))
        self._say("The first sitting of the consultation of June 2020 goes on now. The people are made up.\n\n")
        for part in parts:
            link = sign_in_link(part.registration.person, f"/sittings/{sitting.pk}/{part.view}")
            name = part.registration.person.name
            self._say(f"  {self.style.MIGRATE_HEADING(part.title)}: {name}\n    {link}\n")
        self._say(
            "\nOpen each link in a window of its own browser profile: one profile is one person. "
            "Simulated delegates and interpreters make way for you. Ctrl-C stops everything."
        )


def _opened() -> Sitting:
    """The demonstration's sitting, open, with its first item under discussion."""
    sitting = queries.sitting(demonstration_sitting().pk)
    now, leader = timezone.now(), Performer(sitting.lead, system="demonstration")
    if sitting.state == SittingState.PLANNED.value:
        leading.open_sitting(sitting.pk, leader, now)
    if not sitting.discussions.exists():
        leading.open_item(sitting.pk, leader, now, item=queries.plan(sitting)[0].pk)
    return queries.sitting(sitting.pk)


def _parts(sitting: Sitting) -> list[Part]:
    """One made-up person for each class and role; a delegate of a State that has another one as well."""
    everybody = (
        Registration.objects.filter(consultation=sitting.consultation, status="confirmed", person__made_up=True)
        .select_related("person", "member")
        .prefetch_related("member__council_seats")
        .order_by("-pk")
    )
    capacities = queries.capacities(everybody, queries.day(sitting))
    chosen = []
    for title, capacity, view in PLAYED:
        playable = [one for one in everybody if capacities[one.pk] is capacity]
        preferred = [one for one in playable if one.role != Role.DELEGATE.value or one.person.language == "en"]
        chosen.append(Part(title, (preferred or playable)[0], view))
    return chosen
