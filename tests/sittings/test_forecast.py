"""The time plan from now on (rule 16), and what the agenda changes in the sittings."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from hemicycle.agenda.actions import items as acts
from hemicycle.agenda.actions import plan
from hemicycle.agenda.actions.plan import Draft
from hemicycle.agenda.models import Item, Programme
from hemicycle.live import build
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.time_plan import Frame
from hemicycle.sittings import forecast as forecast_
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.models import Sitting
from tests.factories import START, URGENT
from tests.support.agenda import NOW, Agenda, make_agenda, more_sittings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.sittings.forecast import Outlook

MINUTE = timedelta(minutes=1)


@pytest.fixture
def agenda(transactional_db: None) -> Agenda:  # noqa: ARG001 - opens the database
    """Committed for good, so that what follows a commit follows."""
    return make_agenda()


@pytest.fixture
def told(agenda: Agenda) -> Iterator[list[tuple[int, frozenset[str]]]]:
    """Which documents of which sittings are said to have changed."""
    found: list[tuple[int, frozenset[str]]] = []

    def listen(*, sitting: int, names: frozenset[str], **_: object) -> None:
        found.append((sitting, names))

    documents_changed.connect(listen, weak=False)
    agenda.sitting.attendances.create(registration=agenda.world["br"], session="PA_1", joined_at=NOW)
    yield found
    documents_changed.disconnect(listen)


def seen(agenda: Agenda, now: datetime, frame: Frame | None = None) -> Outlook:
    sittings = forecast_.sittings_of(agenda.consultation)
    return forecast_.outlook(sittings, forecast_.agenda_of(agenda.consultation), frame or Frame(), now)


def positions(made: Outlook) -> list[list[int | None]]:
    return [[slot.item.position for slot in day.slots] for day in made.days]


def minutes(agenda: Agenda, *each: int) -> None:
    for number, taken in enumerate(each, start=1):
        Item.objects.filter(pk=agenda.item(number, URGENT).pk).update(minutes=taken)


def discuss(agenda: Agenda, number: int, start: datetime, end: datetime | None, outcome: str = "") -> None:
    agenda.sitting.discussions.create(item=agenda.item(number, URGENT), start=start, end=end, outcome=outcome)


def opens(agenda: Agenda, state: SittingState = SittingState.OPEN) -> None:
    Sitting.objects.filter(pk=agenda.sitting.pk).update(state=state.value)


def test_rule_16_before_anything_begins_it_is_the_plan(agenda: Agenda) -> None:
    more_sittings(agenda, 2)
    minutes(agenda, 100, 100, 60)
    made = seen(agenda, NOW)
    assert positions(made) == [[1], [2, 3]]
    assert made.days[0].spare == 80
    assert made.left == ()


def test_rule_16_a_sitting_that_goes_on_takes_what_still_fits_and_carries_over_the_rest(agenda: Agenda) -> None:
    more_sittings(agenda, 2)
    minutes(agenda, 60, 60, 60)
    Sitting.objects.get(pk=agenda.sitting.pk).planned.set(forecast_.agenda_of(agenda.consultation))
    opens(agenda)
    discuss(agenda, 1, START, START + 90 * MINUTE, "noted")
    discuss(agenda, 2, START + 90 * MINUTE, None)
    made = seen(agenda, START + 120 * MINUTE)
    first, second = made.days
    # Thirty minutes are left of the second item, and sixty would be needed for the third, of sixty that are left.
    assert [(slot.item.position, slot.state) for slot in first.slots] == [(1, "ended"), (2, "open")]
    assert first.ends == START + 150 * MINUTE
    assert [item.position for item in first.carried] == [3]
    assert [slot.item.position for slot in second.slots] == [3]


def test_rule_16_in_a_sitting_that_was_prolonged_it_is_seen_until_its_new_end(agenda: Agenda) -> None:
    minutes(agenda, 20, 20, 20)
    opens(agenda)
    closes = agenda.sitting.closes_at
    discuss(agenda, 1, closes - 10 * MINUTE, None)
    (day,) = seen(agenda, closes + MINUTE).days
    assert day.slots == ()
    until = closes + 40 * MINUTE
    agenda.sitting.prolongations.create(registration=agenda.world["chair"], until=until, words="words", at=closes)
    (day,) = seen(agenda, closes + MINUTE).days
    assert [slot.item.position for slot in day.slots] == [1, 2]
    assert [item.position for item in day.carried] == [3]


def test_rule_16_an_item_over_its_time_still_takes_a_minute_and_comes_first(agenda: Agenda) -> None:
    minutes(agenda, 10, 20, 20)
    opens(agenda)
    discuss(agenda, 2, START, None)
    (day,) = seen(agenda, START + 60 * MINUTE).days
    assert [(slot.item.position, slot.ends - START) for slot in day.slots] == [
        (2, 61 * MINUTE),
        (1, 71 * MINUTE),
        (3, 91 * MINUTE),
    ]


def test_rule_16_an_interrupted_item_needs_only_what_is_left_of_it_in_a_later_sitting(agenda: Agenda) -> None:
    more_sittings(agenda, 2)
    minutes(agenda, 60, 60, 60)
    discuss(agenda, 1, START, START + 40 * MINUTE)
    opens(agenda, SittingState.ENDED)
    made = seen(agenda, START + 200 * MINUTE)
    assert [(slot.item.position, slot.state, slot.ends - slot.starts) for slot in made.days[1].slots] == [
        (1, "paused", 20 * MINUTE),
        (2, "planned", 60 * MINUTE),
        (3, "planned", 60 * MINUTE),
    ]


def test_rule_16_an_item_that_waits_for_a_sitting_waits_for_that_one_when_others_are_over(agenda: Agenda) -> None:
    more_sittings(agenda, 3)
    minutes(agenda, 30, 30, 30)
    Item.objects.filter(pk=agenda.item(2, URGENT).pk).update(earliest=2)
    assert positions(seen(agenda, NOW)) == [[1], [], [2, 3]]
    opens(agenda, SittingState.ENDED)
    discuss(agenda, 1, START, START + 30 * MINUTE, "noted")
    assert positions(seen(agenda, START + 200 * MINUTE)) == [[1], [], [2, 3]]


def test_rule_16_what_has_no_sitting_any_more_is_left_with_its_reason(agenda: Agenda) -> None:
    opens(agenda, SittingState.ENDED)
    made = seen(agenda, START + 200 * MINUTE)
    assert [(item.position, why.code) for item, why in made.left] == [(place, "no_sitting_left") for place in (1, 2, 3)]


def edit(agenda: Agenda, taken: int, edition: int) -> None:
    draft = Draft(Frame(10, 0, 90, 5), {agenda.item(1, URGENT).pk: taken})
    plan.edit(agenda.consultation.pk, agenda.performer("secretariat"), NOW, draft, edition=edition)


def test_the_console_shows_the_minutes_as_they_are_changed(
    agenda: Agenda, told: list[tuple[int, frozenset[str]]]
) -> None:
    before = build.items(Sitting.objects.get(pk=agenda.sitting.pk))
    edit(agenda, 50, 0)
    after = build.items(Sitting.objects.get(pk=agenda.sitting.pk))
    assert told == [(agenda.sitting.pk, frozenset({"documentation", "items", "queue"}))]
    assert after.seq > before.seq  # or else a client would drop it
    assert [row.minutes for row in after.items] == [50, 35, 35]


def test_the_console_shows_the_order_as_it_is_changed_and_nothing_of_an_ended_sitting(
    agenda: Agenda, told: list[tuple[int, frozenset[str]]]
) -> None:
    def move() -> None:
        row = Programme.objects.filter(consultation=agenda.consultation).first()
        acts.move(
            agenda.consultation.pk,
            agenda.performer("secretariat"),
            NOW,
            item=forecast_.agenda_of(agenda.consultation)[-1].pk,
            before=forecast_.agenda_of(agenda.consultation)[0].pk,
            edition=row.agenda_edition if row else 0,
        )

    move()
    document = build.items(Sitting.objects.get(pk=agenda.sitting.pk))
    assert [row.item for row in document.items] == [agenda.item(number, URGENT).pk for number in (3, 1, 2)]
    opens(agenda, SittingState.ENDED)
    told.clear()
    move()
    assert told == []


def test_of_many_who_edit_at_once_one_is_kept_and_the_others_are_told(agenda: Agenda) -> None:
    Programme.objects.create(consultation=agenda.consultation)
    kept: list[int] = []
    refused: list[str] = []
    together = threading.Barrier(6)

    def act(taken: int) -> None:
        together.wait()
        try:
            edit(agenda, taken, 0)
            kept.append(taken)
        except Refusal as refusal:
            refused.append(refusal.reason.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(40 + place,)) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["draft_changed_meanwhile"] * 5
    assert [agenda.item(1, URGENT).minutes] == kept
