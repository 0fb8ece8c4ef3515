"""Who is to sit in which booth of each sitting is planned, by the languages that they work into."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import Programme
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.models import Person, Registration
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import booth_plan
from hemicycle.sittings.actions.booth_plan import plan_booths
from hemicycle.sittings.models import Sitting
from hemicycle.sittings.queries import sittings_ready
from tests.factories import START, make_world

if TYPE_CHECKING:
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def planned(db: None) -> World:  # noqa: ARG001 - opens the database
    """Two sittings to come, an interpreter into French, and a captioner."""
    world = make_world(opened=False)
    opens = START + timedelta(hours=24)
    world.consultation.sittings.create(number=2, opens_at=opens, closes_at=opens + timedelta(hours=3))
    world["french"].booth_languages = ["fr"]
    world["french"].save()
    person = Person.objects.create_user("captions@example.org", "Ms. Captions")
    world.people["captioner"] = Registration.objects.create(
        consultation=world.consultation, person=person, role="captioner", status="confirmed"
    )
    return world


def plan(world: World, *wanted: tuple[int, str, str], by: str = "secretariat", seen: int | None = None) -> str:
    """The code of the refusal, or how many were changed."""
    programme = Programme.objects.first()
    edition = seen if seen is not None else programme.plan_edition if programme else 0
    keys = {(number and Sitting.objects.get(number=number).pk, world[who].pk): code for number, who, code in wanted}
    try:
        return str(plan_booths(world.consultation.pk, Performer(world[by].person), START, keys, edition=edition))
    except Refusal as refusal:
        return refusal.reason.code.value if refusal_message(refusal.reason) else "without words"


def kept(world: World) -> dict[tuple[int, str], str]:
    names = {row.pk: name for name, row in world.people.items()}
    numbers = dict(Sitting.objects.values_list("pk", "number"))
    found = booth_plan.duties(world.consultation)
    return {(numbers[sitting], names[person]): code for (sitting, person), code in found.items()}


def test_they_are_planned_changed_and_freed_on_record(planned: World) -> None:
    assert plan(planned, (1, "french", "fr"), (2, "french", "fr"), (2, "captioner", "en")) == "3"
    assert kept(planned) == {(1, "french"): "fr", (2, "french"): "fr", (2, "captioner"): "en"}
    assert plan(planned, (2, "captioner", "es"), (1, "french", ""), (2, "french", "fr")) == "2"
    assert kept(planned) == {(2, "french"): "fr", (2, "captioner"): "es"}
    entry = Entry.objects.latest("pk")
    first, captioner, french = Sitting.objects.get(number=1).pk, planned["captioner"].pk, planned["french"].pk
    second = Sitting.objects.get(number=2).pk
    assert entry.data["booths"] == [[second, captioner, "en", "es"], [first, french, "fr", ""]]
    assert plan(planned, (2, "french", "fr")) == "0"
    ready = {row.sitting.number: row.booths for row in sittings_ready(planned.consultation)}
    assert ready == {1: frozenset(), 2: {"fr"}}, "a captioner is no interpreter"


def test_what_is_not_planned(planned: World) -> None:
    assert plan(planned, (1, "french", "en")) == "not_their_booth"
    assert plan(planned, (1, "technician", "fr")) == "no_booth_for_role"
    assert plan(planned, (1, "captioner", "xx")) == "not_registered"
    assert plan(planned, (0, "french", "fr")) == "no_such_sitting"
    assert plan(planned, (1, "french", "fr"), seen=99) == "draft_changed_meanwhile"
    assert plan(planned, (1, "french", "fr"), by="br") == "not_permitted"
    Registration.objects.filter(pk=planned["captioner"].pk).update(status="withdrawn")
    assert plan(planned, (1, "captioner", "fr")) == "not_registered"
    Sitting.objects.filter(number=1).update(state=SittingState.ENDED.value)
    assert plan(planned, (1, "french", "fr")) == "booths_of_ended"
    assert kept(planned) == {}


def test_who_can_be_chosen_for_what(planned: World) -> None:
    assert [row.pk for row in booth_plan.of_booths(planned.consultation)][-1] == planned["captioner"].pk
    assert booth_plan.booths_for(planned["french"], LANGUAGES) == ["fr"]
    assert len(booth_plan.booths_for(planned["captioner"], LANGUAGES)) == 6
    assert plan(planned, (1, "french", "fr")) == "1"
    own = booth_plan.duties_of([planned["french"], planned["br"]])
    assert own == {planned["french"].pk: {Sitting.objects.get(number=1).pk: "fr"}}
    assert booth_plan.duties_of([planned["br"]]) == {}
