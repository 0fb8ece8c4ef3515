"""What nobody may publish, whoever has the floor, and what was open when the steward came (rule 11)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from hemicycle.media.engine import Source, Track
from hemicycle.sittings.actions import floor, intrusions, room
from hemicycle.sittings.actions.intrusions import Sighting
from hemicycle.sittings.enforcement import identity
from tests.support.floor import BOTH, NOTHING, ask, at, by

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import RecordingEngine


def seen(track: str, seconds: float, how: str) -> Sighting:
    """What the steward tells of a track."""
    return Sighting("steward", at(0) + timedelta(seconds=seconds), track, how, "PA_jp")


def rows(world: World) -> list[tuple[str, str]]:
    return list(world.sitting.intrusions.order_by("pk").values_list("how", "track"))


def tell_as_steward(world: World, fact: dict[str, object]) -> None:
    headers = {"Authorization": f"Bearer {settings.STEWARD_KEY}"}
    report = json.dumps({"sitting": world.sitting.pk, "facts": [fact]})
    answer = Client().post("/steward/facts", report, content_type="application/json", headers=headers)
    assert answer.status_code == 204


@pytest.mark.parametrize("twice", [False, True], ids=["the steward", "the steward, then a webhook"])
def test_rule_11_what_nobody_may_publish_is_recorded_though_it_was_cut_before_and_its_owner_has_the_floor(
    world: World, engine: RecordingEngine, *, twice: bool
) -> None:
    turn, speaking = ask(world, "jp", 1), world["jp"].pk
    room.published(world.sitting, speaking, room.Told("TR_first", "microphone", "PA_jp"), at(2))
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    fact = {"kind": "intrusion", "identity": identity(speaking), "how": "published", "session": "PA_jp", "never": True}
    tell_as_steward(world, {**fact, "track": "TR_second", "at": at(4).isoformat()})
    if twice:
        room.published(world.sitting, speaking, room.Told("TR_third", "None", "PA_jp"), at(4))
    assert rows(world) == [("published", "TR_second")]
    assert engine.permitted[identity(speaking)] == BOTH, "the floor is theirs as before"


def test_rule_11_who_publishes_open_once_too_often_is_recorded_and_publishes_no_longer_early(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    japan = identity(world["jp"].pk)
    engine.publishes(japan, "TR_6")
    room.published(world.sitting, world["jp"].pk, room.Told("TR_6", "microphone", "PA_jp"), at(4))
    assert rows(world) == []
    fact = {"kind": "intrusion", "identity": japan, "how": "published", "session": "PA_jp", "never": True}
    tell_as_steward(world, {**fact, "track": "TR_6", "at": at(4).isoformat()})
    assert rows(world) == [("published", "TR_6")]
    assert engine.permitted[japan] == NOTHING


def test_rule_11_a_sound_that_is_no_microphone_and_gone_before_anybody_looked_is_recorded(world: World) -> None:
    turn, speaking = ask(world, "jp", 1), world["jp"].pk
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    room.published(world.sitting, speaking, room.Told("TR_screen", "None", "PA_jp"), at(4))
    assert rows(world) == [("published", "TR_screen")]


def test_rule_11_a_flood_of_microphones_ends_the_connection_and_is_one_intrusion(
    world: World, engine: RecordingEngine
) -> None:
    turn, speaking = ask(world, "jp", 1), world["jp"].pk
    room.published(world.sitting, speaking, room.Told("TR_0", "microphone", "PA_jp"), at(2))
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    engine.tracks[identity(speaking)] = [Track(f"TR_{number}", Source.MICROPHONE, muted=False) for number in range(21)]
    for number in range(1, 4):
        sighting = Sighting("webhook", at(4), f"TR_{number}", "published", "PA_jp")
        intrusions.look(world.sitting, speaking, sighting)
        intrusions.look(world.sitting, speaking, replace(sighting, seen_by="steward", never=True))
    assert rows(world) == [("flooded", "TR_1")]
    assert identity(speaking) in engine.removed


def test_rule_11_one_microphone_too_many_ends_no_connection(world: World, engine: RecordingEngine) -> None:
    turn, speaking = ask(world, "jp", 1), world["jp"].pk
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    engine.tracks[identity(speaking)] = [Track(sid, Source.MICROPHONE, muted=False) for sid in ("TR_1", "TR_2")]
    intrusions.look(world.sitting, speaking, Sighting("webhook", at(4), "TR_2", "published", "PA_jp"))
    assert rows(world) == [("published", "TR_2")]
    assert engine.removed == []


@pytest.mark.parametrize(
    ("published", "muted", "recorded"),
    [
        pytest.param(2, True, [("unmuted", "TR_jp")], id="long ago, muted by the steward"),
        pytest.param(2, False, [("unmuted", "TR_jp")], id="long ago, still open"),
        pytest.param(8.5, True, [], id="a moment ago"),
        pytest.param(None, True, [], id="nobody knows when"),
    ],
)
def test_rule_11_what_was_open_when_the_steward_came_is_an_intrusion_unless_it_was_just_published(
    world: World, engine: RecordingEngine, *, published: float | None, muted: bool, recorded: list[tuple[str, str]]
) -> None:
    ask(world, "jp", 1)
    if published is not None:
        room.published(
            world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(0) + timedelta(seconds=published)
        )
    engine.publishes(identity(world["jp"].pk), "TR_jp", muted=muted)
    intrusions.look(world.sitting, world["jp"].pk, seen("TR_jp", 9, "open"))
    assert rows(world) == recorded
    assert engine.permitted[identity(world["jp"].pk)] == (NOTHING if recorded else BOTH)


def test_rule_11_what_was_open_when_the_steward_came_and_ended_with_a_floor_accuses_nobody(world: World) -> None:
    turn = ask(world, "jp", 1)
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    floor.take_back(world.sitting.pk, by(world, "vice_chair"), at(9), turn=turn.pk)
    intrusions.look(world.sitting, world["jp"].pk, seen("TR_jp", 9.5, "open"))
    intrusions.look(world.sitting, world["jp"].pk, seen("TR_jp", 60, "open"))
    assert rows(world) == []
