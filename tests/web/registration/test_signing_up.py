"""From an address that nobody knows to a session, by a code over a mail."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from hemicycle.journal.models import Entry
from hemicycle.people.models import Person, Registration
from tests.web.registration.signing_up import CODE, GIVEN, NEW, OWN, REGISTER, ask, newcomer, sent_code, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]


@pytest.fixture(autouse=True)
def _world(world: World) -> World:
    return world


def test_an_unknown_address_signs_up_by_code_and_registers(client_of: ClientOf) -> None:
    client = client_of(None)
    assert "Sign in or register" in text(client.get(REGISTER))
    ask(client)
    assert mail.outbox[-1].to == [NEW]
    assert not Person.objects.filter(email=NEW).exists()
    response = client.post(CODE, {"code": sent_code()})
    assert response.headers["Location"] == REGISTER
    person = Person.objects.get(email=NEW)
    assert person.is_active
    assert not person.has_usable_password()
    assert Entry.objects.filter(act="person.signed_up", actor_id=person.pk).count() == 1
    assert NEW in text(client.get(REGISTER))
    response = client.post(REGISTER, GIVEN, follow=True)
    assert response.redirect_chain[-1][0] == OWN
    assert "You are registered." in text(response)
    made = Registration.objects.get(person=person)
    assert (made.status, made.member and made.member.code) == ("pending", "BR")
    assert (made.person.name, made.person.language, made.function) == ("Ms. Elena Duarte", "es", "Director")
    assert made.days == []


def test_a_known_address_signs_in_by_the_same_page(world: World, client_of: ClientOf) -> None:
    before = Person.objects.count()
    client = newcomer(client_of, "BR@example.org")
    assert Person.objects.count() == before
    assert client.get("/").status_code == 200
    assert client.get(REGISTER).headers["Location"] == OWN
    assert world["br"].person.name in text(client.get(OWN))


def test_a_known_and_an_unknown_address_are_answered_alike(client_of: ClientOf) -> None:
    pages, mails = [], []
    for email in ("br@example.org", NEW):
        client = client_of(None)
        ask(client, email)
        page = text(client.get(CODE)).replace(email, "")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page))
        mails.append(str(mail.outbox[-1].body).replace(sent_code(), ""))
    assert pages[0] == pages[1]
    assert mails[0] == mails[1]


def test_the_mail_to_a_newcomer_is_in_the_language_of_the_page(client_of: ClientOf) -> None:
    client = client_of(None)
    client.post(reverse("set_language"), {"language": "fr", "next": REGISTER})
    ask(client)
    client.post(CODE, {"code": sent_code()})
    assert Person.objects.get(email=NEW).language == "fr"


def test_an_invitation_names_the_member_through_all_steps(client_of: ClientOf) -> None:
    client = client_of(None)
    ask(client, address=f"{REGISTER}?member=JP")
    response = client.post(CODE, {"code": sent_code()})
    assert response.headers["Location"] == f"{REGISTER}?member=JP"
    assert '<option value="JP" selected>Japan</option>' in text(client.get(f"{REGISTER}?member=JP"))
    assert "XX<script>" not in text(client.get(f"{REGISTER}?member=XX<script>"))


def test_five_wrong_codes_and_the_right_one_is_worth_nothing(client_of: ClientOf) -> None:
    client = client_of(None)
    ask(client)
    right = sent_code()
    for _attempt in range(4):
        response = client.post(CODE, {"code": "WRONG0"})
        assert response.status_code == 422
        assert "This is not the code in the latest e-mail" in text(response)
    response = client.post(CODE, {"code": "WRONG0"}, follow=True)
    assert "Too many wrong codes" in text(response)
    client.post(CODE, {"code": right})
    assert not Person.objects.filter(email=NEW).exists()


def test_a_code_is_good_for_ten_minutes_and_one_browser(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    client, now = client_of(None), time.time()
    ask(client)
    client_of(None).post(CODE, {"code": sent_code()})
    assert not Person.objects.filter(email=NEW).exists()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert "Request a new one" in text(client.post(CODE, {"code": sent_code()}, follow=True))
    assert not Person.objects.filter(email=NEW).exists()


def test_another_code_takes_the_place_of_the_first(client_of: ClientOf) -> None:
    client = client_of(None)
    ask(client)
    first = sent_code()
    client.post(CODE, {"action": "resend"})
    assert client.post(CODE, {"code": first}).status_code == 422
    assert client.post(CODE, {"code": sent_code()}).status_code == 302
    assert Person.objects.filter(email=NEW).exists()


def test_one_mailbox_is_not_flooded(client_of: ClientOf) -> None:
    for _time in range(3):
        ask(client_of(None))
    client = client_of(None)
    response = client.post(REGISTER, {"email": NEW})
    assert response.status_code == 422
    assert "Too many attempts" in text(response)
    assert len(mail.outbox) == 3


def test_another_address_after_a_mistyped_one(client_of: ClientOf) -> None:
    client = client_of(None)
    ask(client, address=f"{REGISTER}?member=JP")
    response = client.post(CODE, {"action": "other"})
    assert response.headers["Location"] == f"{REGISTER}?member=JP"
    assert client.get(CODE).status_code == 302


@pytest.mark.parametrize("email", ["", "nobody", "x" * 250 + "@example.org"])
def test_what_is_no_address(email: str, client_of: ClientOf) -> None:
    response = client_of(None).post(REGISTER, {"email": email})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in text(response)
    assert not mail.outbox


def test_the_mail_server_is_away(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    client = client_of(None)
    response = client.post(REGISTER, {"email": NEW})
    assert "could not be sent just now" in text(response)
    assert client.get(CODE).status_code == 302


def test_somebody_deactivated_does_not_sign_in(world: World, client_of: ClientOf) -> None:
    person = world["br"].person
    person.is_active = False
    person.save()
    client = client_of(None)
    ask(client, person.email)
    assert "This address can no longer be used to sign in" in text(
        client.post(CODE, {"code": sent_code()}, follow=True)
    )
    assert client.get("/").status_code == 302


def test_signing_up_is_refused_elsewhere(client_of: ClientOf) -> None:
    client = client_of(None)
    client.post("/accounts/signup/", {"email": NEW})
    client.post("/accounts/login/", {"email": NEW})
    client.post("/accounts/login/code/", {"code": "WRONG0"})
    assert client_of(None).post("/consultations/nowhere/register/", {"email": NEW}).status_code == 404
    assert not Person.objects.filter(email=NEW).exists()
