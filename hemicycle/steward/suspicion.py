"""Who seems to publish beyond what they may, and what is to be done about it. No clock, no network."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from hemicycle.rules.publishing import BEGIN_WITHIN, BEGINNINGS, FLOOD, Holders, begins_too_often, beyond, forgiven
from hemicycle.steward.snapshot import Fact

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.steward.snapshot import How, Snapshot

#: ``mute`` what may be published and not be heard; ``unmute`` what was muted until it was decided and is due;
#: ``cut``: take the permission, and with it the tracks; ``remove``: end the connection; nothing, where it is over
#: already.
Measure = Literal["", "mute", "unmute", "cut", "remove"]
#: Whatever the list says.
NOBODY = Holders()


@dataclass
class Publication:
    """Something that somebody publishes.

    Attributes:
        source: ``microphone`` or ``camera``; ``None`` for anything else, or where kind and source do not agree.
        session: Identifier of the connection.
        since: When it was first seen.
        came: When that connection was seen to begin; ``None`` where it was there as the steward came.
        how: How it came to be open before the steward looked: ``open`` where it was there already, ``unmuted`` where it
            was seen to be opened; nothing where it was seen to be published.
        settled: It was opened once while its client was settling.
        held: The steward has muted it until it is decided.
    """

    sid: str
    identity: str
    source: str | None
    muted: bool
    session: str
    since: datetime
    came: datetime | None = None
    how: How = ""
    settled: bool = False
    held: bool = False


class Suspected(NamedTuple):
    """A track that seemed to be beyond what its owner may at that moment.

    Attributes:
        again: It began open, once too often.
    """

    track: Publication
    how: How
    at: datetime
    again: bool = False


class Decided(NamedTuple):
    """What is done about a track, and told where there is something to tell."""

    measure: Measure
    publication: Publication
    fact: Fact | None


class Suspicions:
    """Those of one room.

    A list of who may publish what is a moment older or newer than what is seen in the room. So nobody is cut off for
    what only one list says: a suspicion waits for a list that was asked for after it, or for the time in which what
    the room itself announces must have come. Until then the track is muted, which costs nobody what they have a right
    to. What nobody may publish by any list waits for none.
    """

    def __init__(self) -> None:
        self._waiting: list[Suspected] = []
        self._settled: Counter[str] = Counter()
        self._put_out: set[str] = set()
        self._flooded: dict[str, datetime] = {}
        self._cut_off: dict[str, datetime] = {}
        self._seen: dict[str, datetime] = {}
        self._begun: dict[tuple[str, str | None], deque[datetime]] = defaultdict(lambda: deque(maxlen=BEGINNINGS))

    def add(self, track: Publication, how: How, at: datetime, *, begins: bool = False, silenced: bool = False) -> None:
        """It was seen at that moment.

        Args:
            begins: It was published then.
            silenced: Its owner has the floor, and is muted by who presides.
        """
        again = False
        if begins and not how:
            # Of the person: whoever comes back with another connection begins again.
            begun = self._begun[track.identity, track.source]
            again = begins_too_often(begun, at, silenced=silenced)
            begun.append(at)
        self._waiting.append(Suspected(track, how, at, again))
        self._seen[track.identity] = at

    def known(self, snapshot: Snapshot) -> None:
        """A newer list: whoever is let out by it begins anew, for they began before to speak, as they now do."""
        for identity, source in list(self._begun):
            if snapshot.publishing(identity).lets_out(source or ""):
                del self._begun[identity, source]
                self._cut_off.pop(identity, None)

    def lately(self, identity: str, at: datetime) -> bool:
        """Whether anything of theirs was suspect within the last minute."""
        return identity in self._seen and at - self._seen[identity] < BEGIN_WITHIN

    def cut_off(self, identity: str, at: datetime) -> bool:
        """Whether they began open once too often within the last minute, and were not let out since."""
        return identity in self._cut_off and at - self._cut_off[identity] < BEGIN_WITHIN

    def flooded(self, identity: str, at: datetime) -> bool:
        """Whether a connection of theirs was put out within the last minute."""
        return identity in self._flooded and at - self._flooded[identity] < BEGIN_WITHIN

    def wait_for(self, sid: str) -> bool:
        """Whether a track waits to be decided: what a list says of it besides is that same suspicion."""
        return any(suspected.track.sid == sid for suspected in self._waiting)

    def never(self, track: Publication, tracks: Mapping[str, Publication]) -> list[Decided]:
        """What is done at once about a track, by no list at all; told once for a connection that is put out for it."""
        of_owner = [other for other in tracks.values() if other.identity == track.identity]
        never = [other for other in beyond(NOBODY.publishing(0), of_owner).never if other.session == track.session]
        # Whoever reloads their page may be seen with the tracks of both connections.
        of_connection = beyond(NOBODY.publishing(0), (one for one in of_owner if one.session == track.session)).never
        seen = next((suspected for suspected in self._waiting if suspected.track is track), None)
        if track not in never or seen is None:
            return []
        if len(of_connection) >= FLOOD:
            self._waiting = [waits for waits in self._waiting if waits.track.session != track.session]
            if track.session in self._put_out:
                return []  # on its way; what is there all the same is cut by the next lists
            self._put_out.add(track.session)
            self._flooded[track.identity] = seen.at
            return [_decided("remove", "flooded", seen, never=True)]
        self._waiting.remove(seen)
        return [_decided("cut", "published", seen, never=True)]

    def hold(self, snapshot: Snapshot, tracks: Mapping[str, Publication], sid: str) -> list[Decided]:
        """Mute what waits to be decided and is beyond what they may by the list that is known.

        Also what is open because it has just been published, which is how publishing begins: a client that is far away
        undoes that once, as it tells its own state, and is forgiven.
        """
        waits = [suspected for suspected in self._waiting if suspected.track.sid == sid]
        if not waits or sid not in suspects(snapshot, tracks) or waits[0].track.muted:
            return []
        return [self._hold(waits[0].track)]

    def release(self, snapshot: Snapshot, tracks: Mapping[str, Publication]) -> list[Decided]:
        """A newer list came: what was muted until then and is let out by it is unmuted."""
        beyond_it = suspects(snapshot, tracks)
        held = [waits for waits in self._waiting if waits.track.held and waits.track.sid not in beyond_it]
        due = [waits for waits in held if _is_let_out(waits.track, snapshot)]
        self._waiting = [waits for waits in self._waiting if waits not in due]
        for suspected in due:
            suspected.track.held = False
        return [_decided("unmute", "", suspected) for suspected in due]

    @staticmethod
    def _hold(track: Publication) -> Decided:
        track.held = True
        return Decided("mute", track, None)

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
        # Where it waits for another one too, that one is told of it as well.
        held, track.held = track.held, track.held and self.wait_for(track.sid)
        of_owner = [other for other in tracks.values() if other.identity == track.identity]
        excess = beyond(snapshot.publishing(track.identity), of_owner)
        if track in excess.published:
            cut = _decided("cut", "published", suspected, never=track in excess.never)
            # Of whom it has put out, that is told; their connection ends a moment later.
            return cut._replace(fact=None) if track.session in self._put_out else cut
        may = snapshot.publishing(track.identity)
        if held and is_there and _is_let_out(track, snapshot):
            # Told as nothing that anybody did: the web process applies once more what is due.
            return _decided("unmute", "", suspected)
        if suspected.how == "published":
            gone = not is_there and not may.may_send(track.source or "")
            return _decided("", "published", suspected) if gone else None
        if may.lets_out(track.source or ""):
            return None
        if suspected.again:
            self._cut_off[track.identity] = suspected.at
            return _decided("cut", "published", suspected, never=True)
        if not is_there or (track.muted and not held):
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


def _is_let_out(track: Publication, snapshot: Snapshot) -> bool:
    return snapshot.publishing(track.identity).lets_out(track.source or "")


def _decided(measure: Measure, how: How, suspected: Suspected, *, never: bool = False) -> Decided:
    track, at = suspected.track, suspected.at
    source = track.source or "other"
    fact = Fact("intrusion", track.identity, source, how, track.sid, track.session, at, track.came, never=never)
    return Decided(measure, track, fact)


def suspects(snapshot: Snapshot, tracks: Mapping[str, Publication]) -> dict[str, How]:
    """Which tracks are beyond what their owners may by this list, by identifier, and how."""
    found: dict[str, How] = {}
    for identity in {track.identity for track in tracks.values()}:
        excess = beyond(snapshot.publishing(identity), [t for t in tracks.values() if t.identity == identity])
        found |= {track.sid: "published" for track in excess.published}
        found |= {track.sid: "" for track in excess.unmuted}
    return found
