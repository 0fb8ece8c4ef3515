from __future__ import annotations

from dataclasses import replace

import pytest

from hemicycle.steward.floor import Floor
from hemicycle.steward.level import SILENCE
from hemicycle.steward.snapshot import Fact, Snapshot

NOBODY = Snapshot(
    id=1,
    room="sitting-1",
    speaker=None,
    seen=True,
    heard=True,
    turn=None,
    following=None,
    on_air={},
    connected=False,
    audible=False,
)
SPEAKS = replace(NOBODY, speaker="r1", turn=7)
LOUD, SOFT = -25.0, -70.0


def publish(floor: Floor, identity: str, *, muted: bool = False, source: str = "microphone") -> list[Fact]:
    return floor.published(f"{identity}/{source}", identity, source, muted=muted)


def test_the_list_is_read_as_the_web_process_writes_it() -> None:
    told = {
        "id": 3,
        "room": "sitting-3",
        "speaker": "r1",
        "seen": True,
        "heard": False,
        "turn": 7,
        "next": "r2",
        "booths": {"r8": "fr", "r9": "fr"},
        "on_air": {"fr": "r9"},
        "connected": True,
        "audible": False,
    }
    assert Snapshot.of(told) == Snapshot(
        id=3,
        room="sitting-3",
        speaker="r1",
        seen=True,
        heard=False,
        turn=7,
        following="r2",
        on_air={"r8": False, "r9": True},
        connected=True,
        audible=False,
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
        assert floor.update(SPEAKS) == [Fact("connected", "r1", "microphone")]
        assert floor.update(replace(SPEAKS, connected=True)) == []

    def test_when_the_list_comes_after_the_sound(self) -> None:
        floor = Floor(replace(NOBODY, following="r1"))
        publish(floor, "r1", muted=True)
        floor.muted("r1/microphone", muted=False)
        assert floor.sounds("r1/microphone", LOUD) == []
        assert floor.update(SPEAKS) == [Fact("connected", "r1", "microphone")]

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
        assert floor.update(replace(SPEAKS, turn=8)) == []
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
        floor.muted("r1/microphone", muted=True)
        floor.muted("r1/microphone", muted=False)
        assert floor.sounds("r1/microphone", LOUD) == []


class TestIntrusions:
    def test_somebody_without_the_floor_publishes(self) -> None:
        floor = Floor(SPEAKS)
        assert publish(floor, "r2") == [Fact("intrusion", "r2", "microphone")]

    def test_the_same_track_is_no_news(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r2")
        assert publish(floor, "r2") == []

    def test_it_is_told_again_while_it_lasts(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r2")
        assert floor.update(SPEAKS) == [Fact("intrusion", "r2", "microphone")]
        floor.unpublished("r2/microphone")
        assert floor.update(SPEAKS) == []

    def test_the_next_speaker_publishes_muted_and_unmutes(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        assert publish(floor, "r2", muted=True) == []
        assert floor.muted("r2/microphone", muted=False) == [Fact("intrusion", "r2", "microphone")]

    def test_an_interpreter_off_air_unmutes(self) -> None:
        floor = Floor(replace(SPEAKS, on_air={"r8": False, "r9": True}))
        assert publish(floor, "r9") == []
        assert publish(floor, "r8", muted=True) == []
        assert floor.muted("r8/microphone", muted=False) == [Fact("intrusion", "r8", "microphone")]

    def test_an_interpreter_shows_a_picture(self) -> None:
        floor = Floor(replace(SPEAKS, on_air={"r9": True}))
        assert publish(floor, "r9", source="camera") == [Fact("intrusion", "r9", "camera")]

    def test_the_speaker_whom_the_leader_muted_unmutes(self) -> None:
        floor = Floor(replace(SPEAKS, heard=False))
        assert publish(floor, "r1", source="camera") == []
        assert publish(floor, "r1", muted=True) == []
        assert floor.muted("r1/microphone", muted=False) == [Fact("intrusion", "r1", "microphone")]
        assert floor.sounds("r1/microphone", LOUD) == []

    def test_the_speaker_shares_a_screen(self) -> None:
        assert publish(Floor(SPEAKS), "r1", source="other") == [Fact("intrusion", "r1", "other")]

    def test_the_floor_was_taken_back_and_they_stay_on(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1")
        assert floor.update(NOBODY) == [], "the media server is about to take the track"
        assert floor.update(NOBODY) == [Fact("intrusion", "r1", "microphone")]

    @pytest.mark.parametrize("identity", ["guest", "r", "r1x", "1", ""])
    def test_an_identity_that_is_no_registration(self, identity: str) -> None:
        assert publish(Floor(SPEAKS), identity) == [Fact("intrusion", identity, "microphone")]

    def test_events_of_tracks_that_are_gone_mean_nothing(self) -> None:
        floor = Floor(SPEAKS)
        floor.unpublished("gone")
        assert floor.muted("gone", muted=False) == []
        assert floor.sounds("gone", LOUD) == []
        assert floor.flows("gone") == []
        assert not floor.is_on("gone")
