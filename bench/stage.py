"""The product, running, with the demonstration's sitting open and its people at hand."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from bench.person import Person
from hemicycle.consultations.languages import FALLBACK, first_of
from hemicycle.ops import installation
from hemicycle.ops.preparation import prepare
from hemicycle.ops.seed.demonstration import demonstration_sitting
from hemicycle.ops.services import SERVICES
from hemicycle.ops.supervisor import Stack
from hemicycle.people.models import Member, Registration
from hemicycle.people.models import Person as PersonModel
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Right, Role
from hemicycle.sittings import enforcement, queries

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from bench.delay import Sides
    from hemicycle.media.engine import Participant
    from hemicycle.sittings.models import Sitting


def tell(sentence: str) -> None:
    """Say on stderr what goes on."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def wait_until(true: Callable[[], object], what: str, seconds: float = 30.0) -> None:
    """Look again and again until it is true.

    Raises:
        TimeoutError: it does not become true; says ``what``.
    """
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds:g} s: {what}")
        time.sleep(0.05)


@dataclass(frozen=True)
class Stage:
    """An open sitting with an item under discussion.

    Attributes:
        leader: The Vice-Chair, who leads.
    """

    stack: Stack
    sitting: Sitting
    leader: Person

    @property
    def path(self) -> str:
        """Of the sitting's page."""
        return f"/sittings/{self.sitting.pk}/"

    @property
    def language(self) -> str:
        """What is spoken on its floor: English where the sitting has it."""
        return first_of([FALLBACK], self.sitting.languages)

    def delegates(self, count: int) -> list[Person]:
        """Delegates of Members with the right to vote."""
        registrations, known = self._registered(Role.DELEGATE), self.sitting.consultation.classes
        classes = queries.capacities(registrations, known, queries.day(self.sitting))
        council = [
            registration
            for registration in registrations
            if known.having(Right.VOTE) & {classes[registration.pk].value}
        ]
        return [Person(registration, self.sitting.pk) for registration in council[:count]]

    def chair(self) -> Person:
        """The Chair, who may preside as well."""
        return Person(self._registered(Role.CHAIR)[0], self.sitting.pk)

    def audience(self, count: int) -> list[Person]:
        """Additional people of a Council State, to listen."""
        member = Member.objects.filter(organ_seats__isnull=False).earliest("pk")
        unusable = make_password(None)
        people = PersonModel.objects.bulk_create(
            PersonModel(email=f"listener-{number}@example.org", name=f"Listener {number}", password=unusable)
            for number in range(count)
        )
        registrations = Registration.objects.bulk_create(
            Registration(
                consultation=self.sitting.consultation,
                person=person,
                member=member,
                role=Role.DELEGATE.value,
                status=RegistrationStatus.CONFIRMED.value,
            )
            for person in people
        )
        return [Person(registration, self.sitting.pk) for registration in registrations]

    def interpreters(self) -> dict[str, Person]:
        """An interpreter for each booth, by language."""
        into = {
            registration.booth_languages[0]: registration
            for registration in self._registered(Role.INTERPRETER)
            if set(registration.booth_languages[:1]) & set(self.sitting.booths)
        }
        return {language: Person(registration, self.sitting.pk) for language, registration in into.items()}

    def booth(self) -> tuple[str, list[Person]]:
        """A language with two interpreters into it."""
        by_language: dict[str, list[Person]] = {}
        for registration in self._registered(Role.INTERPRETER):
            for language in registration.booth_languages[:1]:
                by_language.setdefault(language, []).append(Person(registration, self.sitting.pk))
        return next((language, people[:2]) for language, people in by_language.items() if len(people) > 1)

    def here(self) -> dict[str, Participant]:
        """Who is in the sitting's room of the media engine, by identity."""
        participants = enforcement.engine().participants(self.sitting.room).result()
        return {participant.identity: participant for participant in participants}

    def processor_seconds(self, names: Iterable[str] = SERVICES) -> float:
        """Seconds of a core that the product's processes, or some of them, have used so far."""
        groups = {self.stack.pid(name) for name in names}
        ticks = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
                # After the name, which may hold anything: state, parent, group, ..., and at 11 and 12 the times.
                fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
                ticks += sum(map(int, fields[11:13])) if int(fields[2]) in groups else 0
        return ticks / os.sysconf("SC_CLK_TCK")

    def _registered(self, role: Role) -> list[Registration]:
        registrations = Registration.objects.filter(consultation=self.sitting.consultation, role=role.value)
        related = registrations.select_related("person", "member").prefetch_related("member__organ_seats")
        return list(related.order_by("pk"))


@contextmanager
def on_core(cores: Collection[int]) -> Iterator[None]:
    """What this thread starts meanwhile runs on these cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def stage(sides: Sides, parts: Collection[str] = tuple(SERVICES)) -> Iterator[Stage]:
    """Run the product, or some of its parts, on the servers' side; everything is stopped at the end."""
    prepare(tell)
    call_command("seed", stdout=sys.stderr)
    sitting = queries.find_sitting(demonstration_sitting().pk)
    stack = Stack(installation.read(), parts, tell=tell)
    with sides.server():
        stack.start()
        if "livekit" in parts:
            # The engine's thread stays on the side where it begins.
            enforcement.engine().participants(sitting.room).result()
    try:
        if sitting.presiding is None:
            raise LookupError("nobody leads the demonstration's sitting")
        opened = Stage(stack, sitting, Person(sitting.presiding, sitting.pk))
        opened.leader.command("sitting.open")
        opened.leader.command("item.open", item=queries.plan(sitting)[0].pk)
        yield opened
    finally:
        stack.stop()
