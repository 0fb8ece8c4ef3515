"""Every address and every command of the room, for every class and role and for those who are none of them.

What is expected follows from the table of permissions (``rules.permissions``) and from what each address asks
(``web.access.page``). An address that states nothing fails here.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.mail.models import Delivery
from hemicycle.media.engine import MediaUnavailable
from hemicycle.people.access import Requirement
from hemicycle.people.models import FocalPoint, Member, Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Capacity, Role
from hemicycle.rules.permissions import PERMISSIONS, Action
from hemicycle.sittings import admission
from hemicycle.sittings.commands import COMMANDS
from hemicycle.web.access.route_permissions import Route, routes
from tests.factories import make_world
from tests.support.commands import WHO as SEATS
from tests.support.commands import arguments, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from hemicycle.people.access import Required
    from tests.factories import World
    from tests.support.room import ConnectedPage, RecordingEngine

    Browser = Callable[[Registration | Person | None], Client]

NOBODY = "nobody signed in"
#: Beside one of each class and role: the second delegate of a State, and those who are none of them.
OTHERS = {
    "a delegate who does not answer": "br2",
    "pending": "jp",
    "withdrawn": "gh",
    "refused": "pe",
    "of another consultation": "elsewhere",
    "registered for nothing": "nowhere",
}
WHO = {**{capacity.value: name for capacity, name in SEATS.items()}, **OTHERS}
#: What the address of anything ends in here; whoever is let past finds nothing at some of them, and is let past.
ENDS = {"slug": "test", "code": "BR", "symbol": "C20/1", "token": "x", "template": "x", "kind": "x", "number": 1}
#: About all Members, whoever's consultation: of the secretariat of any.
ANYWHERE = frozenset({"new_member", "member"})
#: They show the room instead, and say so.
VIEWS = frozenset({"console", "booth", "desk"})
#: Each step of signing in, and giving a factor that nobody here has: a way back, never a page.
FACTORS = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
#: Refuses with words beside what was asked, and is tested by itself below.
IN_WORDS = frozenset({"registration_links"})
METHODS = ("get", "post")
#: A statement that writes; and what is written of everybody who opens a page: when their session was seen.
WRITES, SEEN = re.compile("(INSERT|UPDATE|DELETE)"), re.compile("(django_session|usersessions_usersession)")
#: Enough to be taken for one of the forms of a page that has several.
SENDS = {"act": "contact"}


@pytest.fixture
def world(
    engine: RecordingEngine,  # noqa: ARG001
    client_documents: ConnectedPage,  # noqa: ARG001
    db: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> World:
    """The consultation of ``tests.factories``, and people who are of no class or role in it."""

    def away(*_who: object) -> dict[str, str]:
        raise MediaUnavailable("not in this test")

    monkeypatch.setattr(admission, "media_access", away)
    made = make_world()
    for name, status in (("jp", "pending"), ("gh", "withdrawn"), ("pe", "refused")):
        made[name].status = status
        made[name].save()
    day = date(2020, 6, 9)
    other = Consultation.objects.create(slug="other", title={"en": "Other"}, first_day=day, last_day=day)
    person = Person.objects.create_user("elsewhere@example.org", "Ms. Elsewhere")
    made.people["elsewhere"] = Registration.objects.create(
        consultation=other, person=person, role=Role.SECRETARIAT.value, status=RegistrationStatus.CONFIRMED.value
    )
    brazil = Member.objects.get(code="BR")
    FocalPoint.objects.create(
        consultation=made.consultation, member=brazil, person=made["br"].person, start=timezone.now()
    )
    return made


def signs_in(world: World, browser: Browser, who: str) -> Client:
    if who == NOBODY:
        return browser(None)
    if who == "nowhere":
        return browser(Person.objects.create_user("nowhere@example.org", "Ms. Nowhere"))
    return browser(world[who])


def address(route: Route, world: World) -> str:
    arguments = route.pattern.pattern.converters
    of_sitting = route.path.startswith("/sittings/")
    someone, sitting = world["br"].pk, world.sitting.pk
    action = "change" if "key" in arguments else "nominate"
    ends = {**ENDS, "key": sitting if of_sitting else someone, "sitting": sitting, "pk": someone, "action": action}
    named = {name: ends[name] for name in arguments}
    return reverse(route.name, kwargs=named)


@dataclass(frozen=True)
class Standing:
    """What somebody is, as far as the table and the list of addresses tell people apart."""

    name: str
    capacity: Capacity | None

    @property
    def registered(self) -> bool:
        return self.capacity is not None or self.name in {"jp", "gh", "pe"}

    def meets(self, asked: Required, route: str) -> bool:
        """Whether they have what an address asks."""
        if isinstance(asked, Action):
            anywhere = self.name == "elsewhere" and route in ANYWHERE
            return anywhere or self.capacity in PERMISSIONS[asked]
        return {
            Requirement.NOBODY: True,
            Requirement.SIGNATURE: False,
            Requirement.SIGNED_IN: True,
            Requirement.REGISTERED: self.registered,
            Requirement.PART: self.capacity is not None,
            Requirement.MEMBER: self.name in {"br", "br2", "secretariat"},
            Requirement.ANSWERING: self.name in {"br", "secretariat"},
            Requirement.MANDATE: self.name == "br",
            Requirement.REPLY: self.name == "br" or self.capacity in PERMISSIONS[Action.REPLIES_SEE],
        }[asked]


def standing(name: str) -> Standing:
    seat = next((capacity for capacity, who in SEATS.items() if who == name), None)
    return Standing(name, Capacity.COUNCIL_STATE if name == "br2" else seat)


def tried(client: Client, method: str, path: str) -> tuple[Answer, list[str]]:
    """What is answered to somebody, and what is written; afterwards all is as it was, and they are signed in still."""
    session = client.cookies["sessionid"].value
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        response: Answer = client.get(path) if method == "get" else client.post(path, SENDS)
        transaction.set_rollback(True)
    client.cookies["sessionid"] = session
    return response, [
        query["sql"] for query in captured if WRITES.match(query["sql"]) and not SEEN.search(query["sql"])
    ]


def stopped(response: Answer, route: str, asked: Required) -> bool:
    """Whether somebody signed in was kept out."""
    if route in VIEWS and response.status_code == 302:
        return True
    if asked is Requirement.REGISTERED:
        return response.status_code == 404 or response.headers.get("Location", "").endswith("/register/")
    return response.status_code == 403


def to_sign_in(response: Answer) -> bool:
    return response.headers.get("Location", "").startswith(f"{reverse('account_login')}?next=")


def test_every_address_says_what_it_asks() -> None:
    assert not [route.name for route in routes() if route.requires is None]


@pytest.mark.parametrize("who", WHO)
def test_rule_02_an_address_opens_for_whom_the_table_permits(who: str, world: World, browser: Browser) -> None:
    client, person = signs_in(world, browser, WHO[who]), standing(WHO[who])
    for route in routes():
        name, opened = route.name, False
        for method in METHODS:
            asked = route.to_send if method == "post" else route.requires
            assert asked is not None, name
            response, written = tried(client, method, address(route, world))
            if response.status_code == 405 or name in FACTORS | IN_WORDS:
                continue
            opened = True
            told = f"{who} {method} {name}: {response.status_code} {response.headers.get('Location', '')}"
            assert response.status_code < 500, told
            assert not to_sign_in(response), told
            assert stopped(response, name, asked) != person.meets(asked, name), told
            assert not stopped(response, name, asked) or not written, f"{told}: {written}"
        assert opened or name in FACTORS | IN_WORDS, name


def test_nobody_signed_in_is_asked_to_sign_in_first(world: World, browser: Browser) -> None:
    client = browser(None)
    for route in routes():
        name, asked = route.name, route.requires
        for method in METHODS:
            response = getattr(client, method)(address(route, world))
            told = f"{method} {name}: {response.status_code} {response.headers.get('Location', '')}"
            if response.status_code == 405:
                continue
            if asked is Requirement.SIGNATURE:
                assert response.status_code == 403, told
            else:
                assert to_sign_in(response) == (asked is not Requirement.NOBODY), told


@pytest.mark.parametrize("who", [*WHO, NOBODY])
def test_a_personal_link_is_sent_by_the_secretariat_and_to_oneself(who: str, world: World, browser: Browser) -> None:
    name = WHO.get(who, NOBODY)
    client = signs_in(world, browser, name)
    client.post(reverse("registration_links", args=["test", world["br"].pk]), {"purpose": "registration"})
    assert Delivery.objects.exists() == (name in {"secretariat", "br"})


@pytest.mark.parametrize("who", [*WHO, NOBODY])
def test_rule_02_a_command_of_the_room_is_for_whom_the_table_permits(who: str, world: World, browser: Browser) -> None:
    name = WHO.get(who, NOBODY)
    client, person = signs_in(world, browser, name), standing(name)
    # Ending the sitting comes last: afterwards nobody is let in at all.
    for action in sorted(COMMANDS, key=lambda action: action is Action.SITTING_END):
        response = send(client, world.sitting.pk, action.value, arguments(action))
        told = f"{who} {action}: {response.status_code} {response.content[:200]!r}"
        if name == NOBODY:
            assert to_sign_in(response), told
        elif person.capacity is None:
            assert response.status_code == 403, told
        else:
            code = json.loads(response.content).get("reason", {}).get("code", "")
            kept_out = code in {"not_permitted", "point_of_order_council_only"}
            assert kept_out == (person.capacity not in PERMISSIONS[action]), told


def test_every_action_of_the_table_is_asked_somewhere_or_is_a_command() -> None:
    """The room's commands are actions; what else an address asks is one of the table's too."""
    assert {route.requires for route in routes() if isinstance(route.requires, Action)} <= set(PERMISSIONS)
    assert set(COMMANDS) <= set(PERMISSIONS)
