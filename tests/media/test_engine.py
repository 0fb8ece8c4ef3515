"""What the media engine does with our calls, tried on the real one."""

from __future__ import annotations

import asyncio
import multiprocessing
from typing import TYPE_CHECKING

import aiohttp
import pytest
from livekit import rtc

from hemicycle.media.engine import Address, Engine, MediaUnavailable, Participant, Source, Track, engine
from hemicycle.media.tokens import listener_token, steward_token
from hemicycle.media.withholding import is_withheld
from tests.media.person import PATIENCE, Person, until
from tests.ports import free_port

if TYPE_CHECKING:
    from hemicycle.ops.supervisor import Stack

pytestmark = pytest.mark.anyio
MICROPHONE = frozenset({Source.MICROPHONE})
NOTHING: frozenset[Source] = frozenset()
#: Of a client that sends one microphone by WHIP.
OFFER = "\r\n".join(
    [
        "v=0",
        "o=- 1 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "c=IN IP4 0.0.0.0",
        "a=ice-ufrag:abcd",
        "a=ice-pwd:abcdefghijklmnopqrstuvwxyz",
        "a=fingerprint:sha-256 " + ":".join(["AB"] * 32),
        "a=setup:actpass",
        "a=mid:0",
        "a=sendonly",
        "a=msid:stream track",
        "a=rtcp-mux",
        "a=rtpmap:111 opus/48000/2",
        "",
    ]
)


def only(the_engine: Engine, room: str, identity: str) -> Participant:
    (found,) = (person for person in the_engine.participants(room).result() if person.identity == identity)
    return found


async def test_a_token_grants_nothing_to_publish(media: Address, the_engine: Engine, room: str) -> None:
    async with Person(media, room, "r1") as person:
        with pytest.raises(TimeoutError):
            await person.publish()
        assert only(the_engine, room, "r1").tracks == ()
        assert only(the_engine, room, "r1").sources == NOTHING


async def test_who_is_permitted_is_heard_and_who_is_no_longer_is_not(
    media: Address, the_engine: Engine, room: str
) -> None:
    async with Person(media, room, "r1") as speaker, Person(media, room, "r2") as listener:
        the_engine.permit(room, "r1", MICROPHONE).result()
        sid = await speaker.publish()
        await listener.hears("r1")
        assert only(the_engine, room, "r1").tracks == (Track(sid, Source.MICROPHONE, muted=False),)
        the_engine.permit(room, "r1", NOTHING).result()
        await listener.hears_nothing_of("r1")
        await until(lambda: only(the_engine, room, "r1").tracks == ())


async def test_a_permission_is_for_the_sources_that_it_names(media: Address, the_engine: Engine, room: str) -> None:
    async with Person(media, room, "r1") as person:
        the_engine.permit(room, "r1", MICROPHONE).result()
        assert only(the_engine, room, "r1").sources == MICROPHONE
        with pytest.raises(TimeoutError):
            await person.publish(rtc.TrackSource.SOURCE_SCREENSHARE_AUDIO)
        assert only(the_engine, room, "r1").tracks == ()


async def test_whoever_is_permitted_to_publish_still_hears(media: Address, the_engine: Engine, room: str) -> None:
    async with Person(media, room, "r1") as speaker, Person(media, room, "r2") as other:
        for identity, sources in (("r1", MICROPHONE), ("r2", MICROPHONE), ("r2", NOTHING)):
            the_engine.permit(room, identity, sources).result()
        await speaker.publish()
        await other.hears("r1")


async def test_a_mute_silences_and_its_holder_can_undo_it(media: Address, the_engine: Engine, room: str) -> None:
    async with Person(media, room, "r1") as speaker, Person(media, room, "r2") as listener:
        the_engine.permit(room, "r1", MICROPHONE).result()
        sid = await speaker.publish()
        await listener.hears("r1")
        the_engine.mute(room, "r1", sid, muted=True).result()
        await listener.hears_nothing_of("r1")
        the_engine.mute(room, "r1", sid, muted=False).result()
        await listener.hears("r1")
        the_engine.mute(room, "r1", sid, muted=True).result()
        await listener.hears_nothing_of("r1")
        speaker.set_muted(muted=False)
        await listener.hears("r1")


async def test_a_token_from_when_somebody_had_the_floor_publishes_until_permissions_are_applied_again(
    media: Address, the_engine: Engine, room: str
) -> None:
    async with Person(media, room, "r1") as person, Person(media, room, "r2") as listener:
        the_engine.permit(room, "r1", MICROPHONE).result()
        await until(person.tokens_that_publish)
        stale = person.tokens_that_publish()[0]
        the_engine.permit(room, "r1", NOTHING).result()
        await person.leave()
        await person.join(stale)
        await person.publish()
        await listener.hears("r1")
        the_engine.permit(room, "r1", NOTHING).result()
        await listener.hears_nothing_of("r1")
        await until(lambda: only(the_engine, room, "r1").tracks == ())


async def test_the_pass_of_a_token_is_in_every_token_that_follows_from_it_and_in_the_list(
    media: Address, the_engine: Engine, room: str
) -> None:
    person = Person(media, room, "r1")
    person.first_token = listener_token(media, room, "r1", "Ms. Somebody", 60, room_pass="p7")
    async with person:
        assert only(the_engine, room, "r1").room_pass == "p7"
        the_engine.permit(room, "r1", MICROPHONE).result()
        await until(person.tokens_that_publish)
        await person.leave()
        await person.join(person.tokens_that_publish()[0])
        assert only(the_engine, room, "r1").room_pass == "p7"


async def test_nobody_who_speaks_can_exclude_a_listener_and_whether_they_try_can_be_asked(
    media: Address, the_engine: Engine, room: str
) -> None:
    async with Person(media, room, "r1") as speaker, Person(media, room, "r2") as listener:
        for identity, sources in (("r1", MICROPHONE), ("r2", MICROPHONE), ("r2", NOTHING)):
            the_engine.permit(room, identity, sources).result()
        sid = await speaker.publish()
        await listener.hears("r1")
        assert not await is_withheld(media, room, "steward-1-a", sid)
        speaker.let_receive("r9")
        async with asyncio.timeout(PATIENCE):
            while not await is_withheld(media, room, "steward-1-b", sid):
                pass
        await listener.hears("r1")
        async with Person(media, room, "r3") as late:
            await late.hears("r1")
        assert not await is_withheld(media, room, "steward-1-c", "TR_none")


async def test_whip_publishes_nothing_for_who_is_not_permitted(media: Address, the_engine: Engine, room: str) -> None:
    person = Person(media, room, "r1")
    offer = {"Authorization": f"Bearer {person.first_token}", "Content-Type": "application/sdp"}
    async with aiohttp.ClientSession() as session:
        answer = await session.post(f"{media.url}/whip/v1", data=OFFER, headers=offer)
        assert answer.status == 201, "they may join by it, as by any client"
    here = only(the_engine, room, "r1")
    assert (here.sources, here.tracks) == (NOTHING, ())


async def test_who_comes_by_whip_with_a_token_from_when_they_had_the_floor_can_be_taken_the_permission(
    media: Address, the_engine: Engine, room: str
) -> None:
    async with Person(media, room, "r1") as person:
        the_engine.permit(room, "r1", MICROPHONE).result()
        await until(person.tokens_that_publish)
        kept = person.tokens_that_publish()[0]
    offer = {"Authorization": f"Bearer {kept}", "Content-Type": "application/sdp"}
    async with aiohttp.ClientSession() as session:
        await session.post(f"{media.url}/whip/v1", data=OFFER, headers=offer)
    await until(lambda: only(the_engine, room, "r1").sources == MICROPHONE)
    the_engine.permit(room, "r1", NOTHING).result()
    assert only(the_engine, room, "r1").sources == NOTHING


async def test_a_permission_is_lost_by_coming_back_with_the_first_token(
    media: Address, the_engine: Engine, room: str
) -> None:
    async with Person(media, room, "r1") as person:
        the_engine.permit(room, "r1", MICROPHONE).result()
        await person.leave()
        await person.join()
        assert only(the_engine, room, "r1").sources == NOTHING
        the_engine.permit(room, "r1", MICROPHONE).result()
        await person.publish()
        await until(lambda: len(only(the_engine, room, "r1").tracks) == 1)


async def test_the_last_of_many_calls_about_one_person_stands(media: Address, the_engine: Engine, room: str) -> None:
    async with Person(media, room, "r1"):
        calls = [the_engine.permit(room, "r1", sources) for _ in range(20) for sources in (MICROPHONE, NOTHING)]
        for call in calls:
            call.result()
        assert only(the_engine, room, "r1").sources == NOTHING


async def test_a_removed_person_is_out(media: Address, the_engine: Engine, room: str) -> None:
    async with Person(media, room, "r1") as person:
        the_engine.remove(room, "r1").result()
        await until(lambda: not person.room.isconnected())
        assert the_engine.participants(room).result() == []


async def test_the_steward_is_nowhere_to_be_seen(media: Address, the_engine: Engine, room: str) -> None:
    async with Person(media, room, "r1") as person:
        steward = rtc.Room()
        await steward.connect(media.url.replace("http", "ws"), steward_token(media, room, "steward-1", 60))
        assert [person.identity for person in the_engine.participants(room).result()] == ["r1"]
        assert list(person.room.remote_participants) == []
        assert list(steward.remote_participants) == ["r1"]
        await steward.disconnect()


async def test_nobody_joins_a_room_that_was_not_made(media: Address) -> None:
    with pytest.raises(rtc.ConnectError):
        await Person(media, "sitting-none", "r1").join()


async def test_a_token_that_has_expired_lets_nobody_join(media: Address, room: str) -> None:
    token = listener_token(media, room, "r1", "Ms. Somebody", -3600)
    with pytest.raises(rtc.ConnectError):
        await rtc.Room().connect(media.url.replace("http", "ws"), token)


def test_what_is_gone_is_no_error(the_engine: Engine, room: str) -> None:
    the_engine.permit(room, "r9", MICROPHONE).result()
    the_engine.mute(room, "r9", "TR_gone", muted=True).result()
    the_engine.remove(room, "r9").result()
    the_engine.permit("sitting-gone", "r9", NOTHING).result()
    the_engine.close_room("sitting-gone").result()
    assert the_engine.participants("sitting-gone").result() == []


def test_an_engine_that_is_not_there_is_said_so() -> None:
    address = Address(f"http://127.0.0.1:{free_port()}", "hemicycle", "s" * 32)
    calls = engine(address).ensure_room("sitting-1"), engine(address).permit("sitting-1", "r1", NOTHING)
    for call in calls:
        with pytest.raises(MediaUnavailable, match="can't be reached"):
            call.result()


def test_a_wrong_key_is_said_so(media: Address) -> None:
    with pytest.raises(MediaUnavailable, match="401"):
        engine(Address(media.url, media.key, "x" * 32)).ensure_room("sitting-1").result()


def test_one_engine_a_process(media: Address) -> None:
    assert engine(media) is engine(Address(media.url, media.key, media.secret))


def count(media: Address, room: str, answer: multiprocessing.connection.Connection) -> None:
    answer.send(len(engine(media).participants(room).result(PATIENCE)))


async def test_a_forked_process_has_an_engine_of_its_own(media: Address, room: str) -> None:
    async with Person(media, room, "r1"):
        engine(media).participants(room).result()
        here, there = multiprocessing.Pipe()
        child = multiprocessing.get_context("fork").Process(target=count, args=(media, room, there))
        child.start()
        assert here.poll(2 * PATIENCE)
        assert here.recv() == 1
        child.join()


async def test_after_the_engine_died_the_room_is_made_again_and_people_come_back(
    stack: Stack, media: Address, the_engine: Engine, room: str
) -> None:
    async with Person(media, room, "r1") as person:
        before = stack.pid("livekit")
        stack.kill("livekit")
        await until(lambda: stack.pid("livekit") not in {None, before})
        stack.wait_until_works("livekit")
        await person.leave()
        the_engine.ensure_room(room).result()
        await person.join()
        the_engine.permit(room, "r1", MICROPHONE).result()
        await person.publish()
        await until(lambda: len(only(the_engine, room, "r1").tracks) == 1)


async def test_the_engine_says_whether_it_lets_somebody_join(media: Address, the_engine: Engine, room: str) -> None:
    assert the_engine.lets_join(listener_token(media, room, "r1", "Ms. Somebody", 60)).result()
    assert not the_engine.lets_join(listener_token(media, "sitting-nowhere", "r1", "Ms. Somebody", 60)).result()


async def test_an_engine_that_is_away_does_not_say_whether_it_lets_somebody_join(media: Address) -> None:
    away = engine(Address(f"http://127.0.0.1:{free_port()}", media.key, media.secret))
    with pytest.raises(MediaUnavailable):
        away.lets_join(listener_token(media, "sitting-1", "r1", "Ms. Somebody", 60)).result()
