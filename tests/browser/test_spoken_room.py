"""A delegate and the presiding officer by keyboard alone, through all that they do in a sitting.

What each is told is kept as a transcript under ``var/reports``.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.by_keyboard import answers, enters, listens, opens_question, waits_on_the_list
from tests.browser.conftest import PATIENCE, SPEAKER

if TYPE_CHECKING:
    from tests.browser.by_keyboard import Listens
    from tests.factories import World

pytestmark = pytest.mark.browser
__all__ = ["listens"]


def test_a_delegate_hears_asks_raises_withdraws_reads_writes_and_leaves(listens: Listens, world: World) -> None:
    waits_on_the_list(world, "jp", minutes=9)
    delegate, told = listens("delegate-throughout", "br", hertz=SPEAKER)
    enters(delegate, told, "Enter the sitting")

    told.tab_to("radio: English")
    assert told.press("ArrowRight").startswith("radio: ")
    told.announced("You hear: French.", PATIENCE)
    told.press("1")
    told.announced("You hear: Floor.", PATIENCE)

    assert opens_question(told, "r", "Ask for the floor").startswith("radio: English")
    answers(told)
    told.announced("Place 2 on the list of speakers.", PATIENCE)
    told.tab_to("button: Point of order")
    assert opens_question(told, "Enter", "Point of order, motion").startswith("radio: Point of order")
    answers(told)
    told.announced("Your point of order is raised. You are next.", PATIENCE)
    assert told.focused().startswith("button: Withdraw the point of order")
    opens_question(told, "Enter", "Withdraw your point of order?")
    told.tab_to("button: Withdraw")
    assert answers(told).startswith("button: ")
    told.announced("Your point of order is off the list.", PATIENCE)
    assert opens_question(told, "r", "Withdraw your request?") == "button: Cancel"
    told.tab_to("button: Withdraw")
    answers(told)
    told.announced("You are no longer on the list of speakers.", PATIENCE)
    assert told.focused().startswith("button: Point of order")

    told.tab_to("tab: Speakers")
    told.press("ArrowRight")
    assert told.press("ArrowRight") == "tab: Documents, selected"
    assert "C20/1" in "\n".join(told.read("Documents"))
    assert told.press("ArrowRight").startswith("tab: Help, selected")
    told.read("Help")
    told.tab_to("textbox: Message to the technicians")
    told.types("I hear nothing.")
    told.press("Enter")
    told.announced("I hear nothing.", PATIENCE)
    expect(told.page.locator(":focus")).to_have_value("")  # the answer to the command comes beside the announcement
    assert told.focused() == "textbox: Message to the technicians", "the message is sent, the next one is written there"

    told.tab_to("button: Ask for the floor")
    opens_question(told, "Enter", "Ask for the floor")
    answers(told)
    told.announced("Place 2 on the list of speakers.", PATIENCE)
    told.tab_to("button: Leave")
    assert opens_question(told, "Enter", "Leave the sitting?") == "button: Cancel"
    told.tab_to("button: Leave")
    delegate.page.keyboard.press("Enter")
    delegate.page.get_by_role("link", name="Enter the room").first.wait_for(timeout=PATIENCE)
    told.read("After leaving")
    assert delegate.problems == []


def test_the_presiding_officer_extends_opens_closes_suspends_resumes_and_ends(listens: Listens, world: World) -> None:
    world.sitting.opens_at = datetime.now(UTC) - timedelta(hours=3)
    world.sitting.closes_at = datetime.now(UTC) - timedelta(minutes=1)
    world.sitting.save(update_fields=["opens_at", "closes_at"])
    chair, told = listens("presiding-officer-sitting", "vice_chair", "console")
    inside = enters(chair, told, "Enter without")
    assert "The scheduled time of the sitting is over." in "\n".join(inside)

    assert opens_question(told, "u", "Extend the sitting").startswith("radio: 10 minutes")
    told.press("ArrowUp")
    told.tab_to("textbox: Reason, recorded")
    told.types("One statement is left.")
    answers(told)
    told.announced("The sitting is extended until", PATIENCE)
    told.press("n")
    told.announced("Item 1: Item 1.", PATIENCE)
    assert opens_question(told, "i", "Close item 1").startswith("radio: ")
    assert "checked" in told.press("Space")
    answers(told)
    told.announced("Item 1 is closed.", PATIENCE)
    told.press("o")
    told.announced("The sitting is suspended.", PATIENCE, alone=True)  # what can be undone is said before
    told.press("o")
    told.announced("The sitting has resumed.", PATIENCE)
    assert opens_question(told, "x", "End the sitting?") == "button: Cancel", "nobody ends it by a second Enter"
    told.tab_to("button: End the sitting")
    chair.page.keyboard.press("Enter")
    told.focus_comes_to("heading 1: The sitting has ended", PATIENCE)
    told.read("Afterwards")
    assert world.sitting.prolongations.count() == 1


def test_the_presiding_officer_reorders_passes_over_extends_mutes_invites_and_removes(
    listens: Listens, world: World
) -> None:
    waits_on_the_list(world, "jp", minutes=9)
    waits_on_the_list(world, "br", minutes=5)
    delegate, heard = listens("delegate-called-upon", "jp", hertz=SPEAKER)
    enters(delegate, heard, "Enter the sitting")
    chair, told = listens("presiding-officer-list", "vice_chair", "console")
    enters(chair, told, "Enter without")

    assert told.press("r") == "heading 2: Reorder the list of speakers"
    told.tab_to("button: Up: Ms. Br, Brazil")
    assert told.press("Enter").startswith("button: Down: Ms. Br, Brazil"), "the line is first now"
    told.tab_to("textbox: Reason")
    told.types("Must leave at one.")
    chair.page.keyboard.press("Enter")
    told.announced("Moved. Brazil: from place 2 to place 1", PATIENCE)
    assert told.focused().startswith("button: Reorder")
    # The list itself comes by another way than the answer, and keys give the floor by what it shows.
    expect(chair.page.locator(".next")).to_contain_text("Br")

    told.press("Shift+Digit2")
    told.announced("Japan has the floor, in English.", PATIENCE)
    heard.announced("at once: You are heard", PATIENCE)
    told.press("e")
    told.announced("The speaking time is now 4 minutes.", PATIENCE)
    heard.announced("The speaking time is now 4 minutes.", PATIENCE)
    told.press("m")
    told.announced("Japan is muted.", PATIENCE)
    heard.announced("at once: You are muted", PATIENCE)
    told.press("m")
    told.announced("Japan is no longer muted.", PATIENCE)
    told.press("b")
    told.announced("No one has the floor.", PATIENCE)
    heard.announced("Your turn is over. No one hears you.", PATIENCE)

    assert told.press("p").startswith("searchbox: Find a person or a Member")
    told.types("Jp")
    told.tab_to("button: Actions: Ms. Jp, Japan")
    assert opens_question(told, "Enter", "Ms. Jp") == "radio: Give the floor, checked"
    told.tab_to("radio: ")
    told.press("Space")
    assert answers(told).startswith("button: Actions: Ms. Jp, Japan")
    told.announced("Japan has the floor", PATIENCE)
    told.press("t")
    told.announced("No one has the floor.", PATIENCE)
    opens_question(told, "Enter", "Ms. Jp")
    assert told.press("ArrowDown") == "radio: Remove from the room, checked"
    told.tab_to("textbox: Reason, recorded")
    told.types("Made a noise.")
    answers(told)
    told.announced("Ms. Jp, Japan is removed from the room.", PATIENCE)
    told.focus_comes_to("heading 2: People", PATIENCE)
    assert "Made a noise." in heard.focus_comes_to("heading 1: You were removed from this sitting", PATIENCE)
    heard.read("Removed")
