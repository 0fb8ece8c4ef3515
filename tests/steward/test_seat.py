"""What the steward's seat does of its own, on events of the media library that the test makes; no engine answers it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from livekit import rtc

from hemicycle.media.engine import Address
from hemicycle.steward import seat as module
from hemicycle.steward.seat import Seat
from tests.steward.events import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hemicycle.steward.snapshot import Fact

NO_ENGINE = Address("http://127.0.0.1:1", "key", "secret" * 8)


class Room:
    """Stands for the library's room, in which these people are."""

    metadata = ""

    def __init__(self, *people: Any) -> None:
        self.remote_participants = {person.sid: person for person in people}

    async def disconnect(self) -> None:
        """Nothing is connected."""


class Scene:
    """A seat in a room, what it told, and how often it asked for the list of sittings."""

    def __init__(self, *people: Any, waits: bool = False, following: str | None = None) -> None:
        self.told: asyncio.Queue[Fact] = asyncio.Queue()
        self.asked = 0
        self.seat = Seat(NO_ENGINE, replace(NOBODY, following=following), self._tell, self._ask, waits=waits)
        self.seat._room = cast("Any", Room(*people))  # noqa: SLF001 - the library's own cannot be made without an engine

    def _tell(self, facts: Sequence[Fact]) -> None:
        for fact in facts:
            self.told.put_nowait(fact)

    def _ask(self) -> None:
        self.asked += 1

    async def tells(self) -> Fact:
        """The next fact that it tells."""
        async with asyncio.timeout(30):
            return await self.told.get()


def track(sid: str = "TR", *, muted: bool = False, sound: bool = False) -> Any:  # noqa: ANN401 - stands for the library's publication
    kind = (
        (rtc.TrackKind.KIND_AUDIO, rtc.TrackSource.SOURCE_MICROPHONE)
        if sound
        else (rtc.TrackKind.KIND_VIDEO, rtc.TrackSource.SOURCE_CAMERA)
    )
    wanted: list[bool] = []
    return SimpleNamespace(
        sid=sid,
        kind=kind[0],
        source=kind[1],
        muted=muted,
        subscribed=False,
        set_subscribed=wanted.append,
        wanted=wanted,
    )


def somebody(session: str, *tracks: Any, may_publish: bool = False) -> Any:  # noqa: ANN401 - stands for the library's participant
    return SimpleNamespace(
        sid=session,
        identity="r2",
        permissions=SimpleNamespace(can_publish=may_publish),
        track_publications={one.sid: one for one in tracks},
    )


def in_a_room(happens: Callable[[Scene], Any], *people: Any, **scene: Any) -> Any:  # noqa: ANN401 - what it returns
    """Let this happen in a seat's life, and leave."""

    async def life() -> Any:  # noqa: ANN401 - as above
        here = Scene(*people, **scene)
        try:
            return await happens(here)
        finally:
            await here.seat.leave()

    return asyncio.run(life())


@pytest.mark.parametrize("came", [True, False])
def test_what_is_told_of_a_track_says_when_its_connection_came_if_that_was_seen(came: bool) -> None:  # noqa: FBT001 - a parameter
    async def told_of(scene: Scene) -> Fact:
        # What the library calls once it is connected.
        if came:
            scene.seat._came(somebody("PA"))  # noqa: SLF001
        scene.seat._published(track(), somebody("PA"))  # noqa: SLF001
        return await scene.tells()

    assert (in_a_room(told_of).since is not None) is came


def test_a_steward_that_waited_looks_at_what_was_published_meanwhile_as_at_what_it_found() -> None:
    """The next speaker publishes muted: it saw nobody open this, and says only that it is."""

    async def told_of(scene: Scene) -> tuple[int, Fact]:
        (person,) = scene.seat._room.remote_participants.values()  # noqa: SLF001
        scene.seat._published(track("TR_waits"), person)  # noqa: SLF001
        before = scene.told.qsize()
        scene.seat.begin()
        return before, await scene.tells()

    before, fact = in_a_room(told_of, somebody("PA", track()), waits=True, following="r2")
    assert before == 0
    assert (fact.track, fact.how) == ("TR", "open")


@pytest.mark.parametrize(("then_muted", "how"), [(False, "unmuted"), (True, "open")])
def test_a_steward_that_waited_tells_what_it_saw_being_opened(then_muted: bool, how: str) -> None:  # noqa: FBT001 - a parameter
    """The other one may have been killed before it told: who unmuted in that moment is not taken for who settles."""

    async def told_of(scene: Scene) -> tuple[int, Fact]:
        scene.seat._muted("TR", muted=False)  # noqa: SLF001 - what the library calls
        if then_muted:
            scene.seat._muted("TR", muted=True)  # noqa: SLF001 - as above
        before = scene.told.qsize()
        scene.seat.begin()
        return before, await scene.tells()

    before, fact = in_a_room(told_of, somebody("PA", track()), waits=True, following="r2")
    assert (before, fact.track, fact.how) == (0, "TR", how)


def test_a_seat_begins_once() -> None:
    async def begins(scene: Scene) -> int:
        scene.seat.begin()
        return scene.asked

    assert in_a_room(begins, somebody("PA", track())) == 0


def test_what_was_there_before_is_unknown_where_the_engine_does_not_answer() -> None:
    async def there(scene: Scene) -> set[str]:
        return await scene.seat._tracks_there()  # noqa: SLF001

    assert in_a_room(there) == set()


def test_who_comes_again_and_may_publish_is_told_of_also_where_the_engine_does_not_answer(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def comes(scene: Scene) -> Fact:
        monkeypatch.setattr(scene.seat._floor, "comes_again", lambda _identity, _now: True)  # noqa: SLF001
        scene.seat._came(somebody("PA_again", may_publish=True))  # noqa: SLF001
        return await scene.tells()

    fact = in_a_room(comes)
    assert (fact.kind, fact.identity, fact.session) == ("intrusion", "r2", "PA_again")
    assert "can't take the permission of r2" in caplog.text


def test_a_picture_that_is_received_is_not_listened_to() -> None:
    async def hears(scene: Scene) -> set[str]:
        scene.seat._subscribed(cast("Any", object()), track(), somebody("PA"))  # noqa: SLF001
        return scene.seat.hears

    assert in_a_room(hears) == set()


def test_a_sound_that_is_wanted_and_withheld_is_told_of_once_also_where_the_engine_does_not_answer(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def withheld(*_asked: object) -> bool:
        return True

    monkeypatch.setattr(module, "is_withheld", withheld)
    monkeypatch.setattr(module, "FORWARDED", 0.0)

    async def withholds(scene: Scene) -> list[Fact]:
        sound = track(sound=True)
        scene.seat._published(sound, somebody("PA"))  # noqa: SLF001
        told = [await scene.tells()]
        while told[-1].how != "withheld":
            told.append(await scene.tells())
        assert sound.wanted == [True]
        await scene.seat._ask_whether_withheld("TR")  # noqa: SLF001 - it is known by now
        await scene.seat._ask_whether_withheld("TR_unknown")  # noqa: SLF001
        return [*told, *(scene.told.get_nowait() for _ in range(scene.told.qsize()))]

    told = in_a_room(withholds)
    assert [fact.how for fact in told].count("withheld") == 1
    assert "can't put r2 out" in caplog.text
