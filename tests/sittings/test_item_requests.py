"""Another item is taken up while delegates wait, or while one of them speaks (rule 41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.outcome.actions import closing
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import queries
from hemicycle.sittings.actions import floor, items, presiding, room, speaker, turns
from tests.support.floor import ask, at, by, order, refused

if TYPE_CHECKING:
    from tests.factories import World


def take_up(world: World, item: int, seconds: float, requests: Carryover | None = None) -> None:
    items.open_item(
        world.sitting.pk, by(world, "vice_chair"), at(seconds), item=world.items[item].pk, requests=requests
    )


def aside(world: World) -> list[tuple[str, int]]:
    """Who was put aside, with the number of the item in the list of the world."""
    people = {registration.pk: name for name, registration in world.people.items()}
    keys = [item.pk for item in world.items]
    document = build.queue(queries.find_sitting(world.sitting.pk))
    return [(people[one.who.registration], keys.index(one.item)) for one in document.aside]


@pytest.fixture
def waiting(world: World) -> World:
    """Three wait for the first item, one of them with a point of order too."""
    take_up(world, 0, 1)
    for second, name in enumerate(("jp", "br", "gh"), 2):
        ask(world, name, second)
    ask(world, "br", 6, point_of_order=True)
    return world


def test_rule_41_who_presides_must_say_what_becomes_of_the_requests(waiting: World) -> None:
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as error:
        take_up(waiting, 1, 7)
    assert refused(error) == (41, "requests_undecided")
    assert error.value.reason.facts == {"waiting": 3}
    assert queries.discussed_item(waiting.sitting) == waiting.items[0]
    assert Entry.objects.count() == entries


def test_rule_41_requests_are_kept_for_the_new_item(waiting: World) -> None:
    take_up(waiting, 1, 7, Carryover.KEEP)
    assert order(waiting) == ["br", "jp", "br", "gh"]
    kept = waiting.sitting.turns.filter(point_of_order=False).values_list("item", flat=True)
    assert set(kept) == {waiting.items[1].pk}
    facts = Entry.objects.get(act="item.open", at=at(7)).data
    assert facts == {"item": waiting.items[1].pk, "requests_kept": 3}


def test_rule_41_requests_are_put_aside_and_restored_with_their_item_in_their_order(waiting: World) -> None:
    before = order(waiting)
    take_up(waiting, 1, 7, Carryover.PUT_ASIDE)
    assert order(waiting) == ["br"], "a point of order is about no item"
    assert aside(waiting) == [("jp", 0), ("br", 0), ("gh", 0)]
    # Another item gives nothing back; who was put aside may ask for it.
    ask(waiting, "jp", 8)
    take_up(waiting, 2, 9, Carryover.PUT_ASIDE)
    assert aside(waiting) == [("jp", 0), ("br", 0), ("gh", 0), ("jp", 1)]
    take_up(waiting, 0, 10)
    assert order(waiting) == before
    assert aside(waiting) == [("jp", 1)]


def test_rule_41_who_waits_for_another_item_too_has_the_place_for_the_one_taken_up_again(waiting: World) -> None:
    take_up(waiting, 1, 7, Carryover.PUT_ASIDE)
    second = ask(waiting, "jp", 8)
    take_up(waiting, 0, 9, Carryover.KEEP)
    assert order(waiting) == ["br", "jp", "br", "gh"]
    second.refresh_from_db()
    assert (second.state, second.cause, second.ended_at) == ("withdrawn", "item_changed", at(9))


def test_rule_41_requests_are_cleared(waiting: World) -> None:
    take_up(waiting, 1, 7, Carryover.CLEAR)
    assert order(waiting) == ["br"]
    assert aside(waiting) == []
    take_up(waiting, 0, 8)
    assert order(waiting) == ["br"], "what was cleared does not come back"


def test_rule_41_what_is_put_aside_can_be_withdrawn_and_ends_with_the_sitting(waiting: World) -> None:
    take_up(waiting, 1, 7, Carryover.PUT_ASIDE)
    mine = waiting.sitting.turns.get(registration=waiting["jp"])
    speaker.withdraw(waiting.sitting.pk, by(waiting, "jp"), at(8), turn=mine.pk)
    assert aside(waiting) == [("br", 0), ("gh", 0)]
    with pytest.raises(Refusal) as error:
        floor.give(
            waiting.sitting.pk,
            by(waiting, "vice_chair"),
            at(9),
            turn=waiting.sitting.turns.get(registration=waiting["gh"]).pk,
        )
    assert refused(error) == (None, "turn_elsewhere")
    presiding.remove(
        waiting.sitting.pk, by(waiting, "vice_chair"), at(9), registration=waiting["gh"].pk, reason="words"
    )
    assert aside(waiting) == [("br", 0)]
    presiding.end(waiting.sitting.pk, by(waiting, "vice_chair"), at(10))
    assert aside(waiting) == []
    assert {turn.state for turn in waiting.sitting.turns.all()} == {"withdrawn"}


def test_rule_41_no_item_is_taken_up_or_ends_while_a_delegate_has_the_floor(waiting: World) -> None:
    sitting, leader = waiting.sitting.pk, by(waiting, "vice_chair")
    floor.give_next(sitting, leader, at(7))
    with pytest.raises(Refusal) as error:
        take_up(waiting, 1, 8, Carryover.KEEP)
    assert refused(error) == (41, "turn_in_progress")
    for outcome in ("noted", "deferred", "proposed_conclusion", ""):
        with pytest.raises(Refusal) as error:
            closing.close_item(sitting, leader, at(8), item=waiting.items[0].pk, outcome=outcome, words="time")
        assert refused(error) == (41, "turn_in_progress")
    speaking = waiting.sitting.turns.get(state="granted")
    floor.take_back(sitting, leader, at(9), turn=speaking.pk)
    take_up(waiting, 1, 10, Carryover.KEEP)


def test_rule_41_who_presides_takes_up_an_item_while_they_speak_themselves(waiting: World) -> None:
    sitting, leader = waiting.sitting.pk, by(waiting, "vice_chair")
    room.joined(waiting.sitting, waiting["vice_chair"].pk, "PA_1", at(6))
    floor.invite(sitting, leader, at(7), registration=waiting["vice_chair"].pk, language="en")
    turns.connected(sitting, waiting["vice_chair"].pk, at(8))
    take_up(waiting, 1, 9, Carryover.PUT_ASIDE)
    assert waiting.sitting.turns.get(registration=waiting["vice_chair"]).state == "connected"
