"""What happens in a room, told to a floor that has no clock and no network."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hemicycle.steward.floor import Floor, Track
from hemicycle.steward.snapshot import Snapshot

if TYPE_CHECKING:
    from hemicycle.steward.snapshot import How
    from hemicycle.steward.suspicion import Decided


NOBODY = Snapshot(
    id=1,
    room="sitting-1",
    sequence=1,
    speaker=None,
    seen=True,
    heard=True,
    turn=None,
    presiding=None,
    voice=False,
    following=None,
    on_air={},
    barred=frozenset(),
    flooded=frozenset(),
    connected=False,
    audible=False,
    speaking=frozenset(),
)
SPEAKS = replace(NOBODY, speaker="r1", turn=7)
LOUD, SOFT = -25.0, -70.0


def at(seconds: float) -> datetime:
    return datetime(2020, 6, 9, 10, tzinfo=UTC) + timedelta(seconds=seconds)


def publish(
    floor: Floor,
    identity: str,
    *,
    muted: bool = False,
    source: str | None = "microphone",
    name: str = "",
    now: float = 0,
    how: How = "",
) -> bool:
    sid = f"{identity}/{name or source}"
    return floor.published(Track(sid, identity, source, muted, f"PA_{identity}", at(now), how=how))


def decided(floor: Floor, now: float) -> list[tuple[str, str, str]]:
    """What is done by a list that was asked for then: the measure, how, and which track."""
    return done(floor.decide(at(now)))


def done(decisions: list[Decided]) -> list[tuple[str, str, str]]:
    """Measure, how it is told ("untold" where it is not), and which track."""
    return [(one.measure, one.fact.how if one.fact else "untold", one.publication.sid) for one in decisions]


def announcement(sequence: int, **told: object) -> str:
    nobody: dict[str, object] = {
        "speaker": None,
        "seen": True,
        "heard": True,
        "presiding": None,
        "voice": False,
        "next": None,
        "booths": [],
        "on_air": [],
        "barred": [],
        "flooded": [],
    }
    return json.dumps({**nobody, "sequence": sequence, **told})
