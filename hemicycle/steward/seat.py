"""The steward in one sitting's room: unseen, hearing everybody but the booths."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import numpy as np
from livekit import rtc

from hemicycle.media.tokens import steward_token
from hemicycle.steward.floor import Floor
from hemicycle.steward.level import dbfs

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from hemicycle.media.engine import Address
    from hemicycle.steward.snapshot import Fact, Snapshot

log = logging.getLogger(__name__)

#: Enough to hear whether somebody speaks.
SAMPLE_RATE = 16_000
FRAME_MS = 20
#: Frames that may wait; the oldest are dropped.
CAPACITY = 25
#: Seconds between looks whether packets of a speaker arrive, while that is the question.
LOOK_EVERY = 0.05
#: Seconds for which a token lets the steward in.
TOKEN_SECONDS = 60
OPTIONS = rtc.RoomOptions(auto_subscribe=False, single_peer_connection=False, connect_timeout=3.0)
_SOURCES = {
    rtc.TrackSource.SOURCE_MICROPHONE: "microphone",
    rtc.TrackSource.SOURCE_CAMERA: "camera",
}


class Seat:
    """The steward's place in one sitting.

    When the connection is lost in any way the seat is over, and its owner takes a new one: quicker and
    surer than to have the library reconnect to an engine that may have been started again.

    Args:
        tell: Called with facts, at once.
        ask_again: Called when the list of sittings must be out of date.
    """

    def __init__(
        self, media: Address, snapshot: Snapshot, tell: Callable[[list[Fact]], None], ask_again: Callable[[], None]
    ) -> None:
        self._media = media
        self._sitting = snapshot
        self._floor = Floor(snapshot)
        self._tell = tell
        self._ask_again = ask_again
        self._room = rtc.Room()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self.over = asyncio.Event()

    async def take(self) -> None:
        """Join the room; what is published there already is looked at like what comes.

        Raises:
            rtc.ConnectError: There is no such room, or no media engine.
        """
        on = self._room.on
        on("track_published", self._published)
        on("track_unpublished", lambda publication, _person: self._unpublished(publication.sid))
        on("track_muted", lambda _person, publication: self._muted(publication.sid, muted=True))
        on("track_unmuted", lambda _person, publication: self._muted(publication.sid, muted=False))
        on("track_subscribed", self._subscribed)
        on("track_unsubscribed", lambda _track, publication, _person: self._stop(publication.sid))
        on("reconnecting", self.over.set)
        on("disconnected", self.over.set)
        token = steward_token(self._media, self._sitting.room, f"steward-{self._sitting.id}", TOKEN_SECONDS)
        await self._room.connect(self._media.url.replace("http", "ws", 1), token, OPTIONS)
        for person in self._room.remote_participants.values():
            for publication in person.track_publications.values():
                self._published(publication, person)

    @property
    def hears(self) -> set[str]:
        """Tracks that it listens to now."""
        return set(self._tasks)

    async def leave(self) -> None:
        """Leave the room."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._room.disconnect()

    def update(self, snapshot: Snapshot) -> None:
        """The list of sittings came again."""
        self._sitting = snapshot
        self._tell(self._floor.update(snapshot))
        for person in self._room.remote_participants.values():
            for publication in person.track_publications.values():
                self._choose(publication, person)

    def _published(self, publication: rtc.RemoteTrackPublication, person: rtc.RemoteParticipant) -> None:
        source = _SOURCES.get(publication.source, "other")
        self._tell(self._floor.published(publication.sid, person.identity, source, muted=publication.muted))
        self._doubt(publication.sid)
        self._choose(publication, person)

    def _choose(self, publication: rtc.RemoteTrackPublication, person: rtc.RemoteParticipant) -> None:
        """Hear every microphone but the booths': that these are muted or not is seen without hearing them."""
        is_microphone = publication.source == rtc.TrackSource.SOURCE_MICROPHONE
        wanted = is_microphone and person.identity not in self._sitting.on_air
        if publication.subscribed != wanted:
            publication.set_subscribed(wanted)

    def _unpublished(self, sid: str) -> None:
        self._floor.unpublished(sid)
        self._stop(sid)

    def _stop(self, sid: str) -> None:
        if task := self._tasks.pop(sid, None):
            task.cancel()

    def _muted(self, sid: str, *, muted: bool) -> None:
        self._tell(self._floor.muted(sid, muted=muted))
        if not muted:
            self._doubt(sid)

    def _doubt(self, sid: str) -> None:
        """Ask for the list when the one that we have does not let this track out: it may just have changed."""
        if not self._floor.is_on(sid):
            self._ask_again()

    def _subscribed(self, track: rtc.Track, publication: rtc.RemoteTrackPublication, _person: object) -> None:
        if isinstance(track, rtc.RemoteAudioTrack):
            self._start(publication.sid, self._listen(publication.sid, track))

    def _start(self, sid: str, listening: Coroutine[Any, Any, None]) -> None:
        self._stop(sid)
        self._tasks[sid] = asyncio.create_task(listening, name=f"listen-{sid}")

    async def _listen(self, sid: str, track: rtc.RemoteAudioTrack) -> None:
        counting = asyncio.create_task(self._count(sid, track))
        try:
            await self._hear(sid, track)
        finally:
            counting.cancel()
            # The library complains of a track that is gone; it is.
            await asyncio.gather(counting, return_exceptions=True)

    async def _hear(self, sid: str, track: rtc.RemoteAudioTrack) -> None:
        """Measure each frame."""
        stream = rtc.AudioStream(
            track, capacity=CAPACITY, sample_rate=SAMPLE_RATE, num_channels=1, frame_size_ms=FRAME_MS
        )
        try:
            async for event in stream:
                self._tell(self._floor.sounds(sid, dbfs(np.frombuffer(event.frame.data, dtype=np.int16))))
        finally:
            await stream.aclose()

    async def _count(self, sid: str, track: rtc.RemoteAudioTrack) -> None:
        """Notice packets that carry silence: a speaker who has not begun is connected all the same."""
        before: int | None = None
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if not self._floor.waits_for(sid):
                before = None
                continue
            now = await _packets(track)
            if before is not None and now > before:
                self._tell(self._floor.flows(sid))
            before = now


async def _packets(track: rtc.RemoteAudioTrack) -> int:
    """How many packets of a track have arrived."""
    stats = await track.get_stats()
    return sum(stat.inbound_rtp.received.packets_received for stat in stats if stat.HasField("inbound_rtp"))
