"""Who presides beside the speaker, in the real media engine: heard while the list says so, and nobody else is."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from tests.media.fake_web import FakeWeb, heard_of, published
from tests.media.person import PATIENCE, Person, until

if TYPE_CHECKING:
    from hemicycle.media.engine import Address, Engine

pytestmark = pytest.mark.anyio


def sid_of(the_engine: Engine, room: str, identity: str) -> str:
    here = the_engine.participants(room).result()
    return next(track.sid for person in here if person.identity == identity for track in person.tracks)


def tracks_of(the_engine: Engine, room: str, identity: str) -> int:
    here = the_engine.participants(room).result()
    return sum(len(person.tracks) for person in here if person.identity == identity)


@pytest.mark.usefixtures("steward")
async def test_who_presides_is_heard_beside_the_speaker_while_they_press_and_not_cut_off(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(speaker="r2", presiding="r5", turn=7)
    await heard_of(fake_web)
    async with (
        Person(media, room, "r2") as speaker,
        Person(media, room, "r5") as leader,
        Person(media, room, "r9") as listener,
    ):
        await published(speaker, the_engine, room)
        sid = await published(leader, the_engine, room)
        await until(leader.is_muted)
        await listener.hears("r2")
        await until(lambda: fake_web.seen)  # that it began open is told a moment after it was muted, and may be again
        fake_web.change(voice=True)
        the_engine.mute(room, "r5", sid, muted=False).result()
        await listener.hears("r5")
        await listener.hears("r2")
        await speaker.hears("r5")
        fake_web.change(voice=False)
        the_engine.mute(room, "r5", sid, muted=True).result()
        await listener.hears_nothing_of("r5")
        await listener.hears("r2")
        await heard_of(fake_web)
        assert set(fake_web.seen) == {""}
        assert fake_web.by == []


@pytest.mark.usefixtures("steward")
async def test_who_presses_in_the_moment_when_the_web_process_died_is_not_cut_off(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(presiding="r5")
    await heard_of(fake_web)
    async with Person(media, room, "r5") as leader, Person(media, room, "r9") as listener:
        sid = await published(leader, the_engine, room)
        await until(leader.is_muted)
        fake_web.away = True
        told = {"sequence": 50, "speaker": None, "seen": False, "heard": False, "presiding": "r5", "voice": True}
        announced = json.dumps({**told, "next": None, "booths": [], "on_air": [], "barred": [], "flooded": []})
        for call in (
            the_engine.mute(room, "r5", sid, muted=False),
            the_engine.announce(room, announced),
        ):
            call.result()
        await listener.hears("r5")
        await listener.hears("r5")


@pytest.mark.usefixtures("steward")
async def test_who_presides_and_unmutes_without_pressing_is_cut_off(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(presiding="r5")
    await heard_of(fake_web)
    async with Person(media, room, "r5") as leader:
        await published(leader, the_engine, room)
        async with asyncio.timeout(2 * PATIENCE):
            # The first time its client may only settle, and what is over as the steward looks is told alone.
            while tracks_of(the_engine, room, "r5"):
                await until(leader.is_muted)
                fake_web.seen.clear()
                leader.set_muted(muted=False)
                await until(lambda: "unmuted" in fake_web.seen)
                await until(lambda: leader.is_muted() or not tracks_of(the_engine, room, "r5"))


@pytest.mark.usefixtures("steward")
async def test_who_presided_and_goes_on_talking_is_cut_off(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(presiding="r5", voice=True)
    await heard_of(fake_web)
    async with Person(media, room, "r5") as former, Person(media, room, "r9") as listener:
        await published(former, the_engine, room)
        await listener.hears("r5")
        # The list alone says it, as where the web process died before it took the permission.
        fake_web.change(presiding="r6", voice=False)
        await until(lambda: ("intrusion", "r5") in fake_web.facts)
        await until(lambda: tracks_of(the_engine, room, "r5") == 0)
        await listener.hears_nothing_of("r5")


@pytest.mark.usefixtures("steward")
async def test_a_second_microphone_beside_the_voice_is_cut_off_whoever_publishes_it(
    fake_web: FakeWeb, media: Address, the_engine: Engine, room: str
) -> None:
    fake_web.change(speaker="r2", presiding="r5", voice=True, turn=7)
    await heard_of(fake_web)
    async with Person(media, room, "r7") as delegate, Person(media, room, "r5") as leader:
        await published(leader, the_engine, room)
        await published(delegate, the_engine, room)
        await until(lambda: ("intrusion", "r7") in fake_web.facts)
        await until(lambda: tracks_of(the_engine, room, "r7") == 0)
        assert sid_of(the_engine, room, "r5")
        await leader.publish()
        await until(lambda: ("intrusion", "r5") in fake_web.facts)
        await until(lambda: tracks_of(the_engine, room, "r5") == 0)
