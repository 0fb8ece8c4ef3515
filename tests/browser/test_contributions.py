"""A contribution from the first word to the item: written and submitted by keyboard, posted, read; on a phone; axe."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from hemicycle.contributions.models import Contribution
from hemicycle.rules.contributions import Stage
from tests.browser.conftest import PATIENCE
from tests.browser.signed_in import is_usable, opens

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.by_keyboard import Visit
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (390, 844)]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus; a page has far fewer stops."""
    for _ in range(200):
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is reached by no key")


def types(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.insert_text(text)


def test_written_by_keyboard_submitted_posted_and_read_at_its_item(world: World, opens: Opens, visit: Visit) -> None:
    address = reverse("contributions", args=["test"])
    page = opens(world["br"].person, address)
    is_usable(page)
    tab_to(page, "button[value=begin]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Contribution", level=1)).to_be_visible()
    tab_to(page, "#id_item")
    page.keyboard.press("ArrowDown")
    types(page, "#id_title", "On the budget")
    types(page, "#id_part_comments", "The figures are welcome. " * 40)
    types(page, "#id_part_proposal", "To note them.")
    expect(page.locator("[data-state]")).to_contain_text("Draft saved")
    expect(page.locator("[data-length-words]")).to_have_text("1 page")
    is_usable(page)
    # The preview is what prints, and is fetched once it is opened.
    tab_to(page, "[data-preview] > summary")
    page.keyboard.press("Enter")
    expect(page.locator("[data-frame]")).to_have_attribute("src", re.compile(r"paper/\?of=\d+"))
    tab_to(page, "[data-submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Receipt test/1-BR-1")).to_be_visible()
    is_usable(page)

    # The secretariat gives it its number, and posts it.
    row = Contribution.objects.get()
    desk = opens(world["secretariat"].person, reverse("contributions_desk", args=["test"]))
    is_usable(desk)
    desk.get_by_role("link", name="On the budget").click()
    is_usable(desk)
    desk.get_by_label("Symbol").fill("C20/81")
    desk.get_by_role("button", name="Assign the number").click()
    expect(desk.get_by_text("It becomes document C20/81.")).to_be_visible()
    desk.get_by_role("link", name="Français").first.click()
    is_usable(desk)
    desk.goto(reverse("contribution_desk", args=["test", row.pk]))
    desk.get_by_role("link", name="Post as a document").click()
    is_usable(desk)
    desk.get_by_role("button", name="Post", exact=True).click()
    expect(desk.get_by_text("C20/81 is posted.")).to_be_visible()
    row.refresh_from_db()
    assert row.stage == Stage.POSTED.value

    # A delegate finds it at the item in the room.
    delegate = visit("jp")
    delegate.enter(listen_only=True)
    delegate.page.get_by_role("tab", name=re.compile("Documents")).click(timeout=PATIENCE)
    expect(delegate.page.get_by_text("C20/81").first).to_be_visible()


def test_a_draft_changed_by_a_colleague_shows_both_texts(world: World, opens: Opens) -> None:
    page = opens(world["br"].person, reverse("contributions", args=["test"]))
    page.get_by_role("button", name="Write on the template").click()
    colleague = opens(world["br2"].person, page.url)
    page.locator("#id_title").fill("Mine")
    expect(page.locator("[data-state]")).to_contain_text("Draft saved")
    colleague.locator("#id_title").fill("Theirs")
    expect(colleague.get_by_role("heading", name="The draft was changed elsewhere")).to_be_visible()
    is_usable(colleague)
    colleague.get_by_role("button", name="Keep the text entered here").click()
    expect(colleague.locator("[data-state]")).to_contain_text("Draft saved")
    page.reload()
    expect(page.locator("#id_title")).to_have_value("Theirs")


@pytest.mark.parametrize("size", SIZES)
def test_each_page_in_english_and_arabic(world: World, opens: Opens, size: tuple[int, int]) -> None:
    width, height = size
    first = opens(world["br"].person, reverse("contributions", args=["test"]))
    first.get_by_role("button", name="Write on the template").click()
    draft = first.url
    first.locator("#id_item").select_option(index=1)
    first.locator("#id_title").fill("On the budget")
    first.locator("#id_part_comments").fill("The figures are welcome.")
    first.locator("#id_part_proposal").fill("To note them.")
    first.get_by_text("Submitted together with other Members").click()
    first.get_by_role("checkbox").first.check()
    expect(first.locator("[data-state]")).to_contain_text("Draft saved")
    for language in ("en", "ar"):
        view = {"width": width, "height": height}
        shot(opens(world["br"].person, draft, language, viewport=view), "draft", language, width)
    first.locator("[data-submit]").click()
    expect(first.get_by_role("heading", name="Receipt test/1-BR-1")).to_be_visible()
    row = Contribution.objects.get()
    pages = [
        ("br", "contributions", []),
        ("br", "contribution", [row.pk]),
        ("br", "contribution_receipt", [row.pk, 1]),
        ("secretariat", "contributions_desk", []),
        ("secretariat", "contribution_desk", [row.pk]),
        ("secretariat", "contribution_terms", []),
        ("secretariat", "contribution_parts", []),
    ]
    for language in ("en", "ar"):
        for who, name, more in pages:
            address = reverse(name, args=["test", *more])
            page = opens(world[who].person, address, language, viewport={"width": width, "height": height})
            shot(page, name, language, width)


def shot(page: Page, name: str, language: str, width: int) -> None:
    """The page is usable; where somebody wants to look at it, there is a picture."""
    is_usable(page)
    folder = os.environ.get("HEMICYCLE_PICTURES", "")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}-{language}-{width}.png", full_page=True)
