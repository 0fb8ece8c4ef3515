"""The product, running, with the demonstration's sitting open and its people at hand."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.management import call_command

from bench.people import Person
from hemicycle.ops import installation
from hemicycle.ops.parts import PARTS
from hemicycle.ops.prepare import prepare
from hemicycle.ops.processes import Stack
from hemicycle.ops.seed.demonstration import demonstration_sitting
from hemicycle.people.models import Registration
from hemicycle.rules.standing import Capacity, Role
from hemicycle.sittings import enforcement, queries

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

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

    def delegates(self, count: int) -> list[Person]:
        """Delegates of Council States."""
        found = self._registered(Role.DELEGATE)
        classes = queries.capacities(found, queries.day(self.sitting))
        council = [one for one in found if classes[one.pk] is Capacity.COUNCIL_STATE]
        return [Person(one, self.sitting.pk) for one in council[:count]]

    def interpreters(self) -> dict[str, Person]:
        """An interpreter for each booth, by language."""
        into = {one.booth_languages[0]: one for one in self._registered(Role.INTERPRETER) if one.booth_languages}
        return {language: Person(one, self.sitting.pk) for language, one in into.items()}

    def here(self) -> dict[str, Participant]:
        """Who is in the sitting's room of the media engine, by identity."""
        found = enforcement.engine().participants(self.sitting.room).result()
        return {participant.identity: participant for participant in found}

    def _registered(self, role: Role) -> list[Registration]:
        found = Registration.objects.filter(consultation=self.sitting.consultation, role=role.value)
        related = found.select_related("person", "member").prefetch_related("member__council_seats")
        return list(related.order_by("pk"))


@contextmanager
def stage(sides: Sides, parts: Collection[str] = tuple(PARTS)) -> Iterator[Stage]:
    """Run the product, or some of its parts, on the servers' side; everything is stopped at the end."""
    prepare(tell)
    call_command("seed", stdout=sys.stderr)
    sitting = queries.sitting(demonstration_sitting().pk)
    stack = Stack(installation.read(), parts, tell=tell)
    with sides.server():
        stack.start()
        if "livekit" in parts:
            # The engine's thread stays on the side where it begins.
            enforcement.engine().participants(sitting.room).result()
    try:
        if sitting.lead is None:
            raise LookupError("nobody leads the demonstration's sitting")
        opened = Stage(stack, sitting, Person(sitting.lead, sitting.pk))
        opened.leader.command("sitting.open")
        opened.leader.command("item.open", item=queries.plan(sitting)[0].pk)
        yield opened
    finally:
        stack.stop()
