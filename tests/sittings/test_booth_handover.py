"""A booth's microphone goes from one interpreter to the other in one act, in which the channel has one voice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.rules.booths import changes_hands, may_hand_over
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Allowed, Refused
from hemicycle.sittings import enforcement, queries
from hemicycle.sittings.actions import booths, presiding, room
from hemicycle.sittings.models import Attendance
from tests.factories import START, World, make_world
from tests.support.floor import by
from tests.support.registrations import code

if TYPE_CHECKING:
    from datetime import datetime


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """Two interpreters in the French booth, the first on air."""
    found = make_world()
    for name in ("french", "french2"):
        room.joined(found.sitting, found[name].pk, f"PA_{name}", at(0))
        booths.enter(found.sitting.pk, by(found, name), at(1), language="fr")
    booths.on_air(found.sitting.pk, by(found, "french"), at(2))
    return found


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def asks(world: World, name: str, second: int, *, on: bool = True) -> None:
    booths.handover(world.sitting.pk, by(world, name), at(second), asks=on)


def heard(world: World) -> str:
    """Whose voice the map gives the channel; "none" for nobody's."""
    channel = build.room_map(queries.find_sitting(world.sitting.pk)).channels["fr"]
    names = {enforcement.identity(world[name].pk): name for name in ("french", "french2")}
    return names.get(channel.identity or "", channel.source)


def waiting(world: World) -> list[str]:
    seats = {seat.registration_id: seat.handover_since for seat in queries.seats(world.sitting)}
    return [name for name in ("french", "french2") if seats.get(world[name].pk)]


@pytest.mark.parametrize(("first", "second"), [("french", "french2"), ("french2", "french")])
def test_once_both_have_asked_the_channel_has_the_other_voice_in_that_act(
    world: World, first: str, second: str
) -> None:
    asks(world, first, 10)
    assert (heard(world), waiting(world)) == ("french", [first])
    before = Entry.objects.count()
    asks(world, second, 11)
    assert (heard(world), waiting(world)) == ("french2", [])
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data["to"]) == ("booth.handover", world["french2"].pk)
    held = enforcement.holders(world.sitting.pk)
    assert held.booths == {world["french"].pk: False, world["french2"].pk: True}


def test_who_takes_over_is_let_out_from_the_asking_on_so_that_nothing_has_to_open_as_the_channel_changes_hands(
    world: World,
) -> None:
    def let_out() -> list[str]:
        held = enforcement.holders(world.sitting.pk)
        return [name for name in ("french", "french2") if held.publishing(world[name].pk).heard]

    assert let_out() == ["french"]
    asks(world, "french", 10)
    assert (let_out(), heard(world)) == (["french", "french2"], "french")
    asks(world, "french", 11, on=False)
    assert let_out() == ["french"]
    asks(world, "french2", 12)
    assert (let_out(), heard(world)) == (["french", "french2"], "french")
    asks(world, "french", 13)
    assert (let_out(), heard(world)) == (["french2"], "french2")


def test_who_listens_is_told_who_takes_over_before_they_do(world: World) -> None:
    def follower() -> str | None:
        return build.room_map(queries.find_sitting(world.sitting.pk)).channels["fr"].follower

    assert follower() is None
    asks(world, "french", 10)
    assert follower() == enforcement.identity(world["french2"].pk)
    asks(world, "french", 11, on=False)
    assert follower() is None
    asks(world, "french2", 12)
    assert follower() == enforcement.identity(world["french2"].pk)
    asks(world, "french", 13)
    assert (heard(world), follower()) == ("french2", None)


@pytest.mark.parametrize("first", ["french", "french2"])
def test_who_asked_thinks_again(world: World, first: str) -> None:
    asks(world, first, 10)
    asks(world, first, 11, on=False)
    assert waiting(world) == []
    asks(world, "french2" if first == "french" else "french", 12)
    assert heard(world) == "french"


def test_asking_twice_is_asking_once(world: World) -> None:
    asks(world, "french", 10)
    asks(world, "french", 20)
    assert (heard(world), waiting(world)) == ("french", ["french"])
    assert queries.seats(world.sitting)[0].handover_since == at(10)


def test_nobody_waits_for_a_partner_who_dropped(world: World) -> None:
    Attendance.objects.filter(registration=world["french"].pk).update(left_at=at(9))
    asks(world, "french2", 10)
    assert heard(world) == "french2"


@pytest.mark.parametrize("how", ["off_air", "leave", "other_booth", "removed", "lost"])
def test_who_waits_to_take_over_is_heard_as_soon_as_the_channel_is_free(world: World, how: str) -> None:
    sitting = world.sitting.pk
    asks(world, "french2", 10)
    if how == "off_air":
        booths.off_air(sitting, by(world, "french"), at(11))
    elif how == "leave":
        booths.leave(sitting, by(world, "french"), at(11))
    elif how == "other_booth":
        world["french"].booth_languages = []
        world["french"].save()
        booths.enter(sitting, by(world, "french"), at(11), language="en")
    elif how == "removed":
        presiding.remove(sitting, by(world, "vice_chair"), at(11), registration=world["french"].pk, reason="disturbs")
    else:
        room.left(world.sitting, world["french"].pk, "PA_french", at(11))
        room.empty_booths(world.sitting, 20, at(40))
    assert (heard(world), waiting(world)) == ("french2", [])


def test_who_waits_and_drops_is_not_put_on_air(world: World) -> None:
    asks(world, "french2", 10)
    room.left(world.sitting, world["french2"].pk, "PA_french2", at(11))
    booths.off_air(world.sitting.pk, by(world, "french"), at(12))
    assert heard(world) == "none"


def test_a_silent_channel_is_taken_at_once(world: World) -> None:
    booths.off_air(world.sitting.pk, by(world, "french"), at(9))
    asks(world, "french2", 10)
    assert heard(world) == "french2"


def test_alone_nobody_hands_over(world: World) -> None:
    room.left(world.sitting, world["french2"].pk, "PA_french2", at(9))
    assert code(lambda: asks(world, "french", 10)) == "no_partner"
    assert heard(world) == "french"


def test_from_no_seat_nobody_asks(world: World) -> None:
    booths.leave(world.sitting.pk, by(world, "french2"), at(9))
    assert code(lambda: asks(world, "french2", 10)) == "no_seat"


def test_what_is_decided() -> None:
    assert isinstance(may_hand_over(on_air=True, partners=1), Allowed)
    assert isinstance(may_hand_over(on_air=False, partners=0), Allowed)
    alone = may_hand_over(on_air=True, partners=0)
    assert isinstance(alone, Refused)
    assert alone.reason.code is RuleCode.NO_PARTNER
    cases = {(True, True): True, (True, False): True, (False, True): False, (False, False): True}
    for (both, present), changes in cases.items():
        assert changes_hands(both_ask=both, speaker_present=present) is changes
