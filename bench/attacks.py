"""Attacks on the media: how long each is heard, by whom, and whether it is recorded."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.attack.kinds import kinds
from bench.attack.scene import Attempt, Scene
from bench.attack.way import Way
from bench.figures import Figure
from bench.stage import stage, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.attack.scene import Attack
    from bench.delay import Sides
    from bench.stage import Stage


@dataclass(frozen=True)
class Kind:
    """All attempts of one kind."""

    attempts: Sequence[Attempt]

    def as_json(self) -> dict[str, Any]:
        """``{attempts, proven, landed, followed, naive, recorded}``: the worst in milliseconds, a share of what landed.

        An attempt that did not come to its end is not proven, and counts nowhere else.
        """
        proven = [attempt for attempt in self.attempts if not attempt.failure]
        landed = [attempt for attempt in proven if attempt.landed]
        return {
            "attempts": len(self.attempts),
            "proven": len(proven),
            "landed": len(landed),
            "followed": max((attempt.followed for attempt in proven), default=None),
            "naive": max((attempt.naive for attempt in proven), default=None),
            "recorded": share(landed),
        }


def share(landed: Sequence[Attempt]) -> float | None:
    """How many of what landed are recorded; ``None`` where nothing landed."""
    return round(sum(attempt.recorded for attempt in landed) / len(landed), 3) if landed else None


def measure(sides: Sides, runs: int, only: str = "", way: str = Way.DIRECT) -> dict[str, Figure | Kind]:
    """``followed`` and ``naive``, milliseconds an attempt, ``recorded``, ``proven``, and each kind by its name.

    Args:
        only: The name of one kind, or of several with commas between them; all where it is empty.
        way: Which way the attackers' media goes, of :class:`Way`.

    Raises:
        ValueError: no attempt came to its end.
        KeyError: there is no such kind, or none by this way.
    """
    acts = kinds(Way(way), only)
    with stage(sides) as running:
        found = asyncio.run(_attack(running, runs, acts, Way(way)))
    made = [attempt for kind in found.values() for attempt in kind.attempts]
    attempts = [attempt for attempt in made if not attempt.failure]
    if not attempts:
        raise ValueError("no attempt came to its end")
    landed = [attempt for attempt in attempts if attempt.landed]
    followed = [float(attempt.followed) for attempt in attempts]
    naive = [float(attempt.naive) for attempt in attempts]
    return {
        "followed": Figure(followed, notes={"worst": max(followed)}),
        "naive": Figure(naive, notes={"worst": max(naive)}),
        "recorded": Figure([share(landed) or 0.0], unit=f"share of the {len(landed)} that landed"),
        "proven": Figure([len(attempts) / len(made)], unit=f"share of the {len(made)} attempts"),
        **found,
    }


async def _attack(running: Stage, runs: int, acts: Mapping[str, Attack], way: Way) -> dict[str, Kind]:
    scene = Scene(running, way)
    await scene.ear.open()
    try:
        found: dict[str, Kind] = {}
        for name, act in acts.items():
            attempts = []
            for number in range(runs):
                attempts.append(await scene.attempt(act))
                tell(f"{name} {number}: {attempts[-1]}")
            found[name] = Kind(attempts)
        return found
    finally:
        await scene.ear.close()
