"""Whom the steward cuts off in the real media engine."""

from __future__ import annotations

import asyncio
import json

import pytest
from livekit import rtc

from hemicycle.media.engine import Address, Engine, Source, Track
from hemicycle.steward import watch
from hemicycle.steward.settings import Settings
from hemicycle.steward.watch import Watch
from tests.media.fake_web import KEY, FakeWeb, at_work, heard_of, published
from tests.media.person import Person, until

pytestmark = pytest.mark.anyio


@pytest.mark.usefixtures("steward")
async def test_somebody_without_the_floor_is_cut_off_and_told_of(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    async with Person(media, room, "r2") as intruder:
        await published(intruder, the_engine, room)
        await until(lambda: fake_web.facts == [("intrusion", "r2")])
        assert fake_web.seen == ["published"]
        await until(lambda: the_engine.participants(room).result()[0].tracks == ())
        assert the_engine.participants(room).result()[0].sources == frozenset()


async def test_a_steward_that_waits_sits_there_and_cuts_off_once_it_begins(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "WAITING_ROUND", 0.1)
    waiting = Watch(Settings(fake_web.address, KEY, media, port=0), waits=True)
    running = asyncio.create_task(waiting.run())

    def tracks() -> list[Track]:
        return [track for person in the_engine.participants(room).result() for track in person.tracks]

    try:
        async with Person(media, room, "r2") as intruder, Person(media, room, "r9") as listener:
            await until(lambda: waiting.sits_in(4))
            await published(intruder, the_engine, room)
            await listener.hears("r2")
            for _ in range(5):
                await heard_of(fake_web)
            assert (fake_web.facts, fake_web.refused) == ([], 0)
            assert [track.muted for track in tracks()] == [False]
            assert waiting.hears(4) == set()
            waiting.begin()
            await until(lambda: ("intrusion", "r2") in fake_web.facts)
            await until(lambda: not tracks())
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@pytest.mark.usefixtures("steward")
async def test_the_next_speaker_who_unmutes_is_cut_off(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
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


@pytest.mark.usefixtures("steward")
async def test_while_the_web_process_is_away_intruders_are_cut_off_all_the_same_and_told_of_later(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    async with Person(media, room, "r2") as intruder:
        fake_web.away = True
        await published(intruder, the_engine, room)
        await until(lambda: the_engine.participants(room).result()[0].tracks == ())
        await until(lambda: fake_web.refused >= 2)
        assert not fake_web.facts
        fake_web.away = False
        await until(lambda: fake_web.facts)
        await heard_of(fake_web)
        assert fake_web.facts == [("intrusion", "r2")], "told once"


@pytest.mark.usefixtures("steward")
async def test_who_was_given_the_floor_in_the_moment_when_the_web_process_died_is_not_cut_off(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(next="r2")
    await heard_of(fake_web)
    async with Person(media, room, "r2") as speaker, Person(media, room, "r9") as listener:
        sid = await published(speaker, the_engine, room)
        await until(lambda: fake_web.seen)
        await until(speaker.is_muted)
        fake_web.away = True
        told = {
            "sequence": 50,
            "speaker": "r2",
            "seen": True,
            "heard": True,
            "presiding": None,
            "voice": False,
            "next": None,
        }
        announced = json.dumps({**told, "booths": [], "on_air": [], "barred": [], "flooded": []})
        calls = the_engine.mute(room, "r2", sid, muted=False), the_engine.announce(room, announced)
        for call in calls:
            call.result()
        await heard_of(fake_web)
        await listener.hears("r2")
        fake_web.change(**told, turn=1)
        fake_web.away = False
        asked = fake_web.asked
        await until(lambda: fake_web.asked > asked + 2)
        await listener.hears("r2")
        assert set(fake_web.seen) == {""}
        assert fake_web.by == []


@pytest.mark.parametrize(
    "source", [rtc.TrackSource.SOURCE_CAMERA, rtc.TrackSource.SOURCE_MICROPHONE], ids=["camera", "second microphone"]
)
@pytest.mark.usefixtures("steward")
async def test_the_speaker_who_publishes_a_sound_called_a_camera_or_a_second_microphone_is_cut_off(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str, source: rtc.TrackSource.ValueType
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
    steward: Watch, fake_web: FakeWeb, media: Address, the_engine: Engine, room: str, when: str
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


async def test_what_is_open_when_it_comes_and_is_not_to_be_is_muted_and_told_of(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(speaker="r1", turn=1, heard=False)
    async with Person(media, room, "r1") as speaker:
        sid = await published(speaker, the_engine, room)
        await until(lambda: the_engine.participants(room).result()[0].tracks)
        async with at_work(Watch(Settings(fake_web.address, KEY, media, port=0))):
            await until(lambda: "open" in fake_web.seen)
            (here,) = the_engine.participants(room).result()
            assert [(track.sid, track.muted) for track in here.tracks] == [(sid, True)]


@pytest.mark.usefixtures("steward")
async def test_a_speaker_with_twenty_microphones_is_put_out_and_told_of_once_a_connection(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(speaker="r1", turn=1)
    await heard_of(fake_web)
    async with Person(media, room, "r1") as speaker:
        await published(speaker, the_engine, room)
        fake_web.by.clear()
        await asyncio.gather(*(speaker.publish() for _ in range(20)), return_exceptions=True)
        await until(lambda: "flooded" in {how for how, _session in fake_web.by})
        # The engine leaves unread what its client asks for, so that may not learn why it ended, and come again.
        await until(lambda: not any(person.tracks for person in the_engine.participants(room).result()))
        await heard_of(fake_web)
        assert len(fake_web.by) == len(set(fake_web.by))
        assert {how for how, _session in fake_web.by} <= {"published", "flooded"}
        assert not any(person.tracks for person in the_engine.participants(room).result())
