"""What the steward concludes from what happens in a room. No clock, no network: events in, facts out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from hemicycle.steward.level import SILENCE, Speech
from hemicycle.steward.snapshot import Fact, FactKind

if TYPE_CHECKING:
    from hemicycle.steward.snapshot import Snapshot


@dataclass
class Track:
    """Something that somebody publishes.

    Attributes:
        flows: Sound has arrived since it was last unmuted.
    """

    identity: str
    source: str
    muted: bool
    flows: bool = False
    speech: Speech = field(default_factory=Speech)


class Allowed(NamedTuple):
    """Whether a track may be published, and whether it may go out."""

    published: bool
    out: bool


class Floor:
    """One sitting's room as the steward sees it.

    Each method takes an event and returns the facts to tell. A fact that the list of sittings does not
    confirm is told again after the next list, so one that got lost is not lost for good.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._tracks: dict[str, Track] = {}
        self._told: set[Fact] = set()
        self._suspected: set[Fact] = set()

    def update(self, snapshot: Snapshot) -> list[Fact]:
        """The list of sittings came again."""
        if snapshot.turn != self._snapshot.turn:
            for track in self._tracks.values():
                if track.identity == self._snapshot.speaker:
                    _begin(track)
        self._snapshot = snapshot
        self._told.clear()
        # A list is a moment older or newer than what is seen in the room: only what two of them contradict is told.
        before, self._suspected = self._suspected, set()
        intrusions = [fact for track in self._tracks.values() for fact in self._intrusions(track)]
        facts = [fact for fact in intrusions if fact in before]
        self._told = set(facts)
        return facts + [fact for track in self._tracks.values() for fact in self._heard(track, speaks=False)]

    def published(self, sid: str, identity: str, source: str, *, muted: bool) -> list[Fact]:
        """Somebody publishes a track; one that is known already is no news."""
        if sid in self._tracks:
            return []
        self._tracks[sid] = Track(identity, source, muted)
        return self._intrusions(self._tracks[sid])

    def unpublished(self, sid: str) -> None:
        """A track is gone."""
        self._tracks.pop(sid, None)

    def muted(self, sid: str, *, muted: bool) -> list[Fact]:
        """A track was muted or unmuted."""
        track = self._tracks.get(sid)
        if track is None:
            return []
        track.muted = muted
        _begin(track)
        return self._intrusions(track)

    def sounds(self, sid: str, level: float) -> list[Fact]:
        """A frame of sound came, so loud in dBFS. Silence comes too while nothing is forwarded, and proves nothing."""
        track = self._tracks.get(sid)
        if track is None or track.muted:
            return []
        track.flows = track.flows or level > SILENCE
        return self._heard(track, speaks=track.speech.hear(level))

    def flows(self, sid: str) -> list[Fact]:
        """The media engine has forwarded packets since the track was unmuted, which may carry silence."""
        track = self._tracks.get(sid)
        if track is None or track.muted:
            return []
        track.flows = True
        return self._heard(track, speaks=False)

    def waits_for(self, sid: str) -> bool:
        """Whether it matters now if the engine forwards packets of this track."""
        track = self._tracks.get(sid)
        return track is not None and self._has_floor(track) and not track.flows and not self._snapshot.connected

    def is_on(self, sid: str) -> bool:
        """Whether the list that we have lets this track out."""
        track = self._tracks.get(sid)
        return track is not None and self._allows(track).out

    def _has_floor(self, track: Track) -> bool:
        is_speakers = track.identity == self._snapshot.speaker and track.source == "microphone"
        return is_speakers and self._allows(track).out and not track.muted

    def _heard(self, track: Track, *, speaks: bool) -> list[Fact]:
        if not self._has_floor(track) or not track.flows:
            return []
        facts = []
        if not self._snapshot.connected:
            facts += self._once("connected", track)
        if speaks and not self._snapshot.audible:
            facts += self._once("audible", track)
        return facts

    def _intrusions(self, track: Track) -> list[Fact]:
        allows = self._allows(track)
        if allows.published and (allows.out or track.muted):
            return []
        return self._once("intrusion", track)

    def _allows(self, track: Track) -> Allowed:
        rule = self._snapshot.publishing(track.identity)
        if track.source == "microphone":
            return Allowed(rule.microphone, rule.heard)
        if track.source == "camera":
            return Allowed(rule.camera, rule.seen)
        return Allowed(published=False, out=False)

    def _once(self, kind: FactKind, track: Track) -> list[Fact]:
        fact = Fact(kind, track.identity, track.source)
        if fact in self._told:
            return []
        self._told.add(fact)
        self._suspected.add(fact)
        return [fact]


def _begin(track: Track) -> None:
    """Listen again: what came before the mute, or in another turn, says nothing about this one."""
    track.flows = False
    track.speech = Speech()
