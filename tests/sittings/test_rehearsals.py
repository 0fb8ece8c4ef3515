"""Rehearsals and test sessions are held in the room, beside the calendar, and count for nothing (rule 47)."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.messages import refusal_message
from hemicycle.ending import deleting
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.outcome.actions import summaries
from hemicycle.outcome.report_content import compiled
from hemicycle.rules.ending import Hindrance
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Allowed, Refusal
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings import admission, calendar, forecast, queries
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import items, planning, presiding, rehearsals
from hemicycle.sittings.actions.planning import Hours
from hemicycle.sittings.models import Sitting
from tests.factories import START, make_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
#: Long before the consultation, and before anybody's registered day.
BEFORE = date(2020, 5, 29)


@pytest.fixture
def planned(db: None) -> World:  # noqa: ARG001 - opens the database
    """A consultation whose first sitting is to come."""
    return make_world(opened=False)


def hold(
    world: World,
    kind: SittingKind = SittingKind.REHEARSAL,
    *,
    day: date = BEFORE,
    hours: tuple[int, int] = (12, 13),
    sitting: int | None = None,
    presides: str | None = "vice_chair",
    by: str = "secretariat",
) -> Sitting:
    opens, closes = (time(hour) for hour in hours)
    wanted = rehearsals.Practice(kind, Hours(day, opens, closes, sitting), world[presides].pk if presides else None)
    return rehearsals.hold(world.consultation.pk, Performer(world[by].person), START, wanted)


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code.value


def opened(world: World, row: Sitting) -> Sitting:
    presiding.open_sitting(row.pk, Participant.registered(world["vice_chair"], "127.0.0.1"), row.opens_at)
    return Sitting.objects.get(pk=row.pk)


def test_rule_47_each_kind_is_numbered_by_itself_and_stays_out_of_the_calendar(planned: World) -> None:
    first, test, second = hold(planned), hold(planned, SittingKind.TEST), hold(planned, hours=(15, 16))
    assert [(row.kind, row.number) for row in (first, test, second)] == [
        ("rehearsal", 1),
        ("test", 1),
        ("rehearsal", 2),
    ]
    assert calendar.practice(planned.consultation) == [first, test, second]
    assert forecast.sittings_of(planned.consultation) == [planned.sitting]
    assert queries.days_of(planned.consultation) == [planned.consultation.day(planned.sitting.opens_at)]
    planned.consultation.refresh_from_db()
    assert planned.consultation.first_day > BEFORE, "it does not begin earlier for being rehearsed"
    entry = Entry.objects.filter(act="plan.edit").order_by("pk").first()
    assert entry is not None
    assert entry.data["practice"][:2] == [first.pk, "rehearsal"]


def test_rule_47_saving_the_calendar_leaves_rehearsals_as_they_are(planned: World) -> None:
    row = hold(planned)
    planning.set_calendar(planned.consultation.pk, Performer(planned["secretariat"].person), START, [], edition=0)
    assert list(Sitting.objects.all()) == [row]


def test_rule_47_everybody_who_is_registered_enters_whatever_their_days(planned: World) -> None:
    row = hold(planned)
    planned["br"].days = [planned.consultation.first_day.isoformat()]
    planned["br"].save()
    decision, _ = admission.entry_decision(planned["br"].person, row)
    assert isinstance(decision, Allowed)
    elsewhere = Sitting.objects.create(
        consultation=planned.consultation,
        number=9,
        opens_at=planned.sitting.opens_at + timedelta(days=1),
        closes_at=planned.sitting.closes_at + timedelta(days=1),
    )
    assert not isinstance(admission.entry_decision(planned["br"].person, elsewhere)[0], Allowed)


def test_rule_47_no_item_is_taken_up_and_nothing_is_summed_up(planned: World) -> None:
    row = opened(planned, hold(planned))
    leads = Participant.registered(planned["vice_chair"], "127.0.0.1")
    item = planned.items[0].pk
    assert code(lambda: items.open_item(row.pk, leads, row.opens_at, item=item)) == "practice_takes_no_item"
    assert queries.plan(row) == []
    presiding.end(row.pk, leads, row.opens_at)
    assert (
        code(
            lambda: summaries.draw_up(
                planned.consultation.pk, Performer(planned["secretariat"].person), START, sitting=row.pk, language="en"
            )
        )
        == "practice_has_no_summary"
    )


def test_rule_47_neither_the_report_nor_the_deletion_knows_it(planned: World) -> None:
    row = opened(planned, hold(planned))
    row.attendances.create(registration=planned["br"], session="PA", joined_at=row.opens_at)
    content = compiled(planned.consultation)
    assert content["sittings"] == []
    assert content["classes"] == [], "nobody took part yet"
    row.state = SittingState.ENDED.value
    row.save()
    assert Hindrance.SITTINGS not in deleting.hindrances(planned.consultation)
    planned.sitting.state = SittingState.ENDED.value
    planned.sitting.save()
    assert Hindrance.SITTINGS in deleting.hindrances(planned.consultation)


def test_rule_47_they_go_on_beside_each_other_and_beside_a_sitting(planned: World) -> None:
    for row in (hold(planned), hold(planned), hold(planned, SittingKind.TEST), planned.sitting):
        assert opened(planned, row).state == SittingState.OPEN.value


def test_it_is_given_other_hours_or_cancelled_while_nothing_has_happened(planned: World) -> None:
    row = hold(planned)
    hold(planned, hours=(9, 10), sitting=row.pk, presides=None)
    row.refresh_from_db()
    assert row.opens_at.astimezone(planned.consultation.zone).hour == 9
    assert (row.presiding, row.number, row.sequence) == (None, 1, 2)
    performer = Performer(planned["secretariat"].person)
    rehearsals.cancel(planned.consultation.pk, performer, START, sitting=row.pk)
    assert (
        code(lambda: rehearsals.cancel(planned.consultation.pk, performer, START, sitting=row.pk)) == "no_such_sitting"
    )
    [(gone, _)] = calendar.removed(planned.consultation)
    assert (gone.pk, gone.kind, gone.sequence) == (row.pk, "rehearsal", 3)
    begun = hold(planned)
    begun.attendances.create(registration=planned["br"], session="PA", joined_at=START)
    assert code(lambda: hold(planned, hours=(9, 10), sitting=begun.pk)) == "practice_began"
    assert (
        code(lambda: rehearsals.cancel(planned.consultation.pk, performer, START, sitting=begun.pk)) == "practice_began"
    )


def test_what_cannot_be_held_is_refused(planned: World) -> None:
    assert code(lambda: hold(planned, hours=(11, 10))) == "practice_without_time"
    assert code(lambda: hold(planned, hours=(11, 11))) == "practice_without_time"
    assert code(lambda: hold(planned, hours=(8, 9), presides="br")) == "receiver_not_a_leader"
    assert code(lambda: hold(planned, hours=(8, 9), sitting=planned.sitting.pk)) == "no_such_sitting"
    assert code(lambda: hold(planned, hours=(8, 9), by="br")) == "not_permitted"
    sitting = planned.sitting.pk
    performer = Performer(planned["secretariat"].person)
    refused = code(lambda: rehearsals.cancel(planned.consultation.pk, performer, START, sitting=sitting))
    assert refused == "no_such_sitting", "one of the calendar is none"
