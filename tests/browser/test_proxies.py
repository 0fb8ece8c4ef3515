"""The connection test in networks whose proxy blocks WebSockets or asks for a password, and without a media server."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from hemicycle.rules.connection_tests import Cause, Verdict
from hemicycle.support.models import ConnectionTest
from tests.browser.conftest import PATIENCE
from tests.browser.test_connection_test import RESULT, opened, result_of, speaking
from tests.support import sounds
from tests.support.proxy import TUNNEL, proxy

if TYPE_CHECKING:
    from pytest_django import Settings

    from hemicycle.ops.supervisor import Stack
    from tests.browser.conftest import Person
    from tests.browser.test_connection_test import Speaking, Visit
    from tests.factories import World

__all__ = ["speaking"]

pytestmark = pytest.mark.browser


def ways(test: ConnectionTest) -> dict[str, str]:
    """What became of each way to the media server."""
    assert test.measured is not None
    return {name: way["state"] for name, way in test.measured["ways"].items()}


def of_engines(settings: Settings) -> set[str]:
    """Host and port of the media engine's and of the push engine's WebSockets."""
    return {urlsplit(address).netloc for address in (settings.LIVEKIT_ADDRESS, settings.CENTRIFUGO_ADDRESS)}


def reads_in_the_letter(person: Person, text: str) -> None:
    """What the letter to the network's administrator, which the result offers, says."""
    person.page.get_by_role("link", name="Letter for the administrator of your network").first.click()
    person.sees(text)


def test_a_proxy_blocks_web_sockets(visit: Visit, world: World, speaking: Speaking) -> None:
    with proxy(upgrades=False) as (address, rules):
        person = visit("br", browser=speaking(sounds.voice), proxy={"server": address})
        test = result_of(person, world)
        assert rules.tunnelled
        assert test.measured is not None
        assert test.measured["push"]["transport"] in {"sse", "http_stream"}
        assert set(ways(test).values()) == {"unanswered"}
        assert test.verdict == Verdict.UNUSABLE.value
        # What needs no network was measured all the same.
        assert test.measured["microphone"]["heard"] is True
        person.sees("Your network blocks WebSocket.")
        person.sees("Sound and picture cannot start")
        reads_in_the_letter(person, "WebSocket connections are blocked.")


def test_a_proxy_asks_for_a_password_that_the_browser_does_not_have(
    visit: Visit,
    world: World,
    speaking: Speaking,
    settings: Settings,
) -> None:
    with proxy(asks=frozenset({TUNNEL})) as (address, rules):
        person = visit("br", browser=speaking(sounds.voice), proxy={"server": address})
        test = result_of(person, world)
        assert of_engines(settings) <= set(rules.refused)
        assert (rules.tunnelled, set(ways(test).values())) == ([], {"unanswered"})
        assert Cause.NETWORK_UNANSWERED in test.causes
        person.sees("enter them and repeat the test")
        reads_in_the_letter(person, "or a proxy asks for a user name and password")


def test_a_proxy_asks_for_a_password_that_the_browser_has(
    visit: Visit,
    world: World,
    speaking: Speaking,
    settings: Settings,
) -> None:
    with proxy(asks=frozenset({TUNNEL, "GET", "POST"})) as (address, rules):
        user, _colon, password = rules.password.partition(":")
        known = {"server": address, "username": user, "password": password}
        test = result_of(visit("br", browser=speaking(sounds.voice), proxy=known), world)
        assert test.measured is not None
        assert of_engines(settings) <= set(rules.tunnelled)
        assert test.measured["push"]["transport"] == "websocket"
        assert ways(test)["udp"] == "works"
        assert test.verdict != Verdict.UNUSABLE.value


def test_a_proxy_that_begins_to_ask_is_named_and_nothing_is_lost(
    visit: Visit,
    world: World,
    speaking: Speaking,
) -> None:
    with proxy() as (address, rules):
        person = visit("br", browser=speaking(sounds.voice), proxy={"server": address})
        page = opened(person, world)
        page.get_by_label("Place (optional)").fill("ministry")
        rules.asks = frozenset({TUNNEL, "GET", "POST"})
        page.get_by_role("button", name="Start the test").click()
        person.sees("A proxy of your network asks for a user name and password.")
        assert page.get_by_label("Place (optional)").input_value() == "ministry"
        rules.asks = frozenset()
        page.get_by_role("button", name="Start the test").click()
        page.get_by_role("button", name="Stop the test").wait_for(timeout=PATIENCE)


def test_the_media_server_is_away(visit: Visit, world: World, stack: Stack, speaking: Speaking) -> None:
    person = visit("br", browser=speaking(sounds.voice))
    page = opened(person, world)
    engine = stack.pid("livekit")
    assert engine is not None
    # It hangs: nothing answers there, and nobody can tell that from a machine that is off.
    os.killpg(engine, signal.SIGSTOP)
    try:
        page.get_by_role("button", name="Start the test").click()
        page.locator("blockquote").wait_for(timeout=PATIENCE)
    finally:
        os.killpg(engine, signal.SIGCONT)
    page.get_by_role("button", name="Yes").click()
    page.wait_for_url(RESULT, timeout=PATIENCE)
    test = ConnectionTest.objects.get()
    assert test.measured is not None
    assert (test.room, test.measured["line"], test.measured["ended"]) == ("", None, "whole")
    assert Cause.MEDIA_AWAY in test.causes
    assert test.verdict == Verdict.USABLE.value
    assert test.measured["microphone"]["heard"] is True
    assert test.measured["push"]["transport"] == "websocket"
    person.sees("The media server was not available. Repeat the test later: this is not a fault of yours.")
    assert page.get_by_role("link", name="Letter for the administrator of your network").count() == 0
