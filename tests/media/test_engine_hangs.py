"""What our client of the media engine does while the engine hangs, or is asked for one thing many times."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import Protocol

import pytest
from livekit.protocol.models import ParticipantInfo

from hemicycle.media.engine import Address, Engine, MediaUnavailable, Source
from tests.media.person import Person

pytestmark = pytest.mark.anyio
MICROPHONE = frozenset({Source.MICROPHONE})
NOTHING: frozenset[Source] = frozenset()
#: Seconds after which something hangs for good: only what fails takes so long.
HANG = 60.0


def test_an_engine_that_takes_a_connection_and_never_answers_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hemicycle.media.engine.PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        asked = Engine(Address(f"http://127.0.0.1:{mute.getsockname()[1]}", "key", "s" * 40))
        for call in (asked.ensure_room("room"), asked.participants("room"), asked.close_room("room")):
            with pytest.raises(MediaUnavailable):
                call.result(HANG)
        asked.close()


def test_where_the_engine_waits_for_somebody_who_has_left_nobody_waits_with_it(
    the_engine: Engine, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up = threading.Event()

    async def wait_for_them(*_request: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()

    monkeypatch.setattr("hemicycle.media.engine.RoomService.update_participant", wait_for_them)
    the_engine.permit(room, "r9", MICROPHONE).result(HANG)
    assert given_up.wait(HANG)


def test_who_comes_back_while_it_is_looked_whether_they_have_left_is_let_speak(
    the_engine: Engine, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, looks, go_on = list[str](), threading.Event(), threading.Event()

    async def permit(*_request: object) -> None:
        asked.append("permit")
        if len(asked) == 1:
            await asyncio.Event().wait()

    async def look(*_request: object) -> ParticipantInfo | None:
        if looks.is_set():
            return ParticipantInfo(identity="r9")
        looks.set()
        await asyncio.to_thread(go_on.wait, HANG)
        return None

    monkeypatch.setattr("hemicycle.media.engine.RoomService.update_participant", permit)
    monkeypatch.setattr("hemicycle.media.engine.RoomService.get_participant", look)
    first = the_engine.permit(room, "r9", NOTHING)
    assert looks.wait(HANG)
    second = the_engine.permit(room, "r9", MICROPHONE)
    go_on.set()
    first.result(HANG)
    second.result(HANG)
    assert asked == ["permit", "permit"]


class Identified(Protocol):
    identity: str


def test_what_was_asked_about_somebody_before_they_were_removed_is_over_with_it(
    the_engine: Engine, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on = list[str](), threading.Event()

    async def remove(*_request: object) -> bool:
        asked.append("remove")
        return await asyncio.to_thread(go_on.wait, HANG)

    async def mute(*_request: object) -> None:
        asked.append("mute")

    async def find(*_request: object) -> ParticipantInfo | None:
        asked.append("find")
        return here

    here: ParticipantInfo | None = None
    monkeypatch.setattr("hemicycle.media.engine.USUAL", HANG)
    monkeypatch.setattr("hemicycle.media.engine.RoomService.remove_participant", remove)
    monkeypatch.setattr("hemicycle.media.engine.RoomService.mute_published_track", mute)
    monkeypatch.setattr("hemicycle.media.engine.RoomService.get_participant", find)
    calls = [the_engine.remove(room, "r1")]
    while not asked:
        assert not calls[0].done()
    calls += [the_engine.mute(room, "r1", f"TR_{number}", muted=True) for number in range(20)]
    go_on.set()
    for call in calls:
        call.result(HANG)
    assert asked == ["remove"]
    the_engine.mute(room, "r1", "TR_late", muted=True).result(HANG)
    assert asked == ["remove", "find"], "nobody waits three seconds for whoever is known to have left"
    here = ParticipantInfo(identity="r1")
    for _ in range(2):
        the_engine.mute(room, "r1", "TR_new", muted=True).result(HANG)
    assert asked == ["remove", "find", "find", "mute", "mute"], "of somebody who came back"


def test_a_removal_waits_for_no_other_call(the_engine: Engine, room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()

    async def update(*_request: object) -> bool:
        begun.set()
        return await asyncio.to_thread(go_on.wait, HANG)

    async def remove(*_request: object) -> bool:
        return True

    monkeypatch.setattr("hemicycle.media.engine.USUAL", HANG)
    monkeypatch.setattr("hemicycle.media.engine.RoomService.update_participant", update)
    monkeypatch.setattr("hemicycle.media.engine.RoomService.remove_participant", remove)
    taken = the_engine.permit(room, "r1", frozenset())
    assert begun.wait(HANG)
    the_engine.remove(room, "r1").result(HANG)
    assert not taken.done()
    go_on.set()
    taken.result(HANG)


async def test_where_the_engine_waits_for_a_track_that_is_gone_nobody_waits_with_it(
    media: Address, the_engine: Engine, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up = threading.Event()

    async def wait_for_it(*_request: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()

    monkeypatch.setattr("hemicycle.media.engine.RoomService.mute_published_track", wait_for_it)
    async with Person(media, room, "r1"):  # who is back, without it
        await asyncio.to_thread(the_engine.mute(room, "r1", "TR_gone", muted=True).result, HANG)
    assert given_up.wait(HANG)


def test_many_who_have_one_person_removed_wait_for_one_removal_that_begins_after_they_asked(
    the_engine: Engine, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, go_on = list[str](), threading.Event()

    async def remove(_service: object, person: Identified) -> None:
        calls.append(person.identity)
        await asyncio.to_thread(go_on.wait, HANG)

    monkeypatch.setattr("hemicycle.media.engine.USUAL", HANG)
    monkeypatch.setattr("hemicycle.media.engine.RoomService.remove_participant", remove)
    first = the_engine.remove(room, "r1")
    while not calls:
        assert not first.done()
    removals = [the_engine.remove(room, "r1") for _ in range(20)]
    other = the_engine.remove(room, "r2")
    go_on.set()
    for removal in [first, *removals, other]:
        removal.result(HANG)
    assert sorted(calls) == ["r1", "r1", "r2"]
    the_engine.remove(room, "r1").result(HANG)
    assert sorted(calls) == ["r1", "r1", "r1", "r2"], "somebody who came back"
