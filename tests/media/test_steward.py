"""The steward in the real media engine, with a web process that only keeps what it is told."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from aiohttp import web
from livekit import rtc

from hemicycle.media.engine import Address, Engine, Source
from hemicycle.ops.supervisor import Stack
from hemicycle.steward.settings import Settings
from hemicycle.steward.watch import Watch
from tests.media.person import Person, until
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hemicycle.ops.installation import Installation

pytestmark = pytest.mark.anyio
KEY = "k" * 32
MICROPHONE = frozenset({Source.MICROPHONE})


@dataclass
class FakeWeb:
    """Answers what the steward asks.

    Attributes:
        sitting: What it says of the one sitting; ``None`` when it is over.
        facts: What it was told: kind and identity.
        seen: How each intrusion was done, of those facts.
        away: Answer with an error, as while the real one is started again.
        refused: Facts that it was told while it was away.
    """

    sitting: dict[str, Any] | None
    address: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    asked: int = 0
    away: bool = False
    refused: int = 0

    async def sittings(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        self.asked += 1
        if self.away:
            return web.Response(status=503)
        return web.json_response({"now": "", "sittings": [self.sitting] if self.sitting else []})

    async def take(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        told = await request.json()
        if self.away:
            self.refused += len(told["facts"])
            return web.Response(status=503)
        assert self.sitting is None or told["sitting"] == self.sitting["id"]
        self.facts += [(fact["kind"], fact["identity"]) for fact in told["facts"]]
        self.seen += [fact["how"] for fact in told["facts"] if fact["kind"] == "intrusion"]
        return web.Response(status=204)

    def change(self, **changed: Any) -> None:
        assert self.sitting
        self.sitting |= {**changed, "sequence": self.sitting["sequence"] + 1}


@pytest.fixture
async def fake_web(room: str) -> AsyncIterator[FakeWeb]:
    fake = FakeWeb(
        {
            "id": 4,
            "sequence": 1,
            "room": room,
            "speaker": None,
            "seen": True,
            "heard": True,
            "turn": None,
            "next": None,
            "booths": [],
            "on_air": [],
            "barred": [],
            "connected": False,
            "audible": False,
        }
    )
    application = web.Application()
    application.router.add_post("/steward/sittings", fake.sittings)
    application.router.add_post("/steward/facts", fake.take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    fake.address = f"http://127.0.0.1:{port}"
    yield fake
    await runner.cleanup()


@pytest.fixture
async def steward(media: Address, fake_web: FakeWeb) -> AsyncIterator[Watch]:
    watch = Watch(Settings(fake_web.address, KEY, media, port=0))
    running = asyncio.create_task(watch.run())
    await until(lambda: watch.sits_in(4))
    yield watch
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def heard_of(fake_web: FakeWeb) -> None:
    """Wait until the steward has asked for the list, with what was changed in it."""
    asked = fake_web.asked
    await until(lambda: fake_web.asked > asked + 1)


async def published(person: Person, the_engine: Engine, room: str) -> str:
    the_engine.permit(room, person.identity, MICROPHONE).result()
    return await person.publish()


async def test_a_speaker_is_connected_and_then_audible(
    steward: Watch,  # noqa: ARG001 - it runs
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
) -> None:
    fake_web.change(next="r1")
    async with Person(media, room, "r1") as speaker:
        speaker.loudness = 30  # a quiet room
        sid = await published(speaker, the_engine, room)
        await until(lambda: the_engine.participants(room).result()[0].tracks)
        the_engine.mute(room, "r1", sid, muted=True).result()
        fake_web.facts.clear()  # until the mute, somebody who is next was to be heard
        fake_web.change(speaker="r1", turn=1, next=None)
        the_engine.mute(room, "r1", sid, muted=False).result()
        await until(lambda: ("connected", "r1") in fake_web.facts)
        fake_web.change(connected=True)
        assert ("audible", "r1") not in fake_web.facts
        speaker.loudness = 8000
        await until(lambda: ("audible", "r1") in fake_web.facts)


async def test_a_speaker_who_is_silent_is_connected_all_the_same(
    steward: Watch,  # noqa: ARG001
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
) -> None:
    fake_web.change(speaker="r1", turn=1)
    async with Person(media, room, "r1") as speaker:
        speaker.loudness = 0
        await published(speaker, the_engine, room)
        await until(lambda: ("connected", "r1") in fake_web.facts)
    assert ("audible", "r1") not in fake_web.facts


async def test_somebody_without_the_floor_is_cut_off_and_told_of(
    steward: Watch,  # noqa: ARG001
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
) -> None:
    async with Person(media, room, "r2") as intruder:
        await published(intruder, the_engine, room)
        await until(lambda: fake_web.facts == [("intrusion", "r2")])
        assert fake_web.seen == ["published"]
        await until(lambda: the_engine.participants(room).result()[0].tracks == ())
        assert the_engine.participants(room).result()[0].sources == frozenset()


async def test_the_next_speaker_who_unmutes_is_cut_off(
    steward: Watch,  # noqa: ARG001
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
) -> None:
    fake_web.change(next="r2")
    await heard_of(fake_web)
    async with Person(media, room, "r2") as following:
        await published(following, the_engine, room)
        # Its client settles: it is muted again, and once more where it opens in that time.
        for _ in range(2):
            await until(following.is_muted)
            fake_web.seen.clear()
            following.set_muted(muted=False)
            await until(lambda: "unmuted" in fake_web.seen)
        await until(lambda: the_engine.participants(room).result()[0].tracks == ())


async def test_while_the_web_process_is_away_intruders_are_cut_off_all_the_same_and_told_of_later(
    steward: Watch,  # noqa: ARG001
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
) -> None:
    async with Person(media, room, "r2") as intruder:
        fake_web.away = True
        await published(intruder, the_engine, room)
        await until(lambda: the_engine.participants(room).result()[0].tracks == ())
        await until(lambda: fake_web.refused >= 2)
        assert not fake_web.facts
        fake_web.away = False
        await until(lambda: fake_web.facts)
        asked = fake_web.asked
        await until(lambda: fake_web.asked > asked + 1)
        assert fake_web.facts == [("intrusion", "r2")], "told once"


async def test_who_was_given_the_floor_in_the_moment_when_the_web_process_died_is_not_cut_off(
    steward: Watch,  # noqa: ARG001
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
) -> None:
    fake_web.change(next="r2")
    await heard_of(fake_web)
    async with Person(media, room, "r2") as speaker, Person(media, room, "r9") as listener:
        sid = await published(speaker, the_engine, room)
        await until(lambda: fake_web.seen == [""])
        await until(speaker.is_muted)
        fake_web.away = True
        fake_web.seen.clear()
        told = {"sequence": 50, "speaker": "r2", "seen": True, "heard": True, "next": None}
        announced = json.dumps({**told, "booths": [], "on_air": [], "barred": []})
        calls = the_engine.mute(room, "r2", sid, muted=False), the_engine.announce(room, announced)
        for call in calls:
            call.result()
        asked = fake_web.asked
        await until(lambda: fake_web.asked > asked + 1)
        await listener.hears("r2")
        fake_web.change(**told, turn=1)
        fake_web.away = False
        asked = fake_web.asked
        await until(lambda: fake_web.asked > asked + 2)
        await listener.hears("r2")
        assert fake_web.seen == []


@pytest.mark.parametrize(
    "source", [rtc.TrackSource.SOURCE_CAMERA, rtc.TrackSource.SOURCE_MICROPHONE], ids=["camera", "second microphone"]
)
async def test_the_speaker_who_publishes_a_sound_called_a_camera_or_a_second_microphone_is_cut_off(
    steward: Watch,  # noqa: ARG001
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
    source: rtc.TrackSource.ValueType,
) -> None:
    fake_web.change(speaker="r1", turn=1)
    await heard_of(fake_web)
    async with Person(media, room, "r1") as speaker:
        the_engine.permit(room, "r1", frozenset(Source)).result()
        await speaker.publish()
        await speaker.publish(source)
        await until(lambda: fake_web.seen == ["published"])
        await until(lambda: the_engine.participants(room).result()[0].tracks == ())


@pytest.mark.parametrize("when", ["before publishing", "while speaking"])
async def test_who_lets_only_some_receive_them_is_received_by_all_and_put_out(
    steward: Watch,
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
    when: str,
) -> None:
    fake_web.change(speaker="r1", turn=1)
    await heard_of(fake_web)
    async with Person(media, room, "r1") as speaker, Person(media, room, "r2") as listener:
        if when == "before publishing":
            speaker.let_receive("r9", "steward-4")
        sid = await published(speaker, the_engine, room)
        await listener.hears("r1")
        if when == "while speaking":
            await until(lambda: steward.hears(4) == {sid})
            speaker.let_receive("r9", "steward-4")
            await listener.hears("r1")
        await until(lambda: fake_web.seen == ["withheld"])
        await until(lambda: not speaker.room.isconnected())


async def test_a_booth_is_not_heard_and_yet_reported_when_it_unmutes_off_air(
    steward: Watch,
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
) -> None:
    fake_web.change(booths=["r3"])
    asked = fake_web.asked
    await until(lambda: fake_web.asked > asked + 1)
    async with Person(media, room, "r3") as interpreter:
        sid = await published(interpreter, the_engine, room)
        await until(lambda: the_engine.participants(room).result()[0].tracks)
        the_engine.mute(room, "r3", sid, muted=True).result()
        await until(interpreter.is_muted)
        asked = fake_web.asked
        await until(lambda: fake_web.asked > asked + 1)
        assert steward.hears(4) == set()
        fake_web.facts.clear()
        interpreter.set_muted(muted=False)
        await until(lambda: ("intrusion", "r3") in fake_web.facts)


async def test_a_booth_on_air_is_heard_until_it_is_off_air(
    steward: Watch,
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
) -> None:
    fake_web.change(booths=["r3"], on_air=["r3"])
    await heard_of(fake_web)
    async with Person(media, room, "r3") as interpreter:
        sid = await published(interpreter, the_engine, room)
        await until(lambda: steward.hears(4) == {sid})
        fake_web.change(on_air=[])
        await until(lambda: steward.hears(4) == set())
        assert fake_web.seen == []


async def test_it_leaves_when_the_sitting_is_over(steward: Watch, fake_web: FakeWeb) -> None:
    fake_web.sitting = None
    await until(lambda: not steward.sits_in(4))


async def test_it_stays_and_goes_on_when_the_web_process_died(steward: Watch, fake_web: FakeWeb) -> None:
    fake_web.away = True
    asked = fake_web.asked
    await until(lambda: fake_web.asked > asked + 1)
    assert steward.sits_in(4)
    fake_web.away = False
    asked = fake_web.asked
    await until(lambda: fake_web.asked > asked + 1)
    assert steward.sits_in(4)


async def test_what_is_in_the_room_before_it_comes_is_seen_and_heard(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    the_engine.ensure_room(room).result()
    async with Person(media, room, "r2") as early:
        sid = await published(early, the_engine, room)
        fake_web.change(speaker="r2", turn=1)
        await until(lambda: the_engine.participants(room).result()[0].tracks)
        watch = Watch(Settings(fake_web.address, KEY, media, port=0))
        running = asyncio.create_task(watch.run())
        try:
            await until(lambda: watch.hears(4) == {sid})
            await until(lambda: ("connected", "r2") in fake_web.facts)
            fake_web.change(speaker=None, turn=None)
            await until(lambda: ("intrusion", "r2") in fake_web.facts)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_it_takes_a_new_seat_when_the_media_engine_died(
    steward: Watch, stack: Stack, the_engine: Engine, room: str
) -> None:
    before = stack.pid("livekit")
    stack.kill("livekit")
    await until(lambda: not steward.sits_in(4))
    await until(lambda: stack.pid("livekit") not in {None, before})
    await asyncio.to_thread(stack.wait_until_works, "livekit")
    the_engine.ensure_room(room).result()
    await until(lambda: steward.sits_in(4), seconds=15)


async def test_its_process_is_started_asks_every_second_and_says_that_it_is_well(
    fake_web: FakeWeb, media_installation: Installation, media: Address, tmp_path_factory: pytest.TempPathFactory
) -> None:
    own = replace(
        media_installation,
        home=tmp_path_factory.mktemp("steward"),
        web=fake_web.address,
        media=media,
        steward_key=KEY,
        steward_port=free_port(),
    )
    running = Stack(own, ("steward",))
    await asyncio.to_thread(running.start)
    try:
        await until(lambda: fake_web.asked >= 3)
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"http://127.0.0.1:{own.steward_port}/health")).status_code == 204
    finally:
        await asyncio.to_thread(running.stop)
    assert KEY not in (own.home / "logs" / "steward.log").read_text()


async def test_what_is_open_when_it_comes_and_is_not_to_be_is_muted_and_told_of(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(speaker="r1", turn=1, heard=False)
    async with Person(media, room, "r1") as speaker:
        sid = await published(speaker, the_engine, room)
        watch = Watch(Settings(fake_web.address, KEY, media, port=0))
        running = asyncio.create_task(watch.run())
        await until(lambda: "open" in fake_web.seen)
        (here,) = the_engine.participants(room).result()
        assert [(track.sid, track.muted) for track in here.tracks] == [(sid, True)]
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_speaker_with_twenty_microphones_is_put_out_and_told_of_once(
    steward: Watch,  # noqa: ARG001
    fake_web: FakeWeb,
    media: Address,
    the_engine: Engine,
    room: str,
) -> None:
    fake_web.change(speaker="r1", turn=1)
    await heard_of(fake_web)
    async with Person(media, room, "r1") as speaker:
        await published(speaker, the_engine, room)
        fake_web.seen.clear()
        await asyncio.gather(*(speaker.publish() for _ in range(20)), return_exceptions=True)
        await until(lambda: fake_web.seen == ["published"])
        await until(lambda: not speaker.room.isconnected())
        await heard_of(fake_web)
        assert fake_web.seen == ["published"]
