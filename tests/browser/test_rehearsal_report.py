"""A delegate comments on a rehearsal by keyboard, the secretariat answers and publishes, everybody reads figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from hemicycle.support.models import RehearsalComment
from tests.browser.signed_in import is_usable, opens
from tests.support.rehearsing import NOON, held_rehearsal

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser


def tab_to(page: Page, name: str, role: str = "button") -> None:
    """Press Tab until what is called so has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _press in range(160):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{name} is not reached by Tab")


def test_a_comment_is_given_answered_and_read_by_keyboard(world: World, opens: Opens) -> None:
    sitting = held_rehearsal(world.consultation, world)
    key = ["test", sitting.pk]
    delegate = opens(world["br"].person, reverse("record", args=key))
    tab_to(delegate, "My comment", "link")
    delegate.keyboard.press("Enter")
    expect(delegate.get_by_role("heading", name="My comment")).to_be_visible()
    is_usable(delegate)
    delegate.get_by_label("Sound").focus()
    delegate.keyboard.press("4")
    delegate.get_by_label("Comment", exact=False).last.focus()
    delegate.keyboard.type("The beginning was not heard.")
    tab_to(delegate, "Save")
    delegate.keyboard.press("Enter")
    expect(delegate.get_by_text("Thank you. Your comment is saved.")).to_be_visible()
    assert RehearsalComment.objects.get().sound == 4

    desk = opens(world["secretariat"].person, reverse("rehearsal_report", args=key))
    is_usable(desk)
    tab_to(desk, world["br"].person.name, "link")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Response")).to_be_visible()
    is_usable(desk)
    desk.get_by_label("Status").select_option("in_hand")
    desk.get_by_label("Response").fill("We look into it.")
    tab_to(desk, "Save")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("The response is saved.")).to_be_visible()
    desk.goto(reverse("rehearsal_report", args=key))
    tab_to(desk, "Publish the report")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("The report is published.")).to_be_visible()

    reader = opens(world["pe"].person, reverse("rehearsal_report", args=key))
    expect(reader.get_by_text("Turns given the floor").first).to_be_visible()
    is_usable(reader)
    delegate.reload()
    expect(delegate.get_by_text("We look into it.")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_the_report_and_its_lists_are_usable(world: World, opens: Opens, language: str, size: tuple[int, int]) -> None:
    held_rehearsal(world.consultation, world, number=2, at=NOON.replace(day=28))
    sitting = held_rehearsal(world.consultation, world)
    width, height = size
    page = opens(
        world["secretariat"].person,
        reverse("rehearsal_report", args=["test", sitting.pk]),
        language,
        viewport={"width": width, "height": height},
    )
    is_usable(page)
    for name in ("rehearsal_people", "rehearsal_turns", "rehearsal_comments"):
        page.goto(reverse(name, args=["test", sitting.pk]))
        is_usable(page)
