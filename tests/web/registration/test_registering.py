"""From an address that nobody knows to a registration, by a code over a mail; and everything that is in the way."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.people.models import CouncilSeat, Invitation, Member, MemberName, Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.web.registration.registration_form import RegisterForm
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

REGISTER, CODE = "/consultations/test/register/", "/consultations/test/register/code/"
OWN = "/consultations/test/registration/"
NEW = "new@example.org"
GIVEN = {
    "member": "BR",
    "name": "Ms. Elena Duarte",
    "family_name": "Duarte",
    "language": "es",
    "time_zone": "America/Sao_Paulo",
    "phone": "+55 11 91234 5678",
    "function": "Director",
    "delegation_role": "adviser",
    "accessibility": "",
}


@pytest.fixture(autouse=True)
def _world(world: World) -> World:
    return world


def sent_code() -> str:
    found = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def ask(client: Client, email: str = NEW, address: str = REGISTER) -> None:
    response = client.post(address, {"email": email})
    assert response.status_code == 302
    assert response.headers["Location"] == CODE


def newcomer(client_of: ClientOf, email: str = NEW) -> Client:
    client = client_of(None)
    ask(client, email)
    client.post(CODE, {"code": sent_code()})
    return client


def opening(world: World, opens: int | None, closes: int | None) -> None:
    """Registration opens and closes so many hours from now."""
    now, consultation = timezone.now(), world.consultation
    consultation.registration_opens_at = None if opens is None else now + timedelta(hours=opens)
    consultation.registration_closes_at = None if closes is None else now + timedelta(hours=closes)
    consultation.save()


def text(response: Any) -> str:  # noqa: ANN401 - the test client's answers have no type of their own
    return html_of(response)


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


def test_signing_up_is_refused_elsewhere(client_of: ClientOf) -> None:
    client = client_of(None)
    client.post("/accounts/signup/", {"email": NEW})
    client.post("/accounts/login/", {"email": NEW})
    client.post("/accounts/login/code/", {"code": "WRONG0"})
    assert client_of(None).post("/consultations/nowhere/register/", {"email": NEW}).status_code == 404
    assert not Person.objects.filter(email=NEW).exists()


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
        "quotas": {"sector_member": {"size": 1, "unit": "sector"}},
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
        "quotas": {"observer_state": {"size": 1, "unit": "member"}},
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
        member = Member.objects.create(code=code, kind="state")
        CouncilSeat.objects.create(member=member, start=date(2000, 1, 1), end=date(2001, 1, 1))
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
