"""Registrations in the consultation of ``tests.factories``: made, answered for, and listened to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile

from hemicycle.journal.record import Performer
from hemicycle.people.actions import registrations
from hemicycle.people.actions.focal_points import Mandate
from hemicycle.people.changes import registrations_changed
from hemicycle.people.details import Details
from hemicycle.people.messages import refusal_message
from hemicycle.people.models import FocalPoint, Member, Person, Registration
from hemicycle.people.uploads import look
from hemicycle.rules.reasons import Refusal
from tests.factories import START

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from tests.factories import World


def as_(world: World, name: str) -> Performer:
    return Performer(world[name].person, "192.0.2.2")


def details(name: str = "new", **changes: Any) -> Details:
    return Details(**{"email": f"{name}@example.org", "name": f"Ms. {name.title()}", **changes})


def a_note() -> ContentFile[bytes]:
    """The note that gives a focal point their authority, as it is sent."""
    return ContentFile(b"%PDF-1.7\n%%EOF", "note.pdf")


def mandate(email: str, name: str, language: str = "en", **rest: Any) -> Mandate:
    """A mandate as it is asked for, with its note."""
    return Mandate(email, name, language, instrument=look(a_note()), **rest)


def member(world: World, name: str) -> Member:
    found = world[name].member
    assert found is not None
    return found


def submit(world: World, name: str, member_of: str = "br", *, at: datetime = START, **changes: Any) -> Registration:
    wanted = details(name, **changes)
    known = Person.objects.filter(email=wanted.email).first()
    person = known or Person.objects.create_user(wanted.email, wanted.name)
    return registrations.submit(
        world.consultation.pk, Performer(person), at, member=member(world, member_of), details=wanted
    )


def answer_for(world: World, row: Registration) -> None:
    """Somebody becomes the focal point of a registration's Member."""
    assert row.member is not None
    FocalPoint.objects.create(
        consultation=world.consultation, member=row.member, person=world["gh"].person, start=START
    )


def statuses(*rows: Registration) -> list[str]:
    found = dict(Registration.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "status"))
    return [found[row.pk] for row in rows]


def code(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code


@pytest.fixture
def registration_steps() -> Iterator[list[str]]:
    steps: list[str] = []

    def hear(*, changes: list[tuple[int, str]], **_: Any) -> None:
        steps.extend(step for _, step in changes)

    registrations_changed.connect(hear)
    yield steps
    registrations_changed.disconnect(hear)
