"""What the steward concludes from what happens in a room. No clock, no network: events in, facts out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemicycle.steward.level import SILENCE, Speech
from hemicycle.steward.snapshot import Fact
from hemicycle.steward.suspicion import Publication, Suspicions, suspects

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.steward.snapshot import FactKind, How, Snapshot
    from hemicycle.steward.suspicion import Decided


@dataclass
class Track(Publication):
    """Something that somebody publishes, as it is heard.

    Attributes:
        flows: Sound has arrived since it was last unmuted.
        speaks: Somebody speaks on it now.
    """

    flows: bool = False
    speaks: bool = False
    speech: Speech = field(default_factory=Speech)


class Floor:
    """One sitting's room as the steward sees it; ``snapshot`` is the latest that is known of the sitting.

    Each method takes an event; some return the facts to tell. A fact that the list of sittings does not
    confirm is told again after the next list, so one that got lost is not lost for good.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._tracks: dict[str, Track] = {}
        self._told: set[Fact] = set()
        self._speaking = set(snapshot.speaking)
        self._learned: datetime | None = None
        self._suspicions = Suspicions()
        self._beyond: dict[str, How] = {}

    def update(self, snapshot: Snapshot, asked: datetime) -> list[Fact]:
        """The list of sittings came again; one asked for before the room announced something newer says nothing.

        What was asked for after that is the database's word, also where its sequence is lower: it was restored.
        """
        if snapshot.sequence < self.snapshot.sequence and self._learned and asked <= self._learned:
            return []
        self._take(snapshot)
        self._told.clear()
        self._speaking = set(snapshot.speaking)
        # A list is a moment older or newer than what is seen in the room: only what two of them contradict is suspect.
        before, self._beyond = self._beyond, suspects(snapshot, self._tracks)
        for sid, how in self._beyond.items():
            if sid in before and not self._suspicions.wait_for(sid):
                self._suspicions.add(self._tracks[sid], how, asked)
        heard = [fact for track in self._tracks.values() for fact in self._heard(track, speaks=False)]
        return heard + self._speech()

    def announced(self, announced: str, now: datetime) -> bool:
        """The room announces its holders; returns whether they are newer than what is known."""
        snapshot = self.snapshot.with_holders(announced)
        if snapshot is self.snapshot:
            return False
        self._take(snapshot)
        self._learned = now
        return True

    def decide(self, before: datetime) -> list[Decided]:
        """What is to be done about what was seen before that moment."""
        return self._suspicions.decide(self.snapshot, self._tracks, before)

    def decide_at_once(self, sid: str) -> list[Decided]:
        """What is to be done about a suspect track whatever the list says."""
        track = self._tracks.get(sid)
        return self._suspicions.never(track, self._tracks) if track else []

    def hold(self, sid: str) -> list[Decided]:
        """What is to be done about a suspect track until it is decided."""
        return self._suspicions.hold(self.snapshot, self._tracks, sid)

    def release(self) -> list[Decided]:
        """What is to be done as the room announces newer holders."""
        return self._suspicions.release(self.snapshot, self._tracks)

    def published(self, track: Track) -> bool:
        """Somebody publishes a track; one that is known already is no news. Returns whether it is suspect."""
        if track.sid in self._tracks:
            return False
        self._tracks[track.sid] = track
        return self._suspect(track, track.how, track.since, begins=True)

    def unpublished(self, sid: str) -> list[Fact]:
        """A track is gone."""
        self._tracks.pop(sid, None)
        return self._speech()

    def muted(self, sid: str, now: datetime, *, muted: bool) -> bool:
        """A track was muted or unmuted. Returns whether it is suspect."""
        track = self._tracks.get(sid)
        if track is None:
            return False
        track.muted = muted
        _begin(track)
        return not muted and self._suspect(track, "unmuted", now)

    def sounds(self, sid: str, level: float, *, speaks: bool = False) -> list[Fact]:
        """A frame of sound came, so loud in dBFS. Silence comes too while nothing is forwarded, and proves nothing.

        Args:
            speaks: It is speech.
        """
        track = self._tracks.get(sid)
        if track is None or track.muted:
            return []
        track.flows = track.flows or level > SILENCE
        heard = self._heard(track, speaks=track.speech.hear(level))
        if speaks == track.speaks:
            return heard
        track.speaks = speaks
        return heard + self._speech()

    def unheard(self, sid: str) -> list[Fact]:
        """A track is not listened to any longer."""
        if track := self._tracks.get(sid):
            track.speaks = False
        return self._speech()

    def _speech(self) -> list[Fact]:
        """Who began to speak, or paused, or is not heard any longer, since it was told or recorded."""
        tracks = self._tracks.values()
        now = {track.identity for track in tracks if track.speaks and not track.muted and self._lets_out(track)}
        begun, paused = sorted(now - self._speaking), sorted(self._speaking - now)
        self._speaking = now
        return [Fact("speaks", one) for one in begun] + [Fact("pauses", one) for one in paused]

    def flows(self, sid: str) -> list[Fact]:
        """The media engine has forwarded packets since the track was unmuted, which may carry silence."""
        track = self._tracks.get(sid)
        if track is None or track.muted:
            return []
        track.flows = True
        return self._heard(track, speaks=False)

    def is_on(self, sid: str) -> bool:
        """Whether the list that we have lets this track out."""
        track = self._tracks.get(sid)
        return track is not None and self._lets_out(track)

    def comes_again(self, identity: str, at: datetime) -> bool:
        """Whether they lately were put out or cut off, or published what is not let out, and may not or are silenced.

        Who is next may publish by the list until the web process knows that they were cut off, a moment later.
        """
        if self._suspicions.flooded(identity, at) or self._suspicions.cut_off(identity, at):
            return True
        may = self.snapshot.publishing(identity)
        return (may.silenced or not may.permitted) and self._suspicions.lately(identity, at)

    def waits_for(self, sid: str) -> bool:
        """Whether it matters now if the engine forwards packets of this track."""
        track = self._tracks.get(sid)
        return track is not None and self._has_floor(track) and not track.flows and not self.snapshot.connected

    def track(self, sid: str) -> Track | None:
        """One track, while it is there."""
        return self._tracks.get(sid)

    def _take(self, snapshot: Snapshot) -> None:
        if snapshot.turn != self.snapshot.turn:
            for track in self._tracks.values():
                if track.identity == self.snapshot.speaker:
                    _begin(track)
        self.snapshot = snapshot
        self._suspicions.known(snapshot)

    def _lets_out(self, track: Track) -> bool:
        return self.snapshot.publishing(track.identity).lets_out(track.source or "")

    def _has_floor(self, track: Track) -> bool:
        is_speakers = track.identity == self.snapshot.speaker and track.source == "microphone"
        return is_speakers and self._lets_out(track) and not track.muted

    def _heard(self, track: Track, *, speaks: bool) -> list[Fact]:
        if not self._has_floor(track) or not track.flows:
            return []
        facts = []
        if not self.snapshot.connected:
            facts += self._once("connected", track)
        if speaks and not self.snapshot.audible:
            facts += self._once("audible", track)
        return facts

    def _suspect(self, track: Track, how: How, now: datetime, *, begins: bool = False) -> bool:
        found = suspects(self.snapshot, self._tracks)
        if track.sid not in found:
            return False
        silenced = self.snapshot.publishing(track.identity).silenced
        self._suspicions.add(track, found[track.sid] or how, now, begins=begins, silenced=silenced)
        return True

    def _once(self, kind: FactKind, track: Track) -> list[Fact]:
        fact = Fact(kind, track.identity, track.source or "")
        if fact in self._told:
            return []
        self._told.add(fact)
        return [fact]


def _begin(track: Track) -> None:
    """Listen again: what came before the mute, or in another turn, says nothing about this one."""
    track.flows = track.speaks = False
    track.speech = Speech()
