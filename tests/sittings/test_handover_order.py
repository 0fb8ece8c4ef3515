"""In which order a change of speaker goes out: what is heard first, what every page negotiates over last."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.sittings import enforcement
from hemicycle.sittings.actions import floor, speaker
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.models import Publication
from tests.factories import START, World, make_world
from tests.support.floor import by
from tests.support.room import RecordingEngine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from hemicycle.media.engine import Source
    from tests.support.room import ConnectedPage

LATER = START + timedelta(minutes=1)


class Noting(RecordingEngine):
    """Notes in which order it is told."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.told = told

    def announce(self, room: str, holders: str) -> Future[None]:
        self.told.append("announce")
        return super().announce(room, holders)

    def permit(self, room: str, identity: str, sources: frozenset[Source]) -> Future[None]:
        self.told.append(f"permit {identity}")
        return super().permit(room, identity, sources)

    def mute(self, room: str, identity: str, sid: str, muted: bool) -> Future[None]:  # noqa: FBT001 - as the engine has it
        self.told.append(f"{'mute' if muted else 'open'} {identity}")
        return super().mute(room, identity, sid, muted)


@pytest.fixture
def world(transactional_db: None) -> World:  # noqa: ARG001 - opens the database
    return make_world()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, client_documents: ConnectedPage) -> Iterator[list[str]]:  # noqa: ARG001 - no push engine
    """What the media engine is told and which documents go out, in order."""
    noted: list[str] = []
    noting = Noting(noted)
    monkeypatch.setattr(enforcement, "engine", lambda: noting)

    def hear(*, names: frozenset[str], **_: Any) -> None:
        noted.append(f"documents {' '.join(sorted(names & {'map', 'turn', 'queue'}))}")

    documents_changed.connect(hear, weak=False)
    yield noted
    documents_changed.disconnect(hear)


def waits(world: World, name: str, second: int) -> int:
    """Somebody asks, and publishes early once they are next; returns the turn."""
    moment = START + timedelta(seconds=second)
    turn = speaker.ask(world.sitting.pk, by(world, name), moment, language="en")
    Publication.objects.create(
        sitting=world.sitting, registration=world[name], sid=f"TR_{name}", source="microphone", since=moment
    )
    return turn.pk


def test_a_handover_opens_and_silences_at_once_then_the_map_then_permissions(world: World, told: list[str]) -> None:
    leader = by(world, "vice_chair")
    first, second = waits(world, "br", 0), waits(world, "jp", 1)
    waits(world, "gh", 2)
    floor.give_next(world.sitting.pk, leader, LATER, expected=first)
    br, jp, gh = (enforcement.identity(world[name].pk) for name in ("br", "jp", "gh"))
    told.clear()
    floor.give_next(world.sitting.pk, leader, LATER, expected=second)
    place = {what: told.index(what) for what in told}
    at_once = {f"open {jp}", f"permit {jp}", f"mute {br}", f"mute {gh}", "announce"}
    assert told[0] == f"open {jp}"
    assert set(told[: len(at_once)]) == at_once
    assert told[len(at_once)] == "documents map"
    assert place["documents map"] < min(place[f"permit {br}"], place[f"permit {gh}"])
    assert max(place[f"permit {br}"], place[f"permit {gh}"]) < place["documents queue turn"]


def test_permissions_go_out_though_the_documents_cannot(world: World, told: list[str]) -> None:
    leader = by(world, "vice_chair")
    first, second = waits(world, "br", 0), waits(world, "jp", 1)
    floor.give_next(world.sitting.pk, leader, LATER, expected=first)
    told.clear()

    def fails(**_: Any) -> None:
        raise LookupError("no documents")

    documents_changed.connect(fails, weak=False)
    try:
        with pytest.raises(LookupError):
            floor.give_next(world.sitting.pk, leader, LATER, expected=second)
    finally:
        documents_changed.disconnect(fails)
    assert f"permit {enforcement.identity(world['br'].pk)}" in told
