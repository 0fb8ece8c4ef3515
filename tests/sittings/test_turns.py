"""A command about a turn: it is its speaker's, of this sitting, and still where the command needs it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.journal.models import Entry
from hemicycle.people.actions.members import MemberRecord, put
from hemicycle.people.member_names import member_name
from hemicycle.rules.floor import HOLDING, OVER, PENDING, WAITING, TurnState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import history
from hemicycle.sittings.actions import booths, room, turns
from hemicycle.sittings.commands import COMMANDS
from tests.factories import START
from tests.support.commands import arguments
from tests.support.floor import ask, at, by

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from hemicycle.sittings.models import Turn
    from tests.factories import World

#: Where a turn may be for each command about it, but for ``floor.give``, which has refusals of its own.
FROM = {
    Action.FLOOR_WITHDRAW: PENDING,
    Action.FLOOR_READY: (*WAITING, *HOLDING),
    Action.FLOOR_FAIL: (*WAITING, *HOLDING),
    Action.FLOOR_TAKE: HOLDING,
    Action.FLOOR_FINISH: HOLDING,
    Action.FLOOR_TAKE_BACK: HOLDING,
    Action.FLOOR_PUT_BACK: HOLDING,
    Action.FLOOR_MUTE: HOLDING,
    Action.FLOOR_EXTEND: HOLDING,
    Action.FLOOR_GO_AHEAD: HOLDING,
    Action.FLOOR_LANGUAGE: HOLDING,
}
SPEAKERS = (Action.FLOOR_WITHDRAW, Action.FLOOR_READY, Action.FLOOR_FAIL, Action.FLOOR_TAKE, Action.FLOOR_FINISH)


def command(world: World, action: Action, turn: Turn, who: str = "jp", **more: Any) -> None:
    """Carry out a command about Japan's turn: by Japan, the technician or who presides, as the table has it."""
    if action not in SPEAKERS:
        who = "technician" if action is Action.FLOOR_LANGUAGE else "vice_chair"
    given = arguments(action) | {"turn": turn.pk} | more
    COMMANDS[action].run(world.sitting.pk, by(world, who), at(9), **given)


def is_refused(world: World, action: Action, turn: Turn, who: str = "jp") -> tuple[str, dict[str, Any]]:
    """The refusal; nothing is changed by it and nothing recorded."""
    entries, before = Entry.objects.count(), list(type(turn).objects.order_by("pk").values())
    with pytest.raises(Refusal) as error:
        command(world, action, turn, who)
    assert (Entry.objects.count(), list(type(turn).objects.order_by("pk").values())) == (entries, before)
    return error.value.reason.code, dict(error.value.reason.facts)


@pytest.mark.parametrize("state", TurnState)
@pytest.mark.parametrize("action", FROM)
def test_a_command_about_a_turn_that_has_moved_on_is_refused(world: World, action: Action, state: TurnState) -> None:
    turn = ask(world, "jp", 1)
    world.sitting.turns.update(state=state.value, granted_at=at(2), waits_for=["fr"], waits_until=at(20))
    if state in FROM[action]:
        command(world, action, turn)
        assert Entry.objects.latest("pk").act == action.value
    else:
        code = "turn_over" if state in OVER else "turn_elsewhere"
        assert is_refused(world, action, turn) == (code, {"state": state.value})


@pytest.mark.parametrize("state", [TurnState.NEXT, TurnState.GRANTED])
@pytest.mark.parametrize("action", SPEAKERS)
def test_nobody_acts_on_the_turn_of_somebody_else(world: World, action: Action, state: TurnState) -> None:
    turn = ask(world, "jp", 1)
    world.sitting.turns.update(state=state.value)
    assert is_refused(world, action, turn, "gh") == ("no_such_turn", {})


@pytest.mark.parametrize("action", [*FROM, Action.FLOOR_GIVE])
def test_a_turn_of_another_sitting_is_none_of_this_one(world: World, action: Action) -> None:
    turn = ask(world, "jp", 1)
    other = world.consultation.sittings.create(number=2, opens_at=at(0), closes_at=at(1))
    other.turns.create(registration=world["br"], capacity="council_state", language="en", asked_at=at(0))
    for state in (TurnState.NEXT, TurnState.GRANTED):
        type(turn).objects.filter(pk=turn.pk).update(sitting=other, state=state.value)
        assert is_refused(world, action, turn) == ("no_such_turn", {})


def test_who_did_not_ask_to_confirm_takes_nothing(world: World) -> None:
    turn = ask(world, "jp", 1)
    world.sitting.turns.update(state="granted", granted_at=at(2))
    command(world, Action.FLOOR_TAKE, turn)
    turn.refresh_from_db()
    assert turn.taken_at is None


def test_who_is_put_back_begins_anew_when_the_floor_is_given_again(world: World) -> None:
    turn = ask(world, "jp", 1)
    steps = ("granted_at", "taken_at", "connected_at", "audible_at", "waits_until", "light_at")
    moments = dict.fromkeys(steps, at(2))
    world.sitting.turns.update(state="audible", muted=True, placement={"stale": True}, **moments)
    command(world, Action.FLOOR_PUT_BACK, turn)
    turn.refresh_from_db()
    assert {name: getattr(turn, name) for name in moments} == dict.fromkeys(moments)
    assert (turn.state, turn.muted, turn.placement, turn.asked_at) == ("next", False, None, at(1))


def test_whose_page_fails_while_they_wait_is_shown_as_not_ready(world: World) -> None:
    turn = ask(world, "jp", 1)
    command(world, Action.FLOOR_READY, turn, microphone=True, camera=True)
    turn.refresh_from_db()
    assert (turn.microphone, turn.camera) == (True, True)
    command(world, Action.FLOOR_FAIL, turn)
    turn.refresh_from_db()
    assert (turn.state, turn.microphone, turn.camera) == ("next", False, False)


@pytest.mark.parametrize("field", ["confirm_first", "muted"])
def test_the_clock_waits_for_who_is_muted_and_not_for_who_has_yet_to_confirm(world: World, field: str) -> None:
    room.joined(world.sitting, world["jp"].pk, "PA_jp", at(0))
    turn = ask(world, "jp", 1)
    world.sitting.turns.update(state="granted", granted_at=at(10), **{field: True})
    turns.expire(world.sitting, 20, at(30))
    turn.refresh_from_db()
    assert turn.state == "granted"
    turns.expire(world.sitting, 20, at(31))
    turn.refresh_from_db()
    assert (turn.state, turn.cause) == (("failed", "timed_out") if field == "confirm_first" else ("granted", ""))


def test_the_time_of_who_confirms_runs_from_then(world: World) -> None:
    room.joined(world.sitting, world["jp"].pk, "PA_jp", at(0))
    turn = ask(world, "jp", 1)
    world.sitting.turns.update(state="granted", granted_at=at(10), confirm_first=True, taken_at=at(25))
    turns.expire(world.sitting, 20, at(45))
    turn.refresh_from_db()
    assert turn.state == "granted"
    turns.expire(world.sitting, 20, at(46))
    turn.refresh_from_db()
    assert (turn.cause, turn.ended_at) == ("timed_out", at(46))


@pytest.mark.parametrize("heard", [turns.connected, turns.audible])
def test_only_the_holder_who_may_be_heard_is_connected_and_once(
    world: World, heard: Callable[[int, int, datetime], None]
) -> None:
    turn = ask(world, "jp", 1)
    heard(world.sitting.pk, world["jp"].pk, at(2))
    world.sitting.turns.update(state="granted", granted_at=at(3), muted=True)
    heard(world.sitting.pk, world["jp"].pk, at(4))
    world.sitting.turns.update(muted=False, confirm_first=True)
    heard(world.sitting.pk, world["jp"].pk, at(5))
    world.sitting.turns.update(confirm_first=False)
    heard(world.sitting.pk, world["gh"].pk, at(6))
    assert not Entry.objects.filter(act__startswith="turn.").exists()
    heard(world.sitting.pk, world["jp"].pk, at(7))
    heard(world.sitting.pk, world["jp"].pk, at(8))
    turn.refresh_from_db()
    assert turn.connected_at == at(7)
    assert Entry.objects.filter(act__startswith="turn.").count() == 1


def test_a_track_that_is_gone_takes_no_other_with_it(world: World) -> None:
    for sid in ("TR_sound", "TR_picture"):
        world.sitting.publications.create(registration=world["jp"], source="camera", sid=sid, since=START)
    room.unpublished(world.sitting, "TR_sound", at(3))
    assert list(world.sitting.publications.values_list("sid", flat=True)) == ["TR_picture"]


def test_a_track_that_is_told_again_is_one_track_as_it_is_told_last(world: World) -> None:
    for source, moment in (("microphone", at(1)), ("camera", at(2))):
        room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", source), moment)
    assert list(world.sitting.publications.values_list("sid", "source", "since")) == [("TR_jp", "camera", at(1))]


def test_an_interpreter_without_a_seat_is_told(world: World) -> None:
    for act in (booths.leave, booths.on_air, booths.off_air):
        with pytest.raises(Refusal) as error:
            act(world.sitting.pk, by(world, "french"), at(1))
        assert error.value.reason.code == "no_seat"
    assert not Entry.objects.exists()


def test_a_turn_has_the_name_that_the_member_had_on_its_day(world: World) -> None:
    ask(world, "jp", 0)
    record = MemberRecord("JP", names={"en": ("Nippon", "")}, names_since=date(2020, 6, 10))
    put(world.consultation.pk, by(world, "secretariat"), START, record)
    assert [member_name(row.turn.member, "en") for row in history.turns(world.sitting) if row.turn.member] == ["Japan"]
    came = [row.registration.member for row in history.attendees(world.sitting)]
    assert "Nippon" not in {member_name(member, "en") for member in came if member}
