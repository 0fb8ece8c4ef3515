"""Attackers, who do with the media engine's own client what they may not, and a listener who hears them."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
from django.conf import settings
from livekit import rtc

from bench.attack.way import Way
from bench.push_client import PushClient
from hemicycle.media.joining import join
from hemicycle.sittings import enforcement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from livekit.rtc.room import EventTypes

    from bench.person import Person

RATE = 48_000
FRAME_MS = 10
FRAME = RATE * FRAME_MS // 1000
#: Of a sample of 16 bits, above which a frame is heard: -50 dB of full scale.
LOUD = 100
TONE = (np.sin(np.arange(FRAME) / RATE * 2 * np.pi * 500) * 8000).astype(np.int16).tobytes()
PATIENCE = 15.0
#: Seconds between fresh tokens, without which nothing more of the sitting comes.
RENEWAL = 60.0
#: Seconds after which the media engine does not take a publication any more.
REFUSED = 2.0
#: Events of the library by which something else than sound and picture comes from somebody.
BESIDE_SOUND: tuple[EventTypes, ...] = (
    "data_received",
    "transcription_received",
    "sip_dtmf_received",
    "data_track_published",
    "participant_metadata_changed",
    "participant_name_changed",
    "participant_attributes_changed",
)
#: What is sent beside sound and picture is about this.
TOPIC = "attack"
#: Seconds after which a client has settled.
SETTLED = 2.3


async def until(true: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Look again and again until it is true.

    Raises:
        TimeoutError: it does not become true; says ``what``.
    """
    try:
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110 - what is waited for is in another process
                await asyncio.sleep(0.005)
    except TimeoutError as error:
        raise TimeoutError(what) from error


class Client:
    """One person's connection to the media engine, as they please.

    Attributes:
        kept: Tokens of theirs that permit to publish.
        room: The connection.
        tracks: What they publish by it.
        taken: All that sounds and that the media engine promised to take from them, by whatever connection.
    """

    def __init__(self, person: Person, way: Way = Way.DIRECT) -> None:
        self.person = person
        self._options = way.options()
        self.kept: list[str] = []
        self.room = rtc.Room()
        self.tracks: list[rtc.LocalTrackPublication] = []
        self.taken: set[str] = set()
        self._sound: dict[asyncio.Task[None], rtc.AudioSource] = {}
        self._frames: dict[rtc.AudioSource, bytes] = {}

    @property
    def identity(self) -> str:
        """In the media engine."""
        return self.person.identity

    @property
    def may_publish(self) -> bool:
        """Whether the media engine permits it now."""
        return bool(self.room.local_participant.permissions.can_publish)

    async def command(self, name: str, **arguments: Any) -> dict[str, Any]:
        """Send a command of the room, without holding up anybody's sound."""
        return await asyncio.to_thread(self.person.command, name, **arguments)

    async def join(self, token: str = "") -> None:
        """Come with a token of the product, or another one."""
        address, fresh = await asyncio.to_thread(self.person.media)
        await self.connect(token or fresh, address)

    async def connect(self, token: str, address: str = "") -> None:
        """Come with just this token, without asking the product for anything.

        Raises:
            rtc.ConnectError: the media engine refuses it.
        """
        await self.room.disconnect()
        self.room = rtc.Room()
        self.room.on("token_refreshed", self._keep)
        self.tracks = []
        await join(self.room, address or settings.LIVEKIT_ADDRESS, token, self._options)

    async def publish(
        self, source: rtc.TrackSource.ValueType = rtc.TrackSource.SOURCE_MICROPHONE, *, loud: bool = True
    ) -> bool:
        """Publish a sound under any name; returns whether the media engine took it."""
        output = rtc.AudioSource(RATE, 1, queue_size_ms=0)
        track = rtc.LocalAudioTrack.create_audio_track("sound", output)
        self._frames[output] = TONE if loud else bytes(len(TONE))
        self._sound[asyncio.create_task(self._play(output))] = output
        options = rtc.TrackPublishOptions(source=source, dtx=False)
        try:
            async with asyncio.timeout(REFUSED):
                self.tracks.append(await self.room.local_participant.publish_track(track, options))
                if loud:
                    self.taken.add(self.tracks[-1].sid)
        except (TimeoutError, rtc.participant.PublishTrackError):
            return False
        return True

    async def publish_in_silence(self, wait: float = SETTLED) -> None:
        """Publish, and be muted by the server; from now on there would be something to hear.

        Args:
            wait: Seconds until then.
        """
        await self.publish(loud=False)
        await self.is_muted()
        await asyncio.sleep(wait)
        self.be_loud()

    def be_loud(self) -> None:
        """Whatever is published sounds from now on."""
        self._frames = dict.fromkeys(self._frames, TONE)
        self.taken.update(track.sid for track in self.tracks)

    def set_muted(self, *, muted: bool) -> None:
        """Mute or unmute what was published last."""
        track = self.tracks[-1].track
        if isinstance(track, rtc.LocalAudioTrack):
            track.mute() if muted else track.unmute()

    async def is_muted(self) -> None:
        """Wait until the server has muted what was published last."""
        await until(lambda: self.tracks[-1].muted, f"{self.identity} is muted")

    async def unpublish(self) -> None:
        """Stop publishing."""
        for track in self.tracks:
            with suppress(rtc.participant.UnpublishTrackError):
                await self.room.local_participant.unpublish_track(track.sid)
        self.tracks = []
        await self._hush()

    async def leave(self) -> None:
        """Leave."""
        self.tracks = []
        await self._hush()
        await self.room.disconnect()

    def forget(self) -> None:
        """What they have kept, and what was taken from them, is of another attempt."""
        self.kept.clear()
        self.taken.clear()

    async def _hush(self) -> None:
        for task in self._sound:
            task.cancel()
        await asyncio.gather(*self._sound, return_exceptions=True)
        self._sound.clear()
        self._frames.clear()

    def _keep(self) -> None:
        token = self.room._token  # noqa: SLF001 - the library offers no other way to what its client was sent
        if token and self.may_publish:
            self.kept.append(token)

    async def _play(self, output: rtc.AudioSource) -> None:
        clock = asyncio.get_running_loop()
        due = clock.time()
        while True:
            await output.capture_frame(rtc.AudioFrame(self._frames[output], RATE, 1, FRAME))
            due += FRAME_MS / 1000
            await asyncio.sleep(max(0.0, due - clock.time()))


class Ear:
    """A participant who listens: to everything, and beside it what somebody hears who follows the map of the room.

    Attributes:
        naive, followed: Moments of a frame's length in which something is loud: of all that arrives, and of what the
            page would play. What several tracks carry at the same time is one moment.
        announced: Tracks of which the media engine told the room: a promise to take one is kept once its sound comes.
        received: What else came from anybody, by what the library calls it.
    """

    def __init__(self, client: Client) -> None:
        self.naive: set[int] = set()
        self.followed: set[int] = set()
        self.announced: set[str] = set()
        self.received: list[str] = []
        self._client = client
        self._documents: dict[str, dict[str, Any]] = {}
        self._channels: dict[str, str] = {}
        self._push: PushClient | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._listening: dict[str, asyncio.Task[None]] = {}
        self._beside: set[str] = set()

    @property
    def identity(self) -> str:
        """In the media engine."""
        return self._client.identity

    @property
    def present(self) -> set[str]:
        """Identities of everybody else in the room, as the media engine tells everybody."""
        return set(self._client.room.remote_participants)

    def receives(self, identity: str) -> bool:
        """Whether a sound of somebody arrives, silent or not."""
        person = self._client.room.remote_participants.get(identity)
        return person is not None and any(one.track is not None for one in person.track_publications.values())

    async def open(self) -> None:
        """Follow the sitting, and hear everybody in it."""
        access = await asyncio.to_thread(self._client.person.push)
        self._documents = await asyncio.to_thread(self._client.person.documents)
        self._channels = {channel["channel"]: name for name, channel in access["channels"].items()}
        self._push = await asyncio.to_thread(PushClient, access, delta=False)
        asyncio.get_running_loop().add_reader(self._push.fileno(), self._receive)
        await self._client.join()
        self._client.room.on("track_published", self._published)
        self._client.room.on("track_subscribed", self._subscribed)
        # For a track that is gone the library goes on to yield what comes by its place in the connection: the next one.
        self._client.room.on("track_unsubscribed", lambda _track, publication, _person: self._stop(publication.sid))
        self._receive_all_else()
        self._tasks.add(asyncio.create_task(self._renew()))

    def _receive_all_else(self) -> None:
        room = self._client.room
        for event in BESIDE_SOUND:
            room.on(event, partial(self._received, event))
        room.register_text_stream_handler(TOPIC, lambda _reader, _from: self._received("text"))
        room.register_byte_stream_handler(TOPIC, lambda _reader, _from: self._received("bytes"))

        async def answer(_call: rtc.RpcInvocationData) -> str:
            self._received("rpc")
            return ""

        room.local_participant.register_rpc_method(TOPIC, answer)

    def _received(self, what: str, *_content: object) -> None:
        self.received.append(what)

    @contextmanager
    def cuts_at_sight(self) -> Iterator[None]:
        """Whatever is unmuted meanwhile is muted as soon as anybody in the room can know of it, by no rule at all."""

        def cut(person: rtc.RemoteParticipant, publication: rtc.RemoteTrackPublication) -> None:
            enforcement.engine().mute(self._client.room.name, person.identity, publication.sid, muted=True)

        self._client.room.on("track_unmuted", cut)
        try:
            yield
        finally:
            self._client.room.off("track_unmuted", cut)

    def document(self, name: str) -> dict[str, Any]:
        """The latest version."""
        return self._documents[name]

    async def close(self) -> None:
        """Leave."""
        if self._push is not None:
            asyncio.get_running_loop().remove_reader(self._push.fileno())
        tasks = [*self._tasks, *self._listening.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tasks.clear()
        self._listening.clear()
        await self._client.leave()

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEWAL)
            access = await asyncio.to_thread(self._client.person.push)
            if self._push is not None:
                self._push.renew(access)

    def _receive(self) -> None:
        if self._push is None:
            return
        self._push.receive()
        self._push.read()
        for channel, versions in self._push.publications.items():
            name = self._channels.get(channel, "")
            for publication in versions.values():
                document = json.loads(publication.content)
                if document["seq"] >= self._documents.get(name, {}).get("seq", 0):
                    self._documents[name] = document
        self._push.publications.clear()

    def _published(self, publication: rtc.RemoteTrackPublication, person: rtc.RemoteParticipant) -> None:
        self.announced.add(publication.sid)
        if self._of_source(publication, person)[:1] != [publication.sid]:
            self._beside.add(publication.sid)

    @staticmethod
    def _of_source(publication: rtc.RemoteTrackPublication, person: rtc.RemoteParticipant) -> list[str]:
        return [other.sid for other in person.track_publications.values() if other.source == publication.source]

    def _subscribed(
        self, track: rtc.Track, publication: rtc.RemoteTrackPublication, person: rtc.RemoteParticipant
    ) -> None:
        if isinstance(track, rtc.RemoteAudioTrack):
            self._stop(publication.sid)
            self._listening[publication.sid] = asyncio.create_task(self._listen(track, publication, person))

    def _stop(self, sid: str) -> None:
        if task := self._listening.pop(sid, None):
            task.cancel()

    async def _listen(
        self, track: rtc.RemoteAudioTrack, publication: rtc.RemoteTrackPublication, person: rtc.RemoteParticipant
    ) -> None:
        stream = rtc.AudioStream(track, capacity=50)
        # By its own count from the first frame on, so that frames that come in a bump are not taken for one.
        moments = count(int(asyncio.get_running_loop().time() * 1000) // FRAME_MS)
        try:
            async for event in stream:
                moment = next(moments)
                level = np.abs(np.frombuffer(event.frame.data, np.int16).astype(np.int32)).max()
                if level > LOUD:
                    self.naive.add(moment)
                    if self._plays(publication, person):
                        self.followed.add(moment)
        finally:
            await stream.aclose()

    def _plays(self, publication: rtc.RemoteTrackPublication, person: rtc.RemoteParticipant) -> bool:
        """Whether the page of somebody who hears this person's channel plays it: one microphone, while on the map."""
        room_map, turn = self._documents["map"], self._documents["turn"]["speaker"]
        on_floor = room_map["floor"] == person.identity and not (turn and turn["muted"])
        on_channel = any(channel.get("identity") == person.identity for channel in room_map["channels"].values())
        # As the page has it (``one.ts``): what was published beside another one never takes its place.
        is_one = publication.sid not in self._beside
        is_microphone = publication.source == rtc.TrackSource.SOURCE_MICROPHONE
        return is_microphone and is_one and (on_floor or on_channel)
