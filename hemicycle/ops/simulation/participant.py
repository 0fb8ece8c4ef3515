"""A simulated person: signed in, in the push engine's and the media engine's room, with a voice and a picture."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import httpx
from asgiref.sync import sync_to_async
from django.conf import settings
from livekit import rtc
from livekit.rtc.participant import PublishTrackError, UnpublishTrackError

from hemicycle.media.joining import join
from hemicycle.ops.simulation.microphone import Microphone
from hemicycle.ops.simulation.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.ops.simulation.voices import Samples

log = logging.getLogger(__name__)
PATIENCE = 10.0
_CSRF = "s" * 32


@dataclass(frozen=True)
class Identity:
    """Who a simulated person is.

    Attributes:
        session: Key of a session of theirs with the product.
        sign_in: Signs them in once more, and says the key of that session: none lasts for as long as a simulation may.
        languages: What a delegate speaks, or an interpreter works into.
    """

    registration: int
    name: str
    session: str
    languages: tuple[str, ...]
    sign_in: Callable[[], str] = field(compare=False)


class Room(Protocol):
    """Where to reach the product, and which sitting."""

    @property
    def address(self) -> str:
        """The product's address."""

    @property
    def sitting(self) -> int:
        """The sitting's key."""


class Participant:
    """One simulated person in one sitting."""

    def __init__(self, identity: Identity, room: Room) -> None:
        self.identity = identity
        self._path = f"/sittings/{room.sitting}"
        self._web = httpx.AsyncClient(
            base_url=room.address,
            headers={"X-CSRFToken": _CSRF, "Origin": room.address, "Referer": room.address},
            timeout=PATIENCE,
        )
        self._signing_in = asyncio.Lock()
        self._use(identity.session)
        self._media: rtc.Room | None = None
        self._microphone: Microphone | None = None
        self._tracks: list[str] = []
        self._picture: Picture | None = None
        self._lost = asyncio.Event()

    @property
    def name(self) -> str:
        """Their identity in the media engine."""
        return f"r{self.identity.registration}"

    async def join(self) -> dict[str, Any]:
        """Enter; returns the answer of ``join``.

        Raises:
            httpx.HTTPError: the product does not answer, or refuses.
        """
        answer = await self._ask("POST", "join")
        answer.raise_for_status()
        joined: dict[str, Any] = answer.json()
        media = joined["media"]
        if media is None:
            raise httpx.ConnectError("the media engine is away")
        self._lost.clear()
        connection = self._media = rtc.Room()
        connection.on("disconnected", lambda *_: self._disconnected(connection))
        options = rtc.RoomOptions(auto_subscribe=False, single_peer_connection=False)
        await join(connection, media["address"], media["token"], options)
        return joined

    async def _ask(self, method: str, what: str, **sent: Any) -> httpx.Response:
        """Ask at an address of the room; who is sent to sign in, their session having ended, does so and asks again."""
        session = self._session
        answer = await self._web.request(method, f"{self._path}/{what}", **sent)
        if answer.has_redirect_location:
            await self._sign_in(session)
            answer = await self._web.request(method, f"{self._path}/{what}", **sent)
        return answer

    async def _sign_in(self, ended: str) -> None:
        """Sign in once more, once for all who met the end of a session."""
        async with self._signing_in:
            if self._session == ended:
                self._use(await sync_to_async(self.identity.sign_in)())

    def _use(self, session: str) -> None:
        self._session = session
        self._web.cookies = httpx.Cookies({settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: _CSRF})

    def _disconnected(self, connection: rtc.Room) -> None:
        if connection is self._media:
            self._lost.set()

    async def reconnect(self) -> None:
        """Come back on a new connection: the media library keeps each picture's encoder, 11 MB, until one ends."""
        old, self._media = self._media, None
        if old is not None:
            await old.disconnect()
        try:
            await self.join()
        except (httpx.HTTPError, rtc.ConnectError) as error:
            log.info("%s cannot come back yet: %s", self.identity.name, error)
            self._lost.set()

    async def lost(self) -> None:
        """Wait until the media engine is gone or has put this person out."""
        await self._lost.wait()
        self._tracks = []
        await self._switch_off()

    async def push_access(self) -> dict[str, Any]:
        """Fresh tokens for the push engine."""
        answer = await self._ask("POST", "push")
        answer.raise_for_status()
        access: dict[str, Any] = answer.json()
        return access

    async def documents(self) -> dict[str, dict[str, Any]]:
        """Every document that they may read, as it is now.

        Raises:
            httpx.HTTPError: the product does not answer, or refuses.
        """
        answer = await self._ask("GET", "documents")
        answer.raise_for_status()
        read: dict[str, dict[str, Any]] = answer.json()["documents"]
        return read

    async def command(self, name: str, **arguments: Any) -> dict[str, Any]:
        """Send a room command; a refusal is an answer, not an error."""
        body = {"id": str(uuid.uuid4()), "command": name, "arguments": arguments}
        try:
            answer = await self._ask("POST", "commands", json=body)
            result: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            log.warning("%s: %s was not answered: %s", self.identity.name, name, error)
            return {"ok": False, "reason": {"code": "no_answer"}}
        return result

    async def publish(self, *, picture: bool) -> None:
        """Publish the microphone, and the camera where asked; the server's permission must be there.

        Raises:
            rtc.participant.PublishTrackError: the media engine does not permit it.
        """
        if self._media is None or self._tracks:
            return
        self._microphone = Microphone()
        # The media engine acknowledges a track when its first packets come.
        self._microphone.open()
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE, dtx=False, red=True)
        options.audio_encoding.max_bitrate = 64_000
        try:
            async with asyncio.timeout(PATIENCE):
                published = await self._media.local_participant.publish_track(self._microphone.track, options)
        except (PublishTrackError, TimeoutError):
            await self._switch_off()
            raise
        self._tracks.append(published.sid)
        if picture:
            self._picture = Picture(self.identity.registration)
            self._picture.start()
            camera = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA, simulcast=False)
            published = await self._media.local_participant.publish_track(self._picture.track, camera)
            self._tracks.append(published.sid)

    async def unpublish(self) -> None:
        """Stop publishing; the server may have removed the tracks already."""
        await self._switch_off()
        if self._media is not None:
            here = self._media.local_participant
            for sid in [sid for sid in self._tracks if sid in here.track_publications]:
                with contextlib.suppress(UnpublishTrackError):  # gone on the server's side already
                    await here.unpublish_track(sid)
        self._tracks = []

    async def _switch_off(self) -> None:
        if self._picture is not None:
            await self._picture.stop()
            self._picture = None
        if self._microphone is not None:
            await self._microphone.close()
            self._microphone = None

    async def say(self, samples: Samples) -> None:
        """Speak, until all is said or nothing is published any more."""
        if self._microphone is not None:
            await self._microphone.say(samples)

    async def leave(self) -> None:
        """Leave the sitting."""
        await self.step_out()
        await self._web.aclose()

    async def step_out(self) -> None:
        """Leave the media engine's room; ``join`` leads back."""
        await self.unpublish()
        media, self._media = self._media, None
        if media is not None:
            await media.disconnect()
