"""The navigation of the desk in a browser: beside the page, a drawer on a telephone, by keyboard, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.signed_in import opens

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.factories import World

pytestmark = pytest.mark.browser
__all__ = ["opens"]

PHONE, WIDE, AT_400 = {"width": 390, "height": 844}, {"width": 1440, "height": 900}, {"width": 320, "height": 256}
LANGUAGES = ("en", "ar")
PEOPLE = reverse("people_desk", args=["test"])

#: Where the drawer lies: within the window, and at the edge at which lines begin.
EDGES = """() => {
  const box = document.querySelector(".desk-side").getBoundingClientRect();
  const start = document.dir === "rtl" ? innerWidth - box.right : box.left;
  return [Math.round(start), box.left >= 0 && box.right <= innerWidth];
}"""


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent")).strip()


@pytest.fixture
def at_desk(world: World, opens: Callable[..., Page]) -> Callable[..., Page]:
    def go(address: str = PEOPLE, language: str = "en", who: str = "secretariat", **options: Any) -> Page:
        return opens(world[who].person, address, language, **options)

    return go


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_the_page_in_a_wide_window(at_desk: Callable[..., Page], language: str) -> None:
    page = at_desk(language=language, viewport=WIDE)
    side, main = page.locator(".desk-side").bounding_box(), page.locator("main").bounding_box()
    assert side is not None
    assert main is not None
    if language == "en":
        assert side["x"] == 0
        assert side["x"] + side["width"] <= main["x"] + 1
    else:
        assert main["x"] + main["width"] <= side["x"] + 1
    expect(page.locator(".nav-button")).to_be_hidden()
    expect(page.locator(".desk-side [aria-current=page]")).to_have_attribute("href", PEOPLE)
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["members", "deletion"])
def test_the_entry_of_the_page_is_seen_and_the_page_stays_at_its_top(
    at_desk: Callable[..., Page], language: str, name: str
) -> None:
    page = at_desk(reverse(name, args=["test"]), language=language, viewport=WIDE)
    page.evaluate("document.fonts.ready.then(() => null)")
    box = page.locator(".desk-side [aria-current=page]").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= WIDE["height"]
    assert page.evaluate("[scrollY, document.activeElement.tagName]") == [0, "BODY"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewport", [PHONE, AT_400], ids=["phone", "400"])
def test_a_drawer_opens_closes_and_gives_the_focus_back(
    at_desk: Callable[..., Page], language: str, viewport: dict[str, int]
) -> None:
    page = at_desk(language=language, viewport=viewport)
    drawer, button = page.locator(".desk-side"), page.locator(".nav-button")
    expect(drawer).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(drawer).to_be_visible()
    expect(drawer.locator("[aria-current=page]")).to_be_focused()
    assert page.evaluate(EDGES) == [0, True]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    drawer.locator("button").click()
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()


def test_it_covers_nothing_that_has_the_focus(at_desk: Callable[..., Page]) -> None:
    page = at_desk(viewport=PHONE)
    page.locator(".nav-button").click()
    page.locator(".desk-side a").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".desk-side")).to_be_hidden()
    assert page.evaluate("!document.activeElement.closest('.desk-side')")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_it_opens_closes_and_leads_on(at_desk: Callable[..., Page], language: str) -> None:
    page = at_desk(language=language, viewport=PHONE, java_script_enabled=False)
    drawer = page.locator(".desk-side")
    page.locator(".nav-button").click()
    expect(drawer).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    page.locator(".nav-button").click()
    drawer.locator("summary").click()
    drawer.locator(f"a[href='{reverse('permissions', args=['test'])}']").click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith("/permissions/")


def test_ctrl_k_leads_to_the_search_and_enter_to_what_is_found(at_desk: Callable[..., Page], world: World) -> None:
    page = at_desk(viewport=WIDE)
    page.keyboard.press("Control+k")
    expect(page.locator("#desk-search")).to_be_focused()
    page.keyboard.type("ms. jp")
    page.keyboard.press("Enter")
    found = page.get_by_role("link", name="Ms. Jp")
    expect(found).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.locator("#q")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "ms. jp"
    found.click()
    page.wait_for_url(f"**{reverse('registration_desk', args=['test', world['jp'].pk])}")


def test_on_a_telephone_ctrl_k_leads_to_the_page_of_the_search(at_desk: Callable[..., Page]) -> None:
    page = at_desk(viewport=PHONE)
    page.keyboard.press("Control+k")
    page.wait_for_url("**/desk/search/")


def test_the_search_needs_no_script(at_desk: Callable[..., Page]) -> None:
    page = at_desk(viewport=WIDE, java_script_enabled=False)
    page.locator("#desk-search").fill("JAPAN")
    page.locator("#desk-search").press("Enter")
    expect(page.get_by_role("link", name="Japan", exact=True)).to_be_visible()


def test_what_is_set_up_is_two_presses_away(at_desk: Callable[..., Page]) -> None:
    page = at_desk(reverse("to_do", args=["test"]), viewport=WIDE)
    page.locator(".desk-side summary").click()
    page.get_by_role("link", name="Sources of rules").click()
    expect(page.locator("h1")).to_have_text("Sources of rules")
    expect(page.locator(".desk-side details")).to_have_attribute("open", "")


def test_a_sheet_of_paper_has_no_navigation(at_desk: Callable[..., Page]) -> None:
    page = at_desk(viewport=WIDE)
    page.emulate_media(media="print")
    expect(page.locator(".desk-side")).to_be_hidden()
    expect(page.locator(".desk-search")).to_be_hidden()
    expect(page.locator(".crumbs")).to_be_visible()
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["x"] == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["chair", "technician"])
def test_axe_finds_nothing_at_the_desks_of_others(at_desk: Callable[..., Page], language: str, who: str) -> None:
    page = at_desk(reverse("to_do", args=["test"]), language, who, viewport=WIDE)
    assert violations(page) == []
    page.goto(reverse("sittings_desk", args=["test"]))
    assert violations(page) == []
