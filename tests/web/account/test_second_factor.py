"""A second factor: set up, given, and required of the roles that a consultation names, before pages and commands."""

from __future__ import annotations

import logging
import re
import time
import uuid
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache, caches
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from hemicycle.people import second_factor
from hemicycle.people.models import Person
from hemicycle.web.account.accounts import sign_in_link
from tests.classes import SETTINGS
from tests.factories import meet_now
from tests.web.account.passkey_device import Device
from tests.web.account.test_passkeys import add, here, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import Settings

    from tests.factories import World

    ClientOf = Callable[[object], Client]

SECURITY, SET_UP, AGAIN = "/accounts/security/", "/accounts/security/app/add/", "/accounts/security/again/"
SECOND = "/accounts/login/second/"


@pytest.fixture
def world(room_world: World) -> World:
    """Requests commit here, and the room's engines are recorded instead of reached."""
    return meet_now(room_world)


class Clock:
    """The telephone and the server agree on the time, which the test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # Of today: what is counted for a while expires by the database's own clock.
        self.now = time.time() // 30 * 30 + 10
        monkeypatch.setattr(time, "time", lambda: self.now)

    def code(self, secret: str) -> str:
        return str(format_hotp_value(hotp_value(secret, int(self.now) // 30)))

    def next(self) -> None:
        """Until the app shows another code, and the last is good no longer."""
        self.now += 90


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def required(world: World) -> World:
    """Chair and secretariat have to give a second factor."""
    world.consultation.settings = {**SETTINGS, "second_factor": ["chair", "secretariat", "council_state"]}
    world.consultation.save()
    return world


def set_up(client: Client, clock: Clock) -> str:
    """Set up the app; its secret."""
    found = re.search(r'<code class="secret-key" dir="ltr">(\w+)</code>', client.get(SET_UP).content.decode())
    assert found
    assert client.post(SET_UP, {"code": clock.code(found[1])}).status_code == 302
    clock.next()
    return found[1]


def by_mail(client: Client, address: str) -> Answer:
    client.post("/accounts/login/", {"email": address})
    found = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return client.post("/accounts/login/code/", {"code": found[1]})


def command(client: Client, world: World) -> Answer:
    body = {"id": str(uuid.uuid4()), "command": "help.post", "arguments": {"text": "words"}}
    return client.post(f"/sittings/{world.sitting.pk}/commands", body, content_type="application/json")


@pytest.mark.parametrize("page", ["home", "members", "permissions", "room", "console", "people", "turns"])
def test_a_role_that_needs_it_is_led_to_set_one_up(page: str, required: World, client_of: ClientOf) -> None:
    arguments = {"home": [], "members": ["test"], "permissions": ["test"]}.get(page, [required.sitting.pk])
    address = reverse(page, args=arguments)
    client = client_of(required["secretariat"])
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(SECURITY)
    assert b"Your role requires a second factor" in client.get(response.headers["Location"]).content
    assert client.post(address).headers["Location"] == SECURITY


@pytest.mark.parametrize("address", ["join", "push", "commands", "documents"])
def test_and_reaches_nothing_of_the_room(address: str, required: World, client_of: ClientOf) -> None:
    client = client_of(required["chair"])
    path = f"/sittings/{required.sitting.pk}/{address}"
    response = client.get(path) if address == "documents" else client.post(path)
    assert response.status_code == 403
    assert response.json()["reason"]["code"] == "second_factor"
    assert "passkey" in response.json()["message"]


def test_a_class_can_be_named_too_and_is_read_as_at_the_day(required: World) -> None:
    assert second_factor.required_of(required["br"].person)
    assert not second_factor.required_of(required["no"].person)
    seat = required["br"].member.organ_seats.get()  # type: ignore[union-attr]
    seat.end = seat.start
    seat.save()
    assert not second_factor.required_of(required["br"].person)


@pytest.mark.parametrize("status", ["pending", "endorsed", "withdrawn", "refused"])
def test_what_is_not_confirmed_requires_nothing(status: str, required: World) -> None:
    required["chair"].status = status
    required["chair"].save()
    assert not second_factor.required_of(required["chair"].person)


@pytest.mark.parametrize("name", ["vice_chair", "technician", "no"])
def test_others_go_on_with_one_factor(name: str, required: World, client_of: ClientOf) -> None:
    client = client_of(required[name])
    assert client.get("/").status_code == 200
    assert command(client, required).status_code == 200


def test_what_signs_in_and_out_and_changes_the_language_stays_open(required: World, client_of: ClientOf) -> None:
    client = client_of(required["chair"])
    for address in (SECURITY, SET_UP, reverse("account_logout"), reverse("room_words"), reverse("health")):
        assert client.get(address).status_code == 200, address
    assert client.post(reverse("set_language"), {"language": "fr", "next": SECURITY}).headers["Location"] == SECURITY


def test_whoever_has_set_up_the_app_goes_on_at_once(required: World, client_of: ClientOf, clock: Clock) -> None:
    client = client_of(required["chair"])
    set_up(client, clock)
    assert client.get("/").status_code == 200
    assert command(client, required).status_code == 200


def test_a_passkey_is_both_factors(required: World, client_of: ClientOf) -> None:
    client, device = here(client_of(required["chair"])), Device()
    add(client, device)
    assert client.get("/").status_code == 200
    assert sign_in(device)[0].get("/").status_code == 200


def test_the_code_by_mail_is_followed_by_the_apps(required: World, client_of: ClientOf, clock: Clock) -> None:
    secret = set_up(client_of(required["chair"]), clock)
    client = client_of(None)
    assert by_mail(client, "chair@example.org").headers["Location"] == SECOND
    assert client.get("/").status_code == 302
    assert client.post(SECOND, {"code": clock.code(secret)}).headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_the_code_by_mail_is_followed_by_the_passkey(required: World, client_of: ClientOf) -> None:
    device = Device()
    add(here(client_of(required["chair"])), device)
    client = here(client_of(None))
    by_mail(client, "chair@example.org")
    page = client.get(SECOND).content.decode()
    found = re.search(r'id="passkey-options" type="application/json">(.*?)</script>', page)
    assert found
    challenge = re.search(r'"challenge": "([^"]+)"', found[1])
    assert challenge
    client.post(SECOND, {"credential": device.get({"publicKey": {"challenge": challenge[1]}})})
    assert client.get("/").status_code == 200


def test_a_link_is_one_factor_and_the_other_is_asked_for_on_the_way(
    required: World, client_of: ClientOf, clock: Clock, settings: Settings
) -> None:
    settings.DEMO = True
    secret = set_up(client_of(required["chair"]), clock)
    client, room = client_of(None), reverse("room", args=[required.sitting.pk])
    link = "/" + sign_in_link(required["chair"].person, room).split("/", 3)[3]
    assert client.get(link).headers["Location"] == room
    asked = client.get(room).headers["Location"]
    assert asked.startswith(AGAIN)
    assert client.post(asked, {"code": "000000"}).status_code == 200
    assert client.get(room).status_code == 302
    assert client.post(asked, {"code": clock.code(secret), "next": room}).headers["Location"] == room
    assert client.get(room).status_code == 200


def test_a_code_of_the_app_is_good_once(required: World, client_of: ClientOf, clock: Clock) -> None:
    secret = set_up(client_of(required["chair"]), clock)
    code = clock.code(secret)
    for moved in (0, 20, 40):
        cache.delete(f"allauth.mfa.totp.used?user={required['chair'].person.pk}&code={code}")
        caches["process"].clear()  # another process
        client = client_of(None)
        by_mail(client, "chair@example.org")
        clock.now += moved
        client.post(SECOND, {"code": code})
        assert (client.get("/").status_code == 200) == (moved == 0)


def test_a_recovery_code_stands_in_once(required: World, client_of: ClientOf, clock: Clock) -> None:
    owner = client_of(required["chair"])
    set_up(owner, clock)
    code = re.findall(r"<code>(\d{8})</code>", owner.get(reverse("mfa_view_recovery_codes")).content.decode())[0]
    for good in (True, False):
        client = client_of(None)
        by_mail(client, "chair@example.org")
        client.post(SECOND, {"code": code})
        assert (client.get("/").status_code == 200) == good
    assert b"9 codes left" in owner.get(SECURITY).content


def test_guessing_is_stopped_with_words(required: World, client_of: ClientOf, clock: Clock) -> None:
    secret = set_up(client_of(required["chair"]), clock)
    client = client_of(None)
    by_mail(client, "chair@example.org")
    pages = [client.post(SECOND, {"code": "000000"}).content for _attempt in range(6)]
    assert b"This was not accepted" in pages[0]
    assert b"Too many attempts" in pages[5]
    client.post(SECOND, {"code": clock.code(secret)})
    assert client.get("/").status_code == 302


def test_guessing_from_one_network_is_stopped(
    required: World, client_of: ClientOf, clock: Clock, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "3/m/ip"}
    for name in ("chair", "secretariat"):
        set_up(client_of(required[name]), clock)
    for _attempt in range(2):
        client = client_of(None)
        by_mail(client, "chair@example.org")
        assert b"This was not accepted" in client.post(SECOND, {"code": "000000"}).content
    other = client_of(None)
    by_mail(other, "secretariat@example.org")
    other.post(SECOND, {"code": "000000"})
    assert b"Too many attempts" in other.post(SECOND, {"code": "000000"}).content


def test_the_factor_is_asked_for_again_before_it_is_removed(required: World, client_of: ClientOf, clock: Clock) -> None:
    set_up(client_of(required["chair"]), clock)
    stolen = client_of(required["chair"])
    response = stolen.post(reverse("mfa_deactivate_totp"))
    assert response.headers["Location"].startswith(AGAIN)
    for address in (reverse("mfa_add_webauthn"), reverse("mfa_generate_recovery_codes")):
        assert stolen.get(address).headers["Location"].startswith(AGAIN)
    assert Authenticator.objects.filter(user=required["chair"].person, type="totp").exists()


def test_who_removes_it_is_asked_to_set_one_up_at_the_next_sign_in(
    required: World, client_of: ClientOf, clock: Clock
) -> None:
    client = client_of(required["chair"])
    set_up(client, clock)
    assert client.post(reverse("mfa_deactivate_totp")).headers["Location"] == SECURITY
    assert not Authenticator.objects.filter(user=required["chair"].person).exists()
    anew = client_of(None)
    assert by_mail(anew, "chair@example.org").headers["Location"] == "/"
    assert anew.get("/").headers["Location"].startswith(SECURITY)


def test_secrets_are_sealed_in_the_database_and_never_logged(
    required: World, client_of: ClientOf, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = set_up(client_of(required["chair"]), clock)
    client = client_of(None)
    by_mail(client, "chair@example.org")
    used = clock.code(secret)
    client.post(SECOND, {"code": used})
    row = Authenticator.objects.get(user=required["chair"].person, type="totp")
    assert secret not in str(row.data)
    mailed = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert mailed
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert not [word for word in (secret, used, mailed[1]) if word in logged]


def test_secretariat_who_presides_and_technicians_need_one_where_a_consultation_says_nothing(
    world: World, settings: Settings
) -> None:
    """As an installation has it by itself; a consultation that names nobody requires it of nobody."""
    settings.SECOND_FACTOR = ["secretariat", "chair", "vice_chair", "technician"]
    everybody = ("secretariat", "chair", "vice_chair", "technician", "br", "french")

    def required_of() -> list[bool]:
        return [second_factor.required_of(Person.objects.get(pk=world[name].person_id)) for name in everybody]

    assert required_of() == [True, True, True, True, False, False]
    world.consultation.settings = {**SETTINGS, "second_factor": []}
    world.consultation.save()
    assert required_of() == [False] * 6


def test_whose_factor_is_added_or_removed_is_told_in_their_language(
    required: World, client_of: ClientOf, clock: Clock
) -> None:
    person, client = required["chair"].person, client_of(required["chair"])
    client.defaults.update(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", REMOTE_ADDR="192.0.2.1")
    set_up(client, clock)
    client.post(reverse("mfa_deactivate_totp"))
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["chair@example.org"], "Council: authenticator app added"),
        (["chair@example.org"], "Council: authenticator app removed"),
    ]
    assert re.search(r"Time: \d{1,2} \w+ \d{4}, \d\d:\d\d \(UTC\)", str(mail.outbox[0].body))
    for words in (
        "Firefox on Windows",
        "192.0.2.1",
        "If it was not, sign in now, remove what you do not recognize on the",
    ):
        assert words in mail.outbox[0].body
    person.language = "fr"
    person.save()
    add(here(client_of(person)), Device())
    with translation.override("fr"):
        assert mail.outbox[-1].subject == gettext("%(house)s: passkey added") % {"house": "Council"}


def test_a_factor_is_set_up_where_the_mail_server_is_away(
    required: World,
    client_of: ClientOf,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def away(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", away)
    set_up(client_of(required["chair"]), clock)
    assert Authenticator.objects.filter(user=required["chair"].person, type="totp").exists()
    assert "nobody was told" in caplog.text


@pytest.mark.parametrize("name", ["no", "chair"])
def test_the_check_costs_a_command_of_the_room_nothing(
    name: str, required: World, client_of: ClientOf, clock: Clock
) -> None:
    """Neither for whom nothing is required, remembered for a while, nor for whoever has given it."""

    def queries(client: Client) -> int:
        command(client, required)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert command(client, required).status_code == 200
        return len(captured)

    client = client_of(required[name])
    if name == "chair":
        set_up(client, clock)
    checked = queries(client)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(second_factor, "missing", lambda _request: False)
        assert queries(client) == checked
