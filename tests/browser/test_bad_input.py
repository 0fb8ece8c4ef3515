"""What goes wrong at a person's desk: each has a clear message and a defined result."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from hemicycle.sittings.models import Turn
from tests.browser.conftest import PATIENCE, SPEAKER, Person
from tests.browser.test_floor import ask, give_next

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]


def test_no_device(visit: Visit) -> None:
    """The page says so before entering, and one can listen all the same."""
    delegate = visit("br", hertz=0)
    delegate.sees("No microphone|microphone was found|no microphone")
    delegate.enter(listen_only=True)


def test_permission_denied(visit: Visit, launch: Callable[..., Browser]) -> None:
    browser = launch(1, "--use-fake-device-for-media-stream", "--deny-permission-prompts")
    try:
        delegate = visit("br", browser=browser)
        delegate.sees("does not let this page use the microphone")
        delegate.enter(listen_only=True)
    finally:
        browser.close()


def test_a_device_is_unplugged_while_speaking(visit: Visit, world: World) -> None:
    listener = visit("no").enter(listen_only=True)
    speaker = visit("br", hertz=SPEAKER)
    # Keep what the page opens, so that the test can pull the plug.
    speaker.page.evaluate(
        """() => {
          const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
          window.opened = [];
          navigator.mediaDevices.getUserMedia = async (wanted) => {
            if (window.unplugged) throw new DOMException("gone", "NotFoundError");
            const stream = await open(wanted);
            window.opened.push(...stream.getTracks());
            return stream;
          };
        }"""
    )
    speaker.enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    ask(speaker)
    give_next(leader, "Br")
    listener.wait_to_hear(SPEAKER)
    speaker.page.evaluate(
        """() => {
          window.unplugged = true;
          for (const track of window.opened) { track.stop(); track.dispatchEvent(new Event("ended")); }
        }"""
    )
    listener.wait_for_silence()
    speaker.sees("No microphone|microphone is gone|no device|not found")
    leader.sees("No one has the floor")
    turn = Turn.objects.get(sitting=world.sitting)
    assert (turn.state, turn.cause) == ("failed", "no_device")


def test_a_name_of_300_characters_and_names_from_right_to_left(visit: Visit, world: World) -> None:
    person = world["br"].person
    person.name = "Ms. " + "Wolfeschlegelsteinhausenbergerdorff " * 8
    person.name = person.name[:300]
    person.save()
    arabic = world["jp"].person
    arabic.name = "السيدة إيلينا دوارتي <b>"
    arabic.save()
    first, second = visit("br").enter(), visit("jp").enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    narrow = visit("no", viewport={"width": 390, "height": 844}).enter(listen_only=True)
    ask(first)
    ask(second)
    for name, shown in (("Wolfe", "Brazil"), ("إيلينا", "Japan")):
        give_next(leader, name)
        narrow.page.locator(".plate", has_text=shown).wait_for(timeout=PATIENCE)
        for page in (narrow.page, leader.page):
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
    assert narrow.page.locator(".plate b b").count() == 0, "markup in a name is text"


def test_a_wrong_clock_changes_no_time(visit: Visit) -> None:
    speaker = visit("br", hertz=SPEAKER)
    # Two hours fast, as a laptop that was never set.
    speaker.page.add_init_script("const now = Date.now; Date.now = () => now() + 7_200_000;")
    speaker.page.reload()
    speaker.enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    ask(speaker)
    give_next(leader, "Br")
    speaker.sees("You are heard")
    shown = speaker.page.get_by_role("timer").first.inner_text(timeout=PATIENCE)
    assert shown.startswith("0:"), f"the speaker's three minutes have just begun: {shown}"


def test_udp_is_blocked_and_media_goes_over_tcp(visit: Visit, launch: Callable[..., Browser]) -> None:
    browser = launch(2, "--webrtc-ip-handling-policy=disable_non_proxied_udp")
    try:
        listener = visit("no", browser=browser).enter(listen_only=True)
        speaker = visit("br", hertz=SPEAKER).enter()
        leader = visit("vice_chair", "console").enter(listen_only=True)
        ask(speaker)
        give_next(leader, "Br")
        listener.wait_to_hear(SPEAKER)
        listener.sees("Connection good, over TCP")
    finally:
        browser.close()


def test_a_hand_raised_in_a_closed_list(visit: Visit) -> None:
    delegate = visit("br").enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    leader.page.keyboard.press("l")
    delegate.sees("closed the list")
    button = delegate.page.get_by_role("button", name="Ask for the floor")
    expect(button).to_have_attribute("aria-disabled", "true")


def test_a_removed_person_sees_why_and_does_not_come_back(visit: Visit, world: World) -> None:
    delegate = visit("br").enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    answer = leader.page.evaluate(
        """async (registration) => {
          const { csrf, urls } = JSON.parse(document.getElementById("context").textContent);
          const args = { registration, reason: "Shouts" };
          const body = { id: crypto.randomUUID(), command: "room.remove", arguments: args };
          const headers = { "X-CSRFToken": csrf };
          return (await fetch(urls.commands, { method: "POST", headers, body: JSON.stringify(body) })).status;
        }""",
        world["br"].pk,
    )
    assert answer == 200
    delegate.sees("removed")
    delegate.page.reload()
    delegate.sees("removed")
    delegate.sees("Shouts")
