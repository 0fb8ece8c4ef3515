"""One step with many registrations at once, and taking it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.act import Act
from hemicycle.people.actions import bulk, registrations
from hemicycle.people.actions.undoing import undo, undoable
from hemicycle.people.changes import PROMOTED
from hemicycle.people.models import Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.registration import Step
from hemicycle.rules.undo import UNDO_FOR
from tests.factories import START
from tests.support.registrations import answer_for, as_, code, statuses, submit

if TYPE_CHECKING:
    from hemicycle.people.actions.bulk import Outcome
    from tests.factories import World


def all_of(world: World, what: Step, *rows: Registration, words: str = "", by: str = "secretariat") -> Outcome:
    keys = [row.pk for row in rows]
    return bulk.step_all(world.consultation.pk, as_(world, by), START, what, keys, words=words)


def last(world: World) -> int:
    found = undoable(world.consultation.pk, world["secretariat"].person, START)
    assert found is not None
    return found.entry


def back(world: World, entry: int, by: str = "secretariat", after: timedelta = timedelta(0)) -> Outcome:
    return undo(world.consultation.pk, as_(world, by), START + after, entry)


def test_what_can_be_done_is_done_and_the_rest_stays_with_its_reason(world: World) -> None:
    first, second = submit(world, "one"), submit(world, "two")
    answered = submit(world, "three", "jp")
    answer_for(world, answered)
    outcome = all_of(world, Step.CONFIRM, first, second, answered, world["gh"])
    assert {move.row.pk for move in outcome.moves} == {first.pk, second.pk}
    assert {(row.pk, reason.code) for row, reason in outcome.impossible} == {
        (answered.pk, "registration_step"),
        (world["gh"].pk, "registration_step"),
    }
    assert statuses(first, second, answered, world["gh"]) == ["confirmed", "confirmed", "pending", "confirmed"]


def test_it_is_one_entry_and_everybody_is_told(world: World, registration_steps: list[str]) -> None:
    rows = [submit(world, f"new-{number}") for number in range(3)]
    registration_steps.clear()
    all_of(world, Step.CONFIRM, *rows)
    entry = Entry.objects.get(act="registration.confirm")
    confirmed = {"before": "pending", "after": "confirmed", "without_focal_point": "yes"}
    assert entry.data["registrations"] == {str(row.pk): confirmed for row in rows}
    assert (entry.actor, entry.capacity, entry.address) == (world["secretariat"].person, "secretariat", "192.0.2.2")
    assert registration_steps == ["registration.confirm"] * 3


def test_what_is_foreseen_is_what_is_done(world: World) -> None:
    rows = [submit(world, "one"), world["jp"], submit(world, "two", "no")]
    keys = [row.pk for row in rows]
    before = statuses(*rows)
    foreseen = bulk.foresee(world.consultation, as_(world, "secretariat"), START, Step.CONFIRM, [*keys, 999_999])
    assert statuses(*rows) == before
    done = bulk.step_all(world.consultation.pk, as_(world, "secretariat"), START, Step.CONFIRM, [*keys, 999_999])
    assert foreseen == done
    assert done.missing == 1
    assert foreseen.statuses == {RegistrationStatus.CONFIRMED: 2}


def test_what_goes_to_several_statuses_is_counted_by_each(world: World) -> None:
    rows = [submit(world, f"s{number}", "sector") for number in range(2)]
    all_of(world, Step.WITHDRAW, *rows)
    submit(world, "s3", "sector")
    foreseen = bulk.foresee(world.consultation, as_(world, "secretariat"), START, Step.REOPEN, [row.pk for row in rows])
    assert foreseen.statuses == {RegistrationStatus.PENDING: 1, RegistrationStatus.WAITING: 1}


def test_a_registration_of_another_consultation_is_not_touched(world: World) -> None:
    row = submit(world, "one")
    secretariat = as_(world, "secretariat")
    nobody = code(lambda: bulk.step_all(world.consultation.pk, secretariat, START, Step.CONFIRM, [0]))
    assert nobody == "nothing_possible"
    world.consultation.pk = None
    world.consultation.slug = "other"
    world.consultation.save()
    outcome = bulk.foresee(world.consultation, as_(world, "secretariat"), START, Step.CONFIRM, [row.pk])
    assert (outcome.moves, outcome.missing) == ([], 1)


@pytest.mark.parametrize(
    "who", ["br", "no", "palestine", "sector", "chair", "vice_chair", "french", "captioner", "technician"]
)
@pytest.mark.parametrize("what", bulk.STEPS)
def test_nobody_but_the_secretariat_acts_on_many(world: World, who: str, what: Step) -> None:
    row = submit(world, "one")
    assert code(lambda: all_of(world, what, row, words="why", by=who)) in {"no_mandate", "not_permitted"}
    assert statuses(row) == ["pending"]


def test_refusing_needs_words_for_many_too(world: World) -> None:
    row = submit(world, "one")
    assert code(lambda: all_of(world, Step.REFUSE, row, words=" \n")) == "refusal_needs_words"
    all_of(world, Step.REFUSE, row, words="Not a delegate.")
    row.refresh_from_db()
    assert (row.status, row.status_reason) == ("refused", "Not a delegate.")


def test_of_two_heads_of_one_delegation_the_first_is_confirmed(world: World) -> None:
    rows = [submit(world, name, delegation_role="head") for name in ("one", "two")]
    outcome = all_of(world, Step.CONFIRM, *rows)
    assert [reason.code for _row, reason in outcome.impossible] == ["has_head_already"]
    assert statuses(*rows) == ["confirmed", "pending"]


def test_rule_03_many_places_left_are_filled_in_order(world: World, registration_steps: list[str]) -> None:
    rows = [submit(world, f"s{number}", "sector") for number in range(5)]
    assert statuses(*rows) == ["pending", "pending", "waiting", "waiting", "waiting"]
    registration_steps.clear()
    all_of(world, Step.WITHDRAW, rows[0], rows[1], rows[2])
    assert statuses(*rows) == ["withdrawn", "withdrawn", "withdrawn", "pending", "pending"]
    assert registration_steps.count(PROMOTED) == 2
    entry = Entry.objects.get(act="registration.withdraw")
    assert entry.data["promoted"] == {str(rows[3].pk): "pending", str(rows[4].pk): "pending"}


def test_rule_03_many_reopened_never_exceed_a_quota(world: World) -> None:
    rows = [submit(world, f"s{number}", "sector") for number in range(2)]
    all_of(world, Step.WITHDRAW, *rows)
    others = [submit(world, f"t{number}", "sector") for number in range(1)]
    all_of(world, Step.REOPEN, *rows)
    assert sorted(statuses(*rows, *others)) == ["pending", "pending", "waiting"]


def test_undone_is_as_before(world: World, registration_steps: list[str]) -> None:
    pending, refused = submit(world, "one"), submit(world, "two")
    all_of(world, Step.REFUSE, refused, words="Not a delegate.")
    all_of(world, Step.REOPEN, refused)
    back(world, last(world))
    refused.refresh_from_db()
    assert (refused.status, refused.status_reason) == ("refused", "Not a delegate.")
    registration_steps.clear()
    all_of(world, Step.CONFIRM, pending)
    back(world, last(world))
    assert statuses(pending) == ["pending"]
    assert registration_steps == ["registration.confirm", "registration.undo"]
    assert Entry.objects.filter(act="registration.undo").count() == 2


def test_undone_twice_by_another_or_too_late(world: World) -> None:
    row = submit(world, "one")
    colleague = Person.objects.create_user("colleague@example.org", "Mr. Colleague")
    world.people["colleague"] = Registration.objects.create(
        consultation=world.consultation, person=colleague, role="secretariat", status="confirmed"
    )
    all_of(world, Step.CONFIRM, row)
    entry = last(world)
    assert undoable(world.consultation.pk, colleague, START) is None
    assert code(lambda: back(world, entry, by="colleague")) == "undo_of_another"
    assert code(lambda: back(world, entry, by="technician")) == "not_permitted"
    too_late = UNDO_FOR + timedelta(seconds=1)
    assert code(lambda: back(world, entry, after=too_late)) == "undo_too_late"
    mine = world["secretariat"].person
    assert [undoable(world.consultation.pk, mine, START + after) is None for after in (UNDO_FOR, too_late)] == [
        False,
        True,
    ]
    assert code(lambda: back(world, 0)) == "nothing_possible"
    back(world, entry)
    assert undoable(world.consultation.pk, world["secretariat"].person, START) is None
    assert code(lambda: back(world, entry)) == "undone_already"


def test_who_has_moved_on_since_stays_where_they_are(world: World) -> None:
    first, second = submit(world, "one"), submit(world, "two")
    all_of(world, Step.CONFIRM, first, second)
    entry = last(world)
    registrations.step(world.consultation.pk, Performer(second.person), START, Step.WITHDRAW, second.pk)
    outcome = back(world, entry)
    assert statuses(first, second) == ["pending", "withdrawn"]
    assert [(row.pk, reason.code) for row, reason in outcome.impossible] == [(second.pk, "moved_on_since")]


def test_rule_03_whose_place_was_given_away_waits_after_an_undo(world: World) -> None:
    rows = [submit(world, f"s{number}", "sector") for number in range(3)]
    all_of(world, Step.WITHDRAW, rows[0])
    assert statuses(*rows) == ["withdrawn", "pending", "pending"]
    back(world, last(world))
    assert statuses(*rows) == ["waiting", "pending", "pending"]


def test_queries_do_not_grow_with_the_registrations(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # Who hears of it, has work of their own with each.
    monkeypatch.setattr(Act, "tell", lambda *_: None)

    def queries(count: int, name: str) -> int:
        rows = [submit(world, f"{name}{number}", "sector") for number in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            all_of(world, Step.REFUSE, *rows, words="Not a delegate.")
        return len(asked)

    queries(2, "a")
    assert queries(2, "b") == queries(6, "c")
