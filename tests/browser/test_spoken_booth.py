"""Two interpreters of one booth by keyboard alone: they follow, hand over, hear by relay and correct a language.

What each is told is kept as a transcript under ``var/reports``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hemicycle.sittings.models import BoothLanguages
from tests.browser.by_keyboard import answers, enters, listens, opens_question
from tests.browser.conftest import INTERPRETER, PATIENCE, SECOND, SPEAKER

if TYPE_CHECKING:
    from tests.browser.by_keyboard import Listens, Visit
    from tests.browser.conftest import Person
    from tests.factories import World
    from tests.support.spoken import Transcript

pytestmark = pytest.mark.browser
__all__ = ["listens"]
#: A language by its own name, and by its name in English.
BOOTHS = {"Français": "French", "English": "English"}


def sits_down(interpreter: Person, told: Transcript, language: str) -> None:
    """Choose a booth: arrows go to it, Space chooses; while its microphone opens nothing can be chosen."""
    while group_of(interpreter) not in ("Choose your booth", "I speak into"):
        interpreter.page.keyboard.press("Tab")
    while f"radio: {language}" not in told.focused():
        interpreter.page.keyboard.press("ArrowDown")
    told.step("Tab and arrows")
    interpreter.page.keyboard.press("Space")
    interpreter.page.get_by_role("heading", name=f"Booth: {BOOTHS[language]}").wait_for(timeout=PATIENCE)


def key_of(interpreter: Person, language: str) -> str:
    """The key that chooses what one hears."""
    hears = interpreter.page.get_by_role("group", name="I hear").get_by_role("radio", name=re.compile(f"^{language}"))
    key = hears.get_attribute("aria-keyshortcuts")
    assert key
    return key


def group_of(person: Person) -> str:
    """What the group of the choice in focus is called."""
    legend = "() => document.activeElement.closest('fieldset')?.querySelector('legend').textContent ?? ''"
    return str(person.page.evaluate(legend))


def hears_by_itself(interpreter: Person, told: Transcript) -> None:
    """The French booth works from English alone: while Arabic is spoken it hears the English booth by itself."""
    told.press("r")
    told.announced("You hear: Floor.", PATIENCE)
    assert opens_question(told, "f", "Correct the language of the floor") == "radio: Français, checked"
    while told.focused() != "radio: العربية, checked":
        interpreter.page.keyboard.press("ArrowDown")
    told.step("ArrowDown, to Arabic")
    answers(told)
    told.announced("You hear: English.", PATIENCE)
    interpreter.sees("Relay from English. No deputy.")
    told.read("Relay by itself")


def test_interpreters_stand_by_hand_over_hear_by_relay_and_correct_the_language(
    visit: Visit, listens: Listens, world: World
) -> None:
    BoothLanguages.objects.create(sitting=world.sitting, language="fr", works_from=["en"])
    first, told = listens("interpreter-hands-over", "french", "booth", hertz=INTERPRETER)
    enters(first, told, "Enter the booth")
    sits_down(first, told, "Français")
    told.focus_comes_to("button: OFF AIR French", PATIENCE)
    first.page.keyboard.press("Space")
    told.announced("ON AIR. French", PATIENCE)
    second, heard = listens("interpreter-follows", "french2", "booth", hertz=SECOND)
    enters(second, heard, "Enter the booth")
    sits_down(second, heard, "Français")
    heard.focus_comes_to("button: OFF AIR Ms. French is on air. Press to ask to take over.", PATIENCE)
    heard.press("Space")
    heard.announced("STANDBY. Your microphone opens when Ms. French hands over.", PATIENCE)
    told.press("h")
    told.announced("OFF AIR", PATIENCE)
    heard.announced("ON AIR. French", PATIENCE)
    assert told.focused().startswith("button: OFF AIR")
    assert heard.focused().startswith("button: ON AIR")

    second.page.keyboard.press("Space")
    heard.announced("OFF AIR", PATIENCE)
    sits_down(second, heard, "English")
    heard.tab_to("button: OFF AIR English")
    second.page.keyboard.press("Space")
    heard.announced("ON AIR. English", PATIENCE)
    told.press(key_of(first, "English"))
    told.announced("You hear: English.", PATIENCE)
    told.read("Hearing by relay")

    chair = visit("vice_chair", "console", hertz=SPEAKER).enter()
    chair.page.keyboard.press("s")
    chair.page.get_by_role("dialog").get_by_role("button", name="Take the floor").wait_for(timeout=PATIENCE)
    chair.page.keyboard.press("Enter")
    told.announced("has the floor, in English.", PATIENCE)
    heard.announced("NOT HEARD. The floor speaks English", PATIENCE)
    assert opens_question(told, "f", "Correct the language of the floor") == "radio: English, checked"
    while told.focused() != "radio: Français, checked":
        first.page.keyboard.press("ArrowDown")
    told.step("ArrowDown, to Français")
    assert answers(told).startswith("button: OFF AIR")
    told.announced("speaks French.", PATIENCE)
    heard.announced("ON AIR. English", PATIENCE)
    heard.read("On air again")
    hears_by_itself(first, told)
