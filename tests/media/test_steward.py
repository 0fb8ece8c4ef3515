"""The steward in the real media engine, with a web process that only keeps what it is told."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from hemicycle.ops.supervisor import Stack
from hemicycle.steward.settings import Settings
from hemicycle.steward.watch import Watch
from tests.media.fake_web import KEY, FakeWeb, at_work, heard_of, published
from tests.media.person import Person, until
from tests.ports import free_port

if TYPE_CHECKING:
    from hemicycle.media.engine import Address, Engine
    from hemicycle.ops.installation import Installation

pytestmark = pytest.mark.anyio


@pytest.mark.usefixtures("steward")
async def test_a_speaker_is_connected_and_then_audible(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
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


@pytest.mark.usefixtures("steward")
async def test_a_speaker_who_is_silent_is_connected_all_the_same(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(speaker="r1", turn=1)
    async with Person(media, room, "r1") as speaker:
        speaker.loudness = 0
        await published(speaker, the_engine, room)
        await until(lambda: ("connected", "r1") in fake_web.facts)
    assert ("audible", "r1") not in fake_web.facts


async def test_a_booth_is_not_heard_and_yet_reported_when_it_unmutes_off_air(
    steward: Watch, fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(booths=["r3"])
    await heard_of(fake_web)
    async with Person(media, room, "r3") as interpreter:
        sid = await published(interpreter, the_engine, room)
        await until(lambda: the_engine.participants(room).result()[0].tracks)
        the_engine.mute(room, "r3", sid, muted=True).result()
        await until(interpreter.is_muted)
        await heard_of(fake_web)
        assert steward.hears(4) == set()
        fake_web.facts.clear()
        interpreter.set_muted(muted=False)
        await until(lambda: ("intrusion", "r3") in fake_web.facts)


async def test_a_booth_on_air_is_heard_until_it_is_off_air(
    steward: Watch, fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(booths=["r3"], on_air=["r3"])
    await heard_of(fake_web)
    async with Person(media, room, "r3") as interpreter:
        sid = await published(interpreter, the_engine, room)
        await until(lambda: steward.hears(4) == {sid})
        fake_web.change(on_air=[])
        await until(lambda: steward.hears(4) == set())
        assert fake_web.seen == []


@pytest.mark.usefixtures("steward")
async def test_who_comes_back_again_with_a_token_of_the_floor_loses_what_it_permits(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(speaker="r1", turn=1)
    await heard_of(fake_web)
    async with Person(media, room, "r1") as speaker:
        await published(speaker, the_engine, room)
        await until(speaker.tokens_that_publish)
        await speaker.leave()
        fake_web.change(speaker=None)
        await heard_of(fake_web)
        assert fake_web.seen == []
        await speaker.join(speaker.tokens_that_publish()[-1])
        await speaker.publish()
        await until(lambda: fake_web.seen == ["published"])
        await speaker.leave()
        await speaker.join(speaker.tokens_that_publish()[-1])
        await until(lambda: not the_engine.participants(room).result()[0].sources)
        await until(lambda: fake_web.seen == ["published", ""])


async def test_it_leaves_when_the_sitting_is_over(steward: Watch, fake_web: FakeWeb) -> None:
    fake_web.sitting = None
    await until(lambda: not steward.sits_in(4))


async def test_it_stays_and_goes_on_when_the_web_process_died(steward: Watch, fake_web: FakeWeb) -> None:
    fake_web.away = True
    await heard_of(fake_web)
    assert steward.sits_in(4)
    fake_web.away = False
    await heard_of(fake_web)
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
        async with at_work(watch):
            await until(lambda: watch.hears(4) == {sid})
            await until(lambda: ("connected", "r2") in fake_web.facts)
            fake_web.change(speaker=None, turn=None)
            await until(lambda: ("intrusion", "r2") in fake_web.facts)


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
