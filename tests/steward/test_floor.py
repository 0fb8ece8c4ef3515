from __future__ import annotations

from dataclasses import replace

from hemicycle.steward.floor import Floor
from hemicycle.steward.level import SILENCE
from hemicycle.steward.snapshot import Fact, Snapshot
from tests.steward.events import LOUD, NOBODY, SOFT, SPEAKS, at, publish


def test_the_list_is_read_as_the_web_process_writes_it() -> None:
    told = {
        "id": 3,
        "sequence": 12,
        "room": "sitting-3",
        "speaker": "r1",
        "seen": True,
        "heard": False,
        "turn": 7,
        "presiding": "r5",
        "voice": True,
        "next": "r2",
        "booths": ["r8", "r9"],
        "on_air": ["r9"],
        "barred": ["r2"],
        "flooded": ["r3"],
        "connected": True,
        "audible": False,
        "speaking": ["r9"],
    }
    assert Snapshot.of(told) == Snapshot(
        id=3,
        sequence=12,
        room="sitting-3",
        speaker="r1",
        seen=True,
        heard=False,
        turn=7,
        presiding="r5",
        voice=True,
        following="r2",
        on_air={"r8": False, "r9": True},
        barred=frozenset({"r2"}),
        flooded=frozenset({"r3"}),
        connected=True,
        audible=False,
        speaking=frozenset({"r9"}),
    )


class TestConnected:
    def test_with_the_first_frame_that_is_not_silence(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1")
        assert floor.sounds("r1/microphone", SILENCE) == []
        assert floor.sounds("r1/microphone", SOFT) == [Fact("connected", "r1", "microphone")]

    def test_with_packets_that_carry_silence(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1")
        assert floor.waits_for("r1/microphone")
        assert floor.flows("r1/microphone") == [Fact("connected", "r1", "microphone")]
        assert not floor.waits_for("r1/microphone")

    def test_once_until_the_next_list_and_again_if_that_does_not_know(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1")
        floor.sounds("r1/microphone", SOFT)
        assert floor.sounds("r1/microphone", SOFT) == []
        assert floor.update(SPEAKS, at(0)) == [Fact("connected", "r1", "microphone")]
        assert floor.update(replace(SPEAKS, connected=True), at(0)) == []

    def test_when_the_list_comes_after_the_sound(self) -> None:
        floor = Floor(replace(NOBODY, following="r1"))
        publish(floor, "r1", muted=True)
        floor.muted("r1/microphone", at(0), muted=False)
        assert floor.sounds("r1/microphone", LOUD) == []
        assert floor.update(SPEAKS, at(0)) == [Fact("connected", "r1", "microphone")]

    def test_not_while_muted(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1", muted=True)
        assert floor.sounds("r1/microphone", LOUD) == []
        assert not floor.waits_for("r1/microphone")
        assert floor.flows("r1/microphone") == []

    def test_not_by_somebody_else(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1")
        publish(floor, "r2")
        assert floor.sounds("r2/microphone", LOUD) == []

    def test_not_by_the_camera(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1", source="camera")
        assert floor.flows("r1/camera") == []

    def test_what_was_heard_in_the_turn_before_does_not_count(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1")
        floor.sounds("r1/microphone", LOUD)
        assert floor.update(replace(SPEAKS, turn=8), at(0)) == []
        assert floor.sounds("r1/microphone", LOUD) == [Fact("connected", "r1", "microphone")]


class TestAudible:
    def test_when_three_of_five_frames_are_loud(self) -> None:
        floor = Floor(replace(SPEAKS, connected=True))
        publish(floor, "r1")
        facts = [floor.sounds("r1/microphone", level) for level in (LOUD, SOFT, LOUD, LOUD, LOUD)]
        assert facts == [[], [], [], [Fact("audible", "r1", "microphone")], []]

    def test_not_again_when_the_list_knows(self) -> None:
        floor = Floor(replace(SPEAKS, connected=True, audible=True))
        publish(floor, "r1")
        assert [floor.sounds("r1/microphone", LOUD) for _ in range(5)] == [[]] * 5

    def test_what_was_loud_before_a_mute_does_not_count(self) -> None:
        floor = Floor(replace(SPEAKS, connected=True))
        publish(floor, "r1")
        for _ in range(2):
            floor.sounds("r1/microphone", LOUD)
        floor.muted("r1/microphone", at(0), muted=True)
        floor.muted("r1/microphone", at(0), muted=False)
        assert floor.sounds("r1/microphone", LOUD) == []
