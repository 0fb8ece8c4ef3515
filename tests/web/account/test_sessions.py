"""Where somebody is signed in: listed with what tells the sessions apart, and ended, with the room in them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.live import push, push_access
from hemicycle.rules.capacity import Role
from hemicycle.web.account.user_agents import device
from tests.factories import meet_now
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World
    from tests.support.room import RecordingEngine

    ClientOf = Callable[[object], Client]

SECURITY = "/accounts/security/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1"


@pytest.fixture
def world(room_world: World) -> World:
    """Requests commit here, and the room's engines are recorded instead of reached."""
    return meet_now(room_world)


def using(client_of: ClientOf, who: object, agent: str, address: str) -> Client:
    client = client_of(who)
    client.defaults.update(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    assert client.get("/").status_code == 200
    return client


@pytest.fixture
def two(world: World, client_of: ClientOf) -> tuple[Client, Client]:
    """One person at a desk and on a telephone."""
    who = world["br"]
    return using(client_of, who, FIREFOX, "192.0.2.1"), using(client_of, who, IPHONE, "2001:db8::7")


def signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def key_of(client: Client) -> int:
    return int(UserSession.objects.get(session_key=client.session.session_key).pk)


def test_each_is_listed_with_where_from_and_which_is_this_one(two: tuple[Client, Client]) -> None:
    html = html_of(two[0].get(SECURITY))
    rows = re.findall(r'<li class="entry security-entry"><div><b>([^<]+)</b>(.*?)</li>', html, re.DOTALL)
    sessions = {name: rest for name, rest in rows if "Last seen" in rest}
    assert set(sessions) == {"Firefox on Windows", "Safari on iPhone"}
    assert "192.0.2.1" in sessions["Firefox on Windows"]
    assert "this session" in sessions["Firefox on Windows"]
    assert "2001:db8::7" in sessions["Safari on iPhone"]
    assert "this session" not in sessions["Safari on iPhone"]


def test_times_are_in_the_persons_own_zone(world: World, client_of: ClientOf) -> None:
    person = world["br"].person
    person.time_zone = "Asia/Tokyo"
    person.save()
    client = using(client_of, person, FIREFOX, "192.0.2.1")
    moment = datetime(2020, 6, 9, 20, 30, tzinfo=UTC)
    UserSession.objects.update(created_at=moment)
    assert "since 10 Jun 2020, 05:30" in html_of(client.get(SECURITY))


def test_one_is_ended_and_the_other_goes_on(two: tuple[Client, Client]) -> None:
    desk, telephone = two
    response = desk.post(SECURITY, {"end": key_of(telephone)}, follow=True)
    assert b"The session was ended." in response.content
    assert not signed_in(telephone)
    assert signed_in(desk)


def test_all_others_are_ended(two: tuple[Client, Client], world: World, client_of: ClientOf) -> None:
    third, stranger = (
        using(client_of, world["br"], "", "192.0.2.9"),
        using(client_of, world["jp"], FIREFOX, "192.0.2.1"),
    )
    response = two[0].post(SECURITY, {"end": "others"}, follow=True)
    assert b"2 sessions were ended." in response.content
    assert [signed_in(client) for client in (two[0], two[1], third, stranger)] == [True, False, False, True]


def test_nobody_ends_anothers(two: tuple[Client, Client], world: World, client_of: ClientOf) -> None:
    stranger = using(client_of, world["jp"], FIREFOX, "192.0.2.1")
    response = stranger.post(SECURITY, {"end": key_of(two[1])}, follow=True)
    assert b"had ended already" in response.content
    assert signed_in(two[1])


@pytest.mark.parametrize("end", ["", "0", "-1", "x", "9" * 30, "²"])
def test_nonsense_ends_nothing(end: str, two: tuple[Client, Client]) -> None:
    assert two[0].post(SECURITY, {"end": end}, follow=True).status_code == 200
    assert all(signed_in(client) for client in two)


def test_what_ended_by_itself_is_no_longer_listed(two: tuple[Client, Client]) -> None:
    two[1].post(reverse("account_logout"))
    html = html_of(two[0].get(SECURITY))
    assert "Safari on iPhone" not in html
    assert "End all other sessions" not in html


def test_the_room_is_closed_with_it(
    two: tuple[Client, Client], world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: set[str] = set()
    monkeypatch.setattr(push, "disconnect", closed.update)
    for name in ("br", "jp"):
        world.sitting.attendances.create(registration=world[name], session=name, joined_at=timezone.now())
    desk, telephone = two
    join = reverse("join", args=[world.sitting.pk])
    desk.post(SECURITY, {"end": key_of(telephone)})
    assert engine.removed == [f"r{world['br'].pk}"]
    assert closed == {push_access.user(world.sitting.pk, world["br"].pk, role.value) for role in Role}
    assert telephone.post(join).status_code == 302
    assert telephone.post(reverse("push", args=[world.sitting.pk])).status_code == 302
    assert desk.post(reverse("push", args=[world.sitting.pk])).status_code == 200


def test_whoever_is_in_no_room_is_put_out_of_none(
    two: tuple[Client, Client], world: World, engine: RecordingEngine
) -> None:
    now = timezone.now()
    world.sitting.attendances.create(registration=world["br"], session="br", joined_at=now, left_at=now)
    two[0].post(SECURITY, {"end": "others"})
    assert engine.removed == []


def test_when_it_was_last_seen_is_written_once_in_some_minutes(two: tuple[Client, Client]) -> None:
    desk = two[0]
    before = timezone.now() - timedelta(minutes=10)
    UserSession.objects.update(last_seen_at=before)
    with CaptureQueriesContext(connection) as captured:
        desk.get("/")
    assert not [query for query in captured if "usersession" in query["sql"]]
    caches["process"].clear()
    desk.get("/")
    assert UserSession.objects.get(pk=key_of(desk)).last_seen_at > before


def test_nobody_signed_in_sees_none() -> None:
    response = Client().get(SECURITY)
    assert response.headers["Location"] == f"{reverse('account_login')}?next={SECURITY}"


def test_three_sessions_take_as_many_queries_as_one(world: World, client_of: ClientOf) -> None:
    def queries(client: Client) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(SECURITY)
        return len(captured)

    first = using(client_of, world["br"], FIREFOX, "192.0.2.1")
    first.get(SECURITY)
    once = queries(first)
    for number in (2, 3):
        using(client_of, world["br"], IPHONE, f"192.0.2.{number}")
    assert queries(first) == once


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (IPHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Microsoft Edge on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("<script>curl</script>", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(said: str, words: str) -> None:
    assert device(said) == words
