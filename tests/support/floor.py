"""Acts of a sitting, by name of who acts and second of the sitting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.live import build
from hemicycle.live.messages import refusal_message
from hemicycle.media.engine import Source
from hemicycle.rules.motions import Motion
from hemicycle.sittings import queries
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import speaker
from tests.factories import START, World

if TYPE_CHECKING:
    from datetime import datetime

    import pytest

    from hemicycle.rules.reasons import Refusal
    from hemicycle.sittings.models import Turn


BOTH = frozenset({Source.MICROPHONE, Source.CAMERA})
NOTHING: frozenset[Source] = frozenset()


def at(seconds: float) -> datetime:
    """So many seconds after the sitting opened."""
    return START + timedelta(seconds=seconds)


def by(world: World, name: str) -> Participant:
    """Who acts, by the name of their registration in the world."""
    return Participant.registered(world[name], "127.0.0.1")


def ask(world: World, name: str, seconds: int, *, point_of_order: bool = False, motion: Motion | None = None) -> Turn:
    """Ask for the floor in English, or for what a motion asks."""
    moved = Motion.POINT_OF_ORDER if point_of_order else motion
    return speaker.ask(world.sitting.pk, by(world, name), at(seconds), language="en", motion=moved)


def order(world: World) -> list[str]:
    """Who waits, in the order of the queue, by the names of the world."""
    people = {registration.pk: name for name, registration in world.people.items()}
    places = build.queue(queries.find_sitting(world.sitting.pk)).places
    return [people[place.who.registration] for place in places]


def refused(error: pytest.ExceptionInfo[Refusal]) -> tuple[int | None, str]:
    """Rule and code of a refusal, which has words."""
    assert refusal_message(error.value.reason)
    return error.value.reason.rule, error.value.reason.code
