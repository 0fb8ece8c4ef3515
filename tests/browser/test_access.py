"""Everybody can use it: by keyboard alone, in both directions of writing, without a violation that axe finds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import PATIENCE, SPEAKER, Person
from tests.browser.test_floor import ask, give_next

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]
AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"


CONSULTATION_PAGES = [
    "permissions/",
    "documents/C20/1/",
    "participants/",
    "guide/",
    "registration/",
    "registration/change/",
    "delegations/BR/",
    "delegations/BR/name/",
    "delegations/BR/nominate/",
    "desk/",
    "desk/search/?q=br",
    "desk/search/?q=nobody",
    "desk/sittings/",
    "desk/members/",
    "desk/people/",
    "desk/people/new/",
    "desk/imports/",
    "desk/papers/",
    "desk/mail/",
    "desk/mail/write/",
    "desk/settings/",
    "desk/body/",
    "desk/body/kinds/state/",
    "desk/body/groups/new/",
    "desk/sources/",
    "desk/sources/five_days/",
    "desk/agenda/publish/",
]


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, and its best practices."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # What passes is not told: of a table of thousands of cells that takes longer than to look at them.
    options = json.dumps({"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]})
    result: dict[str, Any] = page.evaluate(f"() => axe.run(document, {options})")
    return [
        f"{violation['id']}: {node['html'][:150]}" for violation in result["violations"] for node in violation["nodes"]
    ]


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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_on_the_pages(visit: Visit, world: World, language: str) -> None:
    person = visit("secretariat", "desk", bypass_csp=True, locale=language)
    consultation = f"/consultations/{world.consultation.slug}/"
    addresses = [
        "/",
        "/consultations/test/members/",
        "/consultations/test/members/new/",
        "/consultations/test/members/BR/",
        "/accounts/security/",
        *(consultation + page for page in CONSULTATION_PAGES),
        f"{consultation}desk/people/{world['br'].pk}/",
        f"{consultation}desk/people/{world['br'].pk}/change/",
        f"/sittings/{world.sitting.pk}/people/",
        f"/sittings/{world.sitting.pk}/desk/turns/",
        "/no/such/page/",
    ]
    found: dict[str, list[str]] = {}
    for address in addresses:
        answer = person.page.goto(address)
        assert answer is not None
        assert answer.ok or address == "/no/such/page/", address
        found[address] = violations(person.page)
    person.context.clear_cookies()
    person.page.goto(f"{consultation}register/")
    found["registering"] = violations(person.page)
    person.page.goto("/accounts/login/")
    found["signing in"] = violations(person.page)
    assert {address: what for address, what in found.items() if what} == {}


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
