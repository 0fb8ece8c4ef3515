"""Who presides is heard beside the floor, while they press to talk, and nobody else is (rule 11)."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.media.engine import Source
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.voices import LONGEST
from hemicycle.sittings import enforcement, queries
from hemicycle.sittings.actions import booths, floor, intrusions, presiding, reopening, room, speaker, voice
from hemicycle.sittings.actions.intrusions import Sighting
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.enforcement import identity
from hemicycle.sittings.models import PresidingVoice, RoomPass
from tests.support.floor import BOTH, NOTHING, ask, at, by, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hemicycle.live.documents import MapDocument
    from tests.factories import World
    from tests.support.room import RecordingEngine


@pytest.fixture
def world(world: World, engine: RecordingEngine) -> World:
    """Both who may preside are in the room; the vice-chair does, and publishes a microphone."""
    for second, name in enumerate(("vice_chair", "chair")):
        room.joined(world.sitting, world[name].pk, f"PA_{name}", at(second))
    room.published(world.sitting, world["vice_chair"].pk, room.Told("TR_vice_chair", "microphone"), at(2))
    engine.publishes(presides(world), "TR_vice_chair", muted=True)
    return world


def presides(world: World, name: str = "vice_chair") -> str:
    return identity(world[name].pk)


def on(world: World, second: float = 5, name: str = "vice_chair", language: str = "fr") -> None:
    voice.on(world.sitting.pk, by(world, name), at(second), language=language)


def off(world: World, second: float = 8, name: str = "vice_chair") -> None:
    voice.off(world.sitting.pk, by(world, name), at(second))


def map_of(world: World) -> MapDocument:
    return build.room_map(queries.find_sitting(world.sitting.pk))


@contextmanager
def told() -> Iterator[set[str]]:
    """The documents that clients are sent."""
    documents: set[str] = set()

    def receive(names: frozenset[str], **_signal: object) -> None:
        documents.update(names)

    documents_changed.connect(receive)
    try:
        yield documents
    finally:
        documents_changed.disconnect(receive)


def is_on(world: World) -> bool:
    return map_of(world).voice


def voices(world: World) -> list[tuple[Any, ...]]:
    return list(
        PresidingVoice.objects.filter(sitting=world.sitting).values_list(
            "registration", "language", "began_at", "ended_at"
        )
    )


class TestWhatTheMediaServerIsTold:
    def test_rule_11_who_presides_publishes_early_and_muted(self, world: World, engine: RecordingEngine) -> None:
        assert engine.permitted[presides(world)] == BOTH
        assert engine.muted["TR_vice_chair"] is True
        assert engine.permitted[presides(world, "chair")] == NOTHING, "who does not preside publishes nothing"

    def test_rule_11_the_key_unmutes_them_and_its_release_mutes_them(
        self, world: World, engine: RecordingEngine
    ) -> None:
        on(world)
        assert engine.muted["TR_vice_chair"] is False
        off(world)
        assert engine.muted["TR_vice_chair"] is True
        assert engine.permitted[presides(world)] == BOTH, "and goes on publishing"

    def test_the_room_announces_it_for_the_steward(self, world: World, engine: RecordingEngine) -> None:
        on(world)
        told = json.loads(engine.announced[-1])
        assert (told["presiding"], told["voice"]) == (presides(world), True)
        off(world)
        assert json.loads(engine.announced[-1])["voice"] is False

    def test_rule_11_handing_over_moves_the_right_at_once(self, world: World, engine: RecordingEngine) -> None:
        on(world)
        presiding.pass_lead(world.sitting.pk, by(world, "vice_chair"), at(6), registration=world["chair"].pk)
        assert engine.permitted[presides(world)] == NOTHING
        assert engine.permitted[presides(world, "chair")] == BOTH
        assert not is_on(world)
        assert Entry.objects.latest("pk").data["voice"] == "ended"

    @pytest.mark.parametrize("over", [presiding.suspend, presiding.end])
    def test_rule_11_not_in_a_sitting_that_is_not_open(
        self, world: World, engine: RecordingEngine, over: Callable[..., None]
    ) -> None:
        on(world)
        over(world.sitting.pk, by(world, "vice_chair"), at(6))
        assert engine.permitted[presides(world)] == NOTHING
        assert not PresidingVoice.objects.filter(ended_at=None).exists()

    @pytest.mark.parametrize("over", [presiding.suspend, presiding.end])
    def test_rule_11_nor_received_early_and_everybody_is_told(
        self, world: World, engine: RecordingEngine, over: Callable[..., None]
    ) -> None:
        assert map_of(world).presiding == presides(world)
        with told() as documents:
            over(world.sitting.pk, by(world, "vice_chair"), at(6))
        assert engine.permitted[presides(world)] == NOTHING
        assert "map" in documents
        assert map_of(world).presiding is None

    def test_and_again_in_one_that_is_resumed_or_reopened(self, world: World, engine: RecordingEngine) -> None:
        sitting, leader = world.sitting.pk, by(world, "vice_chair")
        presiding.suspend(sitting, leader, at(6))
        presiding.resume(sitting, leader, at(7))
        assert engine.permitted[presides(world)] == BOTH
        presiding.end(sitting, leader, at(8))
        reopening.reopen(sitting, leader, at(9), reason="One item is left")
        assert engine.permitted[presides(world)] == BOTH

    def test_rule_11_a_vice_chair_who_does_not_preside_is_cut_off(self, world: World, engine: RecordingEngine) -> None:
        engine.publishes(presides(world, "chair"), "TR_chair")
        room.published(world.sitting, world["chair"].pk, room.Told("TR_chair", "microphone"), at(4))
        assert engine.permitted[presides(world, "chair")] == NOTHING
        assert world.sitting.intrusions.get().how == "published"

    def test_rule_11_who_unmutes_without_pressing_is_cut_off(self, world: World, engine: RecordingEngine) -> None:
        engine.publishes(presides(world), "TR_vice_chair")
        intrusions.look(world.sitting, world["vice_chair"].pk, Sighting("steward", at(9)))
        assert world.sitting.intrusions.get().how == "unmuted"
        assert engine.permitted[presides(world)] == NOTHING, "early no longer, for as long as they preside"
        on(world, 10)
        assert engine.permitted[presides(world)] == BOTH

    def test_a_report_of_what_they_just_released_accuses_nobody(self, world: World, engine: RecordingEngine) -> None:
        on(world)
        off(world)
        engine.tracks.clear()
        unmuted = Sighting("steward", at(8.5), track="TR_vice_chair", how="unmuted")
        assert not intrusions.look(world.sitting, world["vice_chair"].pk, unmuted)

    def test_nor_does_one_of_what_went_as_they_handed_over(self, world: World, engine: RecordingEngine) -> None:
        presiding.pass_lead(world.sitting.pk, by(world, "vice_chair"), at(6), registration=world["chair"].pk)
        engine.tracks.clear()
        published = Sighting("steward", at(6.5), track="TR_vice_chair", how="published")
        assert not intrusions.look(world.sitting, world["vice_chair"].pk, published)
        later = Sighting("steward", at(9), track="TR_new", how="published")
        assert intrusions.look(world.sitting, world["vice_chair"].pk, later)

    def test_the_camera_goes_out_with_the_voice(self, world: World, engine: RecordingEngine) -> None:
        room.published(world.sitting, world["vice_chair"].pk, room.Told("TR_camera", Source.CAMERA.value), at(3))
        assert engine.muted["TR_camera"] is True
        on(world)
        assert engine.muted["TR_camera"] is False


class TestTheMap:
    def test_it_names_who_presides_and_says_whether_they_are_heard(self, world: World) -> None:
        assert (map_of(world).presiding, is_on(world)) == (presides(world), False)
        on(world)
        assert (map_of(world).presiding, is_on(world)) == (presides(world), True)

    def test_the_speaker_keeps_the_floor_and_their_time(self, world: World) -> None:
        ask(world, "jp", 3)
        floor.give_next(world.sitting.pk, by(world, "vice_chair"), at(4))
        before = build.turn(queries.find_sitting(world.sitting.pk)).speaker
        on(world)
        assert (map_of(world).floor, is_on(world)) == (identity(world["jp"].pk), True)
        off(world)
        assert build.turn(queries.find_sitting(world.sitting.pk)).speaker == before

    def test_the_language_of_the_floor_is_theirs_and_the_channels_follow(self, world: World) -> None:
        sitting = world.sitting.pk
        for name, language in (("french", "fr"), ("french2", "en")):
            booths.enter(sitting, by(world, name), at(3), language=language)
            booths.on_air(sitting, by(world, name), at(3))
        ask(world, "jp", 3)
        floor.give_next(sitting, by(world, "vice_chair"), at(4))
        quiet = map_of(world)
        assert (quiet.language, quiet.channels["en"].source, quiet.channels["fr"].source) == ("en", "floor", "booth")
        on(world, language="fr")
        talks = map_of(world)
        assert (talks.language, talks.channels["en"].source, talks.channels["fr"].source) == ("fr", "booth", "floor")
        off(world)
        assert map_of(world).channels == quiet.channels

    def test_who_presides_and_has_the_floor_is_no_second_voice(self, world: World) -> None:
        floor.invite(
            world.sitting.pk, by(world, "vice_chair"), at(4), registration=world["vice_chair"].pk, language="en"
        )
        assert (map_of(world).floor, map_of(world).presiding) == (presides(world), None)

    def test_nobody_presides_over_a_planned_sitting_yet(self, world: World) -> None:
        type(world.sitting).objects.update(state=SittingState.PLANNED.value)
        assert map_of(world).presiding is None


class TestRefusals:
    @pytest.mark.parametrize("act", [on, off])
    def test_rule_11_the_other_leader_is_never_heard(self, world: World, act: Callable[..., None]) -> None:
        with pytest.raises(Refusal) as error:
            act(world, name="chair")
        assert refused(error) == (4, "does_not_lead")

    def test_rule_11_not_while_the_sitting_is_suspended(self, world: World) -> None:
        presiding.suspend(world.sitting.pk, by(world, "vice_chair"), at(4))
        with pytest.raises(Refusal) as error:
            on(world)
        assert refused(error) == (None, "sitting_not_open")

    def test_rule_11_not_without_a_connection(self, world: World) -> None:
        room.left(world.sitting, world["vice_chair"].pk, "PA_vice_chair", at(4))
        with pytest.raises(Refusal) as error:
            on(world)
        assert refused(error) == (None, "not_connected")

    def test_rule_11_not_beside_their_own_turn(self, world: World) -> None:
        leader = world["vice_chair"].pk
        floor.invite(world.sitting.pk, by(world, "vice_chair"), at(4), registration=leader, language="en")
        with pytest.raises(Refusal) as error:
            on(world)
        assert refused(error) == (None, "holds_floor_already")

    def test_in_a_language_of_the_sitting(self, world: World) -> None:
        with pytest.raises(Refusal) as error:
            on(world, language="de")
        assert error.value.reason.code == "not_a_language_here"
        assert voices(world) == []


class TestItsEnd:
    def test_a_second_press_and_a_second_release_are_nothing(self, world: World) -> None:
        on(world)
        on(world, 6)
        off(world)
        off(world, 9)
        assert voices(world) == [(world["vice_chair"].pk, "fr", at(5), at(8))]
        acts = Entry.objects.filter(act__startswith="voice.").order_by("pk")
        assert list(acts.values_list("act", "data")) == [
            ("voice.on", {"language": "fr"}),
            ("voice.off", {"seconds": 3}),
        ]

    def test_after_the_end_of_the_window_they_can_still_close_the_sitting_in_words(self, world: World) -> None:
        voice.on(
            world.sitting.pk, by(world, "vice_chair"), world.sitting.closes_at + timedelta(minutes=1), language="en"
        )
        assert is_on(world)

    def test_rule_11_whoever_takes_the_floor_is_heard_by_that(self, world: World) -> None:
        on(world)
        leader = world["vice_chair"].pk
        floor.invite(world.sitting.pk, by(world, "vice_chair"), at(6), registration=leader, language="en")
        assert voices(world)[0][-1] == at(6)

    def test_the_speaker_may_end_and_another_begin_meanwhile(self, world: World) -> None:
        turn = ask(world, "jp", 3)
        floor.give_next(world.sitting.pk, by(world, "vice_chair"), at(4))
        on(world)
        speaker.finish(world.sitting.pk, by(world, "jp"), at(6), turn=turn.pk)
        ask(world, "br", 7)
        floor.give_next(world.sitting.pk, by(world, "vice_chair"), at(8))
        assert is_on(world)

    def test_with_the_connection_in_which_they_pressed(self, world: World) -> None:
        on(world)
        room.left(world.sitting, world["vice_chair"].pk, "PA_vice_chair", at(6))
        assert not is_on(world)
        room.joined(world.sitting, world["vice_chair"].pk, "PA_again", at(7))
        on(world, 8)
        assert is_on(world)

    def test_with_a_page_that_is_loaded_again(self, world: World) -> None:
        on(world)
        room.joined(world.sitting, world["vice_chair"].pk, "PA_again", at(7))
        assert not is_on(world)

    def test_with_the_session(self, world: World) -> None:
        on(world)
        over = RoomPass.objects.create(
            sitting=world.sitting, registration=world["vice_chair"], session_key="over", code="x"
        )
        world.sitting.attendances.filter(session="PA_vice_chair").update(room_pass=over)
        room.put_out_signed_out(world.sitting, at(7))
        assert not is_on(world)

    def test_with_the_registration(self, world: World) -> None:
        on(world)
        world["vice_chair"].status = "withdrawn"
        world["vice_chair"].save()
        room.put_out_unregistered(world.sitting, at(7))
        assert not is_on(world)

    def test_with_their_microphone_and_with_no_other_track(self, world: World) -> None:
        room.published(world.sitting, world["vice_chair"].pk, room.Told("TR_camera", "camera"), at(3))
        on(world)
        room.unpublished(world.sitting, "TR_camera", at(6))
        assert is_on(world)
        room.unpublished(world.sitting, "TR_vice_chair", at(7))
        assert not is_on(world)
        last = Entry.objects.latest("pk")
        assert (last.act, last.system) == ("voice.ended", "media")
        assert last.data == {"registration": world["vice_chair"].pk, "seconds": 2}

    def test_with_nothing_of_anybody_else(self, world: World) -> None:
        world.sitting.publications.create(registration=world["br"], source="microphone", sid="TR_br", since=at(1))
        world.sitting.publications.filter(sid="TR_vice_chair").delete()  # not told of yet
        on(world)
        room.unpublished(world.sitting, "TR_br", at(6))
        room.unpublished(world.sitting, "TR_unknown", at(6))
        assert is_on(world)

    def test_with_a_cut(self, world: World, engine: RecordingEngine) -> None:
        on(world)
        engine.publishes(presides(world), "TR_screen", source=None)
        intrusions.look(world.sitting, world["vice_chair"].pk, Sighting("steward", at(6)))
        assert world.sitting.intrusions.get().how == "published"
        assert not is_on(world)

    def test_rule_11_after_five_minutes(self, world: World) -> None:
        on(world)
        voice.expire(world.sitting, at(4) + LONGEST)
        assert is_on(world)
        voice.expire(world.sitting, at(5) + LONGEST)
        assert not is_on(world)
        voice.expire(world.sitting, at(6) + LONGEST)
        assert Entry.objects.filter(act="voice.ended", system="clock").count() == 1

    def test_the_holders_are_read_with_as_many_queries_whether_it_is_on_or_not(
        self, world: World, django_assert_num_queries: Callable[..., Any]
    ) -> None:
        for talks in (False, True):
            if talks:
                on(world)
            with django_assert_num_queries(4):
                enforcement.holders(world.sitting.pk)
