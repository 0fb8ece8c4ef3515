"""Who may not, or no longer, be in the room goes out of it; and at the end everybody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.live import build
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import queries
from hemicycle.sittings.actions import booths, floor, presiding, room, speaker
from hemicycle.sittings.enforcement import identity
from hemicycle.sittings.models import Turn
from tests.factories import START, World, make_world
from tests.support.floor import at, by, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.room import ConnectedPage, RecordingEngine


def test_rule_01_a_registration_that_is_withdrawn_during_the_sitting_is_put_out(
    world: World, engine: RecordingEngine
) -> None:
    sitting, japan = world.sitting.pk, world["jp"]
    room.joined(world.sitting, japan.pk, "PA_jp", at(1))
    room.joined(world.sitting, world["br"].pk, "PA_br", at(1))
    turn = speaker.ask(sitting, by(world, "jp"), at(2), language="en")
    floor.give(sitting, by(world, "vice_chair"), at(3), turn=turn.pk)
    room.put_out_unregistered(world.sitting, at(4))
    assert engine.removed == [], "whoever is confirmed stays"
    japan.status = "withdrawn"
    japan.save()
    room.put_out_unregistered(world.sitting, at(5))
    assert engine.removed == [identity(japan.pk)]
    assert engine.permitted[identity(japan.pk)] == frozenset()
    turn.refresh_from_db()
    assert (turn.state, turn.ended_at) == ("ended", at(5))
    here = [person.who.registration for person in build.presence(queries.find_sitting(sitting)).people]
    assert here == [world["br"].pk]
    room.put_out_unregistered(world.sitting, at(6))
    assert engine.removed == [identity(japan.pk)], "once"


def test_a_request_of_somebody_who_is_removed_is_withdrawn_and_was_never_spoken(world: World) -> None:
    turn = speaker.ask(world.sitting.pk, by(world, "jp"), at(1), language="en")
    presiding.remove(world.sitting.pk, by(world, "vice_chair"), at(2), registration=world["jp"].pk, reason="disturbs")
    turn.refresh_from_db()
    assert (turn.state, turn.cause, turn.ended_at) == ("withdrawn", "withdrawn", at(2))


def test_suspending_takes_the_microphone_of_whoever_is_warmed_up(world: World, engine: RecordingEngine) -> None:
    speaker.ask(world.sitting.pk, by(world, "jp"), at(1), language="en")
    assert engine.permitted[identity(world["jp"].pk)]
    presiding.suspend(world.sitting.pk, by(world, "vice_chair"), at(2))
    assert engine.permitted[identity(world["jp"].pk)] == frozenset()


def test_an_ended_sitting_is_silent_and_empty_and_its_room_is_closed(
    world: World, engine: RecordingEngine, client_documents: ConnectedPage
) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    for name in ("jp", "br", "french"):
        room.joined(world.sitting, world[name].pk, f"PA_{name}", at(1))
    booths.enter(sitting, by(world, "french"), at(2), language="fr")
    booths.on_air(sitting, by(world, "french"), at(3))
    first = speaker.ask(sitting, by(world, "jp"), at(4), language="en")
    waiting = speaker.ask(sitting, by(world, "br"), at(5), language="en")
    floor.give(sitting, leader, at(6), turn=first.pk)
    presiding.end(sitting, leader, at(7))
    for name in ("jp", "br", "french"):
        assert engine.permitted[identity(world[name].pk)] == frozenset(), name
    assert engine.closed == [world.sitting.room]
    assert [Turn.objects.get(pk=turn.pk).state for turn in (first, waiting)] == ["ended", "withdrawn"]
    held = client_documents.held
    assert held["sitting"]["state"] == "ended"
    assert held["map"]["channels"]["fr"] == {"source": "none", "identity": None, "follower": None}
    assert not any(booth["seats"] for booth in held["booths"]["booths"])
    assert held["presence"]["people"] == []
    room.joined(world.sitting, world["jp"].pk, "PA_again", at(8))
    assert engine.removed == [identity(world["jp"].pk)], "an old token is no way back"
    assert not world.sitting.attendances.filter(left_at=None).exists()


def test_nobody_acts_in_an_ended_sitting(world: World) -> None:
    """A command that was on its way while the leader ended it, past the door already."""
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    presiding.end(sitting, leader, at(1))
    acts: tuple[Callable[[], None], ...] = (
        lambda: booths.enter(sitting, by(world, "french"), at(2), language="fr"),
        lambda: presiding.close_list(sitting, leader, at(2)),
        lambda: presiding.pass_lead(sitting, leader, at(2), registration=world["chair"].pk),
        lambda: presiding.end(sitting, leader, at(2)),
    )
    for act in acts:
        with pytest.raises(Refusal) as error:
            act()
        assert refused(error) == (None, "sitting_ended")


@pytest.mark.usefixtures("engine", "client_documents", "transactional_db")
def test_rule_04_a_lead_passed_before_the_opening_begins_with_it() -> None:
    world = make_world(opened=False)
    sitting = world.sitting.pk
    presiding.pass_lead(sitting, by(world, "vice_chair"), at(-60), registration=world["chair"].pk)
    presiding.open_sitting(sitting, by(world, "chair"), at(0))
    leads = [(lead.registration_id, lead.start, lead.end) for lead in world.sitting.leads.all()]
    assert leads == [(world["chair"].pk, at(0), None)]


def test_rule_04_the_lead_goes_to_nobody_who_cannot_act(world: World) -> None:
    sitting, leader, chair = world.sitting.pk, by(world, "vice_chair"), world["chair"]
    presiding.remove(sitting, leader, at(1), registration=chair.pk, reason="disturbs")
    with pytest.raises(Refusal) as error:
        presiding.pass_lead(sitting, leader, at(2), registration=chair.pk)
    assert refused(error) == (None, "is_removed")
    presiding.readmit(sitting, leader, at(3), registration=chair.pk)
    chair.status = "withdrawn"
    chair.save()
    with pytest.raises(Refusal) as error:
        presiding.pass_lead(sitting, leader, at(4), registration=chair.pk)
    assert refused(error) == (1, "not_registered")


def test_rule_04_the_secretariat_passes_the_lead_on_when_its_holder_can_no_longer(world: World) -> None:
    vice_chair = world["vice_chair"]
    vice_chair.status = "withdrawn"
    vice_chair.save()
    presiding.pass_lead(world.sitting.pk, by(world, "secretariat"), at(1), registration=world["chair"].pk)
    leads = [(lead.registration_id, lead.start, lead.end) for lead in world.sitting.leads.order_by("pk")]
    assert leads == [(vice_chair.pk, START, at(1)), (world["chair"].pk, at(1), None)]
    asked = speaker.ask(world.sitting.pk, by(world, "jp"), at(2), language="en")
    assert floor.give_next(world.sitting.pk, by(world, "chair"), at(3)) == asked
    asked.refresh_from_db()
    assert (asked.state, asked.granted_at) == ("granted", at(3))


def test_the_leader_invites_nobody_who_is_not_in_the_room(world: World) -> None:
    sitting, leader, japan = world.sitting.pk, by(world, "vice_chair"), world["jp"]
    with pytest.raises(Refusal) as error:
        floor.invite(sitting, leader, at(1), registration=japan.pk, language="en")
    assert refused(error) == (None, "not_here")
    room.joined(world.sitting, japan.pk, "PA_jp", at(2))
    presiding.remove(sitting, leader, at(3), registration=japan.pk, reason="disturbs")
    with pytest.raises(Refusal) as error:
        floor.invite(sitting, leader, at(4), registration=japan.pk, language="en")
    assert refused(error) == (None, "is_removed")


def test_an_interpreter_on_air_who_never_joined_is_taken_off(world: World) -> None:
    sitting, french = world.sitting.pk, by(world, "french")
    booths.enter(sitting, french, at(1), language="fr")
    booths.on_air(sitting, french, at(2))
    room.empty_booths(world.sitting, 20, at(21))
    assert queries.seats(world.sitting)[0].on_air_since == at(2)
    room.empty_booths(world.sitting, 20, at(22))
    assert queries.seats(world.sitting)[0].on_air_since is None


def test_an_interpreter_who_goes_on_air_while_away_has_the_same_time(world: World) -> None:
    sitting, french = world.sitting.pk, by(world, "french")
    room.joined(world.sitting, world["french"].pk, "PA_f", at(1))
    booths.enter(sitting, french, at(2), language="fr")
    room.left(world.sitting, world["french"].pk, "PA_f", at(3))
    booths.on_air(sitting, french, at(60))
    room.empty_booths(world.sitting, 20, at(61))
    assert queries.seats(world.sitting)[0].on_air_since == at(60)


def test_a_secretariat_put_back_into_the_queue_withdraws(world: World) -> None:
    sitting, leader, secretariat = world.sitting.pk, by(world, "vice_chair"), world["secretariat"]
    room.joined(world.sitting, secretariat.pk, "PA_s", at(1))
    turn = floor.invite(sitting, leader, at(2), registration=secretariat.pk, language="en")
    floor.put_back(sitting, leader, at(3), turn=turn.pk)
    speaker.withdraw(sitting, by(world, "secretariat"), at(4), turn=turn.pk)
    turn.refresh_from_db()
    assert turn.state == "withdrawn"
