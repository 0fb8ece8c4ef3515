"""From an address that nobody knows to a registration, by a code over a mail; and everything that is in the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.people.models import Invitation, Member, MemberName, Person, Registration, Seat
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.web.registration.registration_form import RegisterForm
from tests.classes import with_quotas
from tests.factories import a_body
from tests.web.registration.signing_up import CODE, GIVEN, NEW, OWN, REGISTER, ask, newcomer, sent_code, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]


@pytest.fixture(autouse=True)
def _world(world: World) -> World:
    return world


def opening(world: World, opens: int | None, closes: int | None) -> None:
    """Registration opens and closes so many hours from now."""
    now, consultation = timezone.now(), world.consultation
    consultation.registration_opens_at = None if opens is None else now + timedelta(hours=opens)
    consultation.registration_closes_at = None if closes is None else now + timedelta(hours=closes)
    consultation.save()


@pytest.mark.parametrize(
    ("opens", "closes", "words"), [(1, 2, "Registration opens on"), (-2, -1, "Registration closed on")]
)
def test_before_it_opens_and_after_it_closed(
    opens: int, closes: int, words: str, world: World, client_of: ClientOf
) -> None:
    opening(world, opens, closes)
    client = client_of(None)
    assert words in text(client.get(REGISTER))
    response = client.post(REGISTER, {"email": NEW})
    assert words in text(response)
    assert not mail.outbox
    signed_in = client_of(Person.objects.create_user(NEW, NEW))
    assert '<form method="post" class="details-form"' not in text(signed_in.get(REGISTER))
    response = signed_in.post(REGISTER, GIVEN)
    assert response.status_code == 409
    assert words in text(response)
    assert "Ms. Elena Duarte" in text(response)
    assert not Registration.objects.filter(person__email=NEW).exists()


def test_it_closed_while_the_mail_was_under_way(world: World, client_of: ClientOf) -> None:
    client = client_of(None)
    ask(client)
    opening(world, None, -1)
    assert "Registration is closed" in text(client.post(CODE, {"code": sent_code()}, follow=True))
    assert not Person.objects.filter(email=NEW).exists()


def test_both_clocks_are_shown(world: World, client_of: ClientOf) -> None:
    opening(world, -1, 48)
    closes = world.consultation.registration_closes_at
    assert closes is not None
    page = text(client_of(None).get(REGISTER))
    assert f"{closes.astimezone(world.consultation.zone):%H:%M}</bdi></time> Geneva" in page
    assert 'class="meta num own-time" hidden data-zone=""' in page


def test_the_sign_in_page_names_what_is_open(world: World, client_of: ClientOf) -> None:
    assert f'href="{REGISTER}"' in text(client_of(None).get("/accounts/login/"))
    opening(world, None, -1)
    assert f'href="{REGISTER}"' not in text(client_of(None).get("/accounts/login/"))


def test_a_member_that_is_not_invited(world: World, client_of: ClientOf) -> None:
    Invitation.objects.filter(consultation=world.consultation, member__code="BR").delete()
    client = newcomer(client_of)
    assert 'value="BR"' not in text(client.get(REGISTER))
    response = client.post(REGISTER, GIVEN)
    assert response.status_code == 422
    assert "does not take part in the consultation" in text(response)
    assert 'value="Ms. Elena Duarte"' in text(response)


def test_members_are_grouped_by_class_in_the_readers_language(client_of: ClientOf) -> None:
    client = newcomer(client_of)
    page = text(client.get(REGISTER))
    assert page.index('<optgroup label="Council Member State">') < page.index('value="BR"')
    assert page.index('value="BR"') < page.index('value="GH"') < page.index('<optgroup label="Observer Member State">')
    client.post(reverse("set_language"), {"language": "ar", "next": REGISTER})
    assert ">البرازيل</option>" in text(client.get(REGISTER))


def test_registering_twice_changes_nothing(client_of: ClientOf) -> None:
    client = newcomer(client_of)
    client.post(REGISTER, GIVEN)
    response = client.post(REGISTER, {**GIVEN, "member": "JP"}, follow=True)
    assert "You are already registered" in text(response)
    assert Registration.objects.get(person__email=NEW).member == Member.objects.get(code="BR")


def test_whoever_withdrew_may_register_anew(world: World, client_of: ClientOf) -> None:
    held = world["br"]
    held.status = RegistrationStatus.WITHDRAWN.value
    held.save()
    client = client_of(held)
    assert '<option value="BR" selected>' in text(client.get(REGISTER))
    client.post(REGISTER, {**GIVEN, "member": "JP"})
    held.refresh_from_db()
    assert (held.status, held.member and held.member.code) == ("pending", "JP")


def test_the_quota_is_full_before_and_after(world: World, client_of: ClientOf) -> None:
    world.consultation.settings = {
        **world.consultation.settings,
        **with_quotas(sector_member=(1, "sector")),
    }
    world.consultation.save()
    first = newcomer(client_of)
    assert "no places left, 0 people waiting" in text(first.get(REGISTER))
    assert "If no places are left, you will be added to the waiting list" in text(first.get(REGISTER))
    response = first.post(REGISTER, {**GIVEN, "member": "sm-orbicom"}, follow=True)
    assert "on the waiting list, at number 1" in text(response)
    assert "Place 1" in text(response)
    second = newcomer(client_of, "second@example.org")
    assert "no places left, 1 person waiting" in text(second.get(REGISTER))
    second.post(REGISTER, {**GIVEN, "member": "sm-orbicom"})
    assert "Place 2" in text(second.get(OWN))


def test_everything_typed_is_kept(client_of: ClientOf) -> None:
    response = newcomer(client_of).post(REGISTER, {**GIVEN, "phone": "call <b>me</b>", "function": "x" * 301})
    page = text(response)
    assert response.status_code == 422
    assert "call &lt;b&gt;me&lt;/b&gt;" in page
    assert "x" * 301 in page
    assert '<option value="BR" selected>' in page
    assert '<option value="America/Sao_Paulo" selected>' in page
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in page
    assert 'id="id_phone_error"' in page


def test_who_was_signed_out_meanwhile_is_not_taken_to_have_sent_an_address(client_of: ClientOf) -> None:
    sent = client_of(None).post(f"{REGISTER}?member=BR", GIVEN, follow=True)
    assert sent.redirect_chain == [(f"{REGISTER}?member=BR", 302)]
    assert b"You are signed out, so nothing was sent." in sent.content
    assert b"This field is required" not in sent.content


def test_ten_megabytes_are_refused_politely(client_of: ClientOf) -> None:
    response = newcomer(client_of).post(REGISTER, {**GIVEN, "accessibility": "a" * 10_000_000})
    assert response.status_code == 413
    assert "The text sent is too long" in text(response)


def test_what_is_no_request_of_ours_is_refused_in_words_too(client_of: ClientOf) -> None:
    response = client_of(None).get(REGISTER, headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "The data sent could not be read" in text(response)


def test_a_browser_keeps_the_form_for_the_way_back(client_of: ClientOf) -> None:
    held = newcomer(client_of).get(REGISTER).headers["Cache-Control"]
    assert "private" in held
    assert "no-store" not in held


def test_queries_do_not_grow_with_members_and_people(world: World, client_of: ClientOf) -> None:
    world.consultation.settings = {
        **world.consultation.settings,
        **with_quotas(observer_state=(1, "member")),
    }
    world.consultation.save()
    person = Person.objects.create_user(NEW, NEW)

    def count() -> int:
        client = client_of(person)
        client.get(REGISTER)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(REGISTER).status_code == 200
        return len(asked)

    few = count()
    for code in ("FR", "DE", "IT"):
        member = Member.objects.create(body=a_body(), code=code, kind="state")
        Seat.objects.create(member=member, start=date(2000, 1, 1), end=date(2001, 1, 1))
        MemberName.objects.create(member=member, language="en", name=f"State {code}", source="test")
        Invitation.objects.create(consultation=world.consultation, member=member)
        for number in range(2):
            other = Person.objects.create_user(f"{code}{number}@example.org", code)
            world.consultation.registrations.create(person=other, member=member, role="delegate")
    assert count() == few


def test_a_form_says_which_member_was_chosen(world: World) -> None:
    person = world["br"].person
    on = world.consultation.first_day
    form = RegisterForm({**GIVEN, "member": "JP"}, consultation=world.consultation, person=person, on=on)
    assert form.is_valid(), form.errors
    assert form.chosen().code == "JP"
    assert form.details().email == person.email
