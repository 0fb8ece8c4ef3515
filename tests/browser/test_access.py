"""Everybody can use it: by keyboard alone, in both directions of writing, without a violation that axe finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import PATIENCE, SPEAKER, Person
from tests.browser.test_floor import ask, give_next

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_in_the_room(visit: Visit, language: str) -> None:
    pages = [
        visit("br", bypass_csp=True, locale=language),
        visit("vice_chair", "console", bypass_csp=True, locale=language),
        visit("french", "booth", bypass_csp=True, locale=language),
        visit("technician", "desk", bypass_csp=True, locale=language),
    ]
    for person in pages[:3]:
        person.page.locator("main button").first.wait_for(timeout=PATIENCE)
        assert violations(person.page) == [], f"{person.name}, before entering"
        person.page.locator("button.primary, .btn-primary").first.click()
    for person in pages:
        person.page.locator("h1").first.wait_for(timeout=PATIENCE)
        person.page.locator(".chip.live").first.wait_for(timeout=PATIENCE)
        assert person.page.evaluate("() => document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
        assert violations(person.page) == [], person.name


def press_until(person: Person, key: str, text: str, limit: int = 60) -> None:
    """Press a key until the focus is on what shows ``text``, as somebody without a mouse does."""
    focused = """() => {
      const element = document.activeElement;
      return element?.matches("button, a, input") ? element.innerText || element.ariaLabel || "" : "";
    }"""
    for _ in range(limit):
        if text in str(person.page.evaluate(focused)):
            return
        person.page.keyboard.press(key)
    pytest.fail(f"{key} does not reach {text!r} in {limit} steps")


def test_a_delegates_whole_path_by_keyboard_alone(visit: Visit) -> None:
    listener = visit("no").enter(listen_only=True)
    delegate = visit("br", hertz=SPEAKER)
    delegate.page.get_by_role("button", name="Enter the sitting").wait_for(timeout=PATIENCE)
    press_until(delegate, "Tab", "Enter the sitting")
    delegate.page.keyboard.press("Enter")
    delegate.sees("Connection good")
    leader = visit("vice_chair", "console").enter(listen_only=True)
    press_until(delegate, "Tab", "Ask for the floor")
    delegate.page.keyboard.press("Enter")
    delegate.page.get_by_role("dialog").wait_for(timeout=PATIENCE)
    press_until(delegate, "Tab", "Ask for the floor")
    delegate.page.keyboard.press("Enter")
    delegate.sees("You are next")
    leader.sees("Ready: microphone")
    leader.page.keyboard.press("Enter")
    listener.wait_to_hear(SPEAKER)
    delegate.sees("You are heard")
    press_until(delegate, "Tab", "Finish")
    delegate.page.keyboard.press("Enter")
    listener.wait_for_silence()
    ask(delegate)
    press_until(delegate, "Tab", "Withdraw")
    delegate.page.keyboard.press("Enter")
    delegate.page.get_by_role("dialog").wait_for(timeout=PATIENCE)
    press_until(delegate, "Tab", "Withdraw")
    delegate.page.keyboard.press("Enter")
    delegate.page.get_by_role("button", name="Ask for the floor").wait_for(timeout=PATIENCE)


def test_switching_language_by_its_key(visit: Visit) -> None:
    listener = visit("no").enter(listen_only=True)
    speaker = visit("br", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    ask(speaker)
    give_next(leader, "Br")
    listener.wait_to_hear(SPEAKER)
    listener.page.keyboard.press("5")
    chosen = listener.page.get_by_role("radio", name="Français")
    chosen.wait_for(timeout=PATIENCE)
    assert chosen.is_checked()
    # No one interprets into French: the floor is played and the page says so.
    listener.sees("No one interprets into")
    listener.wait_to_hear(SPEAKER)


def test_the_end_of_a_sitting_silences_it_and_tells_everybody(visit: Visit) -> None:
    listener = visit("no").enter(listen_only=True)
    speaker = visit("br", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    ask(speaker)
    give_next(leader, "Br")
    listener.wait_to_hear(SPEAKER)
    leader.page.keyboard.press("x")
    leader.page.get_by_role("dialog").get_by_role("button", name="End the sitting").click()
    listener.wait_for_silence()
    for person in (listener, speaker, leader):
        person.sees("The sitting has ended")
