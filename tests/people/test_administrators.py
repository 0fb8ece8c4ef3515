"""Administrators of the installation: granted, withdrawn, never without one, and kept while they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.administrator_links import invite
from hemicycle.people import erasing, second_factor
from hemicycle.people.actions.administrators import withdraw
from hemicycle.people.administrators import administrator_keys, administrators, is_administrator
from hemicycle.people.models import Administrator, AdministratorLink, Person
from hemicycle.people.reasons import PeopleCode
from hemicycle.people.retention import due
from hemicycle.rules.reasons import Refusal
from tests.factories import START, World

OPERATOR = Performer(system="operator")

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Administrator:
    return invite(OPERATOR, START, "Ana@example.org", "Ms. Ana", "fr").administrator


def by(row: Administrator) -> Performer:
    return Performer(row.person)


def test_the_operator_makes_a_person_an_administrator_with_an_entry_of_the_journal(first: Administrator) -> None:
    assert (first.person.email, first.person.name, first.person.language) == ("ana@example.org", "Ms. Ana", "fr")
    assert first.granted_by is None
    assert is_administrator(first.person_id)
    entry = Entry.objects.get()
    assert (entry.act, entry.place, entry.system) == ("administrator.grant", f"person:{first.person_id}", "operator")


def test_an_administrator_makes_another_one_of_somebody_who_is_known(first: Administrator) -> None:
    known = Person.objects.create_user("b@example.org", "Ms. Known")
    made = invite(by(first), START, "B@example.org", "Ms. Otherwise").administrator
    assert (made.person, made.granted_by_id) == (known, first.person_id)
    known.refresh_from_db()
    assert known.name == "Ms. Known"
    assert administrator_keys() == {first.person_id, known.pk}


def test_who_is_one_already_stays_so_and_has_one_valid_link(first: Administrator) -> None:
    again = invite(OPERATOR, START, "ana@example.org").administrator
    assert again == first
    assert AdministratorLink.objects.filter(revoked_at=None).count() == 1
    assert AdministratorLink.objects.count() == 2


def test_nobody_else_makes_an_administrator(first: Administrator) -> None:
    somebody = Person.objects.create_user("c@example.org", "Ms. C")
    with pytest.raises(Refusal) as refused:
        invite(Performer(somebody), START, "d@example.org", "Ms. D")
    assert refused.value.reason.code is PeopleCode.NOT_ADMINISTRATOR
    assert administrator_keys() == {first.person_id}
    assert not Person.objects.filter(email="d@example.org").exists()


def test_somebody_whose_access_was_ended_is_not_made_one() -> None:
    Person.objects.create_user("b@example.org", "Ms. B", is_active=False)
    with pytest.raises(Refusal) as refused:
        invite(OPERATOR, START, "b@example.org")
    assert refused.value.reason.code is PeopleCode.PERSON_INACTIVE


def test_an_administrator_who_is_withdrawn_is_none_and_their_link_opens_nothing(first: Administrator) -> None:
    other = invite(by(first), START, "b@example.org", "Ms. B").administrator
    withdraw(by(first), START + timedelta(hours=1), other.pk)
    assert not is_administrator(other.person_id)
    row = next(row for row in administrators() if row.pk == other.pk)
    assert (row.withdrawn_by_id, row.withdrawn_at) == (first.person_id, START + timedelta(hours=1))
    assert not other.links.filter(revoked_at=None).exists()
    with pytest.raises(Refusal) as refused:
        invite(by(other), START, "d@example.org", "Ms. D")
    assert refused.value.reason.code is PeopleCode.NOT_ADMINISTRATOR


def test_the_last_administrator_is_not_withdrawn(first: Administrator) -> None:
    with pytest.raises(Refusal) as refused:
        withdraw(by(first), START, first.pk)
    assert refused.value.reason.code is PeopleCode.LAST_ADMINISTRATOR
    assert is_administrator(first.person_id)


def test_who_is_withdrawn_already_is_not_withdrawn_twice(first: Administrator) -> None:
    other = invite(by(first), START, "b@example.org", "Ms. B").administrator
    withdraw(by(first), START, other.pk)
    with pytest.raises(Refusal) as refused:
        withdraw(by(first), START, other.pk)
    assert refused.value.reason.code is PeopleCode.NO_SUCH_ADMINISTRATOR


def test_who_was_withdrawn_may_be_invited_again(first: Administrator) -> None:
    other = invite(by(first), START, "b@example.org", "Ms. B").administrator
    withdraw(by(first), START, other.pk)
    assert invite(by(first), START, "b@example.org").administrator.pk != other.pk
    assert is_administrator(other.person_id)


@pytest.mark.parametrize(("named", "required"), [(["secretariat"], True), (["chair"], False), ([], False)])
def test_a_second_factor_is_required_as_of_the_secretariat(
    first: Administrator, settings: pytest.FixtureRequest, named: list[str], *, required: bool
) -> None:
    settings.SECOND_FACTOR = named  # type: ignore[attr-defined]
    assert second_factor.required_of(first.person) is required


def test_the_data_of_an_administrator_is_kept_while_they_are_one(world: World) -> None:
    person = world["secretariat"].person
    Person.objects.update(made_up=False)
    late = START + timedelta(days=20_000)
    before = due(late)[0].people
    invite(OPERATOR, START, person.email)
    assert due(late)[0].people == before - 1
    with pytest.raises(Refusal) as refused:
        erasing.erase(person.email, late)
    assert refused.value.reason.code is PeopleCode.STILL_ADMINISTRATOR
