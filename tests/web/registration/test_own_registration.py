"""One's own registration: how it stands and what comes next, changing it, withdrawing it; and the home page's word."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.people.models import FocalPoint, Person
from hemicycle.rules.admission import RegistrationStatus
from tests.classes import with_quotas
from tests.factories import a_body
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Registration
    from tests.factories import World

    ClientOf = Callable[[object], Client]

OWN, CHANGE, WITHDRAW = (f"/consultations/test/registration/{page}" for page in ("", "change/", "withdraw/"))
REGISTER = "/consultations/test/register/"
GIVEN = {"name": "Ms. Elena Duarte", "language": "fr", "delegation_role": "adviser", "function": "Director"}


def text(response: Any) -> str:  # noqa: ANN401 - the test client's answers have no type of their own
    return html_of(response)


def put(registration: Registration, status: RegistrationStatus, why: str = "") -> None:
    registration.status, registration.status_reason = status.value, why
    registration.save()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (RegistrationStatus.PENDING, "has no focal point yet, so the secretariat will review it"),
        (RegistrationStatus.ENDORSED, "The secretariat will review and confirm it"),
        (RegistrationStatus.WAITING, "If a place becomes free, it goes to the next person on the waiting"),
        (RegistrationStatus.CONFIRMED, "No action is needed"),
        (RegistrationStatus.REFUSED, "You may register again while registration is open, or write to the"),
        (RegistrationStatus.WITHDRAWN, "You may register again while registration is open."),
    ],
)
def test_how_it_stands_and_who_must_act(
    status: RegistrationStatus, words: str, world: World, client_of: ClientOf
) -> None:
    put(world["br"], status)
    page = text(client_of(world["br"]).get(OWN))
    assert words in page
    assert world["br"].get_status_display() in page


def test_the_step_of_now_is_marked(world: World, client_of: ClientOf) -> None:
    put(world["br"], RegistrationStatus.ENDORSED)
    page = text(client_of(world["br"]).get(OWN))
    now = page.split('aria-current="step"')[1].split("</li>")[0]
    assert "Confirmed by the secretariat" in now


def test_the_focal_point_is_who_must_act_where_there_is_one(world: World, client_of: ClientOf) -> None:
    put(world["br"], RegistrationStatus.PENDING)
    brazil = world["br"].member
    assert brazil
    FocalPoint.objects.create(
        consultation=world.consultation,
        member=brazil,
        person=world["br2"].person,
        start=timezone.now() - timedelta(days=1),
    )
    page = text(client_of(world["br"]).get(OWN))
    assert "The focal point of \u2068Brazil\u2069 will review and endorse it" in page


def test_a_refusal_is_shown_in_its_words_escaped(world: World, client_of: ClientOf) -> None:
    put(world["br"], RegistrationStatus.REFUSED, "Not on <b>the list</b>.")
    page = text(client_of(world["br"]).get(OWN))
    assert "Not on &lt;b&gt;the list&lt;/b&gt;." in page
    assert f'href="{REGISTER}"' in page
    assert CHANGE not in page


def test_changing_it(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    assert 'value="Ms. Br"' in text(client.get(CHANGE))
    response = client.post(CHANGE, GIVEN, follow=True)
    assert "Your registration is changed." in text(response)
    world["br"].refresh_from_db()
    assert (world["br"].person.name, world["br"].function) == ("Ms. Elena Duarte", "Director")
    assert world["br"].status == "confirmed"


def test_an_interpreter_keeps_the_booths(world: World, client_of: ClientOf) -> None:
    client_of(world["french2"]).post(CHANGE, GIVEN)
    world["french2"].refresh_from_db()
    assert world["french2"].booth_languages == ["fr", "en"]
    assert world["french2"].function == "Director"


def test_a_change_that_fails_keeps_what_was_typed(world: World, client_of: ClientOf) -> None:
    response = client_of(world["br"]).post(CHANGE, {**GIVEN, "phone": "none"})
    assert response.status_code == 422
    assert 'value="Ms. Elena Duarte"' in text(response)
    world["br"].person.refresh_from_db()
    assert world["br"].person.name == "Ms. Br"


def test_a_second_head_of_a_delegation_is_refused(world: World, client_of: ClientOf) -> None:
    world["br2"].delegation_role = "head"
    world["br2"].save()
    response = client_of(world["br"]).post(CHANGE, {**GIVEN, "delegation_role": "head"})
    assert response.status_code == 409
    assert "This delegation already has a head" in text(response)
    assert 'value="Ms. Elena Duarte"' in text(response)


def test_withdrawing_asks_first_and_leaves_the_way_back_open(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    assert "Withdraw your registration?" in text(client.get(WITHDRAW))
    world["br"].refresh_from_db()
    assert world["br"].status == "confirmed"
    response = client.post(WITHDRAW, follow=True)
    assert "Your registration is withdrawn" in text(response)
    assert f'href="{REGISTER}"' in text(response)
    world["br"].refresh_from_db()
    assert world["br"].status == "withdrawn"
    assert client.post(WITHDRAW).headers["Location"] == OWN
    assert client.post(CHANGE, GIVEN).headers["Location"] == OWN


def test_nobody_reaches_anothers(world: World, client_of: ClientOf) -> None:
    before = list(world.consultation.registrations.order_by("pk").values())
    stranger = client_of(Person.objects.create_user("stranger@example.org", "Mr. Nobody"))
    assert stranger.get(OWN).headers["Location"] == REGISTER
    for address in (CHANGE, WITHDRAW):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {**GIVEN, "registration": world["br"].pk}).status_code == 404
        assert client_of(None).post(address, GIVEN).headers["Location"].startswith("/accounts/login/")
    assert list(world.consultation.registrations.order_by("pk").values()) == before


def test_another_consultation_is_none_of_theirs(world: World, client_of: ClientOf) -> None:
    Consultation.objects.create(
        body=a_body(), slug="other", title={"en": "Other"}, first_day="2020-06-09", last_day="2020-06-12"
    )
    client = client_of(world["br"])
    assert client.get("/consultations/other/registration/").headers["Location"] == "/consultations/other/register/"
    assert client.get("/consultations/nowhere/registration/").status_code == 404


def test_a_probable_double_is_hinted_at_without_saying_who(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    assert "Possible duplicate registration" not in text(client.get(OWN))
    double = world["br2"].person
    double.name = "Mrs. BR"
    double.save()
    page = text(client.get(OWN))
    assert "Possible duplicate registration" in page
    assert "Mrs. BR" not in page
    assert double.email not in page


def test_home_says_how_it_stands_and_where_to_register(world: World, client_of: ClientOf) -> None:
    today = timezone.localdate(timezone=world.consultation.zone)
    other = Consultation.objects.create(
        body=a_body(), slug="other", title={"en": "Other"}, first_day=date(2020, 6, 9), last_day=today
    )
    put(world["br"], RegistrationStatus.WAITING)
    client = client_of(world["br"])
    page = text(client.get("/"))
    assert "On the waiting list" in page
    assert f'href="{OWN}"' in page
    assert 'href="/consultations/other/register/"' in page
    assert f'href="{REGISTER}"' not in page
    other.registration_closes_at = timezone.now() - timedelta(hours=1)
    other.save()
    assert 'href="/consultations/other/register/"' not in text(client.get("/"))


@pytest.mark.parametrize(
    ("status", "words"),
    [(RegistrationStatus.ENDORSED, "has not confirmed it yet"), (RegistrationStatus.WAITING, "on the waiting list")],
)
def test_who_cannot_enter_yet_is_led_here(
    status: RegistrationStatus, words: str, world: World, client_of: ClientOf
) -> None:
    put(world["br"], status)
    page = text(client_of(world["br"]).get(f"/sittings/{world.sitting.pk}/"))
    assert words in page
    assert f'href="{OWN}"' in page


def test_queries_do_not_grow_with_those_who_wait_or_are_of_the_member(world: World, client_of: ClientOf) -> None:
    world.consultation.settings = {
        **world.consultation.settings,
        **with_quotas(council_state=(1, "class")),
    }
    world.consultation.save()
    put(world["br"], RegistrationStatus.WAITING)

    def count() -> int:
        client = client_of(world["br"])
        client.get(OWN)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(OWN).status_code == 200
        return len(asked)

    few = count()
    for number in range(3):
        person = Person.objects.create_user(f"w{number}@example.org", f"Ms. Waiting {number}")
        world.consultation.registrations.create(
            person=person, member=world["br"].member, role="delegate", status="waiting"
        )
    assert count() == few
