"""Who seems to publish beyond what they may, and what is to be done about it. No clock, no network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from hemicycle.rules.publishing import beyond, forgiven
from hemicycle.steward.snapshot import Fact

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.steward.snapshot import How, Snapshot

#: ``mute`` what may be published and not be heard; ``cut``: take the permission, and with it the tracks; nothing,
#: where it is over already.
Measure = Literal["", "mute", "cut"]


@dataclass
class Publication:
    """Something that somebody publishes.

    Attributes:
        source: ``microphone`` or ``camera``; ``None`` for anything else, or where kind and source do not agree.
        session: Identifier of the connection.
        since: When it was first seen.
        settled: It was opened once while its client was settling.
    """

    sid: str
    identity: str
    source: str | None
    muted: bool
    session: str
    since: datetime
    settled: bool = False


class Suspected(NamedTuple):
    """A track that seemed to be beyond what its owner may at that moment."""

    track: Publication
    how: How
    at: datetime


class Decided(NamedTuple):
    """What is done about a track, and told."""

    measure: Measure
    fact: Fact


class Suspicions:
    """Those of one room.

    A list of who may publish what is a moment older or newer than what is seen in the room. So nobody is cut off for
    what only one list says: a suspicion waits for a list that was asked for after it, or for the time in which what
    the room itself announces must have come.
    """

    def __init__(self) -> None:
        self._waiting: list[Suspected] = []
        self._settled: Counter[str] = Counter()

    def add(self, track: Publication, how: How, at: datetime) -> None:
        """It was seen at that moment."""
        self._waiting.append(Suspected(track, how, at))

    def decide(self, snapshot: Snapshot, tracks: Mapping[str, Publication], before: datetime) -> list[Decided]:
        """What is done about the suspicions from before that moment, now that this list is known."""
        due = [suspected for suspected in self._waiting if suspected.at <= before]
        self._waiting = [suspected for suspected in self._waiting if suspected.at > before]
        return [decided for suspected in due if (decided := self._decide(suspected, snapshot, tracks, before))]

    def _decide(
        self, suspected: Suspected, snapshot: Snapshot, tracks: Mapping[str, Publication], now: datetime
    ) -> Decided | None:
        track = suspected.track
        is_there = track.sid in tracks
        of_owner = [other for other in tracks.values() if other.identity == track.identity]
        excess = beyond(snapshot.publishing(track.identity), of_owner)
        if track in excess.published:
            return _decided("cut", "published", suspected)
        may = snapshot.publishing(track.identity)
        if suspected.how == "published":
            gone = not is_there and not may.may_send(track.source or "")
            return _decided("", "published", suspected) if gone else None
        if may.lets_out(track.source or ""):
            return None
        if not is_there or track.muted:
            # Over already: what they did is told, what only happened is not.
            return _decided("", suspected.how, suspected) if suspected.how else None
        return _decided("mute" if self._forgives(track, suspected.how, now) else "cut", suspected.how, suspected)

    def _forgives(self, track: Publication, how: How, now: datetime) -> bool:
        before = self._settled[track.session]
        if not forgiven(now - track.since, opened_before=track.settled, forgiven_before=before):
            return False
        if how:
            track.settled = True
            self._settled[track.session] += 1
        return True


def _decided(measure: Measure, how: How, suspected: Suspected) -> Decided:
    track = suspected.track
    fact = Fact("intrusion", track.identity, track.source or "other", how, track.sid, track.session, suspected.at)
    return Decided(measure, fact)


def suspects(snapshot: Snapshot, tracks: Mapping[str, Publication]) -> dict[str, How]:
    """Which tracks are beyond what their owners may by this list, by identifier, and how."""
    found: dict[str, How] = {}
    for identity in {track.identity for track in tracks.values()}:
        excess = beyond(snapshot.publishing(identity), [t for t in tracks.values() if t.identity == identity])
        found |= {track.sid: "published" for track in excess.published}
        found |= {track.sid: "" for track in excess.unmuted}
    return found
