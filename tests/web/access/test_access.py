"""Every page for every class and role, and for those who are none of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from hemicycle.people.models import Member, Person, Seat
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.web.access.permissions import may
from hemicycle.web.registration.badges import token
from hemicycle.web.sittings.access import admitted
from tests.classes import COUNCIL_STATE, OBSERVER_STATE
from tests.factories import START

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.test import Client

    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Capacity
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

EVERYBODY = (
    "br", "no", "palestine", "sector", "chair", "vice_chair", "secretariat", "french", "captioner", "technician",
)  # fmt: skip
LEADERS = ("chair", "vice_chair")
PRACTISING = ("br", "no", "palestine", "sector", "french")
DESKS = (*LEADERS, "secretariat", "technician")

#: Who is shown each page; everybody else is refused, or sent to the room from one of its views.
PAGES = {
    "home": EVERYBODY,
    "members": EVERYBODY,
    "member": EVERYBODY,
    "new_member": ("secretariat",),
    "document": EVERYBODY,
    "permissions": ("secretariat",),
    "to_do": DESKS,
    "desk_search": DESKS,
    "sittings_desk": DESKS,
    "delegation": ("br", "secretariat"),
    "delegation_act": ("secretariat",),
    "members_desk": ("secretariat",),
    "mailings": ("secretariat",),
    "write_mail": ("secretariat",),
    "mailing": ("secretariat",),
    "mails_by_itself": ("secretariat",),
    "people_desk": ("secretariat",),
    "registration_new": ("secretariat",),
    "registration_desk": ("secretariat",),
    "registration_desk_change": ("secretariat",),
    "registration_settings": ("secretariat",),
    "all_settings": ("secretariat",),
    "conduct": ("secretariat",),
    "rule_sources": ("secretariat",),
    "rule_source": ("secretariat",),
    "all_sources": ("secretariat",),
    "registration": EVERYBODY,
    "registration_change": EVERYBODY,
    "registration_withdraw": EVERYBODY,
    "participants": EVERYBODY,
    "papers": ("secretariat",),
    "badge_check": ("secretariat", "technician"),
    "guide": EVERYBODY,
    "people": EVERYBODY,
    "connection_test": EVERYBODY,
    "practice": PRACTISING,
    "connection_tests_desk": ("secretariat", "technician"),
    "help": EVERYBODY,
    "help_cases": ("secretariat", "technician"),
    "help_call": ("secretariat", "technician"),
    "help_statistics": ("secretariat", "technician"),
    "ready_answers": ("secretariat", "technician"),
    "book_slot": EVERYBODY,
    "my_slots": ("secretariat", "technician"),
    "readiness": ("secretariat", "technician"),
    "readiness_ask": ("secretariat",),
    "turns": ("secretariat", "technician"),
    "voices": ("secretariat", "technician"),
    "room": EVERYBODY,
    "console": (*LEADERS, "secretariat"),
    "booth": ("french",),
    "desk": ("secretariat", "technician"),
}
#: Of one's own registration: whoever has none is sent to register, or finds nothing.
OWN = ("registration", "registration_change", "registration_withdraw")
VIEWS = ("room", "console", "booth", "desk")


def address(page: str, world: World) -> str:
    arguments: dict[str, list[str | int]] = {
        "home": [],
        "members": ["test"],
        "member": ["test", "BR"],
        "new_member": ["test"],
        "document": ["test", "C20/1"],
        "permissions": ["test"],
        "to_do": ["test"],
        "desk_search": ["test"],
        "sittings_desk": ["test"],
        "delegation": ["test", "BR"],
        "delegation_act": ["test", "JP", "nominate"],
        "members_desk": ["test"],
        "mailings": ["test"],
        "write_mail": ["test"],
        "mailing": ["test", world.consultation.mailings.get_or_create(template="words", at=START)[0].pk],
        "mails_by_itself": ["test", "refused"],
        "people_desk": ["test"],
        "registration_new": ["test"],
        "registration_desk": ["test", world["br"].pk],
        "registration_desk_change": ["test", world["br"].pk],
        "registration_settings": ["test"],
        "all_settings": ["test"],
        "conduct": ["test"],
        "rule_sources": ["test"],
        "rule_source": ["test", "queue_order"],
        "all_sources": ["test"],
        "participants": ["test"],
        "papers": ["test"],
        "badge_check": ["test", token(world["br"])],
        "guide": ["test"],
        "connection_test": ["test"],
        "practice": ["test"],
        **{page: ["test"] for page in ("help", "help_cases", "help_call", "help_statistics", "ready_answers")},
        "connection_tests_desk": ["test"],
        **{page: ["test"] for page in ("book_slot", "my_slots")},
        "readiness": ["test", world.sitting.pk],
        "readiness_ask": ["test", world.sitting.pk],
        "registration": ["test"],
        "registration_change": ["test"],
        "registration_withdraw": ["test"],
    }
    return reverse(page, args=arguments.get(page, [world.sitting.pk]))


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_page_is_shown_to_whom_it_is_for(who: str, world: World, client_of: ClientOf) -> None:
    client, room = client_of(world[who]), reverse("room", args=[world.sitting.pk])
    for page, readers in PAGES.items():
        response = client.get(address(page, world))
        if who in readers:
            assert response.status_code == 200, page
        elif page in VIEWS:
            assert (response.status_code, response.headers["Location"]) == (302, room), page
        else:
            assert response.status_code == 403, page
            assert b"This page is not available for your role" in response.content, page


def test_nobody_signed_in_is_asked_to_sign_in_and_comes_back(world: World, client_of: ClientOf) -> None:
    for page in PAGES:
        response = client_of(None).get(address(page, world))
        assert response.status_code == 302, page
        assert response.headers["Location"] == f"{reverse('account_login')}?next={address(page, world)}"


def test_somebody_unregistered(world: World, client_of: ClientOf) -> None:
    client = client_of(Person.objects.create_user("stranger@example.org", "Mr. Nobody"))
    for page in PAGES:
        response = client.get(address(page, world))
        if page == "home":
            assert b"not registered for any consultation" in response.content
        elif page in OWN:
            to_register = page == "registration"
            assert response.status_code == (302 if to_register else 404), page
            assert response.headers.get("Location") == (reverse("register", args=["test"]) if to_register else None)
        else:
            assert response.status_code == 403, page
            assert b"card" in response.content, page


def test_the_room_says_after_a_view_that_is_not_theirs(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    response = client.get(reverse("console", args=[world.sitting.pk]), follow=True)
    assert b"That view is not available for your role" in response.content


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (RegistrationStatus.PENDING, b"has not confirmed it yet"),
        (RegistrationStatus.WITHDRAWN, b"withdrawn or refused"),
        (RegistrationStatus.REFUSED, b"withdrawn or refused"),
    ],
)
def test_rule_1_an_unconfirmed_registration_does_not_enter(
    status: RegistrationStatus, words: bytes, world: World, client_of: ClientOf
) -> None:
    world["br"].status = status.value
    world["br"].save()
    client = client_of(world["br"])
    response = client.get(reverse("room", args=[world.sitting.pk]))
    assert response.status_code == 403
    assert words in response.content
    assert b"annex 3" not in response.content
    world.consultation.rule_sources.create(rule=1, text={"en": "DM-20/1005, annex 3"})
    refused = client.get(reverse("room", args=[world.sitting.pk]))
    assert b'<p class="why">DM-20/1005, annex 3</p>' in refused.content
    home = client.get("/").content.decode()
    assert f'href="{reverse("room", args=[world.sitting.pk])}"' not in home


def test_somebody_removed_reads_the_leaders_reason_escaped(world: World, client_of: ClientOf) -> None:
    world.sitting.removals.create(registration=world["br"], reason="<b>noise</b>", at=world.sitting.opens_at)
    response = client_of(world["br"]).get(reverse("room", args=[world.sitting.pk]))
    assert response.status_code == 403
    assert b"&lt;b&gt;noise&lt;/b&gt;" in response.content


def test_a_sitting_that_has_ended_is_left_to_its_tables(world: World, client_of: ClientOf) -> None:
    world.sitting.state = SittingState.ENDED.value
    world.sitting.save()
    client = client_of(world["technician"])
    page = client.get(reverse("desk", args=[world.sitting.pk])).content
    assert b"This sitting has ended" in page
    assert b"of the procedure." not in page
    assert client.get(reverse("turns", args=[world.sitting.pk])).status_code == 200


@pytest.mark.parametrize("page", ["room", "people", "turns", "console"])
def test_no_such_sitting(page: str, world: World, client_of: ClientOf) -> None:
    assert client_of(world["secretariat"]).get(reverse(page, args=[999_999])).status_code == 404


def test_no_such_document(world: World, client_of: ClientOf) -> None:
    response = client_of(world["br"]).get(reverse("document", args=["test", "C20/999"]))
    assert response.status_code == 404
    assert b"Page not found" in response.content


@pytest.mark.parametrize("page", ["room", "people"])
def test_pages_are_only_read(page: str, world: World, client_of: ClientOf) -> None:
    assert client_of(world["br"]).post(address(page, world)).status_code == 405


def asks(registration: Registration) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = registration.person
    return request


def test_rule_05_who_enters_a_sitting_is_who_they_were_on_its_day(world: World) -> None:
    Seat.objects.filter(member=world["jp"].member).update(end=START.date())
    member = Member.objects.get(code="NO")
    Seat.objects.create(member=member, start=START.date() + timedelta(days=1))
    room = admitted(Action.ROOM_ENTER)
    entered = {name: room.check(asks(world[name]), {"key": world.sitting.pk}).visitor.capacity for name in ("jp", "no")}
    assert entered == {"jp": COUNCIL_STATE, "no": OBSERVER_STATE}


@pytest.mark.parametrize(
    ("now", "capacity"),
    [
        (datetime(2020, 6, 9, 21, 59, tzinfo=UTC), OBSERVER_STATE),
        (datetime(2020, 6, 9, 22, 0, tzinfo=UTC), COUNCIL_STATE),
    ],
)
def test_rule_05_today_is_the_day_in_geneva(
    world: World, now: datetime, capacity: Capacity, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = Member.objects.get(code="NO")
    Seat.objects.create(member=member, start=datetime(2020, 6, 10, tzinfo=UTC).date())
    monkeypatch.setattr(timezone, "now", lambda: now)
    visit = may(Action.PARTICIPANTS_LIST).check(asks(world["no"]), {"slug": "test"})
    assert visit.visitor.capacity == capacity
