"""Who presides over each sitting is set beforehand (rule 4), and a body may limit the days of sittings (rule 16)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import Programme
from hemicycle.consultations.settings import SittingDays, settings_of
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import beforehand, presiding
from hemicycle.sittings.models import Sitting
from tests.factories import START, make_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def planned(db: None) -> World:  # noqa: ARG001 - opens the database
    """A consultation with three sittings to come, two on one day, over which nobody presides yet."""
    world = make_world(opened=False)
    Sitting.objects.update(presiding=None)
    for number, hours in ((2, 4), (3, 24)):
        opens = START + timedelta(hours=hours)
        world.consultation.sittings.create(number=number, opens_at=opens, closes_at=opens + timedelta(hours=3))
    return world


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code.value


def sitting(number: int) -> Sitting:
    return Sitting.objects.get(number=number)


def edition() -> int:
    row = Programme.objects.first()
    return row.plan_edition if row else 0


def designate(world: World, who: dict[int, str | None], by: str = "secretariat") -> int:
    wanted = {sitting(number).pk: world[name].pk if name else None for number, name in who.items()}
    return beforehand.designate(world.consultation.pk, Performer(world[by].person), START, wanted, edition=edition())


def test_rule_4_who_is_designated_opens_the_sitting_without_taking_the_chair(planned: World) -> None:
    assert designate(planned, {1: "vice_chair", 2: "chair", 3: None}) == 2
    assert [row.presiding for row in Sitting.objects.order_by("number")] == [
        planned["vice_chair"],
        planned["chair"],
        None,
    ]
    presiding.open_sitting(sitting(1).pk, Participant.registered(planned["vice_chair"], "127.0.0.1"), START)
    assert sitting(1).state == SittingState.OPEN.value
    assert [lead.registration for lead in sitting(1).leads.all()] == [planned["vice_chair"]]
    entry = Entry.objects.get(act="plan.edit")
    assert entry.data["presiding"][0] == [sitting(1).pk, None, planned["vice_chair"].pk]


def test_rule_4_nobody_else_is_designated_and_not_in_a_sitting_that_has_begun(planned: World) -> None:
    assert code(lambda: designate(planned, {1: "secretariat"})) == "receiver_not_a_leader"
    assert code(lambda: designate(planned, {1: "br"})) == "receiver_not_a_leader"
    planned["chair"].status = "withdrawn"
    planned["chair"].save()
    assert code(lambda: designate(planned, {1: "chair"})) == "not_registered"
    Sitting.objects.filter(number=1).update(state=SittingState.OPEN.value)
    assert code(lambda: designate(planned, {1: "vice_chair"})) == "sitting_has_begun"
    assert code(lambda: designate(planned, {2: "vice_chair"}, by="br")) == "not_permitted"


def test_of_two_who_change_the_plan_the_second_is_told(planned: World) -> None:
    seen = edition()
    designate(planned, {1: "chair"})
    late = {sitting(2).pk: planned["chair"].pk}
    desk = Performer(planned["secretariat"].person)
    act = lambda: beforehand.designate(planned.consultation.pk, desk, START, late, edition=seen)  # noqa: E731 - said once
    assert code(act) == "draft_changed_meanwhile"


def limit(world: World, wanted: SittingDays | None) -> None:
    beforehand.limit_days(world.consultation.pk, Performer(world["secretariat"].person), START, wanted)
    world.consultation.refresh_from_db()


def test_rule_16_a_limit_is_set_with_its_reason_and_taken_away_on_record(planned: World) -> None:
    limit(planned, SittingDays(most=2, reason={"en": "Our rules, article 3 "}))
    found = settings_of(planned.consultation.settings).days_limit()
    assert found is not None
    assert (found.most, found.why) == (2, "Our rules, article 3")
    limit(planned, None)
    assert settings_of(planned.consultation.settings).days_limit() is None
    assert Entry.objects.filter(act="consultation.edit").count() == 2


def test_rule_16_a_limit_below_the_days_that_are_planned_is_refused_with_its_reason(planned: World) -> None:
    with pytest.raises(Refusal) as refused:
        limit(planned, SittingDays(most=1, reason={"en": "Our rules, article 3"}))
    assert refused.value.reason.code == "too_many_days"
    assert "Our rules, article 3" in refusal_message(refused.value.reason)
