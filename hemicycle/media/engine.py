"""The media engine's server calls, from synchronous code.

One background thread for each process runs one event loop with one HTTP session to the engine. Every
call returns a ``concurrent.futures.Future`` at once, so that a caller runs several side by side and
waits for them, or does not. Calls about one person in one room are carried out in the order in which
they were made, but for removals, which wait for none; calls about different people run at the same time.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import threading
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from weakref import WeakValueDictionary

import aiohttp
from livekit import api
from livekit.api.room_service import RoomService

from hemicycle.media.tokens import PASS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
    from concurrent.futures import Future

T = TypeVar("T")
Call: TypeAlias = "Callable[[RoomService], Coroutine[Any, Any, T]]"
#: Room and identity.
Whom: TypeAlias = tuple[str, str]

#: Seconds that one call may take; the engine answers in a few milliseconds or is not there.
PATIENCE = 4.0
#: Seconds in which it usually has.
USUAL = 0.25
#: Seconds for which it is known of somebody that they have left: longer than what they did then is told.
REMEMBERED = 60.0
#: Seconds that a room stays with nobody in it: a sitting's pause, or everybody reconnecting at once. To the engine
#: all who listen are recorders, which keep no room open: it would end under them while the steward is away.
EMPTY_SECONDS = 30 * 24 * 3600


class MediaUnavailable(Exception):
    """The media engine can't be reached, does not answer in time, or refuses our key."""


class Source(StrEnum):
    """What may be published in a sitting; there is no screen sharing."""

    MICROPHONE = "microphone"
    CAMERA = "camera"


_TO_ENGINE = {Source.MICROPHONE: api.TrackSource.MICROPHONE, Source.CAMERA: api.TrackSource.CAMERA}
_FROM_ENGINE = {number: source for source, number in _TO_ENGINE.items()}


_KINDS = {Source.MICROPHONE: api.TrackType.AUDIO, Source.CAMERA: api.TrackType.VIDEO}


def source_of(track: api.TrackInfo) -> Source | None:
    """Source of a track; ``None`` for one that nobody may publish, such as a shared screen.

    The engine takes the source from the client and does not compare it with what is sent: a sound that calls itself
    a camera is neither.
    """
    source = _FROM_ENGINE.get(track.source)
    return source if source is not None and track.type == _KINDS[source] else None


@dataclass(frozen=True)
class Address:
    """Where the back end reaches the media engine, and the key that signs for it.

    Attributes:
        url: ``http://`` or ``https://``, without a path.
    """

    url: str
    key: str
    secret: str


@dataclass(frozen=True)
class Track:
    """A track that somebody publishes."""

    sid: str
    source: Source | None
    muted: bool


@dataclass(frozen=True)
class Participant:
    """Somebody connected to a room.

    Attributes:
        sid: Identifier of this connection.
        sources: What they may publish now.
        room_pass: Which their token carries; empty where it carries none.
    """

    identity: str
    sid: str
    joined_at: datetime
    sources: frozenset[Source]
    tracks: tuple[Track, ...]
    room_pass: str = ""


class Engine:
    """One media engine. Get it by :func:`engine` and do not keep it over a fork.

    The futures of all calls raise :class:`MediaUnavailable`. A person, track or room that is gone is
    no error: what was to be taken from them is gone too.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._loop = asyncio.new_event_loop()
        self._session: aiohttp.ClientSession | None = None
        self._service: RoomService | None = None
        self._turnstiles: WeakValueDictionary[Whom, asyncio.Lock] = WeakValueDictionary()
        self._removing: WeakValueDictionary[Whom, asyncio.Lock] = WeakValueDictionary()
        self._left: dict[Whom, float] = {}
        self._removals: dict[Whom, asyncio.Task[None]] = {}
        threading.Thread(target=self._loop.run_forever, name="media-engine", daemon=True).start()

    def ensure_room(self, room: str, empty_seconds: int = EMPTY_SECONDS) -> Future[str]:
        """Make the room, unless it is there already; its identifier (sid), which another room of that name has not.

        Nobody can join a room that was not made.

        Args:
            empty_seconds: How long it stays with nobody in it but recorders, which all who listen are to the engine.
        """
        return self._submit(self._ensure_room(room, empty_seconds))

    def lets_join(self, token: str) -> Future[bool]:
        """Whether somebody with this token can join its room.

        After its Redis has lost its memory, the engine says that it has made a room into which it lets nobody.
        """
        return self._submit(self._lets_join(token))

    def close_room(self, room: str) -> Future[None]:
        """Disconnect everybody and delete the room."""
        return self._submit(self._close_room(room))

    def permit(self, room: str, identity: str, sources: frozenset[Source]) -> Future[None]:
        """Let them publish exactly ``sources``; the engine removes what they publish beyond that."""
        return self._submit(self._permit(room, identity, sources))

    def mute(self, room: str, identity: str, sid: str, muted: bool) -> Future[None]:  # noqa: FBT001 - as the engine has it
        """Mute or unmute a track. The one who publishes can undo a mute, so it never stands alone."""
        track = api.MuteRoomTrackRequest(room=room, identity=identity, track_sid=sid, muted=muted)
        return self._submit(self._mute(room, identity, track))

    def announce(self, room: str, holders: str) -> Future[None]:
        """Write on the room, for the steward to see at once, who may publish; everybody in the room can read it."""
        return self._submit(self._announce(room, holders))

    def remove(self, room: str, identity: str) -> Future[None]:
        """Disconnect somebody. Their token still lets them come back: refuse them a new one as well."""
        return self._submit(self._remove(room, identity))

    def participants(self, room: str) -> Future[list[Participant]]:
        """Everybody who is connected, without hidden ones; nobody where there is no such room."""
        return self._submit(self._participants(room))

    def close(self) -> None:
        """Close the connections to the engine; the last thing that a process does with it."""
        if self._session is not None:
            self._submit(self._session.close()).result(PATIENCE)

    def _submit(self, call: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(call, self._loop)

    async def _ensure_room(self, room: str, empty_seconds: int) -> str:
        request = api.CreateRoomRequest(name=room, empty_timeout=empty_seconds, departure_timeout=empty_seconds)
        made = await self._ask(lambda service: service.create_room(request))
        return str(made.sid) if made else ""

    async def _lets_join(self, token: str) -> bool:
        session, _ = self._begun()
        try:
            address = f"{self._address.url}/rtc/validate"
            async with session.get(address, params={"access_token": token}) as answer:
                return answer.status != HTTPStatus.NOT_FOUND
        except (aiohttp.ClientError, TimeoutError) as error:
            raise self._unreachable(error) from error

    async def _close_room(self, room: str) -> None:
        await self._ask(lambda service: service.delete_room(api.DeleteRoomRequest(room=room)))

    async def _permit(self, room: str, identity: str, sources: frozenset[Source]) -> None:
        # A permission replaces the whole one before it: leaving out `can_subscribe` would deafen the
        # person, and `can_publish` without sources would mean all of them.
        permission = api.ParticipantPermission(
            can_subscribe=True,
            can_publish=bool(sources),
            can_publish_sources=sorted(_TO_ENGINE[source] for source in sources),
            can_publish_data=False,
            hidden=False,
            recorder=True,  # as in the token: nobody who speaks says who hears them
        )
        request = api.UpdateParticipantRequest(room=room, identity=identity, permission=permission)
        await self._ask_about(room, identity, lambda service: service.update_participant(request))

    async def _mute(self, room: str, identity: str, track: api.MuteRoomTrackRequest) -> None:
        await self._ask_about(room, identity, lambda service: service.mute_published_track(track), track.track_sid)

    async def _announce(self, room: str, holders: str) -> None:
        request = api.UpdateRoomMetadataRequest(room=room, metadata=holders)
        async with self._turnstile((room, "")):
            await self._ask(lambda service: service.update_room_metadata(request))

    async def _remove(self, room: str, identity: str) -> None:
        """Wait for a removal that has not begun yet, or begin one.

        Twenty tracks at once are told of by as many, of whom each has their owner removed; each call about somebody who
        has left by then takes its time, while all later ones about them wait.
        """
        key = (room, identity)
        if key not in self._removals:
            self._removals[key] = asyncio.create_task(self._remove_once(key))
        await asyncio.shield(self._removals[key])

    async def _remove_once(self, key: Whom) -> None:
        room, identity = key
        person = api.RoomParticipantIdentity(room=room, identity=identity)

        def begin(service: RoomService) -> Coroutine[Any, Any, Any]:
            self._removals.pop(key, None)  # whoever asks from now on may mean another connection
            return service.remove_participant(person)

        try:
            await self._ask_about(room, identity, begin, removes=True)
        finally:
            if self._removals.get(key) is asyncio.current_task():
                del self._removals[key]

    async def _participants(self, room: str) -> list[Participant]:
        request = api.ListParticipantsRequest(room=room)
        answer = await self._ask(lambda service: service.list_participants(request))
        return [_participant(info) for info in answer.participants if not info.permission.hidden] if answer else []

    async def _ask_about(
        self, room: str, identity: str, call: Call[T], track: str = "", *, removes: bool = False
    ) -> None:
        """Carry out a call about one person, or a track of theirs, after those made before it.

        A grant must never overtake its revocation. And the engine waits three seconds for somebody who
        has just left, and for a track that went with them although they are back, while everything later about
        them would wait too: look whether they, and it, are there; of somebody who has been found to have left, at once.
        What was asked before they were found to have left is over: it was about a connection that is no more, and all
        is applied again to one that begins.
        """
        whom = room, identity
        came = self._loop.time()
        async with self._turn(whom, removes=removes):
            left = self._left.get(whom)
            if left is not None and ((left >= came and not removes) or await self._find(whom) is None):
                return
            asked = asyncio.create_task(self._ask(call))
            done, _ = await asyncio.wait({asked}, timeout=USUAL)
            if not done:
                found = await self._find(whom)
                if found is None or (track and all(known.sid != track for known in found.tracks)):
                    asked.cancel()
                    return
            if await asked is not None and removes:
                self._has_left(whom, self._loop.time())

    @asynccontextmanager
    async def _turn(self, whom: Whom, *, removes: bool) -> AsyncIterator[None]:
        """One call about somebody after the other. A removal waits for none: it ends what those before it are about.

        To take the permission of somebody with twenty tracks takes the engine a while, in which they are heard.
        """
        removal = self._removing.setdefault(whom, asyncio.Lock())
        if removes:
            async with removal:
                yield
            return
        async with self._turnstile(whom):
            async with removal:
                pass  # what comes after a removal waits for its end
            yield

    def _turnstile(self, whom: Whom) -> asyncio.Lock:
        """Lets calls about one person through, one after the other."""
        return self._turnstiles.setdefault(whom, asyncio.Lock())

    async def _find(self, whom: Whom) -> api.ParticipantInfo | None:
        room, identity = whom
        looked = self._loop.time()  # whoever comes while the engine answers is asked about after this
        person = api.RoomParticipantIdentity(room=room, identity=identity)
        found = await self._ask(lambda service: service.get_participant(person))
        if found is None:
            self._has_left(whom, looked)
        else:
            self._left.pop(whom, None)
        return found

    def _has_left(self, whom: Whom, at: float) -> None:
        self._left.pop(whom, None)
        self._left[whom] = at
        while self._left[first := next(iter(self._left))] < at - REMEMBERED:
            del self._left[first]

    async def _ask(self, call: Call[T]) -> T | None:
        """Carry out one call; ``None`` where what it is about is gone."""
        _, service = self._begun()
        try:
            # The client passes the session's own limit over with none: an engine that hangs would hold us for ever.
            async with asyncio.timeout(PATIENCE):
                return await call(service)
        except api.ServerError as error:
            if error.code == api.ServerErrorCode.NOT_FOUND:
                return None
            message = f"The media engine at {self._address.url} answered {error.status} ({error.code}) {error.message}"
            raise MediaUnavailable(message) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise self._unreachable(error) from error

    def _begun(self) -> tuple[aiohttp.ClientSession, RoomService]:
        """The HTTP session and what speaks over it; begun in the engine's own thread, at the first call."""
        if self._session is None or self._service is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE))
            address = self._address
            self._service = RoomService(self._session, address.url, address.key, address.secret, failover=False)
        return self._session, self._service

    def _unreachable(self, error: Exception) -> MediaUnavailable:
        return MediaUnavailable(f"The media engine at {self._address.url} can't be reached: {error!r}")


def _participant(info: api.ParticipantInfo) -> Participant:
    permission = info.permission
    sources = frozenset(_FROM_ENGINE[number] for number in permission.can_publish_sources if number in _FROM_ENGINE)
    if not permission.can_publish_sources:
        sources = frozenset(Source)  # for the engine, none named means all
    return Participant(
        identity=info.identity,
        sid=info.sid,
        joined_at=datetime.fromtimestamp(info.joined_at_ms / 1000, UTC),
        sources=sources if permission.can_publish else frozenset(),
        tracks=tuple(Track(track.sid, source_of(track), track.muted) for track in info.tracks),
        room_pass=info.attributes.get(PASS, ""),
    )


_engines: dict[Address, Engine] = {}
_lock = threading.Lock()


def engine(address: Address) -> Engine:
    """Return this process's engine for ``address``; its thread starts at the first request for it."""
    with _lock:
        if address not in _engines:
            _engines[address] = Engine(address)
        return _engines[address]


@contextmanager
def standing_in(address: Address, other: Engine) -> Iterator[None]:
    """Have another engine answer for ``address`` in this process meanwhile, in place of the one that is there."""
    with _lock:
        before = _engines.get(address)
        _engines[address] = other
    try:
        yield
    finally:
        with _lock:
            del _engines[address]
            if before is not None:
                _engines[address] = before


def _forget() -> None:
    """A forked process has the objects but not the threads: begin anew."""
    global _lock  # noqa: PLW0603 - another thread of the parent may hold it
    _lock = threading.Lock()
    _engines.clear()


def _close() -> None:
    for known in _engines.values():
        known.close()


os.register_at_fork(after_in_child=_forget)
atexit.register(_close)
