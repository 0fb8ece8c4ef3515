"""What the outcomes of an item are called is a setting, which never says a decision (rules 26 and 27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.actions.outcomes import name_outcomes, seen_of
from hemicycle.agenda.messages import refusal_message
from hemicycle.consultations.outcome_names import outcome_names
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.reasons import Refusal
from tests.factories import START, make_world

if TYPE_CHECKING:
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    return make_world()


def name(world: World, who: str = "secretariat", seen: str | None = None, **names: dict[str, str]) -> bool:
    world.consultation.refresh_from_db()
    wanted = {Outcome(key): texts for key, texts in names.items()}
    before = seen_of(world.consultation) if seen is None else seen
    changed = name_outcomes(world.consultation.pk, Performer(world[who].person), START, wanted, seen=before)
    world.consultation.refresh_from_db()
    return changed


def refused(world: World, who: str = "secretariat", seen: str | None = None, **names: dict[str, str]) -> str:
    before = world.consultation.settings
    with pytest.raises(Refusal) as caught:
        name(world, who, seen, **names)
    world.consultation.refresh_from_db()
    assert world.consultation.settings == before
    return f"{caught.value.reason.code.value}: {refusal_message(caught.value.reason)}"


def test_rule_27_outcomes_are_called_as_the_body_calls_them_on_record(world: World) -> None:
    assert name(world, deferred={"en": " Carried\x00 over ", "fr": " "}, noted={})
    assert world.consultation.settings["outcomes"] == {"deferred": {"en": "Carried over"}}
    assert outcome_names(world.consultation)["deferred"] == "Carried over"
    assert not name(world, deferred={"en": "Carried over"})
    facts = [entry.data["outcomes"] for entry in Entry.objects.filter(act="consultation.edit").order_by("pk")]
    assert facts[0] == {"before": {}, "after": {"deferred": {"en": "Carried over"}}}
    assert name(world)
    assert outcome_names(world.consultation)["deferred"] == "Deferred"


def test_rule_26_no_outcome_is_called_a_decision(world: World) -> None:
    said = refused(world, noted={"en": "Noted", "fr": "Adopté"})
    assert said.startswith("outcome_says_decision: “Adopté” says that something was decided.")


def test_who_may_not_or_comes_late_or_writes_too_much_changes_nothing(world: World) -> None:
    assert refused(world, "chair", noted={"en": "Heard"}).startswith("not_permitted")
    assert refused(world, noted={"en": "x" * 101}).startswith("text_too_long")
    seen = seen_of(world.consultation)
    name(world, noted={"en": "Heard"})
    assert refused(world, seen=seen, noted={"en": "Taken up"}).startswith("outcomes_changed_meanwhile")
