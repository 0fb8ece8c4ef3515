"""Who answers for a Member: named, delegated, withdrawn; one person at a time (rule 13)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people import queries
from hemicycle.people.actions import focal_points, registrations
from hemicycle.people.actions.focal_points import Mandate
from hemicycle.people.details import Details
from hemicycle.people.messages import refusal_message
from hemicycle.people.models import FocalPoint, Member, Person, Upload
from hemicycle.people.uploads import look
from hemicycle.rules.reasons import Refusal
from tests.classes import COUNCIL_STATE
from tests.factories import START
from tests.support.registrations import a_note

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.factories import World

DAY = timedelta(days=1)
EVERYBODY_ELSE = ("br2", "jp", "no", "palestine", "sector", "chair", "vice_chair", "technician", "captioner", "french")


def wanted(who: str = "ana", **changes: Any) -> Mandate:
    asked = {"email": f"{who}@example.org", "name": f"Ms. {who.title()}", "language": "es"}
    return Mandate(**{**asked, "instrument": look(a_note()), **changes})


def member(world: World, name: str = "br") -> Member:
    found = world[name].member
    assert found is not None
    return found


def as_(world: World, name: str) -> Performer:
    return Performer(world[name].person, "192.0.2.2")


def name(world: World, who: str = "ana", *, at: datetime = START, whose: str = "br", **changes: Any) -> FocalPoint:
    return focal_points.name(
        world.consultation.pk, as_(world, "secretariat"), at, member=member(world, whose), wanted=wanted(who, **changes)
    )


def delegate(world: World, by: FocalPoint, who: str, days: tuple[int, int], at: datetime = START) -> FocalPoint:
    asked = wanted(who, start=START + days[0] * DAY, end=START + days[1] * DAY)
    return focal_points.delegate(world.consultation.pk, Performer(by.person), at, member=by.member, wanted=asked)


def withdraw(
    world: World, by: Performer, row: FocalPoint, at: datetime = START, *, words: str = "Left.", **since: Any
) -> FocalPoint:
    return focal_points.withdraw(world.consultation.pk, by, at, row.pk, words=words, **since)


def answers(world: World, day: float, whose: str = "br") -> str | None:
    mandate = queries.authority_of(world.consultation, member(world, whose), START + day * DAY)
    return mandate.person.email.split("@")[0] if mandate else None


def code(act: Callable[[], Any]) -> str:
    before = FocalPoint.objects.order_by("pk").values_list("pk", "end")
    stood, kept = list(before), Upload.objects.count()
    with pytest.raises(Refusal) as refused:
        act()
    assert list(before.all()) == stood
    assert Upload.objects.count() == kept
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code


def test_the_secretariat_names_somebody_unknown_with_their_letter(world: World) -> None:
    row = name(world, instrument=look(ContentFile(b"%PDF-1.7\n%%EOF", "note.pdf")))
    person = Person.objects.get(email="ana@example.org")
    assert (row.person, person.name, person.language) == (person, "Ms. Ana", "es")
    assert row.instrument is not None
    assert row.instrument.uploaded_by == world["secretariat"].person
    entry = Entry.objects.get(act="focal_point.name")
    assert (entry.place, entry.subject, entry.capacity) == (f"focal_point:{row.pk}", "BR", "secretariat")
    assert entry.data["instrument"] == row.instrument.sha256
    assert answers(world, 0) == "ana"
    assert answers(world, 300) == "ana"


def test_somebody_known_keeps_their_own_name(world: World) -> None:
    assert name(world, "br", email="BR@example.org").person == world["br"].person
    world["br"].person.refresh_from_db()
    assert world["br"].person.name == "Ms. Br"


def test_naming_another_ends_the_one_before_and_what_they_delegated(world: World) -> None:
    first = name(world)
    delegate(world, first, "deputy", (5, 9))
    name(world, "bea", start=START + 3 * DAY)
    assert [answers(world, day) for day in (2.9, 3, 6, 12)] == ["ana", "bea", "bea", "bea"]
    first.refresh_from_db()
    assert (first.end, first.withdrawn_why) == (START + 3 * DAY, "")
    name(world, "cleo")
    assert [answers(world, day) for day in (0, 2.9, 3)] == ["cleo", "cleo", "bea"]


def test_a_mandate_that_ends_at_a_date(world: World) -> None:
    row = name(world, end=START + 2 * DAY)
    assert [answers(world, day) for day in (0, 1.999, 2)] == ["ana", "ana", None]
    late = lambda: nominate(world, row, START + 2 * DAY)  # noqa: E731 - an act to be refused
    assert code(late) == "mandate_over"


def nominate(world: World, by: FocalPoint, at: datetime) -> object:
    return registrations.nominate(
        world.consultation.pk,
        Performer(by.person),
        at,
        member=by.member,
        details=Details(email=f"{at:%d%H%M}@example.org", name="Mr. New"),
    )


def test_while_it_is_delegated_the_other_acts_and_then_oneself_again(world: World) -> None:
    first = name(world)
    deputy = delegate(world, first, "deputy", (1, 3))
    assert [answers(world, day) for day in (0.9, 1, 2.9, 3)] == ["ana", "deputy", "deputy", "ana"]
    assert code(lambda: nominate(world, first, START + 2 * DAY)) == "mandate_delegated"
    nominate(world, deputy, START + 2 * DAY)
    nominate(world, first, START + 3 * DAY)
    assert code(lambda: nominate(world, deputy, START + 3 * DAY)) == "mandate_over"


def test_dates_that_make_no_sense(world: World) -> None:
    first = name(world, end=START + 10 * DAY)
    assert code(lambda: name(world, "x", end=START)) == "ends_before_it_starts"
    assert code(lambda: name(world, "x", start=START - DAY)) == "starts_in_the_past"
    assert code(lambda: delegate(world, first, "x", (3, 2))) == "ends_before_it_starts"
    assert code(lambda: delegate(world, first, "x", (-1, 2))) == "starts_in_the_past"
    assert code(lambda: delegate(world, first, "x", (1, 11))) == "delegation_outlives_mandate"
    assert code(lambda: delegate(world, first, "ana", (1, 2))) == "delegation_to_oneself"
    endless = lambda: focal_points.delegate(  # noqa: E731 - an act to be refused
        world.consultation.pk, Performer(first.person), START, member=member(world), wanted=wanted("x")
    )
    assert code(endless) == "delegation_needs_end"
    delegate(world, first, "deputy", (2, 4))
    assert code(lambda: delegate(world, first, "x", (3, 5))) == "delegated_for_that_time"
    delegate(world, first, "x", (4, 5))


def test_a_file_that_is_not_what_it_says_names_nobody(world: World) -> None:
    program = ContentFile(b"MZ\x90\x00" + b"\x00" * 60, "note.pdf")
    assert code(lambda: name(world, instrument=look(program))) == "upload_not_what_it_says"
    assert not Person.objects.filter(email="ana@example.org").exists()


def test_a_member_that_takes_no_part(world: World) -> None:
    world.consultation.invitations.filter(member=member(world)).delete()
    assert code(lambda: name(world)) == "member_not_invited"


def test_withdrawing_ends_what_was_delegated_under_it(world: World) -> None:
    first = name(world)
    deputy = delegate(world, first, "deputy", (0, 9))
    third = delegate(world, deputy, "third", (1, 4), at=START + timedelta(seconds=1))
    withdraw(world, as_(world, "secretariat"), first, since=START + 2 * DAY, words=" Recalled.\x00 ")
    assert [answers(world, day) for day in (0.5, 1.5, 2, 5)] == ["deputy", "third", None, None]
    for row in (first, deputy, third):
        row.refresh_from_db()
        assert (row.end, row.withdrawn_why) == (START + 2 * DAY, "Recalled.")
    entry = Entry.objects.get(act="focal_point.withdraw")
    assert entry.data["ended"] == [first.pk, deputy.pk, third.pk]


def test_who_delegated_takes_it_back_without_being_registered(world: World) -> None:
    first = name(world)
    deputy = delegate(world, first, "deputy", (0, 9))
    withdraw(world, Performer(first.person), deputy, START + DAY)
    assert answers(world, 1) == "ana"
    entry = Entry.objects.get(act="focal_point.withdraw")
    assert (entry.capacity, entry.subject) == (COUNCIL_STATE.value, "BR")


def test_one_that_has_not_started_never_comes_into_force(world: World) -> None:
    first = name(world)
    later = delegate(world, first, "deputy", (5, 9))
    withdraw(world, Performer(first.person), later)
    assert code(lambda: withdraw(world, Performer(first.person), later)) == "mandate_over_already"
    assert answers(world, 6) == "ana"
    delegate(world, first, "other", (5, 9))


def test_who_holds_it_may_lay_it_down_but_not_the_one_above(world: World) -> None:
    first = name(world)
    deputy = delegate(world, first, "deputy", (0, 9))
    by_deputy = Performer(deputy.person)
    assert code(lambda: withdraw(world, by_deputy, first, START + DAY)) == "mandate_not_yours"
    withdraw(world, by_deputy, deputy, START + DAY)
    assert answers(world, 1) == "ana"


def test_refused_withdrawals(world: World) -> None:
    row, secretariat = name(world, end=START + 5 * DAY), as_(world, "secretariat")
    assert code(lambda: withdraw(world, secretariat, row, words=" \x00")) == "withdrawal_needs_words"
    assert code(lambda: withdraw(world, secretariat, row, since=START - DAY)) == "starts_in_the_past"
    assert code(lambda: withdraw(world, secretariat, row, since=START + 6 * DAY)) == "ends_before_that"
    assert code(lambda: withdraw(world, secretariat, row, START + 5 * DAY)) == "mandate_over_already"
    row.pk = 0
    assert code(lambda: withdraw(world, secretariat, row)) == "no_such_mandate"


def test_of_two_withdrawals_that_meet_the_second_finds_it_over(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked the mandate up before either has the lock."""
    row, secretariat = name(world), as_(world, "secretariat")
    looked = focal_points.is_theirs

    def and_meanwhile(*args: Any) -> bool:
        monkeypatch.undo()
        withdraw(world, secretariat, row, START + DAY, words="Recalled.")
        return looked(*args)

    monkeypatch.setattr(focal_points, "is_theirs", and_meanwhile)
    with pytest.raises(Refusal) as refused:
        withdraw(world, secretariat, row, START + DAY, words="Twice.")
    assert refused.value.reason.code == "mandate_over_already"
    row.refresh_from_db()
    assert (row.end, row.withdrawn_why) == (START + DAY, "Recalled.")


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
def test_nobody_else_names_delegates_or_withdraws(who: str, world: World) -> None:
    mandate = name(world, "br")
    name(world, "jp", whose="jp")
    by = as_(world, who)
    asked = wanted("x", end=START + DAY)
    for act in (focal_points.name, focal_points.delegate):
        refused = code(lambda act=act: act(world.consultation.pk, by, START, member=member(world), wanted=asked))  # type: ignore[misc]
        assert refused in {"not_permitted", "no_mandate"}
    assert code(lambda: withdraw(world, by, mandate)) in {"no_mandate", "not_permitted", "mandate_not_yours"}
    assert answers(world, 0) == "br"


def test_the_secretariat_has_no_authority_to_delegate(world: World) -> None:
    name(world)
    refused = code(
        lambda: focal_points.delegate(
            world.consultation.pk,
            as_(world, "secretariat"),
            START,
            member=member(world),
            wanted=wanted("x", end=START + DAY),
        )
    )
    assert refused in {"not_permitted", "no_mandate"}


def test_a_mandate_of_another_consultation_is_not_there(world: World) -> None:
    row = name(world)
    with pytest.raises(Refusal) as refused:
        focal_points.withdraw(0, as_(world, "secretariat"), START, row.pk, words="x")
    assert refused.value.reason.code == "no_such_mandate"
