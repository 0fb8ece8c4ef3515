"""How sittings are conducted is set for all of them, and what follows in one that is open (rules 11 and 27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.settings import settings_of
from hemicycle.documents.models import Document
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.outcome.actions import closing
from hemicycle.people.messages import refusal_message
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions import floor, items, room, turns
from hemicycle.sittings.actions.conduct import Conduct, set_conduct
from tests.outcome.acting import Acting
from tests.support.floor import ask, at, by

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import ConnectedPage


def conduct(
    world: World,
    *,
    noted: bool = False,
    stop: bool = True,
    seconds: int = 20,
    wait: int = 5,
    minutes: int = 30,
    who: str = "secretariat",
) -> bool:
    wanted = Conduct(
        noted_with_proposal=noted,
        objections_stop=stop,
        connect_seconds=seconds,
        interpretation_wait_seconds=wait,
        on_air_minutes=minutes,
    )
    return set_conduct(world.consultation.pk, Performer(world[who].person), at(3), wanted)


def opened(world: World, *contains: str) -> int:
    item = world.items[0]
    Document.objects.filter(items=item).update(contains=list(contains))
    items.open_item(world.sitting.pk, by(world, "vice_chair"), at(1), item=item.pk)
    return item.pk


def test_it_is_one_act_on_record_and_the_same_again_is_none(world: World) -> None:
    assert conduct(world, noted=True, seconds=30)
    assert not conduct(world, noted=True, seconds=30)
    entry = Entry.objects.get(act="consultation.edit")
    assert entry.data == {"changed": {"noted_with_proposal": [False, True], "connect_seconds": [20, 30]}}
    world.consultation.refresh_from_db()
    kept = settings_of(world.consultation.settings)
    assert (kept.noted_with_proposal, kept.connect_seconds, len(kept.lists)) == (True, 30, 2)
    with pytest.raises(Refusal):
        conduct(world, seconds=40, who="vice_chair")


def test_rule_27_how_an_item_may_end_does_not_change_while_one_with_a_proposal_is_discussed(world: World) -> None:
    item = opened(world, "decision")
    with pytest.raises(Refusal) as refused:
        conduct(world, noted=True)
    assert (refused.value.reason.rule, refused.value.reason.code.value) == (27, "outcomes_in_discussion")
    assert "Close or interrupt the item first." in refusal_message(refused.value.reason)
    assert conduct(world, seconds=30), "the rest does"
    closing.close_item(world.sitting.pk, by(world, "vice_chair"), at(4), item=item)
    assert conduct(world, noted=True, seconds=30)


def test_rule_30_what_an_objection_brings_about_does_not_change_while_an_item_is_open(world: World) -> None:
    item = opened(world)
    with pytest.raises(Refusal) as refused:
        conduct(world, stop=False)
    assert (refused.value.reason.rule, refused.value.reason.code.value) == (30, "objections_in_discussion")
    assert "Close or interrupt the item first." in refusal_message(refused.value.reason)
    closing.close_item(world.sitting.pk, by(world, "vice_chair"), at(4), item=item)
    assert conduct(world, stop=False)


def test_rule_27_whoever_presides_is_offered_it_at_once(world: World, client_documents: ConnectedPage) -> None:
    acting = Acting(world)
    acting.open()
    acting.draft("One.")
    world.sitting.attendances.create(registration=world["vice_chair"], session="PA_1", joined_at=at(1))
    held = client_documents.held["conclusion"]
    assert held["noted"] is False, "a conclusion is a proposal"
    assert conduct(world, noted=True), "neither the item nor its document proposes anything"
    assert (client_documents.held["conclusion"]["seq"] > held["seq"], client_documents.held["conclusion"]["noted"]) == (
        True,
        True,
    )


def test_what_interpreters_and_speakers_are_told_is_told_at_once(world: World, client_documents: ConnectedPage) -> None:
    acting = Acting(world)
    acting.open()
    world.sitting.attendances.create(registration=world["french"], session="PA_1", joined_at=at(1))
    assert conduct(world, minutes=20)
    assert client_documents.held["sitting"]["on_air_minutes"] == 20
    assert conduct(world, minutes=20, wait=8)
    assert client_documents.held["sitting"]["interpretation_wait"] == 8


def test_how_long_a_speaker_may_take_applies_at_once_to_whoever_has_the_floor(world: World) -> None:
    room.joined(world.sitting, world["jp"].pk, "PA_jp", at(0))
    turn = ask(world, "jp", 1)
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(2), turn=turn.pk)
    conduct(world, seconds=5)
    world.consultation.refresh_from_db()
    turns.expire(world.sitting, settings_of(world.consultation.settings).connect_seconds, at(8))
    turn.refresh_from_db()
    assert turn.state == "failed"
