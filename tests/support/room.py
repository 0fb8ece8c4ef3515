"""A sitting without engines: what would go to the media and the push engine is kept for the test to look at."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, cast

import jwt
import pytest

from hemicycle.live import build, publishing, push
from hemicycle.media import engine as media
from hemicycle.media.engine import Participant, Source, Track
from hemicycle.sittings import enforcement
from tests.factories import START, World, make_world

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hemicycle.media.engine import Engine


def _done() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future


class RecordingEngine:
    """Stands where the media engine is: applies what it is told to a picture of a room."""

    def __init__(self) -> None:
        self.permitted: dict[str, frozenset[Source]] = {}
        self.muted: dict[str, bool] = {}
        self.removed: list[str] = []
        self.closed: list[str] = []
        self.sid = "RM_1"
        self.shut: set[str] = set()
        self.tracks: dict[str, list[Track]] = {}
        self.announced: list[str] = []

    def announce(self, _room: str, holders: str) -> Future[None]:
        self.announced.append(holders)
        return _done()

    def permit(self, _room: str, identity: str, sources: frozenset[Source]) -> Future[None]:
        self.permitted[identity] = sources
        self.tracks[identity] = [track for track in self.tracks.get(identity, []) if track.source in sources]
        return _done()

    def mute(self, _room: str, _identity: str, sid: str, muted: bool) -> Future[None]:  # noqa: FBT001 - as the engine has it
        self.muted[sid] = muted
        return _done()

    def participants(self, _room: str) -> Future[list[Participant]]:
        future: Future[list[Participant]] = Future()
        future.set_result(
            [
                Participant(identity, "PA", START, self.permitted.get(identity, frozenset()), tuple(tracks))
                for identity, tracks in self.tracks.items()
            ]
        )
        return future

    def publishes(
        self, identity: str, sid: str, *, muted: bool = False, source: Source | None = Source.MICROPHONE
    ) -> None:
        """Somebody has a track in the room, whoever permitted it; ``None`` for a source of no name of ours."""
        self.tracks[identity] = [Track(sid, source, muted)]

    def ensure_room(self, _room: str, _empty_seconds: int = 0) -> Future[str]:
        future: Future[str] = Future()
        future.set_result(self.sid)
        return future

    def lets_join(self, token: str) -> Future[bool]:
        room = jwt.decode(token, options={"verify_signature": False})["video"]["room"]
        future: Future[bool] = Future()
        future.set_result(room not in self.shut)
        return future

    def close_room(self, room: str) -> Future[None]:
        self.closed.append(room)
        return _done()

    def remove(self, _room: str, identity: str) -> Future[None]:
        self.removed.append(identity)
        return _done()


class ConnectedPage:
    """What a connected page holds: the last document of each name, an older number dropped."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, Any]] = {}
        self.published: list[str] = []

    def receive(self, sitting: int, names: Iterable[str]) -> None:
        for name in names:
            document = build.document(sitting, name).model_dump(mode="json")
            self.published.append(name)
            if name not in self.held or document["seq"] >= self.held[name]["seq"]:
                self.held[name] = document


@pytest.fixture
def engine() -> Iterator[RecordingEngine]:
    """The media engine of the test, recorded instead of reached."""
    recording = RecordingEngine()
    with media.standing_in(enforcement.address(), cast("Engine", recording)):
        yield recording


@pytest.fixture
def client_documents(monkeypatch: pytest.MonkeyPatch) -> ConnectedPage:
    """What a page holds that is connected to everything that is published."""
    page = ConnectedPage()
    monkeypatch.setattr(push, "publish", page.receive)
    monkeypatch.setattr(push, "disconnect", lambda *_: None)
    monkeypatch.setattr(publishing, "GATHERED", frozenset())
    return page


@pytest.fixture
def room_world(
    engine: RecordingEngine,  # noqa: ARG001
    client_documents: ConnectedPage,  # noqa: ARG001
    transactional_db: None,  # noqa: ARG001
) -> World:
    """The consultation of ``tests.factories``, its room open, in a database whose changes threads see."""
    return make_world()
