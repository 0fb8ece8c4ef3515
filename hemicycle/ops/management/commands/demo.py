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
from django.urls import reverse
from django.utils import timezone

from hemicycle.config.environment import close_to_others
from hemicycle.consultations.participation import class_name
from hemicycle.correspondence.models import Enquiry
from hemicycle.media.config import ConfigurationInvalid
from hemicycle.ops import installation
from hemicycle.ops.engines import EngineMissing
from hemicycle.ops.preparation import prepare
from hemicycle.ops.seed import (
    demonstration_conclusions,
    demonstration_documents,
    demonstration_enquiry,
    demonstration_sitting,
    earlier_consultation,
)
from hemicycle.ops.seed.connection_tests import demonstration_connection_tests
from hemicycle.ops.seed.contributions import demonstration_contributions
from hemicycle.ops.seed.correspondence import ASKS_ITEMS, SERIES
from hemicycle.ops.seed.glossary import demonstration_glossary
from hemicycle.ops.seed.messages import messages
from hemicycle.ops.seed.practices import demonstration_practices
from hemicycle.ops.seed.rehearsal import demonstration_rehearsal
from hemicycle.ops.seed.slots import demonstration_slots
from hemicycle.ops.supervisor import Stack, StartFailed
from hemicycle.ops.termination import Stopped, stop_on_signals
from hemicycle.people.models import Person, Registration
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings import queries
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import items, presiding
from hemicycle.web.account.accounts import sign_in_link

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from hemicycle.consultations.models import Consultation
    from hemicycle.sittings.models import Sitting


@dataclass(frozen=True)
class Part:
    """One role that a visitor may play.

    Attributes:
        page: Path that the link opens.
    """

    title: str
    person: Person
    page: str


#: Title, role, and the view of the sitting in which it takes part: before the delegates of each class, and after.
LEADERS = (("Vice-Chair, who presides", Role.VICE_CHAIR, "console"), ("Chair", Role.CHAIR, "console"))
STAFF = (
    ("Secretariat", Role.SECRETARIAT, "desk"),
    ("Interpreter", Role.INTERPRETER, "booth"),
    ("Technician", Role.TECHNICIAN, "desk"),
)


#: Where the demonstration takes mail, unless the environment says otherwise.
MAIL_ADDRESS, MAIL_BIND = "reply@consultation.example", "127.0.0.1:2525"
NEWCOMER = "ana.newcomer@example.org"


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
        close_to_others()
        stop_on_signals()
        # The web process reads its settings from the environment that it is started in.
        os.environ["HEMICYCLE_DEMO"] = "yes"
        os.environ.setdefault("HEMICYCLE_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
        os.environ.setdefault("HEMICYCLE_EMAIL_IN", MAIL_ADDRESS)
        os.environ.setdefault("HEMICYCLE_MAIL_IN_BIND", MAIL_BIND)
        stack = Stack(installation.read(), echo=options["verbose"], tell=self._say)
        try:
            prepare(self._say)
            call_command("seed", stdout=self.stdout)
            self._say("Holding the sittings of a consultation that is over.")
            earlier_consultation()
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
        messages(sitting.consultation)
        parts = [*_parts(sitting), *_beside_the_sitting(sitting.consultation), *_what_is_over(earlier_consultation())]
        spare = [part.person.email for part in parts]
        command = [
            *(sys.executable, "-m", "hemicycle.ops.cli", "simulate", "--sitting", str(sitting.pk)),
            *("--delegates", str(options["delegates"]), "--interpreters", str(options["interpreters"])),
            *("--spare", *spare),
        ]
        log = settings.HOME / "logs" / "simulation.log"
        with log.open("a", encoding="utf-8") as output, subprocess.Popen(command, stdout=output, stderr=output) as play:
            try:
                self._invite(parts)
                threading.Event().wait()
            finally:
                play.terminate()

    def _invite(self, parts: list[Part]) -> None:
        self._say()
        self._say(self.style.SUCCESS(f"Hemicycle is at {settings.PUBLIC_ADDRESS}"))
        self._say(
            "The first sitting of the consultation of June 2020 goes on now. "
            "The people are made up, and so are the proposed conclusions, the contributions, "
            "the connection tests and the rehearsal. "
            "Another consultation is over: its record, its ballots and its report can be read.\n\n"
        )
        for part in parts:
            link = sign_in_link(part.person, part.page)
            self._say(f"  {self.style.MIGRATE_HEADING(part.title)}: {part.person.name}\n    {link}\n")
        self._say(
            "\nOpen each link in a window of its own browser profile: one profile is one person. "
            "Simulated delegates and interpreters make way for you. No second factor is asked for here. "
            "Ctrl-C stops everything."
        )
        address, bind = os.environ["HEMICYCLE_EMAIL_IN"], os.environ["HEMICYCLE_MAIL_IN_BIND"]
        self._say(f"\nMail can be sent to {address} by SMTP at {bind}, with any mail program or so:\n")
        variables = f"HEMICYCLE_EMAIL_IN={address} HEMICYCLE_MAIL_IN_BIND={bind}"
        self._say(f'  {variables} hemicycle send-mail --from you@example.org --subject "A question" --text "Hello"\n')


def _opened() -> Sitting:
    """The demonstration's sitting, open, with its first item under discussion."""
    sitting = queries.find_sitting(demonstration_sitting().pk)
    if sitting.presiding is None:
        raise LookupError("nobody presides over the demonstration's sitting")
    now, leader = timezone.now(), Participant.registered(sitting.presiding, system="demonstration")
    if sitting.state == SittingState.PLANNED.value:
        presiding.open_sitting(sitting.pk, leader, now)
    demonstration_conclusions(sitting)
    demonstration_documents()
    demonstration_contributions(sitting.consultation)
    demonstration_connection_tests(sitting.consultation)
    demonstration_rehearsal(sitting.consultation)
    demonstration_slots(sitting.consultation)
    demonstration_practices(sitting.consultation)
    demonstration_glossary(sitting.consultation, now)
    if not sitting.discussions.exists():
        items.open_item(sitting.pk, leader, now, item=queries.plan(sitting)[0].pk)
    return queries.find_sitting(sitting.pk)


def _parts(sitting: Sitting) -> list[Part]:
    """One made-up person for each class and role; a delegate of a State that has another one as well."""
    everybody = (
        Registration.objects.filter(consultation=sitting.consultation, status="confirmed", person__made_up=True)
        .select_related("person", "member")
        .prefetch_related("member__organ_seats")
        .order_by("-pk")
    )
    classes = sitting.consultation.classes
    capacities = queries.capacities(everybody, classes, queries.day(sitting))
    delegates = [(class_name(one, language="en"), one, "room") for one in classes]
    chosen = []
    for title, capacity, view in (*LEADERS, *delegates, *STAFF):
        playable = [registration for registration in everybody if capacities[registration.pk] == capacity]
        if not playable:
            continue
        preferred = [
            registration
            for registration in playable
            if registration.role != Role.DELEGATE.value or registration.person.language == "en"
        ]
        chosen.append(Part(title, (preferred or playable)[0].person, reverse(view, args=[sitting.pk])))
    return chosen


def _beside_the_sitting(consultation: Consultation) -> list[Part]:
    """The desks of the secretariat and of the chair, a focal point, and somebody who is yet to register."""
    slug, asked = consultation.slug, demonstration_enquiry()
    of_items = Enquiry.objects.get(letter__series=SERIES, letter__number=ASKS_ITEMS)
    desk = consultation.registrations.filter(role=Role.SECRETARIAT.value).select_related("person").earliest("pk")
    chair = consultation.registrations.filter(role=Role.CHAIR.value).select_related("person").earliest("pk")
    answering = (
        consultation.focal_points.filter(person__language="en").select_related("person", "member").earliest("pk")
    )
    held = consultation.sittings.filter(kind=SittingKind.REHEARSAL.value, state=SittingState.ENDED.value).first()
    tested = consultation.sittings.filter(kind=SittingKind.TEST.value, slots__isnull=False).first()
    return [
        Part("Secretariat, who registers", desk.person, reverse("people_desk", args=[slug])),
        Part(
            "Secretariat, replies to letter DM-20/1005", desk.person, reverse("enquiry_desk", args=[slug, of_items.pk])
        ),
        Part("Secretariat, letters", desk.person, reverse("letters_desk", args=[slug])),
        Part("Secretariat, messages received", desk.person, reverse("arrivals", args=[slug])),
        Part("Chair, agenda", chair.person, reverse("agenda_desk", args=[slug])),
        Part("Secretariat, time plan", desk.person, reverse("plan_desk", args=[slug])),
        *(
            [
                Part(
                    "Secretariat, report of the rehearsal",
                    desk.person,
                    reverse("rehearsal_report", args=[slug, held.pk]),
                )
            ]
            if held
            else []
        ),
        *(
            [Part("Secretariat, slots of the test", desk.person, reverse("test_slots", args=[slug, tested.pk]))]
            if tested
            else []
        ),
        Part("Focal point", answering.person, reverse("delegation", args=[slug, answering.member.code])),
        Part("Focal point, who is asked for a reply", answering.person, reverse("reply", args=[slug, asked.pk])),
        Part("Somebody who is to register", _newcomer(), reverse("register", args=[slug])),
    ]


def _what_is_over(consultation: Consultation) -> list[Part]:
    """What came of the consultation that is over."""
    slug, first = consultation.slug, consultation.sittings.earliest("number")
    desk = consultation.registrations.filter(role=Role.SECRETARIAT.value).select_related("person").earliest("pk")
    ballot = Enquiry.objects.filter(letter__consultation=consultation, kind=Enquiry.Kind.BALLOT).earliest("pk")
    return [
        Part("Secretariat, result of a ballot", desk.person, reverse("ballot", args=[slug, ballot.pk])),
        Part("Secretariat, record of a sitting", desk.person, reverse("record", args=[slug, first.pk])),
        Part("Secretariat, summary record", desk.person, reverse("summary", args=[slug, first.pk])),
        Part("Secretariat, report", desk.person, reverse("report", args=[slug])),
    ]


def _newcomer() -> Person:
    """A made-up person without a registration."""
    known = Person.objects.filter(email=NEWCOMER).first()
    return known or Person.objects.create_user(NEWCOMER, "Ms. Ana Newcomer", family_name="Newcomer", made_up=True)
