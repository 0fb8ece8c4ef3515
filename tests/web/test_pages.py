"""What pages hold: the room's context, languages, names of strangers, headers, and how many queries they take."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.agenda.models import Item
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import ROLES, Role
from hemicycle.rules.conclusions import positions_of
from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.permissions import PERMISSIONS, Action
from hemicycle.sittings.models import Turn
from hemicycle.web.toolkit import labels
from tests.classes import CAPACITIES, COUNCIL_STATE, OBSERVERS
from tests.support.html import html_of
from tests.web.access.test_access import PAGES, address

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

    ClientOf = Callable[[object], Client]


def context(page: bytes) -> dict[str, object]:
    found = re.search(rb'<script id="context" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    content: dict[str, object] = json.loads(found[1])
    return content


def test_the_room_starts_with_its_context(world: World, client_of: ClientOf) -> None:
    response = client_of(world["french2"]).get(address("booth", world))
    held = context(response.content)
    sitting = f"/sittings/{world.sitting.pk}/"
    assert held.pop("csrf")
    assert held == {
        "sitting": world.sitting.pk,
        "view": "booth",
        "language": "en",
        "direction": "ltr",
        "me": {
            "registration": world["french2"].pk,
            "name": "Ms. French2",
            "member": None,
            "capacity": "interpreter",
            "booth_languages": ["fr", "en"],
            "prepares_documents": False,
            "may": [action.value for action in Action if Role.INTERPRETER in PERMISSIONS[action]],
        },
        "holds": "",
        "consultation": {"title": "Test Consultation", "trial": False, "zone": "Europe/Zurich", "zone_name": "Geneva"},
        "sitting_title": "First sitting, Tuesday 9 June 2020",
        "practice": False,
        "members": {
            "BR": "Brazil", "GH": "Ghana", "JP": "Japan", "NO": "Norway", "PE": "Peru", "PS": "Ps",
            "sm-orbicom": "Sm-Orbicom",
        },
        "contents": {
            "decision": "Draft decision",
            "resolution": "Draft resolution",
            "financial-regulations": "Revision of the Financial Regulations",
        },
        "outcomes": {"proposed_conclusion": "Proposed conclusion", "deferred": "Deferred", "noted": "Noted"},
        "list_order": ["BR", "GH", "JP", "NO", "PE", "PS", "sm-orbicom"],
        "items": [
            {
                "id": item.pk,
                "position": item.position,
                "title": f"Item {item.position}",
                "language": "en",
                "symbol": f"C20/{item.position}",
                "contains": [],
                "unchecked": False,
            }
            for item in world.items
        ],
        "languages": [
            {"code": "ar", "name": "العربية"},
            {"code": "zh", "name": "中文"},
            {"code": "en", "name": "English"},
            {"code": "fr", "name": "Français"},
            {"code": "ru", "name": "Русский"},
            {"code": "es", "name": "Español"},
        ],
        "drafting_languages": [
            {"code": code, "name": NATIVE_NAMES[code]} for code in ("ar", "zh", "en", "fr", "ru", "es")
        ],
        "capacities": [
            {
                "key": capacity.value,
                "name": labels.capacity(capacity),
                "group": labels.capacity_group(capacity),
                "speaks": capacity.value not in {"interpreter", "captioner", "technician"},
                "seconds": 180,
                "times": 1 if capacity in OBSERVERS else None,
                "positions": [kind.value for kind in positions_of(capacity)],
                "votes": capacity == COUNCIL_STATE,
            }
            for capacity in CAPACITIES
        ],
        "tested": "",
        "urls": {
            "home": "/",
            "test": "/consultations/test/connection-test/",
            "entered": "/consultations/test/connection-test/entry",
            "document": "/consultations/test/documents/",
            "statements": "/consultations/test/statements/",
            "glossary": "/consultations/test/glossary/terms.json",
            "cases": "/consultations/test/desk/help/",
            "comment": "",
            "own_statement": f"{sitting}statement",
            "assistance": f"{sitting}assistance",
            "join": f"{sitting}join",
            "push": f"{sitting}push",
            "commands": f"{sitting}commands",
            "documents": f"{sitting}documents",
            "room": sitting,
            "console": f"{sitting}console/",
            "booth": f"{sitting}booth/",
            "desk": f"{sitting}desk/",
        },
    }  # fmt: skip


def test_a_title_that_exists_in_another_language_only_is_unchecked(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    client.cookies["django_language"] = "ar"
    held = context(client.get(address("room", world)).content)
    assert (held["language"], held["direction"]) == ("ar", "rtl")
    items = held["items"]
    assert isinstance(items, list)
    assert [item["unchecked"] for item in items] == [True, True, True]
    assert [item["language"] for item in items] == ["en", "en", "en"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_mirror_in_arabic_and_run_under_the_policy(page: str, world: World, client_of: ClientOf) -> None:
    """No inline script or style, which the policy would refuse; the right sheet for the direction."""
    client = client_of(world[PAGES[page][0]])
    client.cookies["django_language"] = "ar"
    response = client.get(address(page, world))
    html = html_of(response)
    assert '<html lang="ar" dir="rtl">' in html
    mirrored = next((one for one in ("src/room.ts", "src/practice.ts") if one in html), "src/pages-rtl.css")
    assert mirrored in html
    for script in re.findall(r"<script\b[^>]*>", html):
        assert "src=" in script or 'type="application/json"' in script
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    policy = dict(directive.split(" ", 1) for directive in response.headers["Content-Security-Policy"].split("; "))
    assert (policy["default-src"], policy["style-src"]) == ("'none'", "'self'")
    assert [name for name, sources in policy.items() if "unsafe" in sources or name.startswith("style-src-")] == []
    assert response.headers["Permissions-Policy"] == "camera=(self), microphone=(self), display-capture=()"


def test_every_page_has_its_landmarks(world: World, client_of: ClientOf) -> None:
    html = html_of(client_of(world["br"]).get("/"))
    assert 'href="#main"' in html
    assert '<main id="main"' in html
    assert html.count("<h1") == 1


def test_the_list_of_participants_is_on_the_home_page_of_whoever_may_see_it(world: World, client_of: ClientOf) -> None:
    there = f'href="{reverse("participants", args=[world.consultation.slug])}"'
    own = world["br"]
    assert there in html_of(client_of(own).get("/"))
    own.status = RegistrationStatus.PENDING.value
    own.save()
    assert there not in html_of(client_of(own).get("/"))


def test_changing_the_language_keeps_the_page(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    html = html_of(client.get("/consultations/test/members/?q=japan&sort=-code"))
    assert 'name="next" value="/consultations/test/members/?q=japan&amp;sort=-code"' in html
    response = client.post(
        "/i18n/language", {"language": "fr", "next": "/consultations/test/members/?q=japan&sort=-code"}
    )
    assert response.headers["Location"] == "/consultations/test/members/?q=japan&sort=-code"
    assert "Japon" in html_of(client.get(response.headers["Location"]))


NAMES = [
    "N" * 300,
    "السيدة " + "ن" * 290,
    '<script>alert(1)</script> & "quoted"',
    "\u202eevil.example\u202c",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page", ["home", "people", "room", "turns"])
def test_names_of_strangers(page: str, name: str, world: World, client_of: ClientOf) -> None:
    """300 characters, right to left, HTML, direction marks: shown whole, escaped, and apart from what is beside."""
    who = world["technician"]
    who.person.name = name
    who.person.save()
    if page == "turns":
        now = timezone.now()
        Turn.objects.create(sitting=world.sitting, registration=who, capacity="technician", language="en", asked_at=now)
    html = html_of(client_of(who).get(address(page, world)))
    assert "<script>alert" not in html
    if page == "room":
        assert context(html.encode())["me"]["name"] == name  # type: ignore[index]
        return
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert re.search(rf"<bdi[^>]*>{re.escape(escaped)}</bdi>", html)


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.parametrize("page", ["home", "people", "turns", "members", "document", "room"])
def test_three_rows_take_as_many_queries_as_one(page: str, world: World, client_of: ClientOf) -> None:
    who = world["secretariat"]
    now = timezone.now()
    Registration.objects.exclude(pk__in=[who.pk, world["br"].pk]).filter(turns=None).exclude(
        pk=world["vice_chair"].pk
    ).update(status="withdrawn")
    Item.objects.filter(pk__in=[item.pk for item in world.items[1:]]).update(position=None)

    def speak(name: str) -> None:
        Turn.objects.create(
            sitting=world.sitting,
            registration=world[name],
            member=world[name].member,
            capacity="council_state",
            language="en",
            asked_at=now,
            state=TurnState.ENDED.value,
        )

    speak("br")
    client = client_of(who)
    client.get(address(page, world))
    once = queries(client, address(page, world))
    Registration.objects.update(status="confirmed")
    for name in ("jp", "no"):
        speak(name)
        world.sitting.attendances.create(registration=world[name], session=name, joined_at=now)
    for item in world.items[1:]:
        item.position = item.number
        item.save()
        world.consultation.sittings.create(
            number=10 + item.number, opens_at=now, closes_at=now + timedelta(hours=3), presiding=world["chair"]
        )
    assert queries(client, address(page, world)) == once


def test_the_sitting_of_now_comes_first_with_the_usual_way_in(world: World, client_of: ClientOf) -> None:
    world.sitting.state = SittingState.PLANNED.value
    world.sitting.save()
    soon = timezone.now() + timedelta(minutes=30)
    now = world.consultation.sittings.create(number=2, opens_at=soon, closes_at=soon + timedelta(hours=3))
    for name, view in (("br", "room"), ("vice_chair", "console"), ("french", "booth"), ("technician", "desk")):
        html = html_of(client_of(world[name]).get("/"))
        first = re.search(r'class="btn btn-primary btn-lg" href="([^"]+)"', html)
        assert first
        assert first[1] == reverse(view, args=[now.pk])
        assert f'href="{reverse("room", args=[world.sitting.pk])}"' not in html  # its time passed in 2020


def test_times_stand_in_genevas_zone_and_wait_for_the_readers_own(world: World, client_of: ClientOf) -> None:
    person = world["br"].person
    person.time_zone = "America/Sao_Paulo"
    person.save()
    html = html_of(client_of(person).get("/"))
    assert "12:00</time>–<time" in html
    assert "(UTC+2)" in html
    assert 'data-zone="America/Sao_Paulo"' in html
    assert 'data-start="2020-06-09T10:00:00Z"' in html


def test_the_words_of_the_room_are_cached_for_each_language(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    response = client.get("/i18n/room.js?en")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "private, max-age=300"
    again = client.get("/i18n/room.js?en", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_a_page_that_was_too_old_to_be_sent() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"email": "br@example.org"})
    assert response.status_code == 403
    assert b"The page has expired" in response.content


@pytest.mark.parametrize(
    ("language", "start"), [("en", '<html lang="en" dir="ltr"'), ("ar", '<html lang="ar" dir="rtl"')]
)
def test_a_fault_of_ours(language: str, start: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise ImproperlyConfigured("as if")

    monkeypatch.setattr("hemicycle.web.members.members_page.people.members", fail)
    client = Client(raise_request_exception=False)
    client.force_login(world["br"].person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = language
    response = client.get("/consultations/test/members/")
    assert response.status_code == 500
    html = html_of(response)
    assert start in html
    assert "as if" not in html


def test_every_code_has_words() -> None:
    assert set(labels.ROLES) == set(labels.GROUPS) == set(ROLES)
    assert {action for actions in labels.ACTIONS.values() for action in actions} == set(Action)
    assert set(labels.TURN_STATES) == set(TurnState)
    assert set(labels.CAUSES) == set(Cause)
    assert set(labels.SITTING_STATES) == set(SittingState)
