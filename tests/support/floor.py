"""Acts of a sitting, by name of who acts and second of the sitting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.media.engine import Source
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import speaker
from tests.factories import START, World

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.sittings.models import Turn


BOTH = frozenset({Source.MICROPHONE, Source.CAMERA})
NOTHING: frozenset[Source] = frozenset()


def at(seconds: int) -> datetime:
    """So many seconds after the sitting opened."""
    return START + timedelta(seconds=seconds)


def by(world: World, name: str) -> Participant:
    """Who acts, by the name of their registration in the world."""
    return Participant.registered(world[name], "127.0.0.1")


def ask(world: World, name: str, seconds: int, *, point_of_order: bool = False) -> Turn:
    """Ask for the floor in English."""
    return speaker.ask(world.sitting.pk, by(world, name), at(seconds), language="en", point_of_order=point_of_order)
