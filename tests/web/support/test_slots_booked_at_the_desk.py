"""The secretariat books a slot for who asks for one, and cancels it; nobody else at the desk does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.journal.models import Entry
from hemicycle.people.models import Registration
from tests.support.html import html_of
from tests.support.slots import a_slot, held_session
from tests.web.support.test_slots import address, book, live, sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.sittings.models import Sitting
    from tests.factories import World

    ClientOf = Callable[[Any], Client]


@pytest.fixture
def session(world: World) -> Sitting:
    return held_session(world.consultation)


def test_who_telephones_is_booked_and_told(world: World, session: Sitting, client_of: ClientOf) -> None:
    slot, desk = a_slot(session, places=2), client_of(world["secretariat"])
    page = html_of(desk.get(address(slot)))
    assert {"Ms. Br", "Ms. Jp"} <= set(re.findall(r"M[rs]+\. [A-Z][a-z]+", page))
    said = html_of(desk.post(address(slot), {"act": "book", "person": world["br"].pk}, follow=True))
    assert "Booked for Ms. Br. A confirmation with a calendar file is being sent by e-mail." in said
    assert live() == [(world["br"].pk, slot.pk)]
    assert sent("slot_booked") == ["br@example.org"]
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place, entry.data["registration"]) == ("plan.edit", f"slot:{slot.pk}", world["br"].pk)
    again = desk.post(address(slot), {"act": "book", "person": world["br"].pk})
    assert "Correct the fields marked below" in html_of(again), "who is there is not offered again"
    assert len(live()) == 1


def test_a_booking_is_moved_by_booking_elsewhere_and_cancelled(
    world: World, session: Sitting, client_of: ClientOf
) -> None:
    first, second = a_slot(session, 0), a_slot(session, 1)
    booking, desk = book(world, "br", first), client_of(world["secretariat"])
    desk.post(address(second), {"act": "book", "person": world["br"].pk})
    assert live() == [(world["br"].pk, second.pk)]
    assert sent("slot_moved") == ["br@example.org"]
    page = html_of(desk.get(address(second)))
    assert "Cancel the booking of Ms. Br" in page
    said = html_of(desk.post(address(second), {"act": "cancel", "booking": booking.pk}, follow=True))
    assert "The booking is cancelled. The person is told by e-mail." in said
    assert live() == []
    assert sent("slot_cancelled") == ["br@example.org"]
    twice = html_of(desk.post(address(second), {"act": "cancel", "booking": booking.pk}))
    assert "This booking was cancelled" in twice or "Nothing was changed" in twice


def test_a_full_slot_offers_no_place_and_gives_none(world: World, session: Sitting, client_of: ClientOf) -> None:
    slot, desk = a_slot(session), client_of(world["secretariat"])
    book(world, "br", slot)
    assert "Book a place" not in html_of(desk.get(address(slot)))
    desk.post(address(slot), {"act": "book", "person": world["jp"].pk})
    assert live() == [(world["br"].pk, slot.pk)]


def test_who_is_not_confirmed_and_who_is_of_another_consultation_are_not_booked(
    world: World, session: Sitting, client_of: ClientOf
) -> None:
    slot, desk = a_slot(session, places=3), client_of(world["secretariat"])
    Registration.objects.filter(pk=world["jp"].pk).update(status="pending")
    for key in (world["jp"].pk, "0", "x", ""):
        answer = desk.post(address(slot), {"act": "book", "person": key})
        assert "Correct the fields marked below" in html_of(answer)
    assert live() == []


@pytest.mark.parametrize("who", ["technician", "br", "chair"])
def test_nobody_else_books_at_the_desk(who: str, world: World, session: Sitting, client_of: ClientOf) -> None:
    slot = a_slot(session, places=2)
    booking = book(world, "br", slot)
    client = client_of(world[who])
    assert client.post(address(slot), {"act": "book", "person": world["jp"].pk}).status_code == 403
    assert client.post(address(slot), {"act": "cancel", "booking": booking.pk}).status_code == 403
    assert live() == [(world["br"].pk, slot.pk)]
