"""What the steward is told of each sitting, and what it tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from hemicycle.rules.publishing import Holders, Publishing

FactKind = Literal["connected", "audible", "intrusion"]
_IDENTITY = re.compile(r"r(\d+)")


@dataclass(frozen=True)
class Fact:
    """Something that the steward saw.

    Attributes:
        kind: ``connected``: the speaker's sound is forwarded; ``audible``: the speaker speaks;
            ``intrusion``: somebody published or unmuted without the floor, as far as the steward knows.
        source: Of the track.
    """

    kind: FactKind
    identity: str
    source: str = ""

    def as_json(self) -> dict[str, str]:
        """Shape in which it is told."""
        return {"kind": self.kind, "identity": self.identity, "source": self.source}


@dataclass(frozen=True)
class Snapshot:
    """A sitting as it was when the list of sittings was asked for.

    Attributes:
        speaker: Identity who has the floor.
        seen, heard: Their picture and sound go out: not before they confirmed, where they asked to
            confirm; and no sound while the leader has muted them.
        turn: Number of the turn that has the floor.
        following: Identity of who is next.
        on_air: By the identities of seated interpreters: whether their microphone feeds a channel.
        connected, audible: What is recorded of the turn already.
    """

    id: int
    room: str
    speaker: str | None
    seen: bool
    heard: bool
    turn: int | None
    following: str | None
    on_air: dict[str, bool]
    connected: bool
    audible: bool

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Snapshot:
        """Read one entry of the list."""
        on_air = set(entry["on_air"].values())
        return cls(
            id=entry["id"],
            room=entry["room"],
            speaker=entry["speaker"],
            seen=entry["seen"],
            heard=entry["heard"],
            turn=entry["turn"],
            following=entry["next"],
            on_air={identity: identity in on_air for identity in entry["booths"]},
            connected=entry["connected"],
            audible=entry["audible"],
        )

    def publishing(self, identity: str) -> Publishing:
        """What this person may publish (rule 11)."""
        holders = Holders(
            speaker=registration(self.speaker),
            seen=self.seen,
            heard=self.heard,
            following=registration(self.following),
            booths={registration(booth) or 0: on_air for booth, on_air in self.on_air.items()},
        )
        # Nobody has the number -1: whoever has no registration has no floor.
        return holders.publishing(registration(identity) or -1)


def registration(identity: str | None) -> int | None:
    """Number of the registration that an identity stands for."""
    match = _IDENTITY.fullmatch(identity or "")
    return int(match[1]) if match else None
