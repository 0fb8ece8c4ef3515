"""What the steward is told of each sitting, and what it tells of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from hemicycle.rules.publishing import Holders, Publishing

if TYPE_CHECKING:
    from datetime import datetime

FactKind = Literal["connected", "audible", "speaks", "pauses", "intrusion"]
How = Literal["", "published", "unmuted", "open", "withheld", "flooded"]
_IDENTITY = re.compile(r"r(\d+)")


@dataclass(frozen=True)
class Fact:
    """Something that the steward saw.

    Attributes:
        kind: ``connected``: the speaker's sound is forwarded; ``audible``: the speaker is heard; ``speaks``,
            ``pauses``: of somebody who may be heard, each time;
            ``intrusion``: somebody published or unmuted beyond what they may, as far as the steward knows.
        source: Of the track.
        how: Of an intrusion: ``published``, ``unmuted``, ``open`` (when the steward came), ``withheld`` (they let only
            some receive it), ``flooded`` (they were put out for several at once that nobody may publish), or empty: a
            track is open that is not to be, and nobody need have done that.
        track, session: The media engine's identifiers of the track and of the connection.
        at: When it was seen.
        since: When that connection was seen to begin; ``None`` where it was there as the steward came.
        never: Nobody may publish it, or so often, whoever has the floor.
    """

    kind: FactKind
    identity: str
    source: str = ""
    how: How = ""
    track: str = ""
    session: str = ""
    at: datetime | None = None
    since: datetime | None = None
    never: bool = False

    def as_json(self) -> dict[str, str | bool]:
        """Shape in which it is told."""
        told: dict[str, str | bool] = {"kind": self.kind, "identity": self.identity, "source": self.source}
        if self.at is not None:
            told |= {"how": self.how, "track": self.track, "session": self.session, "at": self.at.isoformat()}
            told |= {"never": self.never}
        if self.since is not None:
            told |= {"since": self.since.isoformat()}
        return told


@dataclass(frozen=True)
class Snapshot:
    """A sitting as it was when the list of sittings was asked for, or as the engine's room has it since.

    Attributes:
        sequence: Of the sitting: an older picture than the one held is dropped.
        speaker: Identity who has the floor.
        seen, heard: Their picture and sound go out: not before they confirmed, where they asked to
            confirm; and no sound while the leader has muted them.
        turn: Number of the turn that has the floor.
        presiding: Identity of who presides over the open sitting.
        voice: They are heard beside the speaker.
        following: Identity of who is next.
        on_air: By the identities of seated interpreters: whether their microphone feeds a channel.
        barred: Identities of those who publish no longer early or muted.
        flooded: Identities of those who publish nothing.
        connected, audible: What is recorded of the turn already.
        speaking: Identities of those who speak, as far as it is recorded.
    """

    id: int
    room: str
    sequence: int
    speaker: str | None
    seen: bool
    heard: bool
    turn: int | None
    presiding: str | None
    voice: bool
    following: str | None
    on_air: dict[str, bool]
    barred: frozenset[str]
    flooded: frozenset[str]
    connected: bool
    audible: bool
    speaking: frozenset[str]

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Snapshot:
        """Read one entry of the list."""
        return cls(
            id=entry["id"],
            room=entry["room"],
            turn=entry["turn"],
            connected=entry["connected"],
            audible=entry["audible"],
            speaking=frozenset(entry["speaking"]),
            **_holders(entry),
        )

    def with_holders(self, announced: str) -> Snapshot:
        """This sitting with the holders that its room in the media engine announces; itself where those are older.

        What is recorded of a turn is not announced: of a new one nothing is told before the list of sittings knows it.
        """
        try:
            told = _holders(json.loads(announced))
        except (ValueError, KeyError, TypeError, AttributeError):
            return self
        if told["sequence"] <= self.sequence:
            return self
        if told["speaker"] != self.speaker:
            return replace(self, **told, turn=None, connected=True, audible=True)
        return replace(self, **told)

    def publishing(self, identity: str) -> Publishing:
        """What this person may publish (rule 11)."""
        holders = Holders(
            speaker=registration(self.speaker),
            seen=self.seen,
            heard=self.heard,
            presiding=registration(self.presiding),
            voice=self.voice,
            following=registration(self.following),
            booths={registration(booth) or 0: on_air for booth, on_air in self.on_air.items()},
            barred=frozenset(registration(barred) or 0 for barred in self.barred),
            flooded=frozenset(registration(flooded) or 0 for flooded in self.flooded),
        )
        # Nobody has the number -1: whoever has no registration has no floor.
        return holders.publishing(registration(identity) or -1)


def _holders(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "sequence": told["sequence"],
        "speaker": told["speaker"],
        "seen": told["seen"],
        "heard": told["heard"],
        "presiding": told["presiding"],
        "voice": told["voice"],
        "following": told["next"],
        "on_air": {identity: identity in told["on_air"] for identity in told["booths"]},
        "barred": frozenset(told["barred"]),
        "flooded": frozenset(told["flooded"]),
    }


def registration(identity: str | None) -> int | None:
    """Number of the registration that an identity stands for."""
    match = _IDENTITY.fullmatch(identity or "")
    return int(match[1]) if match else None
