"""The steward in one sitting's room: unseen, hearing whoever may be heard and whoever may not."""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from livekit import rtc

from hemicycle.media.engine import MediaUnavailable, engine
from hemicycle.media.joining import join
from hemicycle.media.tokens import steward_token
from hemicycle.media.withholding import is_withheld
from hemicycle.steward.ear import Ear
from hemicycle.steward.floor import Floor, Track
from hemicycle.steward.snapshot import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Future
    from typing import Any

    from hemicycle.media.engine import Address
    from hemicycle.steward.snapshot import Snapshot
    from hemicycle.steward.suspicion import Decided

log = logging.getLogger(__name__)

#: Seconds for which a token lets the steward in.
TOKEN_SECONDS = 60
#: Seconds after which something suspect is decided without a newer list of sittings: in that time, what the room
#: announces of a change has come.
GRACE = 0.15
#: Seconds after which it is muted until then: what a room announces comes beside the unmute that it explains.
BESIDE = 0.03
#: Seconds within which the engine has begun to forward a track that is wanted.
FORWARDED = 0.5
OPTIONS = rtc.RoomOptions(auto_subscribe=False, single_peer_connection=False, connect_timeout=3.0)
_SOURCES = {
    (rtc.TrackKind.KIND_AUDIO, rtc.TrackSource.SOURCE_MICROPHONE): "microphone",
    (rtc.TrackKind.KIND_VIDEO, rtc.TrackSource.SOURCE_CAMERA): "camera",
}


class Seat:
    """The steward's place in one sitting.

    When the connection is lost in any way the seat is over, and its owner takes a new one: quicker and
    surer than to have the library reconnect to an engine that may have been started again. Its identity is another
    one each time: whoever lets only some people receive their tracks can never name the steward among them.

    Args:
        tell: Called with facts, at once.
        ask_again: Called when the list of sittings must be out of date.
        waits: Another steward is at work: sit here, know who has the floor and what is opened, but hear, cut and tell
            nothing.
    """

    def __init__(
        self,
        media: Address,
        snapshot: Snapshot,
        tell: Callable[[list[Fact]], None],
        ask_again: Callable[[], None],
        *,
        waits: bool = False,
    ) -> None:
        self._waits = waits
        self._media = media
        self._sitting = snapshot
        self._floor = Floor(snapshot)
        self._tell = tell
        self._ask_again = ask_again
        self._room = rtc.Room()
        self._ears: dict[str, asyncio.Task[None]] = {}
        self._wanted: set[str] = set()
        self._put_out: set[str] = set()
        self._found: set[str] = set()
        self._opened: dict[str, datetime] = {}
        self._came_at: dict[str, datetime] = {}
        self._work: set[asyncio.Task[None]] = set()
        self.over = asyncio.Event()

    async def take(self) -> None:
        """Join the room; what is published there already is looked at like what comes.

        Raises:
            rtc.ConnectError: There is no such room, or no media engine.
        """
        on = self._room.on
        on("participant_connected", self._came)
        on("participant_disconnected", lambda person: self._came_at.pop(person.sid, None))
        on("track_published", self._published)
        on("track_unpublished", lambda publication, _person: self._unpublished(publication.sid))
        on("track_muted", lambda _person, publication: self._muted(publication.sid, muted=True))
        on("track_unmuted", lambda _person, publication: self._muted(publication.sid, muted=False))
        on("track_subscribed", self._subscribed)
        on("track_unsubscribed", lambda _track, publication, _person: self._stop(publication.sid))
        on("room_metadata_changed", lambda _before, announced: self._announced(announced))
        on("reconnecting", self.over.set)
        on("disconnected", self.over.set)
        self._found = await self._tracks_there()
        token = steward_token(self._media, self._sitting.room, self._name(), TOKEN_SECONDS)
        await join(self._room, self._media.url, token, OPTIONS)
        self._announced(self._room.metadata)
        self._look_at_all()

    def begin(self) -> None:
        """The other steward is gone: what is published by now is looked at like what was there as one comes.

        But for what this one saw being opened: the other one may have gone before it could tell.
        """
        if self._waits:
            self._waits = False
            self._found = {
                sid for person in self._room.remote_participants.values() for sid in person.track_publications
            }
            self._look_at_all()
            self._opened.clear()

    def _look_at_all(self) -> None:
        for person in self._room.remote_participants.values():
            for publication in person.track_publications.values():
                self._published(publication, person)

    async def _tracks_there(self) -> set[str]:
        """What was published before: to the library that is no other news than what is published as it joins."""
        try:
            here = await asyncio.wrap_future(engine(self._media).participants(self._sitting.room))
        except MediaUnavailable:
            return set()
        return {track.sid for person in here for track in person.tracks}

    @property
    def hears(self) -> set[str]:
        """Tracks that it listens to now."""
        return set(self._ears)

    async def leave(self) -> None:
        """Leave the room."""
        going_on = [*self._ears.values(), *self._work]
        for task in going_on:
            task.cancel()
        await asyncio.gather(*going_on, return_exceptions=True)
        await self._room.disconnect()

    def update(self, snapshot: Snapshot, asked: datetime) -> None:
        """The list of sittings came again, that was asked for at that moment."""
        self._tell(self._floor.update(snapshot, asked))
        self._follow(asked)

    def _announced(self, announced: str) -> None:
        if self._floor.announced(announced, datetime.now(UTC)) and not self._waits:
            self._do(self._floor.release())
            self._ask_again()
            self._follow(None)

    def _follow(self, asked: datetime | None) -> None:
        self._sitting = self._floor.snapshot
        if self._waits:
            return
        if asked:
            self._decide(asked)
        for person in self._room.remote_participants.values():
            for publication in person.track_publications.values():
                self._choose(publication, person)

    def _came(self, person: rtc.RemoteParticipant) -> None:
        """Who comes back again to publish what is not let out loses at once what their token permits.

        It may be of a floor that is over. The web process grants what is due as it hears of them; until then they
        would publish, open, each time that they come.
        """
        self._came_at[person.sid] = now = datetime.now(UTC)
        again = self._floor.comes_again(person.identity, now)
        if again and person.permissions.can_publish and not self._waits:
            self._begin(self._take_permission(person.identity, person.sid))

    async def _take_permission(self, identity: str, session: str) -> None:
        try:
            await asyncio.wrap_future(engine(self._media).permit(self._sitting.room, identity, frozenset()))
        except MediaUnavailable as error:
            log.warning("can't take the permission of %s: %s", identity, error)
        # It may have been granted before it was taken: the web process grants once more what is due.
        self._tell([Fact("intrusion", identity, session=session, at=datetime.now(UTC))])

    def _published(self, publication: rtc.RemoteTrackPublication, person: rtc.RemoteParticipant) -> None:
        if self._waits:
            return
        opened = self._opened.pop(publication.sid, None)
        track = Track(
            publication.sid,
            person.identity,
            _SOURCES.get((publication.kind, publication.source)),
            publication.muted,
            person.sid,
            opened or datetime.now(UTC),
            self._came_at.get(person.sid),
            how="unmuted" if opened else "open" if publication.sid in self._found else "",
        )
        self._doubt(track.sid, track.since, suspect=self._floor.published(track))
        self._choose(publication, person)

    def _choose(self, publication: rtc.RemoteTrackPublication, person: rtc.RemoteParticipant) -> None:
        """Hear every microphone but those of booths off air: that these are muted or not is seen without that."""
        is_microphone = _SOURCES.get((publication.kind, publication.source)) == "microphone"
        wanted = is_microphone and self._sitting.on_air.get(person.identity, True)
        if wanted and publication.sid not in self._wanted:
            self._wanted.add(publication.sid)
            self._begin(self._expect(publication.sid))
        if not wanted:
            self._wanted.discard(publication.sid)
        if publication.subscribed != wanted:
            publication.set_subscribed(wanted)

    def _unpublished(self, sid: str) -> None:
        self._tell(self._floor.unpublished(sid))
        self._opened.pop(sid, None)
        self._wanted.discard(sid)
        self._stop(sid)

    def _stop(self, sid: str) -> None:
        if task := self._ears.pop(sid, None):
            task.cancel()
            self._tell(self._floor.unheard(sid))

    def _muted(self, sid: str, *, muted: bool) -> None:
        now = datetime.now(UTC)
        if self._waits:
            self._opened.pop(sid, None)
            if not muted:
                self._opened[sid] = now
            return
        self._doubt(sid, now, suspect=self._floor.muted(sid, now, muted=muted))
        if not muted and sid in self._wanted:
            self._begin(self._expect(sid))

    def _doubt(self, sid: str, now: datetime, *, suspect: bool) -> None:
        """Ask for the list when the one that we have does not let this track out: it may just have changed."""
        if suspect:
            loop = asyncio.get_running_loop()
            self._do(self._floor.decide_at_once(sid))
            loop.call_later(BESIDE, lambda: self._do(self._floor.hold(sid)))
            loop.call_later(GRACE, self._decide, now)
        if not self._floor.is_on(sid):
            self._ask_again()

    def _decide(self, before: datetime) -> None:
        self._do(self._floor.decide(before))

    def _do(self, decisions: list[Decided]) -> None:
        for decided in decisions:
            self._begin(self._carry_out(decided))

    async def _carry_out(self, decided: Decided) -> None:
        """Cut first, and tell: the web process, which records it and grants what is due, may not be there."""
        sid, identity = decided.publication.sid, decided.publication.identity
        room = self._sitting.room
        call: Future[None] | None = None
        match decided.measure:
            case "mute" | "unmute":
                call = engine(self._media).mute(room, identity, sid, muted=decided.measure == "mute")
            case "cut":
                call = engine(self._media).permit(room, identity, frozenset())
            case "remove":
                call = engine(self._media).remove(room, identity)
        try:
            if call is not None:
                await asyncio.wrap_future(call)
        except MediaUnavailable as error:
            log.warning("can't cut %s off: %s", identity, error)
        else:
            log.info("%s: %s %s", room, decided.measure or "seen:", identity)
        if decided.fact is not None:
            self._tell([decided.fact])

    def _subscribed(
        self, track: rtc.Track, publication: rtc.RemoteTrackPublication, _person: rtc.RemoteParticipant
    ) -> None:
        if not isinstance(track, rtc.RemoteAudioTrack):
            return
        sid = publication.sid
        ear = Ear(
            track,
            hears=lambda level, speaks: self._tell(self._floor.sounds(sid, level, speaks=speaks)),
            waits=lambda: self._floor.waits_for(sid),
            flows=lambda: self._tell(self._floor.flows(sid)),
            quiet=lambda: self._begin(self._ask_whether_withheld(sid)),
        )
        self._stop(sid)
        self._ears[sid] = asyncio.create_task(ear.listen(), name=f"listen-{sid}")

    async def _expect(self, sid: str) -> None:
        """A track that is wanted and does not come may be withheld."""
        await asyncio.sleep(FORWARDED)
        if sid in self._wanted and sid not in self._ears:
            await self._ask_whether_withheld(sid)

    async def _ask_whether_withheld(self, sid: str) -> None:
        """Nobody is deaf by it, but it is forbidden, and ends with the connection alone: they are put out."""
        track = self._floor.track(sid)
        if track is None or track.muted or sid in self._put_out:
            return
        if await is_withheld(self._media, self._sitting.room, self._name(), sid):
            now = datetime.now(UTC)
            self._put_out.add(sid)
            try:
                await asyncio.wrap_future(engine(self._media).remove(self._sitting.room, track.identity))
            except MediaUnavailable as error:
                log.warning("can't put %s out: %s", track.identity, error)
            self._tell([Fact("intrusion", track.identity, "microphone", "withheld", sid, track.session, now)])

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    def _name(self) -> str:
        return f"steward-{self._sitting.id}-{secrets.token_hex(8)}"
