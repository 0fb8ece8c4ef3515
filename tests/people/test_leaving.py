"""Rule 39: whoever is withdrawn, refused or deactivated answers for no State."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.people import queries
from hemicycle.people.actions import bulk, focal_points, registrations
from hemicycle.people.actions.undoing import undo
from hemicycle.people.models import FocalPoint, Person, Registration
from hemicycle.rules.registration import Step
from tests.factories import START
from tests.support.registrations import as_, code, details, mandate, member, statuses

if TYPE_CHECKING:
    from tests.factories import World

DAY = timedelta(days=1)
LEAVING = [Step.WITHDRAW, Step.REFUSE]


@pytest.fixture
def focal(world: World) -> FocalPoint:
    """Brazil's delegate is its focal point."""
    return focal_points.name(
        world.consultation.pk,
        as_(world, "secretariat"),
        START - DAY,
        member=member(world, "br"),
        wanted=mandate(world["br"].person.email, ""),
    )


def deputy(world: World, focal: FocalPoint) -> FocalPoint:
    wanted = focal_points.Mandate(world["br2"].person.email, "", end=START + 9 * DAY)
    return focal_points.delegate(
        world.consultation.pk, Performer(focal.person), START - DAY, member=focal.member, wanted=wanted
    )


def step(world: World, by: Performer, what: Step, row: Registration, *, stays_why: str | None = None) -> Registration:
    return registrations.step(world.consultation.pk, by, START, what, row.pk, words="Left.", stays_why=stays_why)


def nominate(world: World, by: Person, name: str = "new") -> Registration:
    return registrations.nominate(
        world.consultation.pk, Performer(by), START, member=member(world, "br"), details=details(name)
    )


@pytest.mark.parametrize("what", LEAVING)
def test_rule_39_whoever_is_withdrawn_or_refused_loses_the_mandate_with_it(
    world: World, focal: FocalPoint, what: Step
) -> None:
    under = deputy(world, focal)
    step(world, as_(world, "secretariat"), what, world["br"])
    assert queries.authority_of(world.consultation, member(world, "br"), START) is None
    for row in (focal, under):
        row.refresh_from_db()
        assert row.end == START
    entry = Entry.objects.latest("pk")
    assert entry.data["mandates_ended"] == {str(focal.pk): None, str(under.pk): (START + 9 * DAY).isoformat()}
    assert code(lambda: nominate(world, focal.person)) == "mandate_over"
    told = Delivery.objects.filter(mailing__template="mandate_ended").values_list("address", flat=True)
    assert set(told) == {"br@example.org", "br2@example.org"}


@pytest.mark.parametrize("what", LEAVING)
def test_rule_39_it_stays_only_where_somebody_says_so_and_why(world: World, focal: FocalPoint, what: Step) -> None:
    desk = as_(world, "secretariat")
    assert code(lambda: step(world, desk, what, world["br"], stays_why=" ")) == "staying_needs_words"
    assert statuses(world["br"]) == ["confirmed"]
    step(world, desk, what, world["br"], stays_why="Answers letters from the capital")
    focal.refresh_from_db()
    assert (focal.end, focal.stays_why) == (None, "Answers letters from the capital")
    assert Entry.objects.latest("pk").data["mandates_stay"] == {
        str(focal.pk): {"words": "Answers letters from the capital"}
    }
    assert nominate(world, focal.person).status == "endorsed"


def test_rule_39_many_who_leave_lose_their_mandates_and_have_them_back_when_it_is_taken_back(
    world: World, focal: FocalPoint
) -> None:
    desk, keys = as_(world, "secretariat"), [world["br"].pk, world["jp"].pk]
    bulk.step_all(world.consultation.pk, desk, START, Step.WITHDRAW, keys)
    entry = Entry.objects.latest("pk")
    focal.refresh_from_db()
    assert (focal.end, entry.data["mandates_ended"]) == (START, {str(focal.pk): None})
    undo(world.consultation.pk, desk, START, entry.pk)
    focal.refresh_from_db()
    assert (focal.end, statuses(world["br"])) == (None, ["confirmed"])
    assert Entry.objects.latest("pk").data["mandates_restored"] == [focal.pk]
    assert nominate(world, focal.person).status == "endorsed"


def test_what_was_delegated_comes_back_with_the_mandate_under_which_it_was(world: World, focal: FocalPoint) -> None:
    desk, under = as_(world, "secretariat"), deputy(world, focal)
    bulk.step_all(world.consultation.pk, desk, START, Step.WITHDRAW, [world["br"].pk])
    done = Entry.objects.latest("pk").pk
    assert queries.authority_of(world.consultation, focal.member, START) is None
    undo(world.consultation.pk, desk, START, done)
    under.refresh_from_db()
    assert under.end == START + 9 * DAY
    assert queries.authority_of(world.consultation, focal.member, START) == under
    assert Entry.objects.latest("pk").data["mandates_restored"] == [focal.pk, under.pk]


def test_a_mandate_does_not_come_back_where_somebody_else_was_named_since(world: World, focal: FocalPoint) -> None:
    desk = as_(world, "secretariat")
    bulk.step_all(world.consultation.pk, desk, START, Step.WITHDRAW, [world["br"].pk])
    entry = Entry.objects.latest("pk").pk
    where = world.consultation.pk, desk, START
    other = focal_points.name(*where, member=focal.member, wanted=mandate("ana@example.org", "Ms. Ana"))
    undo(world.consultation.pk, desk, START, entry)
    focal.refresh_from_db()
    assert focal.end == START
    assert queries.authority_of(world.consultation, focal.member, START) == other


def test_many_leave_with_words_for_why_their_mandates_stay(world: World, focal: FocalPoint) -> None:
    desk = as_(world, "secretariat")
    bulk.step_all(world.consultation.pk, desk, START, Step.WITHDRAW, [world["br"].pk], stays_why="Letters")
    focal.refresh_from_db()
    assert (focal.end, focal.stays_why) == (None, "Letters")


def test_who_is_replaced_loses_the_mandate_and_keeps_it_with_words(world: World, focal: FocalPoint) -> None:
    where = world.consultation.pk, Performer(focal.person), START
    mine = {"member": focal.member, "replaces": world["br"].pk}
    registrations.nominate(*where, details=details("one"), **mine, stays_why="Letters")  # type: ignore[arg-type]
    focal.refresh_from_db()
    assert (focal.end, focal.stays_why) == (None, "Letters")


def test_who_replaces_the_focal_point_without_a_word_ends_the_mandate(world: World, focal: FocalPoint) -> None:
    where = world.consultation.pk, as_(world, "secretariat"), START
    registrations.nominate(*where, member=focal.member, details=details("one"), replaces=world["br"].pk)
    focal.refresh_from_db()
    assert focal.end == START


def test_rule_39_nobody_withdraws_who_gave_them_their_authority(world: World, focal: FocalPoint) -> None:
    under = deputy(world, focal)
    assert code(lambda: step(world, Performer(under.person), Step.WITHDRAW, world["br"])) == "answers_for_member"
    assert statuses(world["br"]) == ["confirmed"]
    step(world, Performer(under.person), Step.WITHDRAW, world["br2"])
    under.refresh_from_db()
    assert under.end == START, "their own ends with their registration"


def test_rule_39_a_mandate_that_was_left_over_answers_for_nobody(world: World, focal: FocalPoint) -> None:
    for status in ("withdrawn", "refused"):
        Registration.objects.filter(pk=world["br"].pk).update(status=status)
        assert code(lambda: nominate(world, focal.person)) == "mandate_of_withdrawn"
    FocalPoint.objects.filter(pk=focal.pk).update(stays_why="Letters")
    assert nominate(world, focal.person).status == "endorsed"


def test_rule_39_whoever_is_deactivated_answers_for_nobody(world: World, focal: FocalPoint) -> None:
    Person.objects.filter(pk=focal.person_id).update(is_active=False)
    focal.person.refresh_from_db()
    assert code(lambda: nominate(world, focal.person)) == "person_inactive"
    where = world.consultation.pk, as_(world, "secretariat"), START
    again = lambda: focal_points.name(*where, member=focal.member, wanted=mandate(focal.person.email, ""))  # noqa: E731
    assert code(again) == "person_inactive"


def test_rule_39_whoever_was_withdrawn_is_not_named_for_the_member(world: World) -> None:
    where = world.consultation.pk, as_(world, "secretariat"), START
    step(world, as_(world, "secretariat"), Step.WITHDRAW, world["br"])

    def name() -> FocalPoint:
        return focal_points.name(*where, member=member(world, "br"), wanted=mandate(world["br"].person.email, ""))

    assert code(name) == "mandate_of_withdrawn"
    step(world, as_(world, "secretariat"), Step.REOPEN, world["br"])
    assert name().mandate.accepted


def test_a_focal_point_decides_about_no_mandate_for_another_member(world: World, focal: FocalPoint) -> None:
    elsewhere = FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, "jp"), person=world["br2"].person, start=START
    )
    step(world, Performer(focal.person), Step.WITHDRAW, world["br2"])
    elsewhere.refresh_from_db()
    assert elsewhere.end is None
