"""Readiness for a sitting by keyboard: who stands out, narrowed to one Member, and everybody asked to test; axe."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from hemicycle.mail.models import Mailing
from tests.browser.signed_in import is_usable, opens
from tests.web.support.test_connection_tests import measured_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (390, 844)]


def address(world: World, more: str = "") -> str:
    return f"/consultations/{world.consultation.slug}/desk/sittings/{world.sitting.pk}/readiness/{more}"


def some_have_tested(world: World) -> None:
    for who in ("br", "br2", "jp"):
        measured_of(world, who)
    measured_of(world, "gh", microphone={"state": "denied"})


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus; a page has far fewer stops."""
    for _ in range(200):
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is reached by no key")


def test_everybody_is_asked_by_keyboard(opens: Opens, world: World) -> None:
    some_have_tested(world)
    page = opens(world["secretariat"].person, f"/consultations/{world.consultation.slug}/desk/sittings/")
    tab_to(page, f'[href="{address(world)}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address(world)}")
    first = page.locator("tbody tr").first
    assert "No working connection" in first.inner_text()
    tab_to(page, '[href="?of=GH#list"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**?of=GH#list")
    assert "Not usable" in page.locator("tbody").inner_text()

    tab_to(page, f'[href="{address(world, "ask/")}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address(world, 'ask/')}")
    tab_to(page, "select[name=to]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "form[method=get] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**?to=unusable")
    assert "you would not have been heard" in page.locator(".mail-preview").inner_text()
    tab_to(page, ".btn-lg")
    page.keyboard.press("Enter")

    mailing_address = "**/desk/mail/*/"
    page.wait_for_url(mailing_address)
    mailing = Mailing.objects.get()
    assert list(mailing.deliveries.values_list("registration", flat=True)) == [world["gh"].pk]


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_the_pages_are_usable_on_a_desk_and_on_a_phone(opens: Opens, world: World, language: str) -> None:
    some_have_tested(world)
    pages = {
        "readiness": address(world),
        "ask": address(world, "ask/"),
        "people": f"/sittings/{world.sitting.pk}/people/",
        "sittings": f"/consultations/{world.consultation.slug}/desk/sittings/",
    }
    for width, height in SIZES:
        page = opens(
            world["secretariat"].person, pages["readiness"], language, viewport={"width": width, "height": height}
        )
        for name, where in pages.items():
            page.goto(where)
            is_usable(page)
            if os.environ.get("HEMICYCLE_PICTURES"):
                page.screenshot(
                    path=f"{os.environ['HEMICYCLE_PICTURES']}/{name}-{language}-{width}.png", full_page=True
                )
