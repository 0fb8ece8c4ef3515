"""People who are connected to the media engine and come back as the room's page does, in a thread of their own."""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
from typing import TYPE_CHECKING, Any, Self, TypeVar

import httpx
from livekit import rtc
from livekit.rtc.participant import PublishTrackError

from bench.stage import tell
from hemicycle.media.joining import join
from hemicycle.sittings import enforcement
from tests.media.person import RATE, until
from tests.media.person import Person as Client

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence
    from concurrent.futures import Future

    from bench.person import Person

T = TypeVar("T")
#: Seconds before joining again (frontend/src/backoff.ts).
REJOIN = (0.2, 1.5)
FRAME_MS = 10
PATIENCE, PUBLISH = 60.0, 10.0
#: Errors of a connection or publication that is tried again.
TRIED_AGAIN = (rtc.ConnectError, httpx.HTTPError, PublishTrackError, TimeoutError, OSError, TypeError)


class Talker(Client):
    """One of them.

    Args:
        naive: Plays all that is published, whatever the map of the room says.
    """

    def __init__(self, person: Person, room: str, *, naive: bool) -> None:
        super().__init__(enforcement.address(), room, person.identity)
        self._person = person
        self._options = rtc.RoomOptions(auto_subscribe=naive, single_peer_connection=False, connect_timeout=3.0)
        self._lost = asyncio.Event()
        self._playing: asyncio.Task[None] | None = None
        self._listening: dict[str, asyncio.Task[None]] = {}

    async def live(self) -> None:
        """Be in the room until cancelled."""
        while True:
            with contextlib.suppress(*TRIED_AGAIN):
                address, token = await asyncio.to_thread(self._person.media)
                self._lost = asyncio.Event()
                self.microphone = None
                self.room = rtc.Room()
                self.room.on("track_subscribed", self._subscribed)
                self.room.on("reconnecting", self._lost.set)
                self.room.on("disconnected", lambda *_: self._lost.set())
                await join(self.room, address, token, self._options)
                await self._lost.wait()
                await self.leave()
            await asyncio.sleep(random.uniform(*REJOIN))  # noqa: S311 - no secret

    @property
    def here(self) -> bool:
        """Whether they are connected."""
        return self.room.isconnected() and not self._lost.is_set()

    async def publish_tone(self) -> None:
        """Publish a tone, as far as the product lets them; the server mutes it until they have the floor."""
        if self._playing is not None:
            self._playing.cancel()
        output = rtc.AudioSource(RATE, 1, queue_size_ms=0)
        # The media engine acknowledges a track when its first packets come.
        self._playing = asyncio.create_task(self._play(output))
        self._tasks.add(self._playing)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE, dtx=False)
        track = rtc.LocalAudioTrack.create_audio_track("tone", output)
        try:
            async with asyncio.timeout(PUBLISH):
                self.microphone = await self.room.local_participant.publish_track(track, options)
        except TRIED_AGAIN as error:
            tell(f"{self.identity} could not publish: {error!r}")

    async def unmute(self) -> None:
        """Let themselves be heard without the floor, whatever their own client takes its track for."""
        self.set_muted(muted=True)
        self.set_muted(muted=False)

    def _subscribed(self, track: rtc.Track, _publication: object, person: rtc.RemoteParticipant) -> None:
        # One pair of ears for a person: the library subscribes again, and what was heard would count twice.
        if before := self._listening.pop(person.identity, None):
            before.cancel()
        self._listening[person.identity] = asyncio.create_task(self._listen(track, person.identity))

    def heard_of(self, identity: str) -> float:
        """Milliseconds of sound that has come from somebody so far."""
        return self.heard.get(identity, 0) * FRAME_MS


class Talkers:
    """Several, of whom the last one listens to everything."""

    def __init__(self, persons: Sequence[Person], room: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.people = [Talker(person, room, naive=person is persons[-1]) for person in persons]
        self._lives: list[Future[Any]] = []

    def __enter__(self) -> Self:
        """Everybody comes."""
        self._thread.start()
        self._lives = [asyncio.run_coroutine_threadsafe(person.live(), self._loop) for person in self.people]
        self.wait_until_here()
        return self

    def __exit__(self, *_error: object) -> None:
        """Everybody leaves."""
        for life in self._lives:
            life.cancel()
        for person in self.people:
            with contextlib.suppress(Exception):  # what is measured is over
                self.run(person.leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Have one of them do something, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(2 * PATIENCE)

    def wait_until_here(self) -> None:
        """Wait until all are connected."""
        self.run(until(lambda: all(person.here for person in self.people), PATIENCE))

    def hears(self, identity: str) -> None:
        """Wait until the listener hears more of somebody."""
        listener = self.people[-1]
        before = listener.heard_of(identity)
        self.run(until(lambda: listener.heard_of(identity) > before + 3 * FRAME_MS, PATIENCE))

    def heard_of(self, identity: str) -> float:
        """Milliseconds of sound of somebody that has come to the listener, once no more comes for a second."""
        listener = self.people[-1]

        async def silent() -> float:
            before = -1.0
            async with asyncio.timeout(PATIENCE):
                while before != listener.heard_of(identity):
                    before = listener.heard_of(identity)
                    await asyncio.sleep(1.0)
            return before

        return self.run(silent())
