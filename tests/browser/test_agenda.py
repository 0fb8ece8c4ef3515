"""The agenda and the time plan in real browsers: drawn, by keyboard, without a script, in three languages."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.agenda.models import Item
from hemicycle.ops.simulation.cast import session_of
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.actions.planning import publish_plan
from hemicycle.sittings.models import Sitting
from tests.browser.axe import violations
from tests.browser.conftest import PATIENCE, new_context
from tests.factories import URGENT
from tests.support.agenda import NOW, Agenda, make_agenda

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page
    from pytest_django import Settings

    from tests.factories import World

pytestmark = pytest.mark.browser


@pytest.fixture
def agenda(world: World) -> Agenda:
    """Three items, and a sitting that has not begun."""
    Sitting.objects.filter(pk=world.sitting.pk).update(state=SittingState.PLANNED.value)
    for item in world.items:
        item.title = {"en": f"Item {item.number}", "ar": f"البند {item.number}", "zh": f"第{item.number}项"}
        item.save()
    return make_agenda(world)


@pytest.fixture
def opens(agenda: Agenda, launch: Callable[..., Browser], settings: Settings) -> Iterator[Callable[..., Page]]:
    """A page as somebody; what it writes to its console as an error fails."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def go(who: str, name: str, language: str = "en", **options: Any) -> Page:
        context = new_context(launch(), **options)
        contexts.append(context)
        cookies = {"sessionid": session_of(agenda.world[who].person), "django_language": language}
        context.add_cookies(
            [{"name": key, "value": value, "url": settings.PUBLIC_ADDRESS} for key, value in cookies.items()]
        )
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(reverse(name, args=["test"]))
        return page

    yield go
    for context in contexts:
        context.close()
    assert problems == []


def minutes(agenda: Agenda, number: int = 1) -> int:
    return agenda.item(number, URGENT).minutes


def field(page: Page, agenda: Agenda, number: int = 1) -> Locator:
    return page.locator(f"[name=minutes-{agenda.item(number, URGENT).pk}]")


def test_an_edge_is_drawn_and_moved_by_keys_and_nothing_is_kept_before_it_is_saved(
    agenda: Agenda, opens: Callable[..., Page]
) -> None:
    page = opens("secretariat", "plan_desk", viewport={"width": 1440, "height": 1000})
    grip = page.locator(".grip").first
    box = grip.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 66, steps=4)
    page.mouse.up()
    # Three pixels are a minute.
    expect(field(page, agenda)).to_have_value("55")
    expect(page.locator("#plan-state")).to_have_text("Nothing is saved yet.", timeout=PATIENCE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(field(page, agenda)).to_have_value("61")
    when = page.locator(f"#when-{agenda.item(1, URGENT).pk}")
    expect(when).to_contain_text("12:10–13:11", timeout=PATIENCE)
    expect(page.locator(".grip").first).to_be_focused()
    assert minutes(agenda) == 35
    page.get_by_role("button", name="Save the plan").last.click()
    page.get_by_text("The time plan is saved.").wait_for(timeout=PATIENCE)
    assert minutes(agenda) == 61


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_days_are_a_grid_that_is_walked_and_changed_by_keyboard(
    language: str, agenda: Agenda, opens: Callable[..., Page]
) -> None:
    page = opens("secretariat", "plan_desk", language, bypass_csp=True)
    days = page.get_by_role("grid")
    row = days.get_by_role("row").first
    assert violations(page) == []
    # One stop for Tab, and the next one is beyond all of the days.
    page.locator(".skip").first.focus()
    for _stop in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('[role=grid]') !== null"):
            break
    first = row.get_by_role("gridcell").first
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[role=grid]')") is None
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    item = row.locator(".plan-block.item").first
    expect(item).to_be_focused()
    page.keyboard.press("Control+Home")
    expect(first).to_be_focused()
    page.keyboard.press("End")
    expect(row.get_by_role("gridcell").last).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(item.get_by_role("slider")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(field(page, agenda)).to_have_value("40")
    expect(page.locator(f"#when-{agenda.item(1, URGENT).pk}")).to_contain_text("12:10–12:50", timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(item).to_be_focused()
    # It is seen where the focus is.
    assert item.evaluate("item => getComputedStyle(item).outlineWidth") == "3px"


def test_what_does_not_fit_is_said_while_one_types(agenda: Agenda, opens: Callable[..., Page]) -> None:
    page = opens("chair", "plan_desk")
    field(page, agenda).fill("160")
    expect(page.locator("#plan-fit")).to_contain_text("2 items are not scheduled", timeout=PATIENCE)
    expect(field(page, agenda)).to_be_focused()
    field(page, agenda).fill("20")
    expect(page.locator("#plan-fit")).to_have_text("", timeout=PATIENCE)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_order_changes_by_keyboard_and_the_focus_stays_with_the_item(
    scripts: bool,  # noqa: FBT001 - a test's argument
    agenda: Agenda,
    opens: Callable[..., Page],
) -> None:
    page = opens("secretariat", "agenda_order", java_script_enabled=scripts)
    third = agenda.item(3, URGENT).pk
    page.locator(f"[name=up][value='{third}']").press("Enter")
    expect(page.locator("li.numbered").nth(1)).to_contain_text("Item 3", timeout=PATIENCE)
    expect(page.locator(f"[name=up][value='{third}']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("li.numbered").first).to_contain_text("Item 3", timeout=PATIENCE)
    assert agenda.order() == ["u3", "u1", "u2"]


def test_the_order_changes_by_drag(agenda: Agenda, opens: Callable[..., Page]) -> None:
    page = opens("secretariat", "agenda_order")
    rows = page.locator("li.numbered")
    rows.nth(2).drag_to(rows.first, target_position={"x": 80, "y": 4})
    expect(rows.first).to_contain_text("Item 3", timeout=PATIENCE)
    assert agenda.order() == ["u3", "u1", "u2"]


@pytest.mark.parametrize(("language", "first"), [("en", "Item 1"), ("ar", "البند 1"), ("zh-hans", "第1项")])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_plan_stands_in_each_language_with_the_readers_own_time(
    language: str, first: str, width: int, agenda: Agenda, opens: Callable[..., Page]
) -> None:
    publish_plan(
        agenda.consultation.pk, agenda.performer("secretariat"), NOW, editions=(0, 0), symbol="VC/3", titles_stand=True
    )
    page = opens("jp", "time_plan", language, viewport={"width": width, "height": 900}, timezone_id="Asia/Tokyo")
    row = page.locator(".plan-table tr.item").first
    expect(row).to_contain_text(first)
    expect(row).to_contain_text("12:10")
    expect(row.locator(".own-time")).to_contain_text("19:10")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


def test_a_sitting_is_followed_without_a_reload(agenda: Agenda, opens: Callable[..., Page]) -> None:
    publish_plan(
        agenda.consultation.pk, agenda.performer("secretariat"), NOW, editions=(0, 0), symbol="VC/3", titles_stand=True
    )
    now = timezone.now()
    Sitting.objects.filter(pk=agenda.sitting.pk).update(
        state=SittingState.OPEN.value, opens_at=now, closes_at=now + timedelta(hours=3)
    )
    page = opens("jp", "time_plan")
    page.evaluate(
        "document.querySelector('[data-live]').before(Object.assign(document.createElement('p'), {id: 'kept'}))"
    )
    page.get_by_text("No item is open.").wait_for(timeout=PATIENCE)
    agenda.sitting.discussions.create(item=agenda.item(1, URGENT), start=timezone.now())
    Sitting.objects.filter(pk=agenda.sitting.pk).update(sequence=7)
    page.get_by_text(re.compile("Item 1 is open")).first.wait_for(timeout=2 * PATIENCE)
    assert page.locator("#kept").count() == 1
    assert Item.objects.filter(position__isnull=False).count() == 3
