"""The floor in real browsers, with real media: who is heard, and who is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import INTERPRETER, PATIENCE, SECOND, SPEAKER, Person

if TYPE_CHECKING:
    from datetime import datetime

    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]
#: For how many ms a page may go on playing once the server has taken the floor back, or it was finished.
LINGERS = 2000


def ended(world: World) -> datetime:
    """When the last turn ended, as the server has it."""
    at = world.sitting.turns.latest("ended_at").ended_at
    assert at is not None
    return at


def ask(delegate: Person) -> None:
    """Ask for the floor through the page, in the language that it proposes; who asks afterwards comes after them."""
    delegate.click("Ask for the floor")
    delegate.page.get_by_role("dialog").get_by_role("button", name="Ask for the floor").click()
    delegate.page.get_by_role("dialog").wait_for(state="hidden", timeout=PATIENCE)


def give_next(leader: Person, name: str) -> None:
    """Give the floor to the next speaker, once the page shows that it is this one and ready, and wait till it knows."""
    following = leader.page.locator(".next", has_text=name)
    following.get_by_text("Ready: microphone").wait_for(timeout=PATIENCE)
    leader.click("Give the floor")
    following.wait_for(state="hidden", timeout=PATIENCE)


def test_the_speaker_is_heard_on_the_floor_and_the_floor_taken_back_is_silent(visit: Visit, world: World) -> None:
    listener = visit("no").enter(listen_only=True)
    speaker = visit("br", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    ask(speaker)
    speaker.sees("You are next")
    assert listener.hears() == [], "the next speaker is not heard"
    give_next(leader, "Br")
    listener.wait_to_hear(SPEAKER)
    speaker.sees("You are heard")
    listener.sees("Ms. Br, Brazil")
    listener.notes()
    leader.click("Take the floor back")
    listener.sees("No one has the floor")
    assert listener.sound_since(ended(world), 2 * LINGERS) <= LINGERS
    for person in (listener, speaker, leader):
        assert person.problems == [], person.name


def test_the_french_booth_is_heard_on_french_and_by_nobody_on_the_floor(visit: Visit) -> None:
    on_floor = visit("no").enter(listen_only=True)
    on_french = visit("pe").enter(listen_only=True)
    interpreter = visit("french", "booth", hertz=INTERPRETER).enter()
    speaker = visit("br", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    on_french.page.get_by_role("radio", name="Français").click()
    interpreter.page.get_by_role("radio", name="Français").last.click()
    interpreter.sees("OFF AIR")
    ask(speaker)
    give_next(leader, "Br")
    on_floor.wait_to_hear(SPEAKER)
    on_french.wait_to_hear(SPEAKER)
    interpreter.page.keyboard.press("Space")
    interpreter.sees("ON AIR")
    on_french.wait_to_hear_only(INTERPRETER)
    on_floor.wait_to_hear_only(SPEAKER)
    # Its page may have yet to hear of the speaker, whose voice comes by another way.
    expect(interpreter.page.get_by_role("button", name="Slow down")).to_be_enabled()
    interpreter.page.keyboard.press("s")
    for person in (speaker, leader):
        person.sees("Please slow down")
    interpreter.page.get_by_role("button", name="Take back: Slow down").click()
    speaker.sees("Speak now. Your microphone is open.")


def test_the_next_speaker_follows_without_another_click(visit: Visit, world: World) -> None:
    listener = visit("no").enter(listen_only=True)
    first, second = visit("br", hertz=SPEAKER).enter(), visit("jp", hertz=SECOND).enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    ask(first)
    first.sees("You are next")
    ask(second)
    give_next(leader, "Br")
    listener.wait_to_hear(SPEAKER)
    second.sees("You are next")
    give_next(leader, "Jp")
    listener.wait_to_hear_only(SECOND)
    listener.notes()
    second.click("Finish")
    listener.sees("No one has the floor")
    assert listener.sound_since(ended(world), 2 * LINGERS) <= LINGERS
