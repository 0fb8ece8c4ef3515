"""Somebody in a room of the media engine, as their own client sees it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import jwt
import numpy as np
from livekit import rtc

from hemicycle.media.joining import join
from hemicycle.media.tokens import listener_token

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from hemicycle.media.engine import Address

RATE = 48_000
FRAME = RATE // 100
PATIENCE = 5.0
OPTIONS = rtc.RoomOptions(auto_subscribe=True, single_peer_connection=False)


async def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something is so; fails when it does not become so."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for is in another process
            await asyncio.sleep(0.01)


class Person:
    """A client that plays a tone and listens to all.

    Attributes:
        heard: Identities whose sound has arrived, with the number of frames that were not silence.
        silent: The same, with the number of frames that were.
        played: Frames of the tone that the media library has taken.
    """

    def __init__(self, media: Address, room: str, identity: str) -> None:
        self.media = media
        self.identity = identity
        self.first_token = listener_token(media, room, identity, "Ms. Somebody", 60)
        self.tokens: list[str] = []
        self.heard: dict[str, int] = {}
        self.silent: dict[str, int] = {}
        self.played = 0
        self.room = rtc.Room()
        self.microphone: rtc.LocalTrackPublication | None = None
        self.loudness = 8000
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        await self.join()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.leave()

    async def join(self, token: str = "") -> None:
        """Join with the given token, or the one from the beginning."""
        self.room = rtc.Room()
        self.room.on("track_subscribed", self._subscribed)
        self.room.on("token_refreshed", self._keep_token)
        await join(self.room, self.media.url, token or self.first_token, OPTIONS)

    async def leave(self) -> None:
        """Leave and fall silent."""
        for task in self._tasks:
            task.cancel()
        ended = await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        await self.room.disconnect()
        for error in ended:
            # A tone that ended by an error is a silence that no test asked for.
            if isinstance(error, Exception):
                raise error

    async def publish(self, source: rtc.TrackSource.ValueType = rtc.TrackSource.SOURCE_MICROPHONE) -> str:
        """Publish a tone; returns the track's sid.

        Raises:
            TimeoutError: The engine does not take it.
        """
        output = rtc.AudioSource(RATE, 1, queue_size_ms=0)
        track = rtc.LocalAudioTrack.create_audio_track("tone", output)
        self._begin(self._play(output))
        async with asyncio.timeout(2):
            options = rtc.TrackPublishOptions(source=source, dtx=False)
            self.microphone = await self.room.local_participant.publish_track(track, options)
        return self.microphone.sid

    def is_muted(self) -> bool:
        """Whether this client knows that its track is muted: before that, unmuting it is nothing to it."""
        return self.microphone is not None and self.microphone.muted

    def set_muted(self, *, muted: bool) -> None:
        """Mute or unmute oneself."""
        assert self.microphone
        track = self.microphone.track
        assert isinstance(track, rtc.LocalAudioTrack)
        if muted:
            track.mute()
        else:
            track.unmute()

    def let_receive(self, *identities: str) -> None:
        """Let nobody but these receive what is published."""
        them = [rtc.ParticipantTrackPermission(participant_identity=name, allow_all=True) for name in identities]
        self.room.local_participant.set_track_subscription_permissions(
            allow_all_participants=False, participant_permissions=them
        )

    def tokens_that_publish(self) -> list[str]:
        """Tokens that the engine has sent, of moments when this person was permitted to publish."""
        claims = {token: jwt.decode(token, options={"verify_signature": False}) for token in self.tokens}
        return [token for token, claim in claims.items() if claim["video"].get("canPublish")]

    async def hears(self, identity: str) -> None:
        """Wait for more sound from somebody."""
        before = self.heard.get(identity, 0)
        try:
            await until(lambda: self.heard.get(identity, 0) > before + 5)
        except TimeoutError as error:
            error.add_note(f"{self.identity} heard {self.heard}, silence {self.silent}, and played {self.played}")
            raise

    async def hears_nothing_of(self, identity: str) -> None:
        """Wait until no sound has come from somebody for 300 ms."""
        async with asyncio.timeout(PATIENCE):
            before = -1
            while before != self.heard.get(identity, 0):
                before = self.heard.get(identity, 0)
                await asyncio.sleep(0.3)

    def _keep_token(self) -> None:
        token = self.room._token  # noqa: SLF001 - the library offers no other way to what its client was sent
        assert token
        self.tokens.append(token)

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.add(asyncio.create_task(work))

    async def _play(self, output: rtc.AudioSource) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        wave = np.sin(np.arange(FRAME) / RATE * 2 * np.pi * 500)
        with suppress(asyncio.CancelledError):
            while True:
                samples = (wave * self.loudness).astype(np.int16)
                await output.capture_frame(rtc.AudioFrame(samples.tobytes(), RATE, 1, FRAME))
                self.played += 1
                due += 0.01
                await asyncio.sleep(max(0.0, due - loop.time()))

    def _subscribed(self, track: rtc.Track, _publication: object, person: rtc.RemoteParticipant) -> None:
        self._begin(self._listen(track, person.identity))

    async def _listen(self, track: rtc.Track, identity: str) -> None:
        stream = rtc.AudioStream(track, capacity=50)
        try:
            async for event in stream:
                level = np.abs(np.frombuffer(event.frame.data, np.int16).astype(np.int32)).max()
                counted = self.heard if level > 100 else self.silent
                counted[identity] = counted.get(identity, 0) + 1
        finally:
            await stream.aclose()
