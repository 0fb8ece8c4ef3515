"""Somebody of the secretariat is told of a role that is given to them, and of one that is withdrawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outbox

from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.mail.sending import Sender
from hemicycle.people.actions.scopes import grant, withdraw
from hemicycle.people.models import Person, Registration
from hemicycle.rules.capacity import Role
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.scopes import Scope
from tests.factories import START

if TYPE_CHECKING:
    from tests.factories import World

TODAY = START.date()


def colleague(world: World) -> Registration:
    person = Person.objects.create_user("colleague@example.org", "Ms. Colleague", language="en")
    return Registration.objects.create(
        consultation=world.consultation, person=person, role=Role.SECRETARIAT.value, status="confirmed", asked_at=START
    )


def sent() -> list[tuple[str, str]]:
    outbox.outbox.clear()
    Sender().round()
    return [(str(message.subject), str(message.body)) for message in outbox.outbox]


@pytest.mark.postgres
def test_a_role_that_is_given_and_withdrawn_is_told_to_whom_it_is_about(world: World) -> None:
    row, desk, key = colleague(world), Performer(world["secretariat"].person), world.consultation.pk
    given = grant(key, desk, START, row.pk, Scope.LETTERS, start=TODAY, end=date(TODAY.year + 1, 3, 2))
    [(subject, body)] = sent()
    assert subject == "Your role in the secretariat: Test Consultation"
    for words in (
        "Letters and replies",
        f"Until: 2 March {TODAY.year + 1}",
        "Granted by: Ms. Secretariat",
        "/desk/roles/",
    ):
        assert words in body
    withdraw(key, desk, START, given.pk)
    [(subject, body)] = sent()
    assert subject == "The end of your role in the secretariat: Test Consultation"
    assert "withdrawn by Ms. Secretariat: Letters and replies" in body
    assert set(Delivery.objects.values_list("address", flat=True)) == {"colleague@example.org"}


def test_a_role_without_end_that_the_operator_gives_says_so(world: World) -> None:
    row = colleague(world)
    grant(world.consultation.pk, Performer(None), START, row.pk, Scope.READ_ONLY, start=TODAY)
    [(_subject, body)] = sent()
    assert "Until: until it is withdrawn" in body
    assert "please ask the operator" in body


def test_nobody_is_told_of_a_role_that_is_refused_or_of_one_of_somebody_forgotten(world: World) -> None:
    row = colleague(world)
    with pytest.raises(Refusal):
        grant(world.consultation.pk, Performer(row.person), START, row.pk, Scope.LETTERS, start=TODAY)
    row.person.forgotten_at = START
    row.person.save()
    grant(world.consultation.pk, Performer(None), START, row.pk, Scope.READ_ONLY, start=TODAY)
    assert not Delivery.objects.exists()
