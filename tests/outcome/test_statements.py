"""Texts of statements: handed in, replaced and withdrawn by a delegation, until they are spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.live import build
from hemicycle.outcome.actions import statements
from hemicycle.outcome.actions.statements import Given
from hemicycle.outcome.models import Statement, StatementVersion
from hemicycle.outcome.statements import latest_on, statements_on, theirs_on, waiting
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.statements import Stage
from hemicycle.sittings.models import Turn
from tests.outcome.acting import Acting
from tests.outcome.test_sitting_record import at, heard
from tests.support.floor import by, refused

if TYPE_CHECKING:
    from tests.factories import World


def hand_in(world: World, who: str, seconds: int, text: str = "Thank you.", **given: object) -> None:
    """In the room."""
    wanted: dict[str, object] = {"item": world.items[0].pk, "language": "en", "seen": 0, **given}
    statements.hand_in_room(world.sitting.pk, by(world, who), at(seconds), text=text, **wanted)  # type: ignore[arg-type]


def hand_in_on_page(world: World, who: str, seconds: int, text: str = "Thank you.", **given: object) -> None:
    wanted: dict[str, object] = {"item": world.items[0].pk, "language": "en", "seen": 0, **given}
    statements.hand_in(
        world.consultation.pk,
        Performer(world[who].person),
        at(seconds),
        Given(text=text, **wanted),  # type: ignore[arg-type]
    )


def code(error: pytest.ExceptionInfo[Refusal]) -> str:
    return refused(error)[1]


def test_it_is_kept_in_versions_and_the_journal_has_its_digest(world: World) -> None:
    hand_in(world, "br", 1, "Thank you.\n\n\n\nWe agree.")
    hand_in(world, "br2", 2, "Merci.", seen=1, language="fr", published=True)
    (one,) = statements_on([world.items[0].pk])
    assert [(version.number, version.text, version.language) for version in one.versions] == [
        (1, "Thank you.\n\nWe agree.", "en"),
        (2, "Merci.", "fr"),
    ]
    assert (one.stage, one.latest.published, one.versions[0].published) == (Stage.WAITING, True, False)
    facts = Entry.objects.latest("pk").data
    assert {"statement", "number", "language", "published", "digest", "item"} == set(facts)
    assert "Merci." not in str(facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(StatementVersion).update(text="Other")


def test_a_colleague_who_has_not_seen_it_does_not_overwrite_it(world: World) -> None:
    hand_in(world, "br", 1)
    with pytest.raises(Refusal) as error:
        hand_in(world, "br2", 2, "Other.")
    assert code(error) == "statement_changed"
    with pytest.raises(Refusal) as error:
        hand_in_on_page(world, "br2", 3, "Other.")
    assert code(error) == "statement_changed"
    hand_in(world, "jp", 4)
    assert len(latest_on(world.items[0].pk)) == 2, "another delegation has its own"


def test_once_it_was_spoken_it_stays_and_the_next_one_is_another(world: World) -> None:
    hand_in(world, "br", 1, "First.")
    heard(world, "br", 10, 20)
    item = world.items[0].pk
    with pytest.raises(Refusal) as error:
        statements.withdraw_in_room(world.sitting.pk, by(world, "br"), at(30), item=item)
    assert code(error) == "statement_spoken"
    hand_in(world, "br", 40, "Second.")
    first, second = statements_on([item])
    assert [(one.latest.text, one.stage) for one in (first, second)] == [
        ("First.", Stage.SPOKEN),
        ("Second.", Stage.WAITING),
    ]
    statements.withdraw_in_room(world.sitting.pk, by(world, "br2"), at(50), item=item)
    assert [one.latest.text for one in statements_on([item])] == ["First."]
    assert Statement.objects.count() == 2, "what was withdrawn stays on record"


def test_one_of_afterwards_belongs_to_the_turn_before_and_can_be_replaced(world: World) -> None:
    turn = heard(world, "br", 10, 20)
    hand_in(world, "br", 30, "What I said.")
    (one,) = statements_on([world.items[0].pk])
    assert (one.stage, one.spoken.turn, one.settled) == (Stage.AFTERWARDS, turn.pk, False)
    hand_in(world, "br", 40, "What I really said.", seen=1)
    assert [one.latest.text for one in theirs_on(world.items[0].pk, world["br2"])] == ["What I really said."]
    assert waiting(theirs_on(world.items[0].pk, world["jp"])) is None


def test_a_point_of_order_and_another_item_have_no_text(world: World) -> None:
    hand_in(world, "br", 1)
    heard(world, "br", 10, 20, point_of_order=True, motion="point_of_order")
    heard(world, "br", 30, 40, item=1)
    Turn.objects.create(
        sitting=world.sitting, registration=world["br"], member=world["br"].member, item=world.items[0],
        capacity="council_state", language="en", state="failed", asked_at=at(50), granted_at=at(51), ended_at=at(60),
    )  # fmt: skip
    assert [one.stage for one in statements_on([world.items[0].pk])] == [Stage.WAITING], "nobody was heard"


def test_bad_input_is_refused_and_nothing_is_kept(world: World) -> None:
    def refusal(**given: object) -> str:
        with pytest.raises(Refusal) as error:
            hand_in(world, **{"who": "br", "seconds": 1, **given})  # type: ignore[arg-type]
        return code(error)

    assert refusal(text=" \n ") == "statement_empty"
    assert refusal(text="word " * 1501) == "statement_too_long"
    assert refusal(text="." * 40_001) == "statement_characters"
    assert refusal(language="zzz") == "statement_language"
    assert refusal(item=0) == "not_on_agenda"
    assert refusal(who="technician") == "not_permitted"
    world["br"].status = "withdrawn"
    world["br"].save()
    assert refusal() == "registration_not_confirmed"
    assert not StatementVersion.objects.exists()


def test_it_is_of_an_item_on_the_agenda(world: World) -> None:
    world.items[2].position = None
    world.items[2].save()
    with pytest.raises(Refusal) as error:
        hand_in_on_page(world, "br", 1, item=world.items[2].pk)
    assert code(error) == "not_on_agenda"


def test_nothing_is_handed_in_once_the_consultation_is_closed(world: World) -> None:
    world.consultation.closed_at = at(1)
    world.consultation.save()
    with pytest.raises(Refusal) as error:
        hand_in_on_page(world, "br", 2)
    assert code(error) == "consultation_closed"


def test_the_limit_is_a_setting(world: World) -> None:
    world.consultation.settings = {**world.consultation.settings, "statement_words": 100}
    world.consultation.save()
    hand_in_on_page(world, "br", 1, "word " * 100)
    with pytest.raises(Refusal) as error:
        hand_in_on_page(world, "jp", 2, "word " * 101)
    assert error.value.reason.facts == {"words": 101, "most": 100}


def test_withdrawing_what_is_not_there_says_so(world: World) -> None:
    hand_in(world, "jp", 1)
    item = world.items[0].pk
    with pytest.raises(Refusal) as error:
        statements.withdraw_in_room(world.sitting.pk, by(world, "br"), at(2), item=item)
    assert code(error) == "no_statement"
    with pytest.raises(Refusal) as error:
        statements.withdraw(world.consultation.pk, Performer(world["br"].person), at(2), item=item)
    assert code(error) == "no_statement"


def test_the_booths_are_shown_what_belongs_to_the_open_item(world: World) -> None:
    hand_in(world, "br", 1, "First.\n\nSecond.", language="fr")
    empty = build.document(world.sitting.pk, "statements").model_dump()
    assert (empty["item"], empty["statements"]) == (None, [])
    acting = Acting(world)
    acting.seconds = 10
    acting.open()
    hand_in(world, "jp", 20)
    shown = build.document(world.sitting.pk, "statements").model_dump()
    assert shown["item"] == world.items[0].pk
    assert [(row["who"]["member"], row["language"], row["paragraphs"]) for row in shown["statements"]] == [
        ("BR", "fr", ["First.", "Second."]),
        ("JP", "en", ["Thank you."]),
    ]


def test_what_the_booths_read_takes_as_many_queries_for_many_texts_as_for_one(world: World) -> None:
    acting = Acting(world)
    acting.open()
    hand_in(world, "br", 10)
    with CaptureQueriesContext(connection) as few:
        build.document(world.sitting.pk, "statements")
    for number, who in enumerate(("jp", "gh", "no", "pe", "sector")):
        hand_in(world, who, 20 + number)
    with CaptureQueriesContext(connection) as many:
        assert len(build.document(world.sitting.pk, "statements").model_dump()["statements"]) == 6
    assert len(many) == len(few)


def test_reading_them_takes_as_many_queries_for_many_texts_as_for_one(world: World) -> None:
    hand_in(world, "br", 1)
    heard(world, "br", 10, 20)
    with CaptureQueriesContext(connection) as few:
        statements_on([world.items[0].pk])
    for number, who in enumerate(("jp", "gh", "no")):
        hand_in(world, who, 30 + number)
        heard(world, who, 100 + 10 * number, 105 + 10 * number)
    with CaptureQueriesContext(connection) as many:
        assert len(statements_on([world.items[0].pk])) == 4
    assert len(many) == len(few)
