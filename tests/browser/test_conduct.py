"""Who presides takes up another item while delegates wait, and undoes it: by keyboard alone, in real browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from hemicycle.sittings.models import Discussion, Turn
from tests.browser.by_keyboard import waits_on_the_list
from tests.browser.concluding import presides, press, without_problems

if TYPE_CHECKING:
    from tests.browser.by_keyboard import Visit
    from tests.factories import World

pytestmark = pytest.mark.browser


def discusses(world: World, item: int) -> None:
    """An item is open already, and who waits asked for the floor on it."""
    opened = Discussion.objects.create(
        sitting=world.sitting, item=world.items[item], start=world.sitting.state_since or world.sitting.opens_at
    )
    world.sitting.turns.update(item=opened.item)


def open_item(world: World) -> int | None:
    """The place of the open item in the list of the world."""
    key = world.sitting.discussions.filter(end=None).values_list("item", flat=True).first()
    return [item.pk for item in world.items].index(key) if key is not None else None


def test_another_item_is_taken_up_with_people_waiting_and_undone_by_keyboard_alone(visit: Visit, world: World) -> None:
    for minutes, name in enumerate(("gh", "br"), 5):
        waits_on_the_list(world, name, minutes=minutes)
    discusses(world, 0)
    chair = presides(visit)
    delegate = visit("br").enter(listen_only=True)
    delegate.sees("You are next")
    before = list(Turn.objects.order_by("pk").values("pk", "state", "item", "asked_at", "ended_at"))

    press(chair, "n")
    dialog = chair.page.get_by_role("dialog", name="Take up an item")
    expect(dialog.get_by_text("2 delegates are waiting for the floor on item 1.")).to_be_visible()
    expect(dialog.get_by_role("radio", name="Put aside with their item")).to_be_checked()
    assert open_item(world) == 0, "nothing has happened yet"
    chair.page.keyboard.press("Enter")
    expect(chair.page.locator("dialog")).to_have_count(0)
    expect(delegate.page.get_by_text("Your request for item 1 is put aside.").first).to_be_visible()
    assert open_item(world) == 1

    press(chair, "z")
    delegate.sees("You are next")
    expect(chair.page.get_by_role("button", name="Undo")).to_have_count(0)
    assert open_item(world) == 0
    after = list(Turn.objects.order_by("pk").values("pk", "state", "item", "asked_at", "ended_at"))
    assert after == before
    without_problems(chair, delegate)


def test_a_point_of_order_is_raised_and_ruled_on_by_keyboard_and_everybody_sees_the_ruling(
    visit: Visit, world: World
) -> None:
    discusses(world, 0)
    chair = presides(visit)
    delegate, other = visit("br").enter(listen_only=True), visit("jp").enter(listen_only=True)
    delegate.page.get_by_role("button", name="Point of order, motion").focus()
    delegate.page.keyboard.press("Enter")
    raised = delegate.page.get_by_role("dialog", name="Point of order, motion")
    expect(raised.get_by_role("radio", name="Point of order")).to_be_focused()
    delegate.page.keyboard.press("Enter")
    expect(chair.page.get_by_role("heading", name="Motions: 1")).to_be_visible()

    press(chair, "y")
    dialog = chair.page.get_by_role("dialog", name="Rule on the motion")
    words = dialog.get_by_role("textbox", name="Ruling in words")
    words.focus()
    chair.page.keyboard.insert_text("The document was published in time.")
    chair.page.keyboard.press("Enter")
    expect(chair.page.locator("dialog")).to_have_count(0)
    for person in (delegate, other):
        ruling = person.page.get_by_role("region", name="Ruling of the presiding officer")
        expect(ruling).to_contain_text("The document was published in time.")
    expect(chair.page.get_by_role("heading", name="Motions: 1")).to_have_count(0)
    without_problems(chair, delegate, other)
