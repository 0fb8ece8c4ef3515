from __future__ import annotations

import json
from dataclasses import replace

import pytest

from hemicycle.steward.floor import Floor, Track
from tests.steward.events import LOUD, NOBODY, SPEAKS, announcement, at, decided, done, publish


class TestIntrusions:
    def test_somebody_without_the_floor_publishes_and_is_cut_off_once_a_later_list_says_the_same(self) -> None:
        floor = Floor(SPEAKS)
        assert publish(floor, "r2", now=1)
        assert decided(floor, 0.9) == [], "asked for before it was seen"
        assert decided(floor, 1) == [("cut", "published", "r2/microphone")]
        assert decided(floor, 2) == [], "once"

    def test_the_same_track_is_no_news(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r2")
        assert not publish(floor, "r2")

    def test_it_is_cut_again_while_it_lasts(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r2")
        floor.decide(at(0))
        floor.update(SPEAKS, at(1))
        floor.update(SPEAKS, at(2))
        assert decided(floor, 2) == [("cut", "published", "r2/microphone")]
        floor.unpublished("r2/microphone")
        floor.update(SPEAKS, at(3))
        assert decided(floor, 3) == []

    def test_who_is_given_the_floor_in_that_moment_is_not_cut_off(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2", muted=True)
        assert floor.muted("r2/microphone", at(9), muted=False)
        floor.update(replace(NOBODY, sequence=2, speaker="r2", turn=8), at(9.1))
        assert decided(floor, 9) == []

    def test_the_room_announces_the_change_where_the_web_process_does_not_answer(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2", muted=True)
        floor.muted("r2/microphone", at(9), muted=False)
        told = {
            "sequence": 2,
            "speaker": "r2",
            "seen": True,
            "heard": True,
            "presiding": None,
            "voice": False,
            "next": None,
        }
        assert floor.announced(json.dumps({**told, "booths": [], "on_air": [], "barred": [], "flooded": []}), at(9.1))
        assert decided(floor, 9.2) == []
        assert floor.sounds("r2/microphone", LOUD) == [], "what is recorded of the new turn is not known yet"

    @pytest.mark.parametrize("announced", ["", "{}", "[]", "null", "no", '{"sequence": 0}'])
    def test_what_a_room_announces_that_is_old_or_no_list_says_nothing(self, announced: str) -> None:
        assert not Floor(SPEAKS).announced(announced, at(0))

    def test_a_list_that_was_asked_for_before_the_room_announced_a_newer_one_says_nothing(self) -> None:
        floor = Floor(replace(NOBODY, sequence=4))
        told = {
            "sequence": 5,
            "speaker": "r1",
            "seen": True,
            "heard": True,
            "presiding": None,
            "voice": False,
            "next": None,
        }
        floor.announced(json.dumps({**told, "booths": [], "on_air": [], "barred": [], "flooded": []}), at(1))
        publish(floor, "r1")
        for _ in range(2):
            floor.update(replace(NOBODY, sequence=4), at(0.9))
        assert decided(floor, 1) == []
        for _ in range(2):
            floor.update(replace(NOBODY, sequence=4), at(1.1))
        assert decided(floor, 1.1) == [("cut", "published", "r1/microphone")], "the database was restored"

    def test_the_next_speaker_publishes_open_and_is_muted_and_nobody_accused(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        assert publish(floor, "r2")
        assert decided(floor, 0.1) == [("mute", "", "r2/microphone")]

    def test_the_next_speaker_whom_the_server_muted_meanwhile_is_left_alone(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2")
        floor.muted("r2/microphone", at(0.05), muted=True)
        assert decided(floor, 0.1) == []

    def test_the_next_speaker_publishes_muted_and_unmutes(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        assert not publish(floor, "r2", muted=True)
        assert floor.muted("r2/microphone", at(5), muted=False)
        assert decided(floor, 5) == [("cut", "unmuted", "r2/microphone")]

    def test_a_track_is_forgiven_once_while_its_client_settles_and_the_second_opening_is_cut(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2", muted=True)
        for second, measure in ((0.5, "mute"), (1.0, "cut")):
            floor.muted("r2/microphone", at(second), muted=False)
            assert decided(floor, second) == [(measure, "unmuted", "r2/microphone")]
            floor.muted("r2/microphone", at(second + 0.1), muted=True)

    def test_the_third_track_of_a_connection_is_not_forgiven(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        for number, measure in enumerate(("mute", "mute", "cut")):
            publish(floor, "r2", muted=True, name=f"{number}", now=number)
            floor.muted(f"r2/{number}", at(number + 0.5), muted=False)
            assert decided(floor, number + 0.5) == [(measure, "unmuted", f"r2/{number}")]
            floor.unpublished(f"r2/{number}")

    @pytest.mark.parametrize(
        ("who", "apart", "first_cut"),
        [("r2", 1, 2), ("r2", 31, 7), ("r1", 1, 1), ("r1", 61, 7)],
        ids=["next", "next, slowly", "silenced", "silenced, slowly"],
    )
    def test_whose_tracks_begin_open_again_and_again_is_cut_off_by_whatever_connection(
        self, who: str, apart: int, first_cut: int
    ) -> None:
        floor = Floor(replace(SPEAKS, heard=False, following="r2"))
        measures = []
        for number in range(7):
            track = Track(f"{who}/{number}", who, "microphone", False, f"PA_{number}", at(apart * number))  # noqa: FBT003
            floor.published(track)
            floor.muted(track.sid, at(apart * number + 0.05), muted=True)
            measures += decided(floor, apart * number + 0.15)
            floor.unpublished(track.sid)
        again = [("cut", "published", f"{who}/{number}") for number in range(first_cut, 7)]
        assert measures == again, "muted by the web process before: nothing to do, and counted"

    def test_who_is_given_the_floor_as_it_begins_once_too_often_is_not_cut_off(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        for number in range(4):
            publish(floor, "r2", name=f"{number}", now=number)
            floor.unpublished(f"r2/{number - 1}")
        floor.announced(announcement(2, speaker="r2"), at(3.05))
        floor.unpublished("r2/2")
        assert [track for measure, _how, track in decided(floor, 3.15) if measure == "cut"] == []

    def test_whoever_is_next_again_and_again_and_speaks_each_time_begins_as_often(self) -> None:
        floor, cut = Floor(SPEAKS), []
        for number in range(8):
            floor.announced(announcement(2 * number + 2, speaker="r1", next="r2"), at(3 * number))
            publish(floor, "r2", name=f"{number}", now=3 * number + 1)
            cut += [measure for measure, _how, _track in decided(floor, 3 * number + 1.2) if measure == "cut"]
            floor.announced(announcement(2 * number + 3, speaker="r2"), at(3 * number + 2))
            floor.unpublished(f"r2/{number}")
        assert cut == []

    def test_what_was_opened_and_shut_again_before_the_list_came_is_told(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2", muted=True)
        floor.muted("r2/microphone", at(5), muted=False)
        floor.muted("r2/microphone", at(5.01), muted=True)
        assert decided(floor, 5.1) == [("", "unmuted", "r2/microphone")]

    def test_what_was_published_and_is_gone_before_the_list_came_is_told(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r2")
        floor.unpublished("r2/microphone")
        assert decided(floor, 0.1) == [("", "published", "r2/microphone")]

    def test_an_interpreter_off_air_unmutes(self) -> None:
        floor = Floor(replace(SPEAKS, on_air={"r8": False, "r9": True}))
        assert not publish(floor, "r9")
        assert not publish(floor, "r8", muted=True)
        floor.muted("r8/microphone", at(5), muted=False)
        assert decided(floor, 5) == [("cut", "unmuted", "r8/microphone")]

    @pytest.mark.parametrize("source", ["camera", None])
    def test_an_interpreter_on_air_sends_something_else(self, source: str | None) -> None:
        floor = Floor(replace(SPEAKS, on_air={"r9": True}))
        assert publish(floor, "r9", source=source)
        assert decided(floor, 0) == [("cut", "published", f"r9/{source}")]

    @pytest.mark.parametrize("identity", ["r1", "r9"])
    def test_a_second_microphone_of_the_speaker_or_of_a_booth_on_air(self, identity: str) -> None:
        floor = Floor(replace(SPEAKS, on_air={"r9": True}))
        assert not publish(floor, identity)
        assert publish(floor, identity, name="second")
        assert decided(floor, 0) == [("cut", "published", f"{identity}/second")]

    def test_the_speaker_whom_the_leader_muted_unmutes(self) -> None:
        floor = Floor(replace(SPEAKS, heard=False))
        assert not publish(floor, "r1", source="camera")
        assert not publish(floor, "r1", muted=True)
        floor.muted("r1/microphone", at(5), muted=False)
        assert decided(floor, 5) == [("cut", "unmuted", "r1/microphone")]
        assert floor.sounds("r1/microphone", LOUD) == []

    def test_the_speaker_sends_what_is_neither_microphone_nor_camera(self) -> None:
        floor = Floor(SPEAKS)
        assert publish(floor, "r1", source=None)
        assert decided(floor, 0) == [("cut", "published", "r1/None")]

    def test_who_was_cut_off_before_publishes_no_longer_early(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2", barred=frozenset({"r2"})))
        assert publish(floor, "r2", muted=True)
        assert decided(floor, 0) == [("cut", "published", "r2/microphone")]

    def test_the_floor_was_taken_back_and_they_stay_on(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1")
        floor.update(NOBODY, at(1))
        assert decided(floor, 1) == [], "the media server is about to take the track"
        floor.update(NOBODY, at(2))
        assert decided(floor, 2) == [("cut", "published", "r1/microphone")]

    def test_what_opens_is_muted_until_it_is_decided_and_cut_then_though_it_is_muted(self) -> None:
        floor = Floor(replace(SPEAKS, heard=False))
        publish(floor, "r1", muted=True)
        floor.muted("r1/microphone", at(5), muted=False)
        assert done(floor.hold("r1/microphone")) == [("mute", "untold", "r1/microphone")]
        floor.muted("r1/microphone", at(5.04), muted=True)
        assert floor.hold("r1/microphone") == [], "muted already"
        assert decided(floor, 5.15) == [("cut", "unmuted", "r1/microphone")]

    def test_who_was_muted_until_a_newer_list_came_is_unmuted_by_what_the_room_announces(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2", muted=True)
        floor.muted("r2/microphone", at(5), muted=False)
        floor.hold("r2/microphone")
        floor.muted("r2/microphone", at(5.04), muted=True)
        assert floor.release() == []
        assert floor.announced(announcement(2, speaker="r2"), at(5.05))
        assert done(floor.release()) == [("unmute", "", "r2/microphone")]
        assert decided(floor, 5.15) == []

    def test_who_was_muted_until_a_newer_list_came_is_unmuted_by_that_too(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2", muted=True)
        floor.muted("r2/microphone", at(5), muted=False)
        floor.hold("r2/microphone")
        floor.muted("r2/microphone", at(5.04), muted=True)
        floor.update(replace(SPEAKS, speaker="r2", sequence=2), at(5.05))
        assert decided(floor, 5.05) == [("unmute", "", "r2/microphone")]

    def test_what_the_room_explains_in_the_same_moment_is_not_muted(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2", muted=True)
        floor.muted("r2/microphone", at(5), muted=False)
        floor.announced(announcement(2, speaker="r2"), at(5.01))
        assert floor.hold("r2/microphone") == []

    def test_the_next_speaker_whose_publication_begins_open_is_muted_and_accused_of_nothing(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2")
        assert done(floor.hold("r2/microphone")) == [("mute", "untold", "r2/microphone")]
        floor.muted("r2/microphone", at(0.05), muted=True)
        assert decided(floor, 0.15) == [("mute", "", "r2/microphone")]

    def test_who_is_given_the_floor_as_it_begins_is_heard_again(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2")
        floor.hold("r2/microphone")
        floor.muted("r2/microphone", at(0.05), muted=True)
        floor.announced(announcement(2, speaker="r2"), at(0.06))
        assert done(floor.release()) == [("unmute", "", "r2/microphone")]

    def test_a_client_far_away_undoes_the_mute_of_its_beginning_once_and_is_forgiven_once(self) -> None:
        floor = Floor(replace(SPEAKS, following="r2"))
        publish(floor, "r2")
        floor.hold("r2/microphone")
        floor.muted("r2/microphone", at(0.05), muted=True)
        floor.muted("r2/microphone", at(0.1), muted=False)
        assert done(floor.hold("r2/microphone")) == [("mute", "untold", "r2/microphone")]
        assert decided(floor, 0.05) == [("mute", "", "r2/microphone")]
        floor.muted("r2/microphone", at(0.14), muted=True)
        assert decided(floor, 0.25) == [("mute", "unmuted", "r2/microphone")]
        floor.muted("r2/microphone", at(0.5), muted=False)
        assert decided(floor, 0.65) == [("cut", "unmuted", "r2/microphone")]

    def test_what_is_open_when_the_steward_comes_is_muted_and_told_as_such(self) -> None:
        floor = Floor(replace(SPEAKS, heard=False))
        assert publish(floor, "r1", how="open", now=5)
        assert done(floor.hold("r1/microphone")) == [("mute", "untold", "r1/microphone")]
        for second in (5.05, 5.1):
            floor.update(replace(SPEAKS, heard=False), at(second))
        assert decided(floor, 5.15) == [("mute", "open", "r1/microphone")], "once, whatever the lists say besides"
        floor.muted("r1/microphone", at(6), muted=False)
        assert decided(floor, 6) == [("cut", "unmuted", "r1/microphone")]

    def test_a_sound_called_a_camera_is_cut_by_no_list_at_all(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1", source=None)
        (cut,) = floor.decide_at_once("r1/None")
        assert (cut.measure, cut.fact and cut.fact.never) == ("cut", True)
        assert decided(floor, 0) == [], "told once"

    def test_a_second_microphone_is_cut_by_no_list_at_all(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1")
        assert floor.decide_at_once("r1/microphone") == []
        publish(floor, "r1", name="second")
        (cut,) = floor.decide_at_once("r1/second")
        assert (cut.measure, cut.fact and cut.fact.never) == ("cut", True)
        assert floor.decide_at_once("r1/second") == []
        assert decided(floor, 0.15) == [], "told once"

    def test_a_microphone_that_follows_another_that_is_gone_is_the_first(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1")
        floor.unpublished("r1/microphone")
        assert not publish(floor, "r1", name="second")
        assert floor.decide_at_once("r1/second") == []

    def test_who_published_what_is_not_let_out_comes_again_for_a_minute_unless_they_are_heard(self) -> None:
        floor = Floor(replace(SPEAKS, heard=False, following="r2"))
        assert not floor.comes_again("r1", at(0))
        for identity in ("r1", "r2", "r3"):
            publish(floor, identity)
        assert floor.comes_again("r1", at(59)), "silenced by who presides"
        assert not floor.comes_again("r2", at(59)), "who is next publishes early"
        assert floor.comes_again("r3", at(59))
        assert not floor.comes_again("r3", at(61))
        assert not floor.comes_again("r4", at(59))
        floor.announced(announcement(2, speaker="r1"), at(1))
        assert not floor.comes_again("r1", at(2)), "heard again"

    def test_who_is_next_and_was_cut_off_comes_again_for_a_minute_unless_they_are_heard(self) -> None:
        floor, cut = Floor(replace(SPEAKS, following="r2")), []
        for number in range(3):
            assert not floor.comes_again("r2", at(number)), "who is next publishes early"
            publish(floor, "r2", name=f"{number}", now=number)
            cut += [track for measure, _how, track in decided(floor, number + 0.2) if measure == "cut"]
            floor.unpublished(f"r2/{number}")
        assert cut == ["r2/2"]
        assert floor.comes_again("r2", at(60))
        assert not floor.comes_again("r2", at(63))
        floor.announced(announcement(2, speaker="r2"), at(3))
        assert not floor.comes_again("r2", at(4)), "they have the floor"

    def test_a_flood_of_microphones_ends_the_connection_and_is_told_once(self) -> None:
        floor = Floor(SPEAKS)
        publish(floor, "r1")
        told = []
        for number in range(20):
            publish(floor, "r1", name=f"{number}")
            told += done(floor.decide_at_once(f"r1/{number}"))
        assert told == [("cut", "published", "r1/0"), ("remove", "flooded", "r1/1")]
        assert decided(floor, 1) == []
        floor.update(SPEAKS, at(2))
        floor.update(SPEAKS, at(3))
        still = decided(floor, 3)
        assert [(measure, how) for measure, how, _track in still] == [("cut", "untold")] * 20, "they are still there"

    def test_who_reloads_their_page_floods_no_room_though_their_tracks_of_before_are_still_known(self) -> None:
        floor, measures = Floor(SPEAKS), []
        for number, source in enumerate(("microphone", "camera", "microphone", "camera")):
            session = f"PA_{number // 2}"
            floor.published(Track(f"r1/{number}", "r1", source, False, session, at(number)))  # noqa: FBT003
            measures += [decided.measure for decided in floor.decide_at_once(f"r1/{number}")]
        assert measures == ["cut", "cut"]

    def test_who_flooded_the_room_comes_again_for_a_minute_though_they_speak(self) -> None:
        floor = Floor(SPEAKS)
        for number in range(3):
            publish(floor, "r1", name=f"{number}")
            floor.decide_at_once(f"r1/{number}")
        assert floor.comes_again("r1", at(59))
        assert not floor.comes_again("r1", at(61))

    @pytest.mark.parametrize("identity", ["guest", "r", "r1x", "1", ""])
    def test_an_identity_that_is_no_registration(self, identity: str) -> None:
        floor = Floor(SPEAKS)
        assert publish(floor, identity)
        assert decided(floor, 0) == [("cut", "published", f"{identity}/microphone")]

    def test_events_of_tracks_that_are_gone_mean_nothing(self) -> None:
        floor = Floor(SPEAKS)
        floor.unpublished("gone")
        assert not floor.muted("gone", at(0), muted=False)
        assert floor.sounds("gone", LOUD) == []
        assert floor.flows("gone") == []
        assert not floor.is_on("gone")
        assert floor.track("gone") is None
