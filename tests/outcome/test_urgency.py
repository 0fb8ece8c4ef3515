"""Rule 34: the chair flags a proposed conclusion, and another person records the authority for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.outcome.actions import urgency
from hemicycle.outcome.models import Urgency
from hemicycle.outcome.report_content import compiled
from hemicycle.people.models import Registration
from hemicycle.rules.capacity import Role
from hemicycle.rules.reasons import Refusal
from tests.support.floor import refused

if TYPE_CHECKING:
    from tests.factories import World
    from tests.outcome.acting import Acting


def flag(acting: Acting, who: str = "chair", reason: str = "It starts in July.") -> Urgency:
    key, by = acting.world.consultation.pk, Performer(acting.world[who].person)
    return urgency.flag(key, by, acting.at(), item=acting.item, reason=reason)


def authorise(acting: Acting, who: str = "secretariat", source: str = "Memorandum of 12 June 2020") -> None:
    key, by = acting.world.consultation.pk, Performer(acting.world[who].person)
    urgency.authorise(key, by, acting.at(), item=acting.item, source=source)


def take_back(acting: Acting) -> None:
    key, by = acting.world.consultation.pk, Performer(acting.world["chair"].person)
    urgency.take_back(key, by, acting.at(), item=acting.item)


@pytest.fixture
def concluded(acting: Acting) -> Acting:
    acting.draft("One.")
    acting.ask()
    acting.close("proposed_conclusion", later=10)
    return acting


def test_rule_34_two_persons_are_on_record_with_their_words(concluded: Acting) -> None:
    made = flag(concluded)
    with pytest.raises(Refusal) as error:
        flag(concluded)
    assert refused(error) == (None, "urgent_already")
    authorise(concluded)
    made.refresh_from_db()
    assert (made.flagged_by, made.authorised_by) == (
        concluded.world["chair"].person,
        concluded.world["secretariat"].person,
    )
    assert [entry.act for entry in Entry.objects.order_by("-pk")[:2]] == ["urgency.authorise", "urgency.flag"]
    with pytest.raises(Refusal) as error:
        authorise(concluded)
    assert refused(error) == (None, "authorised_already")
    with pytest.raises(Refusal) as error:
        take_back(concluded)
    assert refused(error) == (None, "authorised_already")
    item = compiled(concluded.world.consultation)["items"][0]
    assert item["urgency"] == {"reason": "It starts in July.", "source": "Memorandum of 12 June 2020"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Urgency.objects.update(source="Another one")


def test_rule_34_neither_does_the_part_of_the_other(concluded: Acting) -> None:
    for who in ("secretariat", "br", "technician"):
        with pytest.raises(Refusal) as error:
            flag(concluded, who)
        assert refused(error) == (2, "not_permitted")
    with pytest.raises(Refusal) as error:
        authorise(concluded)
    assert refused(error) == (34, "not_urgent")
    flag(concluded)
    with pytest.raises(Refusal) as error:
        authorise(concluded, "chair")
    assert refused(error) == (2, "not_permitted")
    # Who flagged it as the chair works for the secretariat by now.
    Registration.objects.filter(pk=concluded.world["chair"].pk).update(role=Role.SECRETARIAT.value)
    with pytest.raises(Refusal) as error:
        authorise(concluded, "chair")
    assert refused(error) == (34, "authority_by_another")


def test_rule_34_only_what_ended_with_a_conclusion_is_urgent(acting: Acting) -> None:
    with pytest.raises(Refusal) as error:
        flag(acting)
    assert refused(error) == (34, "urgent_without_conclusion")
    acting.close("noted")
    with pytest.raises(Refusal) as error:
        flag(acting)
    assert refused(error) == (34, "urgent_without_conclusion")


def test_rule_34_a_flag_is_taken_back_and_set_again(concluded: Acting) -> None:
    flag(concluded)
    take_back(concluded)
    assert "urgency" not in compiled(concluded.world.consultation)["items"][0]
    with pytest.raises(Refusal) as error:
        take_back(concluded)
    assert refused(error) == (34, "not_urgent")
    flag(concluded)
    assert Urgency.objects.count() == 2


def test_what_is_missing_is_said(concluded: Acting, world: World) -> None:
    with pytest.raises(Refusal) as error:
        flag(concluded, reason=" ")
    assert refused(error) == (None, "urgency_needs_words")
    flag(concluded)
    with pytest.raises(Refusal) as error:
        authorise(concluded, source=" ")
    assert refused(error) == (None, "authority_needs_source")
    assert Entry.objects.latest("pk").place == f"consultation:{world.consultation.pk}"
