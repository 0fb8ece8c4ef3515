"""The floor, by rule number, on the database; what the media engine is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from hemicycle.live import build
from hemicycle.live.messages import refusal_message
from hemicycle.media.engine import Source
from hemicycle.outcome.actions import closing
from hemicycle.people.models import Seat
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import admission, queries
from hemicycle.sittings.actions import booths, floor, intrusions, items, presiding, room, speaker, turns
from hemicycle.sittings.actions.intrusions import Sighting
from hemicycle.sittings.enforcement import identity
from hemicycle.sittings.models import Turn
from tests.factories import START, World
from tests.support.floor import BOTH, NOTHING, ask, at, by, order, refused

if TYPE_CHECKING:
    from tests.support.room import RecordingEngine


def test_rule_06_council_states_come_before_an_observer_who_asked_earlier(world: World) -> None:
    ask(world, "no", 1)
    ask(world, "palestine", 2)
    ask(world, "jp", 3)
    ask(world, "br", 4)
    ask(world, "pe", 5)
    assert order(world) == ["jp", "br", "no", "pe", "palestine"]


def test_rule_05_a_seat_that_ends_does_not_rewrite_a_turn(world: World) -> None:
    ask(world, "br", 1)
    Seat.objects.filter(member__code="BR").update(end=START.date() - timedelta(days=1))
    place = build.queue(queries.find_sitting(world.sitting.pk)).places[0]
    assert place.who.capacity == "council_state"
    speaker.withdraw(world.sitting.pk, by(world, "br"), at(2), turn=place.turn)
    assert ask(world, "br", 3).capacity == "observer_state"


def test_rule_11_giving_the_floor_moves_the_media_server(world: World, engine: RecordingEngine) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    japan, brazil = identity(world["jp"].pk), identity(world["br"].pk)
    first = ask(world, "jp", 1)
    assert engine.permitted[japan] == BOTH, "the next speaker warms up"
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    assert engine.muted["TR_jp"] is True, "and is muted by the server"
    floor.give_next(sitting, leader, at(3), expected=first.pk)
    assert engine.muted["TR_jp"] is False
    second = ask(world, "br", 4)
    assert engine.permitted[brazil] == BOTH
    floor.give_next(sitting, leader, at(5), expected=second.pk)
    assert engine.permitted[japan] == NOTHING, "whoever held the floor loses it in the same act"
    assert build.room_map(queries.find_sitting(sitting)).floor == brazil
    floor.take_back(sitting, leader, at(6), turn=second.pk)
    assert engine.permitted[brazil] == NOTHING
    assert build.room_map(queries.find_sitting(sitting)).floor is None


def test_rule_11_the_database_itself_refuses_two_speakers(world: World) -> None:
    first, second = ask(world, "jp", 1), ask(world, "br", 2)
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=first.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.filter(pk=second.pk).update(state="granted")


def test_rule_04_only_who_leads_acts_and_the_record_shows_who_led_when(world: World) -> None:
    sitting, turn = world.sitting.pk, ask(world, "jp", 1)
    with pytest.raises(Refusal) as error:
        floor.give(sitting, by(world, "chair"), at(2), turn=turn.pk)
    assert refused(error) == (4, "does_not_lead")
    presiding.pass_lead(sitting, by(world, "vice_chair"), at(3), registration=world["chair"].pk)
    floor.give(sitting, by(world, "chair"), at(4), turn=turn.pk)
    leads = [(lead.registration_id, lead.start, lead.end) for lead in world.sitting.leads.order_by("pk")]
    assert leads == [(world["vice_chair"].pk, START, at(3)), (world["chair"].pk, at(3), None)]
    with pytest.raises(Refusal) as error:
        presiding.pass_lead(sitting, by(world, "chair"), at(5), registration=world["jp"].pk)
    assert refused(error) == (4, "receiver_not_a_leader")


def test_rule_12_a_moved_request_says_why(world: World) -> None:
    ask(world, "jp", 1)
    ask(world, "br", 2)
    third = ask(world, "gh", 3)
    first = Turn.objects.get(registration=world["jp"])
    presiding.move(
        world.sitting.pk, by(world, "vice_chair"), at(4), turn=third.pk, before=first.pk, reason="leaves at noon"
    )
    assert order(world) == ["gh", "jp", "br"]
    reason = build.queue(queries.find_sitting(world.sitting.pk)).places[0].reason
    assert (reason.code, reason.facts["reason"]) == ("moved_by_leader", "leaves at noon")


def test_rule_26_no_route_ends_an_item_as_decided(world: World) -> None:
    leader, item = by(world, "vice_chair"), world.items[0].pk
    items.open_item(world.sitting.pk, leader, at(1), item=item)
    for word in ("decided", "adopted", "approved"):
        with pytest.raises(Refusal) as error:
            closing.close_item(world.sitting.pk, leader, at(2), item=item, outcome=word)
        assert refused(error) == (26, "decides_nothing")
        with pytest.raises(IntegrityError), transaction.atomic():
            world.sitting.discussions.update(outcome=word)
    closing.close_item(world.sitting.pk, leader, at(3), item=item, outcome="noted")


def test_a_turn_keeps_every_time_and_times_out(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    room.joined(world.sitting, world["jp"].pk, "PA_1", at(0))
    turn = ask(world, "jp", 1)
    floor.give(sitting, leader, at(2), turn=turn.pk)
    turns.connected(sitting, world["jp"].pk, at(3))
    turns.audible(sitting, world["jp"].pk, at(4))
    speaker.finish(sitting, by(world, "jp"), at(5), turn=turn.pk)
    turn.refresh_from_db()
    times = [turn.asked_at, turn.next_at, turn.granted_at, turn.connected_at, turn.audible_at, turn.ended_at]
    assert times == [at(1), at(1), at(2), at(3), at(4), at(5)]

    silent = ask(world, "jp", 10)
    floor.give(sitting, leader, at(11), turn=silent.pk)
    turns.expire(world.sitting, 20, at(31))
    silent.refresh_from_db()
    assert silent.state == "granted"
    turns.expire(world.sitting, 20, at(32))
    silent.refresh_from_db()
    assert (silent.state, silent.cause) == ("failed", "timed_out")


def test_a_speaker_whose_network_is_gone_fails_but_one_who_comes_back_keeps_the_floor(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    room.joined(world.sitting, world["jp"].pk, "PA_1", at(0))
    turn = ask(world, "jp", 1)
    floor.give(sitting, leader, at(2), turn=turn.pk)
    turns.connected(sitting, world["jp"].pk, at(3))
    room.left(world.sitting, world["jp"].pk, "PA_1", at(10))
    turns.expire(world.sitting, 20, at(25))
    room.joined(world.sitting, world["jp"].pk, "PA_2", at(26))
    turns.expire(world.sitting, 20, at(60))
    turn.refresh_from_db()
    assert turn.state == "connected"
    room.left(world.sitting, world["jp"].pk, "PA_2", at(70))
    turns.expire(world.sitting, 20, at(91))
    turn.refresh_from_db()
    assert (turn.state, turn.cause) == ("failed", "network")


def test_a_confirming_speaker_is_silent_until_they_take_the_floor(world: World, engine: RecordingEngine) -> None:
    sitting = world.sitting.pk
    turn = speaker.ask(sitting, by(world, "jp"), at(1), language="fr", confirm_first=True)
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(2))
    floor.give(sitting, by(world, "vice_chair"), at(3), turn=turn.pk)
    assert engine.muted["TR_jp"] is True
    assert build.room_map(queries.find_sitting(sitting)).floor is None
    speaker.take(sitting, by(world, "jp"), at(4), turn=turn.pk)
    assert engine.muted["TR_jp"] is False
    assert build.room_map(queries.find_sitting(sitting)).floor == identity(world["jp"].pk)


def test_one_voice_a_channel_and_the_channel_of_the_floors_language_carries_the_floor(
    world: World, engine: RecordingEngine
) -> None:
    sitting, french, partner = world.sitting.pk, by(world, "french"), by(world, "french2")
    booths.enter(sitting, french, at(1), language="fr")
    booths.enter(sitting, partner, at(2), language="fr")
    assert engine.permitted[identity(world["french"].pk)] == {Source.MICROPHONE}
    booths.on_air(sitting, french, at(3))
    with pytest.raises(Refusal) as error:
        booths.on_air(sitting, partner, at(4))
    assert refused(error) == (None, "partner_on_air")
    turn = ask(world, "jp", 5)
    floor.give(sitting, by(world, "vice_chair"), at(6), turn=turn.pk)
    channels = build.room_map(queries.find_sitting(sitting)).channels
    assert (channels["fr"].source, channels["fr"].identity) == ("booth", identity(world["french"].pk))
    assert channels["en"].source == "floor"
    floor.correct_language(sitting, french, at(7), turn=turn.pk, language="fr")
    assert build.room_map(queries.find_sitting(sitting)).channels["fr"].source == "floor"
    with pytest.raises(Refusal) as error:
        booths.enter(sitting, french, at(8), language="ar")
    assert refused(error) == (None, "not_their_booth")


def test_a_removed_person_loses_everything_and_comes_back_only_readmitted(
    world: World, engine: RecordingEngine
) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    ask(world, "jp", 1)
    presiding.remove(sitting, leader, at(2), registration=world["jp"].pk, reason="disturbs the sitting")
    assert order(world) == []
    assert engine.removed == [identity(world["jp"].pk)]
    with pytest.raises(Refusal) as error:
        ask(world, "jp", 3)
    assert refused(error) == (None, "removed")
    decision, _registration = admission.entry_decision(world["jp"].person, world.sitting)
    for reason in (error.value.reason, decision.reason):
        assert refusal_message(reason).endswith("Reason: disturbs the sitting"), "they are told why"
    room.joined(world.sitting, world["jp"].pk, "PA_again", at(4))
    assert engine.removed == [identity(world["jp"].pk)] * 2, "an old token is no way back"
    presiding.readmit(sitting, leader, at(5), registration=world["jp"].pk)
    ask(world, "jp", 6)


def test_suspending_takes_the_floor_and_keeps_the_queue(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    first = ask(world, "jp", 1)
    ask(world, "br", 2)
    floor.give(sitting, leader, at(3), turn=first.pk)
    presiding.suspend(sitting, leader, at(4))
    state = queries.find_sitting(sitting)
    assert build.turn(state).speaker is None
    assert order(world) == ["br"]
    assert build.room_map(state).next is None, "nobody warms up in a suspended sitting"
    with pytest.raises(Refusal) as error:
        ask(world, "gh", 5)
    assert refused(error) == (None, "sitting_not_open")
    presiding.resume(sitting, leader, at(6))
    assert build.room_map(queries.find_sitting(sitting)).next == identity(world["br"].pk)


def test_a_muted_speaker_is_seen_but_not_heard(world: World, engine: RecordingEngine) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    turn = ask(world, "jp", 1)
    room.published(world.sitting, world["jp"].pk, room.Told("TR_sound", "microphone"), at(2))
    room.published(world.sitting, world["jp"].pk, room.Told("TR_picture", "camera"), at(2))
    floor.give(sitting, leader, at(3), turn=turn.pk)
    floor.mute(sitting, leader, at(4), turn=turn.pk, muted=True)
    assert (engine.muted["TR_sound"], engine.muted["TR_picture"]) == (True, False)
    assert build.room_map(queries.find_sitting(sitting)).floor == identity(world["jp"].pk)
    engine.publishes(identity(world["jp"].pk), "TR_sound")
    intrusions.look(world.sitting, world["jp"].pk, Sighting("steward", at(5)))
    assert world.sitting.intrusions.count() == 1, "who unmutes against the leader is cut off"
    floor.mute(sitting, leader, at(6), turn=turn.pk, muted=False)
    assert build.turn(queries.find_sitting(sitting)).speaker is not None
