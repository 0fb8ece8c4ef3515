"""A whole simulation: everybody at once in one event loop, until told to stop."""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.ops.simulation.participant import Participant
from hemicycle.ops.simulation.people import Delegate, Interpreter, Pace, Talk, end, stay
from hemicycle.ops.simulation.presiding import StandIn
from hemicycle.ops.simulation.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Collection

    from hemicycle.ops.simulation.participant import Identity

log = logging.getLogger(__name__)
ENTER_EVERY = 0.15


#: Within which everybody leaves at the end.
LEAVING_SECONDS = 10.0


@dataclass(frozen=True)
class Plan:
    """What to simulate.

    Attributes:
        address: The product's address.
        leader: To be stood in for while nobody else leads; ``None`` where a person leads.
        leaders: Registrations of those in whose presence the stand-in keeps quiet.
        seconds: How long; ``None`` until stopped.
    """

    address: str
    sitting: int
    delegates: Collection[Identity]
    interpreters: Collection[Identity]
    leader: Identity | None
    leaders: frozenset[int]
    ask_every: float
    rest: float
    seed: int
    seconds: float | None = None


async def simulate(plan: Plan) -> None:
    """Run the plan; everybody leaves at the end."""
    chance = random.Random(plan.seed)  # noqa: S311 - a play, not a secret
    watch, talk = Watch(), Talk()
    pace = Pace(plan.ask_every, plan.rest, chance)
    people: list[Participant] = []
    tasks: list[asyncio.Task[None]] = []

    def enter(identity: Identity) -> Participant:
        person = Participant(identity, plan)
        people.append(person)
        return person

    colleagues = {identity.registration for identity in plan.interpreters}
    try:
        for identity in [*plan.interpreters, *plan.delegates]:
            person = enter(identity)
            interprets = identity.registration in colleagues
            living = Interpreter(person, watch, talk, colleagues) if interprets else Delegate(person, watch, talk, pace)
            # The first one's eyes serve everybody: they must be open before the others look.
            first = not tasks
            tasks.append(asyncio.create_task(stay(person, watch if first else None, living, chance)))
            await (watch.opened.wait() if first else asyncio.sleep(ENTER_EVERY))
        if plan.leader is not None:
            person = enter(plan.leader)
            tasks.append(asyncio.create_task(StandIn(person, watch, pace, set(plan.leaders)).live()))
        await asyncio.wait(tasks, timeout=plan.seconds, return_when=asyncio.FIRST_EXCEPTION)
        for task in tasks:
            if task.done():
                task.result()
    finally:
        await end(tasks, again=10.0)
        leaving = [asyncio.create_task(watch.close()), *(asyncio.create_task(person.leave()) for person in people)]
        # The media library can wait for ever for an answer to a goodbye.
        await asyncio.wait(leaving, timeout=LEAVING_SECONDS)
