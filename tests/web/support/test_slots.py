"""Slots of test sessions: made and changed at the desk, booked by people and their focal points, told by e-mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.actions import registrations
from hemicycle.people.models import FocalPoint, Person, Registration
from hemicycle.rules.registration import Step
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.actions import rehearsals
from hemicycle.sittings.actions.planning import Hours
from hemicycle.support.actions import bookings, slots
from hemicycle.support.actions.slots import Row, Wanted
from hemicycle.support.models import Slot, SlotBooking
from hemicycle.support.slots import coming
from tests.factories import SLUG
from tests.sittings.test_concurrency import at_once
from tests.support.floor import by
from tests.support.html import html_of
from tests.support.mail import code
from tests.support.slots import NOON, NOW, a_slot, held_session
from tests.web.support.test_connection_tests import measured_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.sittings.models import Sitting
    from tests.factories import World

    ClientOf = Callable[[Any], Client]

BOOK = f"/consultations/{SLUG}/test-slots/"
MINE = f"/consultations/{SLUG}/desk/my-slots/"


@pytest.fixture
def session(world: World) -> Sitting:
    return held_session(world.consultation)


def listing(session: Sitting) -> str:
    return f"/consultations/{SLUG}/desk/sittings/{session.pk}/slots/"


def address(slot: Slot) -> str:
    return f"/consultations/{SLUG}/desk/sittings/{slot.sitting_id}/slots/{slot.pk}/"


def book(world: World, who: str, slot: Slot, performer: str = "", at: datetime = NOW) -> SlotBooking:
    return bookings.book(world.consultation.pk, by(world, performer or who), at, world[who].pk, slot.pk)


def live() -> list[tuple[int, int]]:
    return list(SlotBooking.objects.filter(cancelled_at=None).values_list("registration", "slot"))


def sent(template: str) -> list[str]:
    return list(Delivery.objects.filter(mailing__template=template).order_by("pk").values_list("address", flat=True))


def focal_point(world: World, person: Person, of: str) -> None:
    member, start = world[of].member, datetime(2020, 1, 1, tzinfo=UTC)
    assert member
    FocalPoint.objects.create(consultation=world.consultation, member=member, person=person, start=start)


def change(world: World, slot: Slot, told: int, **wanted: Any) -> int:
    slot.refresh_from_db()
    given = {"begins": slot.begins_at, "minutes": slot.minutes, "places": slot.places, "technician": None, **wanted}
    performer = by(world, "secretariat")
    return slots.change(world.consultation.pk, performer, NOW, slot.pk, Wanted(**given), told=told)


# The desk


def test_a_row_is_made_between_two_hours_with_one_entry(world: World, session: Sitting, client_of: ClientOf) -> None:
    form = {"opens": "12:00", "closes": "13:10", "minutes": "20", "places": "2", "technician": world["technician"].pk}
    page = client_of(world["secretariat"]).post(listing(session), {"act": "make", **form}, follow=True)
    assert "3 slots are added." in html_of(page)
    made = list(Slot.objects.all())
    assert [(row.begins_at - NOON) // timedelta(minutes=1) for row in made] == [0, 20, 40]
    assert {(row.minutes, row.places, row.technician) for row in made} == {(20, 2, world["technician"])}
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place, entry.data["slots"]) == (
        "plan.edit",
        f"sitting:{session.pk}",
        [row.pk for row in made],
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens": "11:45"}, "A slot is within the hours of its test session"),
        ({"closes": "12:10"}, "No slot fits between these times."),
        ({"technician": "technician"}, "overlaps with this one. Choose another technician or other times."),
        ({"technician": "br"}, "Correct the fields marked below"),
        ({"opens": "25:00"}, "This is not a time. Enter it in the form 18:00."),
        ({"minutes": "4"}, "Correct the fields marked below"),
        ({"places": "0"}, "Correct the fields marked below"),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_made_is_typed_again(
    changes: dict[str, str], words: str, world: World, session: Sitting, client_of: ClientOf
) -> None:
    a_slot(session, 1, technician=world["technician"])
    form = {"opens": "12:00", "closes": "13:00", "minutes": "15", "places": "1", "technician": "", **changes}
    form["technician"] = str(world[form["technician"]].pk) if form["technician"] else ""
    page = client_of(world["secretariat"]).post(listing(session), {"act": "make", **form})
    assert page.status_code in {409, 422}
    assert words in html_of(page)
    assert f'value="{form["closes"]}"' in html_of(page)
    assert Slot.objects.count() == 1


def test_a_technician_is_in_one_place(world: World, session: Sitting) -> None:
    other = held_session(world.consultation, number=2)
    taken = a_slot(session, 0, technician=world["technician"])
    free = a_slot(other, 0)
    technician = world["technician"].pk
    assert code(lambda: change(world, free, 0, technician=technician)) == "slot_overlaps"
    assert change(world, free, 0, begins=free.begins_at + timedelta(minutes=15), technician=technician) == 0
    assert code(lambda: change(world, taken, 0, minutes=16, technician=technician)) == "slot_overlaps"


def test_only_a_test_session_has_slots(world: World, session: Sitting, client_of: ClientOf) -> None:
    row, key, performer = Row(NOON, NOON + timedelta(hours=1), 15, 1), world.consultation.pk, by(world, "secretariat")
    assert code(lambda: slots.make_row(key, performer, NOW, world.sitting.pk, row)) == "slots_of_test_sessions"
    assert client_of(world["secretariat"]).get(listing(world.sitting)).status_code == 404
    after = session.closes_at + timedelta(seconds=1)
    assert code(lambda: slots.make_row(key, performer, after, session.pk, row)) == "slot_in_the_past"


def test_who_has_booked_a_slot_is_told_of_other_hours(world: World, session: Sitting, client_of: ClientOf) -> None:
    slot = a_slot(session, places=3)
    for who in ("br", "jp"):
        book(world, who, slot)
    client = client_of(world["secretariat"])
    assert "2 people are told by e-mail" in html_of(client.get(address(slot)))
    form = {"act": "change", "begins": "12:30", "minutes": "15", "places": "3", "technician": "", "told": "2"}
    page = html_of(client.post(address(slot), form, follow=True))
    assert "The slot is saved. 2 people are told by e-mail." in page
    assert sent("slot_moved") == ["br@example.org", "jp@example.org"]
    assert Entry.objects.latest("pk").data["told"] == 2
    assert set(SlotBooking.objects.values_list("sequence", flat=True)) == {1}
    # Places and a technician concern nobody who has booked.
    form.update(places="2", technician=str(world["technician"].pk))
    assert "The slot is saved." in html_of(client.post(address(slot), form, follow=True))
    assert len(sent("slot_moved")) == 2


def test_nobody_is_moved_whom_the_page_did_not_count(world: World, session: Sitting, client_of: ClientOf) -> None:
    slot = a_slot(session, places=3)
    book(world, "br", slot)
    client, form = client_of(world["secretariat"]), {"begins": "12:30", "minutes": "15", "places": "3", "told": "0"}
    for act in ({"act": "change", **form}, {"act": "remove", "told": "0"}):
        page = client.post(address(slot), act)
        assert (page.status_code, "Nothing was changed and nobody was told." in html_of(page)) == (409, True)
        assert '<input type="hidden" name="told" value="1">' in html_of(page)
    assert Slot.objects.get().begins_at == NOON
    assert code(lambda: change(world, slot, 1, places=0)) == "slot_places"


def test_a_slot_is_removed_and_its_bookings_with_it(world: World, session: Sitting, client_of: ClientOf) -> None:
    slot = a_slot(session, places=2)
    for who in ("br", "jp"):
        book(world, who, slot)
    page = client_of(world["secretariat"]).post(address(slot), {"act": "remove", "told": "2"}, follow=True)
    assert "The slot is removed. 2 people are told by e-mail." in html_of(page)
    assert sent("slot_cancelled") == ["br@example.org", "jp@example.org"]
    assert live() == []
    assert code(lambda: book(world, "gh", slot)) == "no_such_slot"
    gone = client_of(world["gh"]).post(BOOK, {"act": "book", "registration": world["gh"].pk, "slot": slot.pk})
    assert (gone.status_code, "was removed. Choose another one from the list." in html_of(gone)) == (404, True)


def test_the_list_is_searched_narrowed_and_exported(world: World, session: Sitting, client_of: ClientOf) -> None:
    first, _second = a_slot(session, 0, technician=world["technician"]), a_slot(session, 1, places=2)
    book(world, "br", first)
    client = client_of(world["technician"])

    def lines(query: str) -> list[str]:
        return client.get(f"{listing(session)}?format=csv&{query}").content.decode().strip().splitlines()[1:]

    assert len(lines("")) == 2
    assert [line.split(",")[3:5] for line in lines("q=brazil")] == [["1", "1"]]
    assert len(lines("free=yes")) == len(lines("technician=nobody")) == 1
    assert "Ms. Br" in lines("sort=-booked")[0]
    page = html_of(client.get(listing(session)))
    assert "Add slots" not in page
    assert "Ms. Br, Brazil" in page


def test_the_list_asks_the_database_as_often_for_many(world: World, session: Sitting, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(listing(session)).status_code == 200
        return len(asked)

    book(world, "br", a_slot(session, 0, technician=world["technician"]))
    queries()  # what a process reads once is read
    one = queries()
    for place, who in enumerate(("jp", "gh", "no"), start=1):
        book(world, who, a_slot(session, place, technician=world["technician"]))
    assert queries() == one


def test_a_session_is_changed_as_far_as_its_slots_allow(world: World, session: Sitting) -> None:
    slot = a_slot(session, 2)

    def hold(hours: tuple[int, int]) -> Sitting:
        opens, closes = (NOON.replace(hour=hour).time() for hour in hours)
        wanted = rehearsals.Practice(SittingKind.TEST, Hours(NOON.date(), opens, closes, session.pk))
        return rehearsals.hold(world.consultation.pk, by(world, "secretariat"), NOW, wanted)

    def cancel() -> None:
        rehearsals.cancel(world.consultation.pk, by(world, "secretariat"), NOW, sitting=session.pk)

    local = NOON.astimezone(world.consultation.zone).hour
    assert code(lambda: hold((local + 1, local + 3))) == "slots_left_out"
    assert hold((local, local + 1)).closes_at == NOON + timedelta(hours=1)
    book(world, "br", slot)
    assert code(cancel) == "slots_left_out"
    bookings.cancel(world.consultation.pk, by(world, "br"), NOW, SlotBooking.objects.get().pk)
    cancel()
    assert not Slot.objects.exists()


# People


def test_a_delegate_books_moves_and_cancels(world: World, session: Sitting, client_of: ClientOf) -> None:
    first, second = a_slot(session, 0), a_slot(session, 1)
    client, mine = client_of(world["br"]), {"registration": world["br"].pk}
    assert f'href="{BOOK}"' in html_of(client.get("/"))
    page = html_of(client.post(BOOK, {"act": "book", "slot": first.pk, **mine}, follow=True))
    assert "Booked for Ms. Br:" in page
    assert "Your test slot" in page
    page = html_of(client.post(BOOK, {"act": "book", "slot": second.pk, **mine}, follow=True))
    assert live() == [(world["br"].pk, second.pk)]
    booking = SlotBooking.objects.get()
    assert (booking.sequence, booking.booked_by) == (1, world["br"].person)
    page = html_of(client.post(BOOK, {"act": "cancel", "booking": booking.pk, **mine}, follow=True))
    assert "The booking is cancelled." in page
    assert live() == []
    entries = Entry.objects.filter(act="slot.book").order_by("pk")
    assert [entry.data["slot"] for entry in entries] == [[None, first.pk], [first.pk, second.pk], [second.pk, None]]
    templates = ["slot_booked", "slot_moved", "slot_cancelled"]
    assert list(Mailing.objects.order_by("pk").values_list("template", flat=True)) == templates
    again = client.post(BOOK, {"act": "cancel", "booking": booking.pk, **mine})
    assert (again.status_code, "No slot that is still to come is booked" in html_of(again)) == (409, True)


def test_slots_are_offered_in_time_of_every_technician(world: World, session: Sitting) -> None:
    late, early = a_slot(session, 2), a_slot(session, 0, technician=world["technician"])
    book(world, "br", late)
    offered = [(row.pk, row.booked) for row in coming(world.consultation, NOW)]  # type: ignore[attr-defined]
    assert offered == [(early.pk, 0), (late.pk, 1)]


def test_a_full_slot_and_ones_own_are_refused_in_words(world: World, session: Sitting, client_of: ClientOf) -> None:
    slot = a_slot(session)
    book(world, "br", slot)
    full = client_of(world["jp"]).post(BOOK, {"act": "book", "registration": world["jp"].pk, "slot": slot.pk})
    assert (full.status_code, "All places of this slot are taken." in html_of(full)) == (409, True)
    own = client_of(world["br"]).post(BOOK, {"act": "book", "registration": world["br"].pk, "slot": slot.pk})
    assert (own.status_code, "already booked for this person" in html_of(own)) == (409, True)
    assert live() == [(world["br"].pk, slot.pk)]


def test_a_slot_that_has_begun_is_neither_booked_nor_cancelled(world: World, session: Sitting) -> None:
    slot = a_slot(session, places=2)
    booking = book(world, "br", slot)
    assert code(lambda: book(world, "jp", slot, at=NOON)) == "slot_began"
    cancelled = lambda: bookings.cancel(world.consultation.pk, by(world, "br"), NOON, booking.pk)  # noqa: E731
    assert code(cancelled) == "slot_began"
    remove = lambda: slots.remove(world.consultation.pk, by(world, "secretariat"), NOON, slot.pk, told=1)  # noqa: E731
    assert code(remove) == "slot_began"
    # Once theirs is over, they book another one, and what was stays.
    later = a_slot(session, 3)
    book(world, "br", later, at=NOON + timedelta(minutes=20))
    assert live() == [(world["br"].pk, slot.pk), (world["br"].pk, later.pk)]


def test_the_database_keeps_nobody_twice_in_a_slot(world: World, session: Sitting) -> None:
    slot = a_slot(session, places=3)
    book(world, "br", slot)
    again = {"slot": slot, "registration": world["br"], "booked_at": NOW, "told_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        SlotBooking.objects.create(**again)
    SlotBooking.objects.create(**again, cancelled_at=NOW)


def test_a_focal_point_books_for_its_people_and_nobody_elses(
    world: World, session: Sitting, client_of: ClientOf
) -> None:
    first, second = a_slot(session, 0, places=3), a_slot(session, 1, places=3)
    stranger = Person.objects.create_user("focal@example.org", "Mr. Focal")
    focal_point(world, stranger, "br")
    client = client_of(stranger)
    page = html_of(client.get(f"{BOOK}?for={world['br2'].pk}"))
    assert "Slots for" in page
    assert "Ms. Jp" not in page
    client.post(BOOK, {"act": "book", "registration": world["br2"].pk, "slot": first.pk})
    assert live() == [(world["br2"].pk, first.pk)]
    assert sent("slot_booked") == ["br2@example.org"]
    abroad = client.post(BOOK, {"act": "book", "registration": world["jp"].pk, "slot": second.pk})
    assert abroad.status_code == 403
    booking = book(world, "jp", second)
    stolen = client.post(BOOK, {"act": "cancel", "booking": booking.pk, "registration": world["jp"].pk})
    assert stolen.status_code == 403
    colleague = client_of(world["br"]).post(BOOK, {"act": "book", "registration": world["br2"].pk, "slot": second.pk})
    assert colleague.status_code == 403
    assert len(live()) == 2


def test_who_is_not_confirmed_has_no_place(world: World, session: Sitting) -> None:
    slot = a_slot(session, places=3)
    book(world, "br", slot)
    registrations.step(world.consultation.pk, Performer(world["br"].person), NOW, Step.WITHDRAW, world["br"].pk)
    assert live() == []
    assert sent("slot_cancelled") == ["br@example.org"]
    assert code(lambda: book(world, "br", slot)) == "registration_not_confirmed"
    Registration.objects.filter(pk=world["jp"].pk).update(status="pending")
    focal_point(world, world["gh"].person, "jp")
    assert code(lambda: book(world, "jp", slot, "gh")) == "registration_not_confirmed"


def test_a_technician_sees_their_slots_with_the_last_test_of_each(
    world: World, session: Sitting, client_of: ClientOf
) -> None:
    test = measured_of(world, "br")
    book(world, "br", a_slot(session, 0, technician=world["technician"]))
    a_slot(session, 1, technician=world["technician"])
    book(world, "jp", a_slot(session, 2))
    page = html_of(client_of(world["technician"]).get(MINE))
    assert f'href="/consultations/{SLUG}/connection-tests/{test.pk}/"' in page
    assert "Ms. Br" in page
    assert "Not booked" in page
    assert "Ms. Jp" not in page


# At once


@pytest.mark.crowd
def test_the_last_place_goes_once(room_world: World) -> None:
    slot = a_slot(held_session(room_world.consultation), places=2)
    people = ("br", "jp", "gh", "no", "pe", "br2")
    acts: list[Callable[[], Any]] = [partial(book, room_world, who, slot) for who in people]
    assert sorted(at_once(acts)) == ["", "", *["slot_full"] * 4]
    assert len(live()) == 2


@pytest.mark.crowd
def test_a_person_who_books_twice_at_once_is_booked_once(room_world: World) -> None:
    session = held_session(room_world.consultation)
    both = [a_slot(session, place) for place in range(2)]
    acts: list[Callable[[], Any]] = [partial(book, room_world, "br", slot) for slot in (*both, *both)]
    outcomes = at_once(acts)
    assert set(outcomes) <= {"", "slot_is_yours"}
    assert len(live()) == 1
