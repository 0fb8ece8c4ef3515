"""Who publishes or unmutes without the floor is cut off (rule 11), and who may is not."""

from __future__ import annotations

import json
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.media.engine import Source, Track
from hemicycle.rules.publishing import Holders
from hemicycle.sittings import enforcement, queries
from hemicycle.sittings.actions import booths, floor, intrusions, presiding, room, speaker
from hemicycle.sittings.actions.intrusions import Sighting
from hemicycle.sittings.enforcement import identity
from hemicycle.steward.snapshot import Fact
from tests.support.floor import BOTH, NOTHING, ask, at, by

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import RecordingEngine


def test_rule_11_who_publishes_without_the_floor_is_cut_off(world: World, engine: RecordingEngine) -> None:
    ghana = identity(world["gh"].pk)
    engine.publishes(ghana, "TR_gh")
    room.published(world.sitting, world["gh"].pk, room.Told("TR_gh", "microphone"), at(1))
    assert engine.permitted[ghana] == NOTHING
    intrusion = world.sitting.intrusions.get()
    assert (intrusion.how, intrusion.seen_by) == ("published", "webhook")


def test_rule_11_a_next_speaker_who_unmutes_alone_is_cut_off_and_publishes_no_longer_early(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    engine.publishes(identity(world["jp"].pk), "TR_jp", muted=True)
    intrusions.look(world.sitting, world["jp"].pk, Sighting("steward", at(5)))
    assert not world.sitting.intrusions.exists(), "muted again before anybody looked"
    engine.publishes(identity(world["jp"].pk), "TR_jp")
    intrusions.look(world.sitting, world["jp"].pk, Sighting("steward", at(5)))
    assert world.sitting.intrusions.get().how == "unmuted"
    assert engine.permitted[identity(world["jp"].pk)] == NOTHING, "still next, and barred from publishing early"
    assert world.sitting.publications.count() == 0
    turn = floor.give_next(world.sitting.pk, by(world, "vice_chair"), at(6))
    assert engine.permitted[identity(world["jp"].pk)] == BOTH, "the floor was given"
    floor.take_back(world.sitting.pk, by(world, "vice_chair"), at(7), turn=turn.pk)
    ask(world, "jp", 8)
    assert engine.permitted[identity(world["jp"].pk)] == BOTH, "another request: as everybody"


def test_rule_11_who_has_just_published_early_is_muted_again_and_no_intruder(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    japan = identity(world["jp"].pk)
    engine.publishes(japan, "TR_jp")
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    # The client had not finished publishing when the server muted it, and tells its own state now.
    engine.publishes(japan, "TR_jp")
    engine.muted.clear()
    intrusions.look(world.sitting, world["jp"].pk, Sighting("steward", at(3)))
    assert engine.muted["TR_jp"] is True
    assert not world.sitting.intrusions.exists()


def test_rule_11_who_shows_another_source_than_they_may_is_an_intruder_at_once(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    engine.publishes(identity(world["jp"].pk), "TR_screen", source=None)
    intrusions.look(world.sitting, world["jp"].pk, Sighting("steward", at(2)))
    assert world.sitting.intrusions.get().how == "published"


@pytest.mark.parametrize("seen_by", ["steward", "webhook"])
def test_rule_11_a_late_report_of_publishing_does_not_hide_that_they_unmuted(
    world: World, engine: RecordingEngine, seen_by: str
) -> None:
    ask(world, "jp", 1)
    engine.publishes(identity(world["jp"].pk), "TR_jp")
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    assert not world.sitting.intrusions.exists(), "publishing early is no intrusion"
    # The server has muted the track, so that it is unmuted now is their own doing.
    if seen_by == "steward":
        intrusions.look(world.sitting, world["jp"].pk, Sighting("steward", at(5)))
    else:
        room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(5))
    intrusion = world.sitting.intrusions.get()
    assert (intrusion.how, intrusion.seen_by) == ("unmuted", seen_by)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.system) == ("room.cut_off", "steward" if seen_by == "steward" else "media")


def test_rule_11_the_steward_may_report_early_publishing_before_the_webhook_does(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    engine.publishes(identity(world["jp"].pk), "TR_jp")
    intrusions.look(world.sitting, world["jp"].pk, Sighting("steward", at(2)))
    assert engine.muted["TR_jp"] is True
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    assert not world.sitting.intrusions.exists()


def test_rule_11_an_old_report_of_the_steward_changes_nothing(world: World, engine: RecordingEngine) -> None:
    turn = ask(world, "jp", 1)
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    engine.publishes(identity(world["jp"].pk), "TR_jp")
    intrusions.look(world.sitting, world["jp"].pk, Sighting("steward", at(4)))
    assert not world.sitting.intrusions.exists()
    assert engine.muted["TR_jp"] is False


def seen(track: str, seconds: float, how: str = "unmuted", session: str = "PA_jp") -> Sighting:
    """What the steward tells of a track."""
    return Sighting("steward", at(0) + timedelta(seconds=seconds), track, how, session)


def rows(world: World) -> list[tuple[str, str]]:
    return list(world.sitting.intrusions.order_by("pk").values_list("how", "track"))


def test_rule_11_an_opening_while_the_client_settles_is_recorded_and_the_second_of_the_track_is_cut_off(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    japan, sitting = identity(world["jp"].pk), world.sitting
    room.published(sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    engine.publishes(japan, "TR_jp")
    intrusions.look(sitting, world["jp"].pk, seen("TR_jp", 2.5))
    assert rows(world) == [("settled", "TR_jp")]
    assert engine.permitted[japan] == BOTH
    sitting.intrusions.update(cut_at=at(2) + timedelta(seconds=0.6))
    intrusions.look(sitting, world["jp"].pk, seen("TR_jp", 2.5))
    assert rows(world) == [("settled", "TR_jp")], "told twice"
    intrusions.look(sitting, world["jp"].pk, seen("TR_jp", 2.9))
    assert rows(world) == [("settled", "TR_jp"), ("unmuted", "TR_jp")]
    assert engine.permitted[japan] == NOTHING


@pytest.mark.parametrize("session", ["PA_jp", "PA_another"])
def test_rule_11_the_third_track_that_opens_is_not_forgiven_whatever_connection_it_comes_by(
    world: World, engine: RecordingEngine, session: str
) -> None:
    ask(world, "jp", 1)
    japan, sitting = world["jp"].pk, world.sitting
    for number in range(3):
        room.joined(sitting, japan, session if number else "PA_jp", at(number))
        room.published(sitting, japan, room.Told(f"TR_{number}", "microphone"), at(2 + number))
        engine.publishes(identity(japan), f"TR_{number}")
        intrusions.look(sitting, japan, seen(f"TR_{number}", 2.5 + number))
        room.unpublished(sitting, f"TR_{number}", at(3 + number))
    assert [how for how, _track in rows(world)] == ["settled", "settled", "unmuted"]


def test_rule_11_what_the_steward_muted_or_cut_before_anybody_looked_is_recorded_once(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    engine.publishes(identity(world["jp"].pk), "TR_jp", muted=True)
    for _ in range(2):
        intrusions.look(world.sitting, world["jp"].pk, seen("TR_jp", 9))
    for _ in range(2):
        intrusions.look(world.sitting, world["gh"].pk, seen("TR_gh", 9, "published"))
    assert rows(world) == [("unmuted", "TR_jp"), ("published", "TR_gh")]
    assert Entry.objects.filter(act="room.cut_off").count() == 2


def test_rule_11_who_was_given_the_floor_before_the_steward_told_gets_back_what_it_took(
    world: World, engine: RecordingEngine
) -> None:
    turn = ask(world, "jp", 1)
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(9), turn=turn.pk)
    engine.permitted[identity(world["jp"].pk)] = NOTHING  # the steward's last list was older
    fact = {"kind": "intrusion", "identity": identity(world["jp"].pk), "how": "unmuted", "track": "TR_jp"}
    report = {"sitting": world.sitting.pk, "facts": [{**fact, "session": "PA_jp", "at": at(9).isoformat()}]}
    headers = {"Authorization": f"Bearer {settings.STEWARD_KEY}"}
    answer = Client().post("/steward/facts", json.dumps(report), content_type="application/json", headers=headers)
    assert answer.status_code == 204
    assert engine.permitted[identity(world["jp"].pk)] == BOTH
    assert not world.sitting.intrusions.exists()


def test_rule_11_a_token_from_a_turn_before_that_published_is_recorded_though_the_permission_went_first(
    world: World,
) -> None:
    turn, japan = ask(world, "jp", 1), world["jp"].pk
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(2), turn=turn.pk)
    floor.take_back(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    room.joined(world.sitting, japan, "PA_back", at(4))
    for _ in range(2):
        room.published(world.sitting, japan, room.Told("TR_stale", "microphone", "PA_back"), at(4))
    assert rows(world) == [("published", "TR_stale")]


@pytest.mark.parametrize(("came", "recorded"), [(2.5, True), (1, False), (None, False)])
def test_rule_11_what_is_published_right_after_a_turn_by_a_connection_that_never_had_it_is_recorded(
    world: World, came: float | None, *, recorded: bool
) -> None:
    """Removed from the room, they are back at once with a kept token, and out again before it was noted."""
    turn, japan = ask(world, "jp", 1), world["jp"].pk
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(2), turn=turn.pk)
    floor.take_back(world.sitting.pk, by(world, "vice_chair"), at(2.2), turn=turn.pk)
    presiding.remove(world.sitting.pk, by(world, "vice_chair"), at(2.3), registration=japan, reason="Noise.")
    since = None if came is None else at(came)
    told = Fact("intrusion", identity(japan), "microphone", "published", "TR_back", "PA_back", at(2.7), since)
    report = {"sitting": world.sitting.pk, "facts": [told.as_json()]}
    headers = {"Authorization": f"Bearer {settings.STEWARD_KEY}"}
    answer = Client().post("/steward/facts", json.dumps(report), content_type="application/json", headers=headers)
    assert answer.status_code == 204
    assert rows(world) == ([("published", "TR_back")] if recorded else [])


def test_rule_11_what_was_published_while_they_might_and_is_told_late_is_no_intrusion(world: World) -> None:
    turn, japan = ask(world, "jp", 1), world["jp"].pk
    room.joined(world.sitting, japan, "PA_jp", at(1))
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(2), turn=turn.pk)
    floor.take_back(world.sitting.pk, by(world, "vice_chair"), at(60), turn=turn.pk)
    room.published(world.sitting, japan, room.Told("TR_late", "microphone", "PA_jp"), at(61))
    intrusions.look(world.sitting, japan, seen("TR_late", 60.5))
    assert rows(world) == []


@pytest.mark.parametrize("source", ["microphone", "None"])
def test_rule_11_the_speakers_second_microphone_and_what_is_no_source_are_cut_off(
    world: World, engine: RecordingEngine, source: str
) -> None:
    turn, japan = ask(world, "jp", 1), world["jp"].pk
    room.published(world.sitting, japan, room.Told("TR_first", "microphone"), at(2))
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    known = Source.MICROPHONE if source == "microphone" else None
    engine.tracks[identity(japan)] = [
        Track("TR_first", Source.MICROPHONE, muted=False),
        Track("TR_second", known, muted=False),
    ]
    room.published(world.sitting, japan, room.Told("TR_second", source), at(4))
    assert rows(world) == [("published", "TR_second")]
    assert not world.sitting.publications.exists()


def test_rule_11_who_floods_the_room_is_put_out_and_publishes_nothing_until_they_have_another_turn(
    world: World, engine: RecordingEngine
) -> None:
    turn, japan = ask(world, "jp", 1), world["jp"].pk
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    engine.tracks[identity(japan)] = [Track(f"TR_{number}", Source.MICROPHONE, muted=False) for number in range(20)]
    for number in range(20):
        room.published(world.sitting, japan, room.Told(f"TR_{number}", "microphone", "PA_jp"), at(4))
    assert rows(world) == [("flooded", "TR_1")]
    assert engine.removed == [identity(japan)]
    assert engine.permitted[identity(japan)] == set()
    assert build.room_map(queries.find_sitting(world.sitting.pk)).floor is None
    floor.take_back(world.sitting.pk, by(world, "vice_chair"), at(60), turn=turn.pk)
    again = ask(world, "jp", 61)
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(62), turn=again.pk)
    assert engine.permitted[identity(japan)] == BOTH
    assert build.room_map(queries.find_sitting(world.sitting.pk)).floor == identity(japan)


def test_rule_11_an_interpreter_who_floods_the_room_is_on_no_channel_until_they_take_their_seat_again(
    world: World, engine: RecordingEngine
) -> None:
    sitting, french, person = world.sitting.pk, by(world, "french"), world["french"].pk
    booths.enter(sitting, french, at(1), language="fr")
    booths.on_air(sitting, french, at(2))
    intrusions.look(world.sitting, person, replace(seen("TR_2", 4, "flooded"), session="PA_fr", never=True))
    assert build.room_map(queries.find_sitting(sitting)).channels["fr"].source == "none"
    assert engine.permitted[identity(person)] == set()
    booths.leave(sitting, french, at(5))
    booths.enter(sitting, french, at(6), language="fr")
    assert engine.permitted[identity(person)] == {Source.MICROPHONE}


def test_rule_11_a_flood_that_the_steward_ended_is_recorded_once_and_holds_against_the_next_connection(
    world: World, engine: RecordingEngine
) -> None:
    turn, japan = ask(world, "jp", 1), world["jp"].pk
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    flood = replace(seen("TR_2", 4, "flooded"), session="PA_jp", never=True)
    for track in ("TR_2", "TR_3"):
        intrusions.look(world.sitting, japan, replace(flood, track=track))
    assert rows(world) == [("flooded", "TR_2")]
    assert engine.removed == [], "the steward did it, and they are back by now"
    assert engine.permitted[identity(japan)] == set()


def test_rule_11_who_opens_while_settling_is_not_accused_though_the_steward_tells_before_the_webhook(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    engine.publishes(identity(world["jp"].pk), "TR_jp", muted=True)
    intrusions.look(world.sitting, world["jp"].pk, seen("TR_jp", 2.1))
    assert rows(world) == [("settled", "TR_jp")]
    assert engine.permitted[identity(world["jp"].pk)] == BOTH


def test_rule_11_that_a_track_was_open_accuses_nobody_who_is_next_no_longer(world: World) -> None:
    turn = ask(world, "jp", 1)
    intrusions.look(world.sitting, world["jp"].pk, seen("TR_jp", 2, ""))
    speaker.withdraw(world.sitting.pk, by(world, "jp"), at(60), turn=turn.pk)
    intrusions.look(world.sitting, world["jp"].pk, seen("TR_jp", 90, ""))
    assert rows(world) == []


def test_rule_11_who_lets_only_some_receive_them_is_put_out_once(world: World, engine: RecordingEngine) -> None:
    japan = identity(world["jp"].pk)
    engine.publishes(japan, "TR_jp")
    intrusions.look(world.sitting, world["jp"].pk, seen("TR_jp", 5, "withheld"))
    engine.publishes(japan, "TR_after_coming_back")
    intrusions.look(world.sitting, world["jp"].pk, seen("TR_jp", 5, "withheld"))
    assert rows(world) == [("withheld", "TR_jp")]
    assert engine.removed == [japan]


def test_the_room_announces_who_may_publish_with_each_change_of_it(world: World, engine: RecordingEngine) -> None:
    turn = ask(world, "jp", 1)
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(2), turn=turn.pk)
    world.sitting.refresh_from_db()
    told = [json.loads(announced) for announced in engine.announced]
    assert [(one["speaker"], one["next"]) for one in told] == [(None, japan(world)), (japan(world), None)]
    assert told[-1]["sequence"] == world.sitting.sequence


def japan(world: World) -> str:
    return identity(world["jp"].pk)


def test_the_speaker_is_unmuted_without_waiting_for_what_the_room_announces(
    world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaks = world["jp"].pk
    room.published(world.sitting, speaks, room.Told("TR_jp", "microphone"), at(2))
    pending: Future[None] = Future()
    monkeypatch.setattr(engine, "announce", lambda _room, _holders: pending)
    held = Holders(speaker=speaks, seen=True, heard=True)
    enforcement.begin(world.sitting, held.changed(Holders()), held)
    assert engine.muted["TR_jp"] is False
