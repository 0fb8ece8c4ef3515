"""Whose address is corrected after a bounce, and by whom (rule 38)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail import mailings
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Person, Registration
from tests.support.mail import code, draft, send, to

if TYPE_CHECKING:
    from tests.factories import World

NEW = "new@example.org"


def bounced(world: World, name: str) -> Delivery:
    row = send(world, draft(to(world, name)), 1).deliveries.get()
    Delivery.objects.filter(pk=row.pk).update(state=Delivery.State.BOUNCED)
    return row


def resend(world: World, row: Delivery, by: str, address: str = NEW) -> Delivery:
    return mailings.resend(world.consultation.pk, Performer(world[by].person), timezone.now(), row.pk, address)


def address(world: World, name: str) -> str:
    return Person.objects.get(pk=world[name].person_id).email


@pytest.fixture
def colleague(world: World) -> str:
    """The technician is one of the secretariat too."""
    Registration.objects.filter(pk=world["technician"].pk).update(role="secretariat")
    return "technician"


@pytest.mark.parametrize("name", ["chair", "vice_chair"])
def test_rule_38_an_address_of_who_acts_for_the_body_is_changed_by_two_persons(
    world: World, colleague: str, name: str
) -> None:
    row, before = bounced(world, name), address(world, name)
    for _again in range(2):
        assert resend(world, row, "secretariat") == row
    # Another address is another proposal.
    assert resend(world, row, colleague, "other@example.org") == row
    assert address(world, name) == before
    assert Delivery.objects.filter(mailing=row.mailing).count() == 1
    made = resend(world, row, "secretariat", "other@example.org")
    assert (made.address, address(world, name)) == ("other@example.org", "other@example.org")
    row.refresh_from_db()
    assert (row.proposed_address, row.proposed_by) == ("", None)
    assert "example.org" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_rule_38_a_colleagues_address_is_changed_by_themselves_or_by_two_others(world: World, colleague: str) -> None:
    row = bounced(world, colleague)
    assert resend(world, row, "secretariat") == row
    assert address(world, colleague) == "technician@example.org"
    assert resend(world, row, colleague) != row
    assert address(world, colleague) == NEW


def test_rule_38_whom_the_first_let_in_is_no_second_person(world: World, colleague: str) -> None:
    row = bounced(world, "chair")
    resend(world, row, "secretariat")
    rows = Registration.objects.filter(pk=world[colleague].pk)
    rows.update(confirmed_by=world["secretariat"].person)
    assert resend(world, row, colleague) == row
    assert address(world, "chair") == "chair@example.org"


def test_a_delegates_address_one_person_corrects(world: World) -> None:
    resend(world, bounced(world, "br"), "secretariat", "brazil@example.org")
    assert address(world, "br") == "brazil@example.org"


def test_an_unchanged_address_needs_nobody_else(world: World) -> None:
    row = bounced(world, "chair")
    assert resend(world, row, "secretariat", "chair@example.org") != row


def test_rule_38_whoever_entered_the_first_is_no_second_person(world: World, colleague: str) -> None:
    row = bounced(world, "chair")
    resend(world, row, colleague)
    Registration.objects.filter(pk=world[colleague].pk).update(entered_by=world["secretariat"].person)
    assert resend(world, row, "secretariat") == row
    assert address(world, "chair") == "chair@example.org"


def test_rule_38_a_narrower_role_neither_proposes_nor_confirms_such_an_address(world: World, colleague: str) -> None:
    row, before = bounced(world, "chair"), address(world, "chair")
    world[colleague].scope_grants.create(
        scope="registration", start=world.consultation.day(timezone.now()), granted_at=timezone.now()
    )
    assert code(lambda: resend(world, row, colleague)) == "not_in_scope"
    resend(world, row, "secretariat")
    assert code(lambda: resend(world, row, colleague)) == "not_in_scope"
    assert address(world, "chair") == before
    delegate = bounced(world, "br")
    resend(world, delegate, colleague, "br2@example.net")
    assert address(world, "br") == "br2@example.net"
