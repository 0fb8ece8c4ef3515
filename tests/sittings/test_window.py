"""When a sitting meets: on its own day, beside no other, and until the end of its window unless that is overridden."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.documents.models import Document
from hemicycle.journal.models import Entry
from hemicycle.live import build, build_conclusion
from hemicycle.outcome.actions import closing
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import queries
from hemicycle.sittings.actions import floor, items, presiding, room, speaker
from hemicycle.sittings.models import Sitting
from tests.factories import START, World
from tests.support.floor import ask, at, by, refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

CLOSES = START + timedelta(hours=3)
MINUTE = timedelta(minutes=1)


def after(minutes: int) -> datetime:
    """So many minutes after the end of the window."""
    return CLOSES + minutes * MINUTE


BEGINS: dict[str, Callable[[World, datetime], object]] = {
    "an item": lambda world, moment: items.open_item(
        world.sitting.pk, by(world, "vice_chair"), moment, item=world.items[0].pk
    ),
    "the next turn": lambda world, moment: floor.give_next(world.sitting.pk, by(world, "vice_chair"), moment),
    "a turn": lambda world, moment: floor.give(
        world.sitting.pk, by(world, "vice_chair"), moment, turn=world.sitting.turns.get().pk
    ),
    "an invitation": lambda world, moment: floor.invite(
        world.sitting.pk, by(world, "vice_chair"), moment, registration=world["br"].pk, language="en"
    ),
}


@pytest.mark.parametrize("what", BEGINS)
def test_rule_16_nothing_begins_after_the_end_of_the_window_unless_it_is_overridden(world: World, what: str) -> None:
    ask(world, "jp", 1)
    room.joined(world.sitting, world["br"].pk, "PA_br", at(0))
    with pytest.raises(Refusal) as error:
        BEGINS[what](world, after(1))
    assert refused(error) == (16, "window_over")
    presiding.prolong(world.sitting.pk, by(world, "vice_chair"), after(2), minutes=10, reason="One statement is left")
    BEGINS[what](world, after(12))
    entry = Entry.objects.get(act="sitting.prolong")
    assert (entry.data["until"], entry.data["reason"]) == (after(12).isoformat(), "One statement is left")


@pytest.mark.parametrize("what", BEGINS)
def test_rule_16_at_the_last_moment_of_the_window_all_may_begin(world: World, what: str) -> None:
    ask(world, "jp", 1)
    room.joined(world.sitting, world["br"].pk, "PA_br", at(0))
    BEGINS[what](world, CLOSES)


def test_rule_16_whoever_has_the_floor_at_the_end_finishes_and_may_be_given_more_time(world: World) -> None:
    turn = ask(world, "jp", 1)
    floor.give_next(world.sitting.pk, by(world, "vice_chair"), CLOSES - MINUTE)
    floor.extend(world.sitting.pk, by(world, "vice_chair"), after(1), turn=turn.pk, seconds=60)
    speaker.finish(world.sitting.pk, by(world, "jp"), after(2), turn=turn.pk)


def test_rule_16_a_prolonged_sitting_says_until_when_and_is_over_again_then(world: World) -> None:
    leader, sitting = by(world, "vice_chair"), world.sitting.pk
    presiding.prolong(sitting, leader, after(1), minutes=5, reason="words")
    document = build.sitting_document(queries.find_sitting(sitting))
    assert (document.closes_at, document.ends_at) == (CLOSES.isoformat(), after(6).isoformat())
    ask(world, "jp", 1)
    with pytest.raises(Refusal) as error:
        floor.give_next(sitting, leader, after(7))
    assert refused(error) == (16, "window_over")
    presiding.prolong(sitting, leader, after(7), minutes=5, reason="words again")
    floor.give_next(sitting, leader, after(8))
    assert [row.words for row in world.sitting.prolongations.all()] == ["words", "words again"]


def test_rule_16_a_sitting_is_prolonged_once_its_end_has_come_and_while_it_is_open(world: World) -> None:
    leader, sitting = by(world, "vice_chair"), world.sitting.pk
    with pytest.raises(Refusal) as error:
        presiding.prolong(sitting, leader, CLOSES, minutes=5, reason="words")
    assert refused(error) == (None, "window_not_over")
    presiding.suspend(sitting, leader, after(1))
    with pytest.raises(Refusal) as error:
        presiding.prolong(sitting, leader, after(2), minutes=5, reason="words")
    assert refused(error) == (None, "sitting_not_open")


def test_rule_16_a_sitting_is_not_resumed_on_another_day(world: World) -> None:
    leader, sitting = by(world, "vice_chair"), world.sitting.pk
    presiding.suspend(sitting, leader, at(1))
    # 22:00 UTC is midnight in Geneva in June.
    midnight = START.replace(hour=22)
    with pytest.raises(Refusal) as error:
        presiding.resume(sitting, leader, midnight)
    assert refused(error) == (16, "sitting_on_another_day")
    presiding.resume(sitting, leader, midnight - MINUTE)


def planned(world: World, days: int = 0) -> Sitting:
    return Sitting.objects.create(
        consultation=world.consultation,
        number=2,
        opens_at=START + timedelta(days=days),
        closes_at=CLOSES + timedelta(days=days),
        presiding=world["vice_chair"],
    )


def test_rule_16_a_sitting_is_not_opened_on_another_day(world: World) -> None:
    tomorrow = planned(world, days=1)
    presiding.end(world.sitting.pk, by(world, "vice_chair"), at(1))
    with pytest.raises(Refusal) as error:
        presiding.open_sitting(tomorrow.pk, by(world, "vice_chair"), at(2))
    assert refused(error) == (16, "sitting_on_another_day")
    presiding.open_sitting(tomorrow.pk, by(world, "vice_chair"), tomorrow.opens_at - 10 * MINUTE)


@pytest.mark.parametrize("suspended", [False, True])
def test_rule_16_two_sittings_of_one_consultation_are_never_open_at_once(world: World, *, suspended: bool) -> None:
    leader, second = by(world, "vice_chair"), planned(world)
    if suspended:
        presiding.suspend(world.sitting.pk, leader, at(1))
    with pytest.raises(Refusal) as error:
        presiding.open_sitting(second.pk, leader, at(2))
    assert refused(error) == (16, "another_sitting_open")
    assert error.value.reason.facts == {"number": 1}
    presiding.end(world.sitting.pk, leader, at(3))
    presiding.open_sitting(second.pk, leader, at(4))


def test_a_demonstration_is_beside_the_calendar(world: World) -> None:
    demonstration = planned(world)
    Sitting.objects.filter(pk=demonstration.pk).update(kind="demonstration")
    presiding.open_sitting(demonstration.pk, by(world, "vice_chair"), at(1))


def test_rule_04_the_lead_is_not_passed_to_who_has_it(world: World) -> None:
    with pytest.raises(Refusal) as error:
        presiding.pass_lead(world.sitting.pk, by(world, "vice_chair"), at(1), registration=world["vice_chair"].pk)
    assert refused(error) == (None, "leads_already")
    assert world.sitting.leads.count() == 1


def carrying(world: World, *contains: str) -> int:
    Document.objects.filter(items=world.items[0]).update(contains=list(contains))
    items.open_item(world.sitting.pk, by(world, "vice_chair"), at(1), item=world.items[0].pk)
    return world.items[0].pk


def test_rule_27_an_item_is_only_noted_where_nothing_is_proposed(world: World) -> None:
    leader, item = by(world, "vice_chair"), carrying(world, "decision")
    assert not build_conclusion.conclusion(queries.find_sitting(world.sitting.pk)).noted
    with pytest.raises(Refusal) as error:
        closing.close_item(world.sitting.pk, leader, at(2), item=item, outcome="noted")
    assert refused(error) == (27, "noted_with_proposal")
    closing.close_item(world.sitting.pk, leader, at(3), item=item, outcome="deferred", words="No time is left.")


def test_rule_27_a_consultation_may_set_that_any_item_is_noted(world: World) -> None:
    world.consultation.settings = {**world.consultation.settings, "noted_with_proposal": True}
    world.consultation.save()
    item = carrying(world, "decision")
    assert build_conclusion.conclusion(queries.find_sitting(world.sitting.pk)).noted
    closing.close_item(world.sitting.pk, by(world, "vice_chair"), at(2), item=item, outcome="noted")


def test_rule_27_an_item_without_a_proposal_is_noted(world: World) -> None:
    item = carrying(world)
    closing.close_item(world.sitting.pk, by(world, "vice_chair"), at(2), item=item, outcome="noted")


def registered_for_another_day(world: World, name: str) -> None:
    world[name].days = ["2020-06-10"]
    world[name].save()


def test_rule_01_who_is_registered_for_another_day_does_not_act(world: World) -> None:
    registered_for_another_day(world, "jp")
    with pytest.raises(Refusal) as error:
        ask(world, "jp", 1)
    assert refused(error) == (None, "not_registered_for_day")


def test_rule_01_who_is_registered_for_another_day_goes_out_again(world: World) -> None:
    registered_for_another_day(world, "jp")
    room.joined(world.sitting, world["jp"].pk, "PA_jp", at(1))
    assert not world.sitting.attendances.exists()


def test_rule_01_whose_day_is_changed_while_they_are_here_is_put_out(world: World) -> None:
    for name in ("jp", "br"):
        room.joined(world.sitting, world[name].pk, f"PA_{name}", at(1))
    registered_for_another_day(world, "jp")
    room.put_out_unregistered(world.sitting, at(2))
    here = world.sitting.attendances.filter(left_at=None).values_list("registration", flat=True)
    assert list(here) == [world["br"].pk]
