"""Room, console and booth at 400 per cent, on a phone, and with colours forced: the keyboard sees where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import PATIENCE, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

pytestmark = pytest.mark.browser
#: 1280 by 1024 at 400 per cent; a phone.
SIZES = [(320, 256), (390, 844)]
VIEWS = {"": "br", "console": "vice_chair", "booth": "french"}
STOPS_AT_MOST = 120
#: What has the focus, and whether any point of it is in sight; null where the focus is on the page itself.
SEEN = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  // A radio lies invisible over its words, and a picture or a list that scrolls is larger than the screen.
  const box = element.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
  const seen = right > left && bottom > top && shares.some((x) => shares.some((y) => {
    const at = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
    return at !== null && (element.contains(at) || at.contains(element));
  }));
  const words = element.getAttribute('aria-label') ?? element.textContent;
  return { what: `${element.tagName} ${words.replace(/\\s+/g, ' ').trim().slice(0, 60)}`, seen };
}"""
#: Texts that are cut off: by lines, or by an ellipsis that acts now.
CUT = """() => [...document.querySelectorAll('#room *')].filter((element) => {
  const style = getComputedStyle(element);
  const clamped = style.webkitLineClamp !== 'none';
  const elided = style.textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth + 1;
  return clamped || elided;
}).map((element) => element.textContent.trim().slice(0, 60))"""
LONG = "Lista de candidatos a las presidencias y vicepresidencias de los grupos, comisiones y reuniones " * 3


def stops(person: Person) -> list[dict[str, Any]]:
    """Go through the whole view by Tab; each stop once."""
    found: list[dict[str, Any]] = []
    for _ in range(STOPS_AT_MOST):
        person.page.keyboard.press("Tab")
        # The page scrolls before it is painted next.
        person.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        stop = person.page.evaluate(SEEN)
        if stop is None:
            break
        found.append(stop)
    return found


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", SIZES)
def test_nothing_covers_what_has_the_focus(
    view: str, size: tuple[int, int], visit: Callable[..., Person], world: World
) -> None:
    item = world.items[0]
    item.title = {"en": LONG.strip()}
    item.save()
    width, height = size
    person = visit(VIEWS[view], view, viewport={"width": width, "height": height}).enter()
    found = stops(person)
    assert len(found) >= 5
    assert [stop["what"] for stop in found if not stop["seen"]] == []
    assert person.page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert person.page.evaluate(CUT) == []


def test_what_is_chosen_is_seen_with_forced_colours_and_nothing_moves(visit: Callable[..., Person]) -> None:
    person = visit("br", forced_colors="active", reduced_motion="reduce").enter()
    chosen = person.page.locator(".choice input:checked + span").first
    other = person.page.locator(".choice input:not(:checked) + span").first
    chosen.wait_for(timeout=PATIENCE)
    widths = [one.evaluate("(element) => getComputedStyle(element).borderTopWidth") for one in (chosen, other)]
    assert widths == ["3px", "1px"]
    assert person.page.evaluate("() => document.getAnimations().length") == 0
