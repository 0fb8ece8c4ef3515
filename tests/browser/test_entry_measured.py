"""As somebody enters the room, their page measures its own connection, and sends it once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from hemicycle.support.models import ConnectionTest
from tests.browser.conftest import Person, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Request

    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]


def entries(world: World, who: str) -> list[ConnectionTest]:
    kind = ConnectionTest.Kind.ENTRY
    return list(world.consultation.connection_tests.filter(registration=world[who], kind=kind))


def test_an_entry_is_measured_once_while_the_meeting_goes_on(visit: Visit, world: World) -> None:
    speaker, listener = visit("br").enter(), visit("technician").enter(listen_only=True)
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/connection-test/entry"):
            sent.append(request.url)

    for person in (speaker, listener):
        person.page.on("request", note)
    speaker.sees("Connection good")
    assert entries(world, "br") == [], "nothing is waited for"
    wait_until(speaker, lambda: bool(entries(world, "br")))

    (test,) = entries(world, "br")
    assert test.measured is not None
    line = test.measured["line"]
    assert (test.verdict, line["way"], test.measured["push"]["transport"]) == ("ready", "udp", "websocket")
    assert line["round_trip_ms"] is not None
    assert (line["lost_up"], line["kbit_up"], line["kbit_down"]) == (None, None, None)
    assert {"microphone", "camera"}.isdisjoint(test.measured)
    assert len(sent) == 1
    assert entries(world, "technician") == []
    assert speaker.problems == listener.problems == []


def test_who_leaves_at_once_sends_nothing(visit: Visit, world: World) -> None:
    speaker = visit("br").enter()
    speaker.sees("Connection good")
    speaker.page.goto("about:blank")
    other = visit("jp").enter()
    wait_until(other, lambda: bool(entries(world, "jp")))

    assert entries(world, "br") == []


def test_the_entrance_leads_to_a_test_in_a_new_tab(visit: Visit) -> None:
    person = visit("br")
    link = person.page.get_by_role("link", name="Test your connection (new tab)")
    person.sees("You have not tested it yet.")

    with person.context.expect_page() as opened:
        link.press("Enter")

    opened.value.get_by_role("heading", level=1).wait_for()
    assert "/connection-test/" in opened.value.url
    assert person.page.get_by_role("button", name="Enter the sitting").is_visible()
