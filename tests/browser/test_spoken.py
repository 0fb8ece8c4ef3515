"""By keyboard alone, and by what a screen reader is told: a delegate, an interpreter and the presiding officer.

Each way is kept as a transcript under ``var/reports``.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.browser.by_keyboard import enters, listens
from tests.browser.conftest import INTERPRETER, PATIENCE, SPEAKER

if TYPE_CHECKING:
    from tests.browser.by_keyboard import Listens, Visit
    from tests.factories import World

pytestmark = pytest.mark.browser
__all__ = ["listens"]


def test_a_delegate_asks_speaks_and_finishes_by_keyboard(visit: Visit, listens: Listens) -> None:
    chair = visit("vice_chair", "console").enter(listen_only=True)
    delegate, told = listens("delegate", "br", hertz=SPEAKER)
    inside = enters(delegate, told, "Enter the sitting")
    assert "No one has the floor" in "\n".join(inside)
    assert not any("Reconnecting" in line for line in told.lines), "who enters does not come back"
    assert "dialog" not in told.press("r"), "the keyboard is in the dialog, at the language"
    assert told.focused().startswith("radio: English")
    delegate.page.keyboard.press("Enter")
    delegate.page.get_by_role("dialog").wait_for(state="detached", timeout=PATIENCE)
    told.step("Enter")
    told.announced("You are next.", PATIENCE)
    chair.page.locator(".next", has_text="Br").get_by_text("Ready: microphone").wait_for(timeout=PATIENCE)
    told.tab_to("button: Withdraw my request")
    chair.click("Give the floor")
    told.announced("at once: You are heard", PATIENCE)
    assert told.focused() == "heading 2: You are heard", "the floor takes the focus of the button that it took away"
    assert "button: Finish" in "\n".join(told.read("Speaking"))
    told.press("f")
    told.announced("Your turn is over. No one hears you.", PATIENCE)
    assert told.focused().startswith("button: Ask for the floor")
    assert delegate.problems == []


def test_the_presiding_officer_gives_the_floor_by_keyboard_and_the_room_is_told(visit: Visit, listens: Listens) -> None:
    delegate = visit("br", hertz=SPEAKER).enter()
    listener, heard = listens("listener", "no")
    enters(listener, heard, "Enter without")
    chair, told = listens("presiding-officer", "vice_chair", "console")
    inside = enters(chair, told, "Enter without")
    assert "heading 2: Time plan" in inside
    levels = [int(level) for line in inside for level in re.findall(r"^heading (\d)", line)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), "no part without the heading above it"
    delegate.click("Ask for the floor")
    delegate.page.get_by_role("dialog").get_by_role("button", name="Ask for the floor").click()
    chair.page.locator(".next", has_text="Br").get_by_text("Ready: microphone").wait_for(timeout=PATIENCE)
    told.tab_to("button: Give the floor")
    chair.page.keyboard.press("Enter")
    chair.page.get_by_text(re.compile("^(Heard|Connected) since")).wait_for(timeout=PATIENCE)
    assert told.step("Enter").startswith("heading 2: Ms. Br")
    told.announced("Brazil has the floor, in English.", PATIENCE)
    heard.announced("Brazil has the floor, in English.", PATIENCE)
    told.press("l")
    heard.announced("The list of speakers is closed.", PATIENCE)
    told.press("t")
    heard.announced("No one has the floor.", PATIENCE)
    assert told.focused() == "heading 2: No one has the floor"


def test_an_interpreter_takes_a_booth_goes_on_air_and_coughs_by_keyboard(listens: Listens, world: World) -> None:
    interpreter, told = listens("interpreter", "french", "booth", hertz=INTERPRETER)
    assert "only while you are on air" in "\n".join(told.lines)
    enters(interpreter, told, "Enter the booth")
    assert world["french"].booth_languages == ["fr"]
    booth = interpreter.page.get_by_role("group", name="Choose your booth").get_by_role("radio")
    while not booth.first.evaluate("(radio) => radio === document.activeElement"):
        interpreter.page.keyboard.press("Tab")
    told.step("Tab")
    interpreter.page.keyboard.press("Space")
    interpreter.page.get_by_role("button", name=re.compile("^OFF AIR")).wait_for(timeout=PATIENCE)
    told.step("Space")
    interpreter.page.wait_for_function("() => document.activeElement.matches('.air')", timeout=PATIENCE)
    assert told.focused().startswith("button: OFF AIR")
    interpreter.page.keyboard.press("Space")
    interpreter.page.get_by_role("button", name=re.compile("^ON AIR")).wait_for(timeout=PATIENCE)
    assert told.step("Space").startswith("button: ON AIR")
    interpreter.page.keyboard.down("c")
    assert told.step("C, held").startswith("button: SILENT")
    interpreter.page.keyboard.up("c")
    assert told.step("C, let go").startswith("button: ON AIR")
    interpreter.page.reload()
    interpreter.page.get_by_role("button", name="Back on air").wait_for(timeout=PATIENCE)
    assert told.step("loads the page again").startswith("button: Back on air, You are on air")
    interpreter.page.keyboard.press("Enter")
    interpreter.page.get_by_role("button", name=re.compile("^ON AIR")).wait_for(timeout=PATIENCE)
    assert told.step("Enter").startswith("heading 1: Booth")
    told.read("Back on air")
