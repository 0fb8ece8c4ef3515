"""What is pressed with a thumb: 24 px at least on a telephone (WCAG 2.2, 2.5.8), 44 px for acts of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.sittings.models import Sitting
from tests.browser.signed_in import opens
from tests.browser.test_floor import ask
from tests.browser.test_main_pages import OF_CONSULTATION
from tests.support.agenda import make_agenda

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Person
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]
pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: Targets smaller than 24 px, unless they stand within a sentence, or nothing else is within 24 px of their middle.
SMALL = """() => {
  const seen = (at) => at.checkVisibility({ visibilityProperty: true }) && at.type !== 'hidden'
    && !at.closest('.aloud, .skip, [aria-hidden=true]');
  const area = (at) => (/radio|checkbox/.test(at.type) && at.labels?.[0] ? at.labels[0] : at).getBoundingClientRect();
  const all = [...document.querySelectorAll('a[href], button, summary, input, select, textarea')].filter(seen)
    .map((at) => ({ at, box: area(at) })).filter(({ box }) => box.width > 1 && box.height > 1);
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
  const away = ([x, y], box) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const small = ({ box }) => box.width < 23.5 || box.height < 23.5;
  const within = ({ at }) => getComputedStyle(at).display === 'inline'
    && at.closest('p, li, td, th, dd, span:not(a span)')?.textContent.trim().length > at.textContent.trim().length;
  const crowded = (one) => all.some((other) => other !== one && !other.at.contains(one.at) && !one.at.contains(other.at)
    && (away(middle(one.box), other.box) < 12
      || small(other) && Math.hypot(...middle(one.box).map((n, i) => n - middle(other.box)[i])) < 24));
  return all.filter((one) => small(one) && !within(one) && crowded(one))
    .map(({ at, box }) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${at.outerHTML.slice(0, 140)}`);
}"""
#: Buttons of the room that are seen, and are less than 44 px high or wide.
LESS_THAN_A_THUMB = """() => [...document.querySelectorAll('button')].filter((at) => at.checkVisibility())
  .map((at) => [at, at.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.width < 43.5 || box.height < 43.5))
  .map(([at, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${at.outerHTML.slice(0, 120)}`)"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_pressed_on_a_telephone_is_24_px(world: World, opens: Opens, language: str) -> None:
    Sitting.objects.filter(pk=world.sitting.pk).update(state="planned")
    make_agenda(world)
    page = opens(world["secretariat"].person, reverse("home"), language, **PHONE)
    small: dict[str, list[str]] = {"home": page.evaluate(SMALL)}
    for name in (*OF_CONSULTATION, "agenda_order", "registration"):
        page.goto(reverse(name, args=["test"]))
        small[name] = page.evaluate(SMALL)
    assert {name: found for name, found in small.items() if found} == {}


def test_the_acts_of_the_room_are_44_px(visit: Callable[..., Person]) -> None:
    delegate = visit("br", **PHONE)
    delegate.enter()
    small = {"waiting": delegate.page.evaluate(LESS_THAN_A_THUMB)}
    ask(delegate)
    small["asked"] = delegate.page.evaluate(LESS_THAN_A_THUMB)
    assert small == {"waiting": [], "asked": []}
