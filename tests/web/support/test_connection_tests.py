"""The page of a connection test, its result in words, the letter, the desk's list, and the ways to them."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as Word
from pypdf import PdfReader

from hemicycle.mail import links
from hemicycle.mail.models import PersonalLink
from hemicycle.support.actions import connection_tests
from hemicycle.support.measurements import EntryMeasurements, Measurements
from hemicycle.support.models import ConnectionTest
from tests.factories import SLUG
from tests.support.floor import by
from tests.support.measuring import entered, measured
from tests.support.paper_text import differences, pdf_lines, repeated, word_lines
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import DjangoAssertNumQueries, Settings

    from tests.factories import World

PAGE = f"/consultations/{SLUG}/connection-test/"
DESK = f"/consultations/{SLUG}/desk/connection-tests/"


def measured_of(world: World, who: str = "br", *, room: str = "r", **changes: Any) -> ConnectionTest:
    """A finished test."""
    now = timezone.now()
    test = connection_tests.begin(world.consultation.pk, by(world, who), now, world[who].pk)
    if room:
        ConnectionTest.objects.filter(pk=test.pk).update(room=room)
    found = Measurements.model_validate(measured(**changes))
    return connection_tests.finish(world.consultation.pk, by(world, who), now + timedelta(seconds=48), test.pk, found)


def address(test: ConnectionTest, more: str = "") -> str:
    return f"/consultations/{SLUG}/connection-tests/{test.pk}/{more}"


def link_to(world: World, who: str = "br") -> str:
    _link, whole = links.make(world[who], links.Purpose.TEST, timezone.now())
    return whole[whole.index("/connection-test/") :]


def context_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="connection-test" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    context: dict[str, Any] = json.loads(found[1])
    return context


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def test_the_page_carries_what_its_script_starts_with(world: World, client_of: Callable[[Any], Client]) -> None:
    page = read(client_of(world["br"]), PAGE)

    context = context_of(page)
    assert context["urls"]["begin"] == f"/consultations/{SLUG}/connection-test/begin"
    assert (context["purpose"], context["who"]) == ("delegate", world["br"].person.name)
    assert "too old" in page


def test_who_never_speaks_tests_without_a_microphone(world: World, client_of: Callable[[Any], Client]) -> None:
    assert context_of(read(client_of(world["technician"]), PAGE))["purpose"] == "listener"
    assert context_of(read(client_of(world["french"]), PAGE))["purpose"] == "interpreter"


def test_a_link_opens_the_page_of_its_registration_and_says_whose_it_is(
    world: World, client_of: Callable[[Any], Client]
) -> None:
    path = link_to(world)

    page = read(Client(), path)

    assert world["br"].person.name in page
    assert "If this is not you" in page
    assert context_of(page)["urls"]["begin"] == f"{path}begin"
    assert world["br"].person.name in read(client_of(world["jp"]), path)


def test_a_link_that_is_not_valid_leads_to_a_page_that_says_so(world: World) -> None:
    path = link_to(world)
    row = PersonalLink.objects.get()

    assert Client().get("/connection-test/made-up/", follow=True).status_code == 404
    world["br"].__class__.objects.filter(pk=world["br"].pk).update(status="withdrawn")
    assert "not confirmed" in read(Client(), path, 403)
    PersonalLink.objects.filter(pk=row.pk).update(expires_at=timezone.now())
    answer = Client().get(path, follow=True)
    assert answer.status_code == 410
    assert "Send a new link" in answer.content.decode()


def test_a_link_to_test_signs_nobody_in(world: World) -> None:
    secret = link_to(world).rstrip("/").rpartition("/")[2]
    client = Client()

    answer = client.post(f"/link/{secret}/")

    assert answer.status_code in {302, 404}
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "You will be heard."),
        ({"camera": {"light": 0.1}}, "You will be heard. 1 thing to improve."),
        ({"camera": {"light": 0.1}, "microphone": {"echo_db": -10}}, "You will be heard. 2 things to improve."),
        ({"microphone": {"state": "denied"}}, "You would not be heard from here."),
        ({"line": {"way": "none"}}, "You would not be heard from here."),
        ({"line": None, "ended": "left"}, "The test is incomplete. Repeat it."),
        ({"room": "", "line": None}, "The media server was not available."),
    ],
)
def test_the_result_is_a_sentence(
    world: World, client_of: Callable[[Any], Client], changes: dict[str, Any], said: str
) -> None:
    test = measured_of(world, **changes)

    page = read(client_of(world["br"]), address(test))

    assert f"<h1>{said}" in page
    assert test.code in page


def test_the_result_says_what_was_found_and_what_to_do(world: World, client_of: Callable[[Any], Client]) -> None:
    page = read(client_of(world["br"]), address(measured_of(world, camera={"light": 0.1})))

    assert "Jabra Evolve 65" in page
    assert "Put a light in front of you." in page
    assert "Round trip 142 ms" in page
    assert "lost 0.2\N{NO-BREAK SPACE}% sending" in page
    assert "Chrome 83 on Windows" in page
    assert "office in Abuja" in page
    assert "Letter for the administrator" not in page


def test_one_that_was_not_finished_says_so(world: World, client_of: Callable[[Any], Client]) -> None:
    at = timezone.now() - timedelta(minutes=16)
    test = ConnectionTest.objects.create(
        consultation=world.consultation, registration=world["br"], code="ABCD", purpose="delegate", begun_at=at
    )

    assert "This test was not finished" in read(client_of(world["br"]), address(test))
    assert "Not finished" in read(client_of(world["br"]), PAGE)


def test_a_blocked_network_is_answered_by_a_letter(
    world: World, client_of: Callable[[Any], Client], settings: Settings
) -> None:
    settings.LIVEKIT_NODE_IP, settings.LIVEKIT_TURN_DOMAIN = "192.0.2.7", "turn.example.org"
    settings.LIVEKIT_UDP = "7882"
    test = measured_of(
        world, line={"way": "relay"}, ways={way: {"state": "fails", "ms": None} for way in ("udp", "tcp")}
    )
    client = client_of(world["br"])

    assert "Letter for the administrator" in read(client, address(test))
    letter = read(client, address(test, "letter/"))
    assert "192.0.2.7" in letter
    assert "turn.example.org" in letter
    assert test.code in letter
    word = client.get(address(test, "letter/?format=docx&language=en"))
    cells = [cell.text for row in Word(BytesIO(word.content)).tables[0].rows for cell in row.cells]
    assert {"turn.example.org", "443", "TCP, TLS", "7882", "UDP"} <= set(cells)
    printed = client.get(address(test, "letter/?format=pdf&language=en"))
    assert "turn.example.org" in text_of(printed.content)
    assert len(PdfReader(BytesIO(printed.content)).pages) == 1
    assert not differences(pdf_lines(printed.content), word_lines(word.content), "en", repeated(word.content))


def test_the_letter_tells_the_administrator_what_is_blocked(world: World, client_of: Callable[[Any], Client]) -> None:
    test = measured_of(world, line={"way": "none"}, push={"transport": "sse"})

    letter = read(client_of(world["br"]), address(test, "letter/"))

    assert "Sound and picture do not pass at all." in letter
    assert "WebSocket connections are blocked." in letter
    assert "Hand the letter" not in letter


def test_the_letter_tells_the_administrator_of_a_proxy(world: World, client_of: Callable[[Any], Client]) -> None:
    unanswered = {way: {"state": "unanswered", "ms": None} for way in ("udp", "tcp", "relay")}
    test, client = measured_of(world, line={"way": "none"}, ways=unanswered), client_of(world["br"])

    assert "its proxy asks for a password" in read(client, address(test))
    letter = read(client, address(test, "letter/"))
    assert "or a proxy asks for a user name and password." in letter
    assert "A proxy must not ask for a user name and password for these addresses." in letter
    assert "Sound and picture do not pass at all." not in letter


def test_there_is_no_letter_where_the_network_is_good(world: World, client_of: Callable[[Any], Client]) -> None:
    read(client_of(world["br"]), address(measured_of(world), "letter/"), 404)


def test_a_result_is_its_persons_and_the_desks(world: World, client_of: Callable[[Any], Client]) -> None:
    test = measured_of(world)

    read(client_of(world["secretariat"]), address(test))
    read(client_of(world["technician"]), address(test))
    read(client_of(world["jp"]), address(test), 404)
    read(Client(), f"{link_to(world, 'jp')}{test.pk}/", 404)
    read(Client(), f"{link_to(world)}{test.pk}/")


def test_the_desk_lists_searches_and_narrows_tests(world: World, client_of: Callable[[Any], Client]) -> None:
    measured_of(world, "br")
    dark = measured_of(world, "jp", camera={"light": 0.1})
    client = client_of(world["technician"])

    assert "2 of 2" in read(client, DESK)
    assert "1 of 2" in read(client, f"{DESK}?cause=camera_dark")
    assert "1 of 2" in read(client, f"{DESK}?verdict=ready")
    assert "1 of 2" in read(client, f"{DESK}?person={world['jp'].pk}")
    assert "1 of 2" in read(client, f"{DESK}?q={dark.code}")
    exported = read(client, f"{DESK}?format=csv")
    assert "Picture too dark" in exported
    assert "142" in exported


def test_the_desk_reads_its_tests_with_as_many_queries_whatever_there_are(
    world: World, client_of: Callable[[Any], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(world["technician"])
    measured_of(world, "br")
    read(client, DESK)
    with CaptureQueriesContext(connection) as one:
        read(client, DESK)
    for who in ("jp", "gh", "br"):
        measured_of(world, who)
    with django_assert_max_num_queries(len(one)):
        read(client, DESK)


def test_an_entry_is_shown_as_such_and_claims_nothing_of_devices(
    world: World, client_of: Callable[[Any], Client]
) -> None:
    found = EntryMeasurements.model_validate(entered())
    test = connection_tests.entered(world.consultation.pk, by(world, "br"), timezone.now(), world["br"].pk, found)

    own = read(client_of(world["br"]), address(test))
    assert "<h1>The connection worked." in own
    assert "Entry into a sitting" in own
    assert "You will be heard" not in own
    assert "Round trip 142 ms" in own
    desk = client_of(world["technician"])
    assert test.code in read(desk, f"{DESK}?kind=entry")
    assert test.code not in read(desk, f"{DESK}?kind=test")


@pytest.mark.parametrize(("who", "measures"), [("br", True), ("french", True), ("technician", False)])
def test_the_room_knows_where_to_test_and_whether_an_entry_is_measured(
    world: World, client_of: Callable[[Any], Client], who: str, *, measures: bool
) -> None:
    measured_of(world, who)

    page = read(client_of(world[who]), f"/sittings/{world.sitting.pk}/")

    found = re.search(r'<script id="context" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    context = json.loads(found[1])
    assert bool(context["urls"]["entered"]) is measures
    assert context["urls"]["test"] == PAGE
    assert context["tested"].startswith("Ready")
