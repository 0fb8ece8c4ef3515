"""The draft of the time plan: minutes, frame, calendar; two who edit at once (rule 16)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.actions import plan
from hemicycle.agenda.actions.plan import Draft
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import Item, Programme
from hemicycle.consultations.settings import SittingDays
from hemicycle.journal.models import Entry
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.time_plan import MOST_SITTINGS, Frame
from hemicycle.sittings.actions.beforehand import limit_days
from hemicycle.sittings.actions.planning import Hours, set_calendar
from hemicycle.sittings.models import Sitting
from hemicycle.web.agenda.days_form import present_hours
from tests.factories import URGENT
from tests.support.agenda import NOW, more_sittings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.agenda import Agenda

FRAME = Frame(10, 0, 90, 5)
NOON, THREE = time(12), time(15)


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code


def edition(agenda: Agenda) -> int:
    row = Programme.objects.filter(consultation=agenda.consultation).first()
    return row.plan_edition if row else 0


def edit(
    agenda: Agenda,
    minutes: dict[int, int] | None = None,
    earliest: dict[int, int] | None = None,
    *,
    frame: Frame = FRAME,
    seen: int | None = None,
    name: str = "secretariat",
) -> None:
    keys = {number: agenda.item(number, URGENT).pk for number in (1, 2, 3)}
    draft = Draft(
        frame,
        {keys[number]: taken for number, taken in (minutes or {}).items()},
        {keys[number]: sitting for number, sitting in (earliest or {}).items()},
    )
    plan.edit(
        agenda.consultation.pk, agenda.performer(name), NOW, draft, edition=edition(agenda) if seen is None else seen
    )


def calendar(agenda: Agenda, *hours: Hours, seen: int | None = None, name: str = "secretariat") -> list[Sitting]:
    return set_calendar(
        agenda.consultation.pk,
        agenda.performer(name),
        NOW,
        hours,
        edition=edition(agenda) if seen is None else seen,
    )


def test_minutes_and_frame_are_kept_with_what_they_were(agenda: Agenda) -> None:
    edit(agenda, {1: 20, 2: 35}, {2: 1}, frame=Frame(5, 15, 80, 0))
    first, second = agenda.item(1, URGENT), agenda.item(2, URGENT)
    assert (first.minutes, first.minutes_set) == (20, True)
    assert (second.minutes, second.minutes_set, second.earliest) == (35, False, 1)
    assert Programme.objects.get().frame == Frame(5, 15, 80, 0)
    facts = Entry.objects.get(act="plan.edit").data
    assert facts["items"][str(first.pk)] == {"before": [35, 0], "after": [20, 0]}


@pytest.mark.parametrize("minutes", [0, 10_000, -1, 601])
def test_minutes_that_nobody_can_mean_change_nothing(minutes: int, agenda: Agenda) -> None:
    assert code(lambda: edit(agenda, {1: 20, 2: minutes})) == "minutes_out_of_range"
    assert agenda.item(1, URGENT).minutes == 35
    assert edition(agenda) == 0


@pytest.mark.parametrize("frame", [Frame(introduction=121), Frame(pause=500), Frame(closing=-1), Frame(pause_after=0)])
def test_a_frame_that_nobody_can_mean_changes_nothing(frame: Frame, agenda: Agenda) -> None:
    assert code(lambda: edit(agenda, frame=frame)) in {"frame_out_of_range", "minutes_out_of_range"}


def test_rule_16_an_item_waits_for_a_sitting_that_can_be(agenda: Agenda) -> None:
    edit(agenda, earliest={1: 7})
    assert code(lambda: edit(agenda, earliest={1: MOST_SITTINGS})) == "no_such_sitting"


def test_an_item_that_left_the_agenda_meanwhile_is_told(agenda: Agenda) -> None:
    Item.objects.filter(pk=agenda.item(3, URGENT).pk).update(position=None)
    assert code(lambda: edit(agenda, {1: 10, 3: 10})) == "item_left_agenda"
    assert agenda.item(1, URGENT).minutes == 35


def test_two_who_edit_at_once_the_second_is_told_and_the_first_kept(agenda: Agenda) -> None:
    seen = edition(agenda)
    edit(agenda, {1: 20}, name="chair")
    assert code(lambda: edit(agenda, {1: 50}, seen=seen)) == "draft_changed_meanwhile"
    assert agenda.item(1, URGENT).minutes == 20


@pytest.mark.parametrize("name", ["br", "no", "technician", "french", "palestine"])
def test_rule_02_only_the_secretariat_and_those_who_lead_edit(name: str, agenda: Agenda) -> None:
    assert code(lambda: edit(agenda, {1: 20}, name=name)) == "not_permitted"
    assert code(lambda: calendar(agenda, name=name)) == "not_permitted"


def test_estimates_are_used_on_request_and_are_no_setting(agenda: Agenda) -> None:
    edit(agenda, {1: 20})
    assert plan.use_estimates(agenda.consultation.pk, agenda.performer(), NOW, edition=edition(agenda)) == 3
    first = agenda.item(1, URGENT)
    assert (first.minutes, first.minutes_set) == (15, False)


def test_rule_16_days_are_added_moved_and_numbered_in_time(agenda: Agenda) -> None:
    first = agenda.sitting
    made = calendar(
        agenda,
        Hours(date(2020, 6, 15), NOON, THREE, first.pk),
        Hours(date(2020, 6, 9), time(13), time(16, 30)),
    )
    assert [row.number for row in made] == [1, 2]
    assert made[1].pk == first.pk
    assert made[0].opens_at == datetime(2020, 6, 9, 11, tzinfo=UTC)
    assert made[0].presiding == first.presiding
    agenda.consultation.refresh_from_db()
    # Badges are good on every day on which the consultation sits.
    assert agenda.consultation.last_day == date(2020, 6, 15)


def test_a_new_sitting_is_led_like_the_one_that_is_last_in_time(agenda: Agenda) -> None:
    chair = agenda.world["chair"]
    earlier, later = agenda.sitting, more_sittings(agenda, 2)[1]
    Sitting.objects.filter(pk=earlier.pk).update(presiding=chair, opens_at=later.opens_at, closes_at=later.closes_at)
    Sitting.objects.filter(pk=later.pk).update(opens_at=earlier.opens_at, closes_at=earlier.closes_at)
    made = calendar(
        agenda,
        Hours(date(2020, 6, 9), NOON, THREE, later.pk),
        Hours(date(2020, 6, 10), NOON, THREE, earlier.pk),
        Hours(date(2020, 6, 11), NOON, THREE),
    )
    assert [row.presiding for row in made] == [agenda.world["vice_chair"], chair, chair]
    lone = Hours(date(2020, 6, 12), NOON, THREE)
    assert [row.presiding for row in (*calendar(agenda), *calendar(agenda, lone))] == [None]


def test_rule_16_no_more_days_than_the_body_allows_and_no_overlap(agenda: Agenda) -> None:
    agenda.consultation.settings = {**agenda.consultation.settings, "sitting_days": {"most": 5}}
    agenda.consultation.save()
    days = [Hours(date(2020, 6, 8) + timedelta(days=place), NOON, THREE) for place in range(6)]
    kept = Hours(date(2020, 6, 20), NOON, THREE, agenda.sitting.pk)
    assert code(lambda: calendar(agenda, kept, *days)) == "too_many_days"
    same = Hours(date(2020, 6, 20), time(14), time(17))
    with pytest.raises(Refusal) as refused:
        calendar(agenda, same, kept)
    # As they stand in the form: the second one is still on when the first one opens.
    assert (refused.value.reason.code, refused.value.reason.facts) == ("sittings_overlap", {"sitting": 2, "other": 1})
    assert code(lambda: calendar(agenda, Hours(date(2020, 6, 9), THREE, NOON))) == "sitting_without_time"
    assert Sitting.objects.count() == 1


def test_a_time_that_the_clocks_jump_over_is_refused(agenda: Agenda) -> None:
    gone = Hours(date(2020, 3, 29), time(2, 30), time(5), agenda.sitting.pk)
    assert code(lambda: calendar(agenda, gone)) == "no_such_local_time"


def test_rule_17_hours_that_come_twice_are_asked_for_with_their_offset(agenda: Agenda) -> None:
    day, half = date(2020, 10, 25), time(2, 30)
    for hours in ((half, time(5)), (time(0), half)):
        assert code(partial(calendar, agenda, Hours(day, *hours, agenda.sitting.pk))) == "local_time_twice"
    summer, winter = (half.replace(tzinfo=timezone(timedelta(hours=ahead))) for ahead in (2, 1))
    # Three quarters of an hour, though the clock stands at an earlier time when it closes.
    [made] = calendar(agenda, Hours(day, summer, time(2, 15, tzinfo=winter.tzinfo), agenda.sitting.pk))
    assert made.closes_at - made.opens_at == timedelta(minutes=45)
    assert made.opens_at == datetime(2020, 10, 25, 0, 30, tzinfo=UTC)
    Sitting.objects.filter(pk=made.pk).update(state=SittingState.OPEN.value)
    [kept] = present_hours([made])
    assert len(calendar(agenda, kept)) == 1, "its hours are the same"
    limit_days(agenda.consultation.pk, agenda.performer("secretariat"), NOW, SittingDays(most=1, reason={}))


def test_rule_17_hours_stay_local_across_a_change_of_the_clocks(agenda: Agenda) -> None:
    made = calendar(
        agenda,
        Hours(date(2020, 10, 24), NOON, THREE, agenda.sitting.pk),
        Hours(date(2020, 10, 25), NOON, THREE),
    )
    assert [row.opens_at for row in made] == [
        datetime(2020, 10, 24, 10, tzinfo=UTC),
        datetime(2020, 10, 25, 11, tzinfo=UTC),
    ]
    assert {row.closes_at - row.opens_at for row in made} == {timedelta(hours=3)}


def test_a_sitting_that_has_begun_keeps_its_hours_and_is_not_taken_away(agenda: Agenda) -> None:
    later = more_sittings(agenda, 2)[1]
    Sitting.objects.filter(pk=agenda.sitting.pk).update(state=SittingState.OPEN.value)
    other = Hours(date(2020, 6, 10), NOON, THREE, later.pk)
    assert code(lambda: calendar(agenda, other)) == "sitting_began"
    moved = Hours(date(2020, 6, 9), time(9), NOON, agenda.sitting.pk)
    assert code(lambda: calendar(agenda, moved, other)) == "sitting_began"
    same = Hours(date(2020, 6, 9), NOON, THREE, agenda.sitting.pk)
    assert len(calendar(agenda, same)) == 1


def test_a_sitting_in_which_people_have_been_is_not_taken_away(agenda: Agenda) -> None:
    agenda.sitting.attendances.create(registration=agenda.world["br"], session="PA_1", joined_at=NOW)
    assert code(lambda: calendar(agenda)) == "sitting_began"


def test_a_calendar_of_an_older_plan_or_of_another_consultation_is_refused(agenda: Agenda) -> None:
    same = Hours(date(2020, 6, 9), NOON, THREE, agenda.sitting.pk)
    calendar(agenda, same)
    assert code(lambda: calendar(agenda, same, seen=0)) == "draft_changed_meanwhile"
    assert code(lambda: calendar(agenda, Hours(date(2020, 6, 9), NOON, THREE, 10_000))) == "no_such_sitting"


def test_a_demonstration_is_none_of_the_days(agenda: Agenda) -> None:
    shown = agenda.consultation.sittings.create(
        number=1, opens_at=NOW, closes_at=NOW + timedelta(hours=3), kind="demonstration"
    )
    assert code(lambda: calendar(agenda, Hours(date(2020, 6, 9), NOON, THREE, shown.pk))) == "no_such_sitting"
    calendar(agenda, Hours(date(2020, 6, 11), NOON, THREE, agenda.sitting.pk))
    shown.refresh_from_db()
    assert shown.opens_at == NOW
