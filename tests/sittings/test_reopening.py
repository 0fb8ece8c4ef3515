"""A sitting that was ended is opened again on its own day, on record; what was recorded before stays as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import history
from hemicycle.sittings.actions import floor, items, presiding, reopening
from hemicycle.sittings.models import Sitting
from tests.factories import START
from tests.support.floor import ask, at, by, refused

if TYPE_CHECKING:
    from tests.factories import World

WORDS = "Item 3 was closed by mistake"


def ended(world: World, seconds: float = 100) -> int:
    presiding.end(world.sitting.pk, by(world, "vice_chair"), at(seconds))
    return world.sitting.pk


def test_rule_16_it_is_open_again_led_by_who_presided_and_both_periods_are_shown(world: World) -> None:
    sitting = ended(world)
    before = world.sitting.room
    reopening.reopen(sitting, by(world, "vice_chair"), at(200), reason=f" {WORDS} ")
    row = Sitting.objects.get(pk=sitting)
    assert (row.state, row.state_since) == (SittingState.OPEN.value, at(200))
    assert row.room != before, "no old token opens it"
    assert [(lead.registration_id, lead.start, lead.end) for lead in row.leads.order_by("pk")] == [
        (world["vice_chair"].pk, START, at(100)),
        (world["vice_chair"].pk, at(200), None),
    ]
    first, second = history.periods(row)
    assert (first.start, first.end, first.reopening) == (START, at(100), None)
    assert (second.start, second.end) == (at(200), None)
    assert second.reopening
    assert (second.reopening.words, second.reopening.registration_id) == (WORDS, world["vice_chair"].pk)
    entry = Entry.objects.get(act="sitting.reopen")
    assert (entry.place, entry.data) == (f"sitting:{sitting}", {"ended": at(100).isoformat(), "reason": WORDS})
    presiding.end(sitting, by(world, "vice_chair"), at(300))
    assert [period.end for period in history.periods(Sitting.objects.get(pk=sitting))] == [at(100), at(300)]


def test_what_was_recorded_stays_as_it_was(world: World) -> None:
    leader, sitting = by(world, "vice_chair"), world.sitting.pk
    items.open_item(sitting, leader, at(1), item=world.items[0].pk)
    ask(world, "jp", 2)
    ended(world)
    turns, discussions = list(world.sitting.turns.values()), list(world.sitting.discussions.values())
    reopening.reopen(sitting, leader, at(200), reason=WORDS)
    assert list(world.sitting.turns.values()) == turns
    assert list(world.sitting.discussions.values()) == discussions
    items.open_item(sitting, leader, at(201), item=world.items[0].pk)
    ask(world, "jp", 202)
    floor.give_next(sitting, leader, at(203))
    assert world.sitting.turns.count() == len(turns) + 1


def test_rule_16_not_on_another_day(world: World) -> None:
    sitting = ended(world)
    # 22:00 UTC is midnight in Geneva in June.
    midnight = START.replace(hour=22)
    with pytest.raises(Refusal) as error:
        reopening.reopen(sitting, by(world, "vice_chair"), midnight, reason=WORDS)
    assert refused(error) == (16, "sitting_on_another_day")
    reopening.reopen(sitting, by(world, "vice_chair"), midnight - timedelta(minutes=1), reason=WORDS)


def test_rule_16_not_while_another_sitting_is_open(world: World) -> None:
    sitting = ended(world)
    second = Sitting.objects.create(
        consultation=world.consultation,
        number=2,
        opens_at=START,
        closes_at=START + timedelta(hours=3),
        presiding=world["vice_chair"],
    )
    presiding.open_sitting(second.pk, by(world, "vice_chair"), at(150))
    with pytest.raises(Refusal) as error:
        reopening.reopen(sitting, by(world, "vice_chair"), at(200), reason=WORDS)
    assert refused(error) == (16, "another_sitting_open")
    assert not Entry.objects.filter(act="sitting.reopen").exists()


@pytest.mark.parametrize("who", ["chair", "secretariat", "br", "technician"])
def test_rule_04_by_nobody_but_who_presided(world: World, who: str) -> None:
    sitting = ended(world)
    with pytest.raises(Refusal):
        reopening.reopen(sitting, by(world, who), at(200), reason=WORDS)
    assert Sitting.objects.get(pk=sitting).state == SittingState.ENDED.value


def test_nothing_else_is_done_in_a_sitting_that_has_ended(world: World) -> None:
    sitting = ended(world)
    with pytest.raises(Refusal) as error:
        presiding.resume(sitting, by(world, "vice_chair"), at(200))
    assert refused(error) == (None, "sitting_ended")
    with pytest.raises(Refusal) as error:
        reopening.reopen(sitting, by(world, "vice_chair"), at(200), reason=" ")
    assert refused(error) == (None, "reopening_without_reason")


def test_one_that_has_not_ended_is_not_reopened(world: World) -> None:
    with pytest.raises(Refusal) as error:
        reopening.reopen(world.sitting.pk, by(world, "vice_chair"), at(1), reason=WORDS)
    assert refused(error) == (None, "sitting_not_ended")


def test_one_that_never_opened_has_no_period(world: World) -> None:
    world.sitting.leads.all().delete()
    assert history.periods(world.sitting) == []
