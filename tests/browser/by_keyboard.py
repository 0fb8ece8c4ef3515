"""Somebody in the room who goes by keyboard alone, with what a screen reader would tell them kept as a transcript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PATIENCE, Person
from tests.support.spoken import Transcript

if TYPE_CHECKING:
    from tests.factories import World

Visit = Callable[..., Person]
Listens = Callable[..., tuple[Person, Transcript]]


@pytest.fixture
def listens(visit: Visit) -> Iterator[Listens]:
    """Somebody who goes by keyboard, with what they are told; it is kept however the test ends.

    No act of theirs may leave them with nothing in focus.
    """
    transcripts: list[Transcript] = []

    def open_page(who: str, name: str, view: str = "", **options: int) -> tuple[Person, Transcript]:
        person = visit(name, view, **options)
        person.page.get_by_role("button", name=re.compile("^Enter (the|without)")).first.wait_for(timeout=PATIENCE)
        transcripts.append(Transcript(person.page, who))
        transcripts[-1].read("Before entering")
        return person, transcripts[-1]

    yield open_page
    for transcript in transcripts:
        transcript.keep()
    assert [(transcript.who, transcript.lost) for transcript in transcripts if transcript.lost] == []


def enters(person: Person, transcript: Transcript, button: str) -> list[str]:
    """Enter by keyboard; the focus is at the heading of the view. Returns how the view is read."""
    transcript.tab_to(f"button: {button}")
    person.page.keyboard.press("Enter")
    person.sees("Connection good")
    assert transcript.step("Enter").startswith("heading 1")
    return transcript.read("Inside")


def answers(transcript: Transcript) -> str:
    """Press Enter in a dialog, which does what it asks about; returns what has the focus once it has closed."""
    transcript.page.keyboard.press("Enter")
    transcript.page.get_by_role("dialog").wait_for(state="detached", timeout=PATIENCE)
    return transcript.step("Enter")


def opens_question(transcript: Transcript, key: str, title: str) -> str:
    """Press a key that asks something first; the focus is in the dialog. Returns what has it."""
    transcript.page.keyboard.press(key)
    transcript.page.get_by_role("dialog", name=title).wait_for(timeout=PATIENCE)
    here = transcript.step(f"{key} ({title})")
    assert transcript.page.evaluate("() => document.activeElement.closest('dialog') !== null"), here
    return here


def waits_on_the_list(world: World, name: str, *, minutes: int) -> None:
    """Somebody asked so many minutes ago, and is not in the room."""
    registration = world[name]
    world.sitting.turns.create(
        registration=registration,
        member=registration.member,
        capacity="council_state",
        language="en",
        asked_at=datetime.now(UTC) - timedelta(minutes=minutes),
    )
