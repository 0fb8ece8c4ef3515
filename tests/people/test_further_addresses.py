"""Further addresses of a Member: entered, changed and removed, a bounded number of them; kept out of the journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import models

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people import erasing, personal_data
from hemicycle.people.actions.contacts import put_contact, remove_contact
from hemicycle.people.actions.members import ContactRecord, MemberRecord, put
from hemicycle.people.member_record import MOST_COPIES
from hemicycle.people.models import Contact, Member
from tests.factories import START
from tests.people.test_members import desk, wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

GENEVA = ContactRecord("Permanent Mission, Geneva", "Mission@example.org", "", "", copies=True)


def act(world: World, what: Callable[..., Any], *arguments: Any, **named: Any) -> None:
    what(world.consultation.pk, desk(world), START, "BR", *arguments, **named)


def kept() -> list[tuple[str, str, str, bool]]:
    return list(Contact.objects.order_by("pk").values_list("name", "email", "language", "copies"))


def last_change() -> dict[str, Any]:
    found: dict[str, Any] = Entry.objects.latest("pk").data["members"]["BR"]
    return found


def test_they_are_added_changed_and_removed_each_in_one_act(world: World) -> None:
    act(world, put_contact, ContactRecord("Office", "office@example.org"))
    act(world, put_contact, GENEVA)
    assert kept()[1] == ("Permanent Mission, Geneva", "mission@example.org", "", True)
    entry = Entry.objects.latest("pk")
    assert (entry.place, entry.act, last_change()) == ("member:BR", "member.edit", {"further_addresses": [0, 1]})
    key = Contact.objects.get(copies=True).pk
    # It may have no name, and a language of its own; mails go on to point to its row.
    act(
        world,
        put_contact,
        ContactRecord("", "mission@example.org", "", "fr", copies=True),
        instead_of="mission@example.org",
    )
    assert kept() == [("Office", "office@example.org", "en", False), ("", "mission@example.org", "fr", True)]
    assert Contact.objects.get(copies=True).pk == key
    assert last_change() == {"further_addresses": [1, 1]}
    act(world, remove_contact, "mission@example.org")
    assert last_change() == {"further_addresses": [1, 0]}
    assert [email for _name, email, _language, _copies in kept()] == ["office@example.org"]
    journal = json.dumps(list(Entry.objects.values_list("data", flat=True)))
    assert "example.org" not in journal
    assert "Geneva" not in journal


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (ContactRecord("Mission", "nowhere", "", "", copies=True), "contact_address"),
        (ContactRecord("Mission", "", "", "", copies=True), "contact_address"),
        (ContactRecord("Mission", "m@example.org", "", "xx", copies=True), "name_language"),
        (ContactRecord("M" * 301, "m@example.org", "", "", copies=True), "text_too_long"),
        (ContactRecord("Mission", "OFFICE@example.org", "", "", copies=True), "contact_twice"),
        # What stands in for a focal point is written to by name, in its language.
        (ContactRecord("", "m@example.org", "", "en"), "contact_name_missing"),
        (ContactRecord("Mission", "m@example.org", "", ""), "name_language"),
    ],
)
def test_what_cannot_be_so_is_refused(world: World, record: ContactRecord, why: str) -> None:
    act(world, put_contact, ContactRecord("Office", "office@example.org"))
    assert wrong(lambda: act(world, put_contact, record)) == why
    assert len(kept()) == 1


def test_there_are_so_many_and_no_more(world: World) -> None:
    for number in range(MOST_COPIES):
        act(world, put_contact, ContactRecord("", f"m{number}@example.org", "", "", copies=True))
    assert wrong(lambda: act(world, put_contact, GENEVA)) == "too_many_copies"
    # Contacts are not counted with them, and one more can be put in the place of another.
    act(world, put_contact, ContactRecord("Office", "office@example.org"))
    act(world, put_contact, GENEVA, instead_of="m0@example.org")
    assert Contact.objects.filter(copies=True).count() == MOST_COPIES


def test_only_the_secretariat_enters_them(world: World) -> None:
    for name in ("br", "chair", "technician"):
        by = Performer(world[name].person)
        assert wrong(lambda by=by: put_contact(world.consultation.pk, by, START, "BR", GENEVA)) == "not_permitted"  # type: ignore[misc]
    assert not Contact.objects.exists()


def test_rows_are_in_the_order_that_was_asked_for(world: World) -> None:
    """As a file has them: what stands behind a new one is entered after it."""
    first, last = ContactRecord("A", "a@example.org"), ContactRecord("Z", "z@example.org")
    where = world.consultation.pk, desk(world), START
    put(*where, MemberRecord("BR", contacts=[first, last]))
    before = dict(Contact.objects.values_list("email", "pk"))
    put(*where, MemberRecord("BR", contacts=[first, GENEVA, last]))
    assert [email for _name, email, *_ in kept()] == ["a@example.org", "mission@example.org", "z@example.org"]
    assert Contact.objects.get(email="a@example.org").pk == before["a@example.org"]


def test_one_that_is_changed_stays_in_its_place_with_its_key(world: World) -> None:
    act(world, put_contact, ContactRecord("Office", "office@example.org"))
    act(world, put_contact, GENEVA)
    key = Contact.objects.get(copies=False).pk
    act(world, put_contact, ContactRecord("Cabinet", "Office@example.org"), instead_of="office@example.org")
    assert [name for name, *_ in kept()] == ["Cabinet", "Permanent Mission, Geneva"]
    assert Contact.objects.get(copies=False).pk == key
    # Another address is another one: what went to the old one is not told of it.
    act(world, put_contact, ContactRecord("Cabinet", "cabinet@example.org"), instead_of="office@example.org")
    assert [name for name, *_ in kept()] == ["Permanent Mission, Geneva", "Cabinet"]
    assert Contact.objects.get(copies=False).pk != key


def test_a_further_address_is_erased_with_all_that_went_to_it(world: World) -> None:
    act(world, put_contact, GENEVA)
    row = Contact.objects.get()
    mailing = Mailing.objects.create(consultation=world.consultation, template="letter", at=START)
    Delivery.objects.create(
        mailing=mailing, contact=row, member=row.member, copy=True, address=row.email, language="en", token="1"
    )
    erasing.erase("mission@example.org", START)
    rows = [row for model in personal_data.our_models() for row in models.QuerySet(model=model).values()]
    everything = json.dumps(rows, default=str)
    assert "mission@example.org" not in everything
    assert "Permanent Mission" not in everything
    # That a copy went out for the Member stays.
    assert Delivery.objects.get().copy
    assert Member.objects.filter(code="BR").exists()
