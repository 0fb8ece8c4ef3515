"""The connection test in a real browser: a whole one by keyboard in three languages, and what each trouble comes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from hemicycle.rules.connection_tests import Cause, Verdict
from hemicycle.support.models import ConnectionTest
from tests.browser.axe import violations
from tests.browser.conftest import PATIENCE, Person, wait_until
from tests.support import sounds
from tests.support.chromium import CHROMIUM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Playwright

    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]
Speaking = Callable[[Callable[[], "sounds.Samples"]], "Browser"]

RESULT = "**/connection-tests/*/"
#: A window that may store nothing.
PRIVATE = """Object.defineProperty(window, 'localStorage', {
  get: () => { throw new DOMException('', 'SecurityError'); },
});"""
#: What was opened can be unplugged: nothing in a browser without hands does that by itself.
UNPLUGGED = """() => window.__opened.forEach((track) => { track.stop(); track.dispatchEvent(new Event('ended')); })"""
PLUGGED = """window.__opened = [];
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (asked) => {
  const stream = await open(asked);
  window.__opened.push(...stream.getAudioTracks());
  return stream;
};"""


@pytest.fixture
def speaking(playwright_: Playwright, tmp_path: Path) -> Iterator[Speaking]:
    """Start a browser whose microphone gives a sound."""
    running: list[Browser] = []

    def start(sound: Callable[[], sounds.Samples]) -> Browser:
        arguments = sounds.microphone(tmp_path / f"{len(running)}.wav", sound)
        running.append(playwright_.chromium.launch(executable_path=CHROMIUM, args=arguments))
        return running[-1]

    yield start
    for browser in running:
        browser.close()


def opened(person: Person, world: World) -> Page:
    """The page of the test, of somebody who has signed in."""
    person.page.goto(f"/consultations/{world.consultation.slug}/connection-test/")
    person.page.locator("#connection-test-app form").wait_for(timeout=PATIENCE)
    return person.page


def result_of(person: Person, world: World) -> ConnectionTest:
    """Test to the end, and answer that they heard themselves."""
    page = opened(person, world)
    page.get_by_role("button", name="Start the test").click()
    page.get_by_role("button", name="Yes").click()
    page.wait_for_url(RESULT, timeout=PATIENCE)
    return ConnectionTest.objects.get(finished_at__isnull=False)


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_a_whole_test_by_keyboard(visit: Visit, world: World, speaking: Speaking, language: str) -> None:
    size = {"width": 390, "height": 844} if language == "ar" else {"width": 1440, "height": 900}
    person = visit("br", browser=speaking(sounds.voice), locale=language, viewport=size)
    page = opened(person, world)
    found = violations(page)
    page.locator("#connection-test-app input").focus()
    page.keyboard.type("office")
    page.keyboard.press("Enter")
    page.locator("h2:focus").wait_for(timeout=PATIENCE)
    page.locator("blockquote").wait_for(timeout=PATIENCE)
    assert page.get_by_role("meter").count() == 1
    found += violations(page)
    # What asks has the focus; the first of its answers is that they heard themselves.
    page.locator("h2:focus ~ .acts").wait_for(timeout=PATIENCE)
    found += violations(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(RESULT, timeout=PATIENCE)
    found += violations(page)
    test = ConnectionTest.objects.get()
    assert test.place == "office"
    assert test.measured is not None
    assert test.measured["microphone"]["heard"] is True
    assert test.measured["ways"]["udp"]["state"] == "works"
    assert test.measured["ways"]["tcp"]["state"] == "works"
    assert test.measured["ways"]["relay"]["state"] == "not_offered"
    line = test.measured["line"]
    assert line["way"] == "udp"
    assert line["seconds"] >= 10
    assert line["kbit_up"] > 30
    assert line["kbit_down"] > 30
    assert line["first_sound_ms"] > 0
    assert test.measured["push"]["transport"] == "websocket"
    assert test.verdict != Verdict.UNUSABLE.value
    assert not {cause for cause in test.causes if cause.startswith("microphone")}, test.measured["microphone"]
    assert found == []
    assert person.problems == []


@pytest.mark.parametrize(
    ("sound", "cause", "sentence"),
    [
        (sounds.silent, Cause.MICROPHONE_SILENT, "The microphone was silent."),
        (sounds.clipped, Cause.MICROPHONE_CLIPPED, "Your voice was distorted."),
        (sounds.humming, Cause.MICROPHONE_HUM, "The microphone hums."),
    ],
)
def test_what_is_wrong_with_a_microphone_is_named(
    visit: Visit,
    world: World,
    speaking: Speaking,
    sound: Callable[[], sounds.Samples],
    cause: Cause,
    sentence: str,
) -> None:
    person = visit("br", browser=speaking(sound))
    test = result_of(person, world)
    assert cause.value in test.causes, test.measured["microphone"] if test.measured else None
    person.sees(sentence)


def test_without_a_microphone_one_would_not_be_heard(visit: Visit, world: World) -> None:
    person = visit("br", hertz=0)
    test = result_of(person, world)
    assert test.verdict == Verdict.UNUSABLE.value
    assert {Cause.MICROPHONE_MISSING.value, Cause.CAMERA_MISSING.value} <= set(test.causes)
    assert test.measured is not None
    # The line is measured all the same, with a tone.
    assert test.measured["line"]["kbit_up"] > 30
    person.sees("No microphone was found.")


def test_a_browser_that_is_too_old_is_told_what_it_lacks(visit: Visit, world: World, speaking: Speaking) -> None:
    person = visit("br", browser=speaking(sounds.voice))
    person.context.add_init_script("delete window.RTCPeerConnection; delete window.AudioWorkletNode;")
    opened(person, world)
    page = person.page
    page.get_by_role("button", name="Start the test").click()
    # Nothing can be recorded, so nobody is asked whether they heard it.
    page.wait_for_url(RESULT, timeout=PATIENCE)
    test = ConnectionTest.objects.get()
    assert test.measured is not None
    assert test.measured["browser"]["lacks"] == ["webrtc", "audio"]
    assert test.verdict == Verdict.UNUSABLE.value
    assert Cause.BROWSER_LACKS in test.causes
    person.sees("Use a current version of Chrome, Edge, Firefox or Safari.")
    assert page.get_by_role("link", name="Letter for the administrator of your network").count() == 0


def test_devices_that_are_denied_can_be_allowed(visit: Visit, world: World, launch: Callable[..., Browser]) -> None:
    browser = launch(2, "--use-fake-device-for-media-stream", "--deny-permission-prompts")
    try:
        person = visit("br", browser=browser)
        test = result_of(person, world)
        assert {Cause.MICROPHONE_DENIED.value, Cause.CAMERA_DENIED.value} <= set(test.causes)
        assert test.verdict == Verdict.UNUSABLE.value
        person.sees("The browser was not allowed to use the microphone.")
    finally:
        browser.close()


def test_udp_is_blocked(visit: Visit, world: World, launch: Callable[..., Browser]) -> None:
    browser = launch(2, "--webrtc-ip-handling-policy=disable_non_proxied_udp")
    try:
        person = visit("br", browser=browser)
        test = result_of(person, world)
        assert test.measured is not None
        ways = {name: way["state"] for name, way in test.measured["ways"].items()}
        assert ways == {"udp": "fails", "tcp": "works", "relay": "not_offered"}
        assert test.measured["line"]["way"] == "tcp"
        person.sees("your network blocks the fastest one")
    finally:
        browser.close()


def test_web_sockets_are_blocked(visit: Visit, world: World, speaking: Speaking) -> None:
    person = visit("br", browser=speaking(sounds.voice))
    person.context.route_web_socket("**/*", lambda socket: socket.close())
    test = result_of(person, world)
    assert test.measured is not None
    assert test.measured["push"]["transport"] in {"sse", "http_stream"}
    assert test.verdict == Verdict.UNUSABLE.value, "sound and picture need one as well"
    person.sees("Your network blocks WebSocket.")


def test_two_tabs_and_a_test_that_is_stopped(visit: Visit, world: World, speaking: Speaking) -> None:
    person = visit("br", browser=speaking(sounds.voice))
    person.context.add_init_script(PRIVATE)
    first = opened(person, world)
    first.get_by_role("button", name="Start the test").click()
    first.get_by_role("button", name="Stop the test").wait_for(timeout=PATIENCE)
    second = person.context.new_page()
    second.goto(first.url)
    second.get_by_role("button", name="Start the test").click()
    second.get_by_text("A test runs in another tab").wait_for(timeout=PATIENCE)
    second.get_by_role("button", name="Test here instead").click()
    first.get_by_text("A test runs in another tab").wait_for(timeout=PATIENCE)
    second.get_by_role("button", name="Stop the test").click()
    second.wait_for_url(RESULT, timeout=PATIENCE)
    ended = [test.measured["ended"] for test in ConnectionTest.objects.order_by("pk") if test.measured]
    assert ended == ["another_tab", "left"]
    latest = ConnectionTest.objects.latest("pk")
    assert latest.measured is not None
    assert latest.measured["browser"]["lacks"] == ["storage"]
    second.get_by_text("The test was interrupted.").first.wait_for(timeout=PATIENCE)


def test_a_microphone_unplugged_in_the_middle(visit: Visit, world: World, speaking: Speaking) -> None:
    person = visit("br", browser=speaking(sounds.voice))
    person.context.add_init_script(PLUGGED)
    page = opened(person, world)
    page.get_by_role("button", name="Start the test").click()
    answer = page.get_by_role("button", name="Yes")
    answer.wait_for(timeout=PATIENCE)
    page.evaluate(UNPLUGGED)
    page.get_by_text("No microphone can be used").wait_for(timeout=PATIENCE)
    answer.click()
    page.wait_for_url(RESULT, timeout=PATIENCE)
    test = ConnectionTest.objects.get()
    assert test.measured is not None
    assert test.measured["ended"] == "device_lost"
    assert Cause.MICROPHONE_LOST.value in test.causes
    person.sees("The microphone was disconnected during the test.")


def test_who_leaves_the_page_hands_over_what_was_measured(visit: Visit, world: World, speaking: Speaking) -> None:
    person = visit("br", browser=speaking(sounds.voice))
    page = opened(person, world)
    page.get_by_role("button", name="Start the test").click()
    page.get_by_role("button", name="Yes").wait_for(timeout=PATIENCE)
    page.goto("/")
    # The request outlives its page: what it brought is asked of the server.
    wait_until(person, lambda: ConnectionTest.objects.filter(finished_at__isnull=False).exists())
    test = ConnectionTest.objects.get()
    assert test.measured is not None
    assert test.measured["ended"] == "left"
    assert test.measured["microphone"]["level_db"] > -60
