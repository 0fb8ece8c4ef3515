"""A practice alone by keyboard in a real browser: a delegate's whole course, what is played, and what is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hemicycle.support.models import Practice
from tests.browser.axe import violations
from tests.browser.conftest import PATIENCE
from tests.browser.signed_in import is_usable, opens

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Person
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser

#: Notes what the page plays: the elements are in no document.
PLAYED = """window.__played = new Set();
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  this.addEventListener('timeupdate', () => {
    const clip = /([a-z]+)-[^/]*[.]mp3$/.exec(this.src);
    if (clip && !this.muted && this.currentTime > 0) window.__played.add(clip[1]);
  });
  return play.call(this);
};"""


def address(world: World) -> str:
    return f"/consultations/{world.consultation.slug}/practice/"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(60):
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is reached by no key")


def at_step(page: Page, title: str) -> None:
    page.locator(".coach h2", has_text=title).wait_for(timeout=PATIENCE)


def test_a_delegate_practises_by_keyboard(visit: Callable[..., Person], world: World) -> None:
    person = visit("br")
    person.context.add_init_script(PLAYED)
    page = person.page
    page.goto(address(world))
    start = page.get_by_role("button", name="Start the practice")
    start.wait_for(timeout=PATIENCE)
    found = violations(page)
    tab_to(page, ".btn-primary")
    page.keyboard.press("Enter")
    at_step(page, "Ask for the floor")
    # The floor speaks another language than the reader's: its interpretation is what they hear.
    page.wait_for_function("() => window.__played.has('en')", timeout=PATIENCE)
    found += violations(page)

    page.keyboard.press("r")
    page.locator("dialog[open]").wait_for(timeout=PATIENCE)
    page.keyboard.press("Enter")
    at_step(page, "Find yourself on the list")
    assert "(you)" in page.locator("li[aria-current]").inner_text()
    tab_to(page, ".coach .btn-primary")
    page.keyboard.press("Enter")
    # What was pressed is gone: what comes next has the focus.
    page.locator(".coach h2:focus").wait_for(timeout=PATIENCE)
    page.get_by_text("Everything is ready.").first.wait_for(timeout=PATIENCE)
    found += violations(page)

    # The tone of the microphone is measured: nobody presses anything until it was heard.
    at_step(page, "Give the floor back")
    found += violations(page)
    page.keyboard.press("f")
    at_step(page, "Hear the interpretation")
    tab_to(page, ".coach .btn-primary")
    page.keyboard.press("Enter")
    page.locator("h2:focus", has_text="You have practised").wait_for(timeout=PATIENCE)
    page.get_by_text("The result is saved.").wait_for(timeout=PATIENCE)
    found += violations(page)

    made = Practice.objects.get()
    assert (made.registration_id, made.skipped, made.counts) == (world["br"].pk, [], True)
    assert made.seconds <= 180
    page.goto("/")
    page.get_by_text("Practice alone:").wait_for(timeout=PATIENCE)
    assert found == []
    assert person.problems == []


def test_an_interpreter_practises_by_keyboard(visit: Callable[..., Person], world: World) -> None:
    person = visit("french", "booth")
    page = person.page
    page.goto(address(world))
    page.get_by_role("button", name="Start the practice").wait_for(timeout=PATIENCE)
    tab_to(page, ".btn-primary")
    page.keyboard.press("Enter")
    at_step(page, "Choose your booth")
    found = violations(page)
    tab_to(page, "input[value=fr]")
    page.keyboard.press("Space")
    at_step(page, "Go on air")
    page.locator(".air", has_text="OFF AIR").wait_for(timeout=PATIENCE)
    found += violations(page)
    tab_to(page, ".air")
    page.keyboard.press("Space")
    # The tone of the microphone is measured: what comes next comes by itself.
    at_step(page, "Cough without being heard")
    page.keyboard.down("c")
    page.keyboard.up("c")
    at_step(page, "Hand over to your partner")
    found += violations(page)
    page.keyboard.press("h")
    at_step(page, "Take over from your partner")
    # Nobody is written to, and nothing is corrected, where nobody else is.
    for key in ("f", "m"):
        page.keyboard.press(key)
    assert page.locator("dialog, textarea").count() == 0
    page.get_by_role("button", name=re.compile("is on air. Press to ask to take over")).wait_for(timeout=PATIENCE)
    page.keyboard.press("Space")
    page.locator("h2:focus", has_text="You have practised").wait_for(timeout=PATIENCE)
    page.get_by_text("The result is saved.").wait_for(timeout=PATIENCE)

    made = Practice.objects.get()
    assert (made.registration_id, made.kind, made.skipped) == (world["french"].pk, "interpreter", [])
    assert found == []
    assert person.problems == []


@pytest.mark.parametrize("who", ["br", "french"])
def test_its_first_page_in_arabic_on_a_phone(opens: Opens, world: World, who: str) -> None:
    page = opens(world[who].person, address(world), "ar", viewport={"width": 390, "height": 844})
    page.locator("main.page .btn-primary").wait_for(timeout=PATIENCE)
    is_usable(page)
    page.locator("main.page .btn-primary").click()
    page.locator(".coach").wait_for(timeout=PATIENCE)
    is_usable(page)
