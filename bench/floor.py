"""From the click on "Give the floor" to the voice at a listener, in three real browsers' pages."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.browsers import browsers
from bench.figures import Figure
from bench.reference import BareRoom
from bench.stage import stage, tell, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bench.browsers import Browsers
    from bench.delay import Sides
    from bench.people import Person
    from bench.stage import Stage

WARM_UP = 3
#: Seconds that pass between two runs, so that no run meets the same moment of the clocks beneath.
PAUSE = (0.3, 0.8)
EXPECT = "(identity) => { ears.awaited = ears.heard(identity); }"
HEARD = "() => ears.awaited"


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``grant_to_heard``, or with a way between browsers and servers ``grant_to_heard_<round trip>ms``.

    The limit is bare LiveKit's first publication after a grant: from the server's call, not a click.
    """
    name = f"grant_to_heard_{sides.round_trip}ms" if sides.round_trip else "grant_to_heard"
    with tempfile.TemporaryDirectory() as folder, stage(sides) as running, browsers(Path(folder)) as browser:
        limit = _bare(browser, runs)
        tell(f"bare: {limit.as_json()}")
        figure = _product(running, browser, runs, limit)
        return {name: figure}


def _product(running: Stage, browser: Browsers, runs: int, limit: Figure) -> Figure:
    """Two delegates speak in turn: the next one's devices are warm, and the floor passes from one to the other."""
    audience, *speakers = running.delegates(3)
    ear = browser.enter(audience, running.path, listen_only=True)
    console = browser.enter(running.leader, f"{running.path}console/", listen_only=True)
    for speaker in speakers:
        browser.enter(speaker, running.path)
    values, sounds, opened = [], [], []
    for number in range(WARM_UP + runs):
        heard = _give(running, ear, console, speakers[number % 2])
        tell(f"run {number}: {heard}")
        if number >= WARM_UP:
            values.append(heard["at"])
            sounds.append(heard["sounds"])
            opened.append(heard["open"])
    notes = {"until_sound_arrives": Figure(sounds).median, "until_page_plays_it": Figure(opened).median}
    return Figure(values, limit=limit, notes=notes)


def _give(running: Stage, ear: Page, console: Page, speaker: Person) -> dict[str, float]:
    """Let somebody ask and get ready, and give them the floor.

    Returns:
        Milliseconds from the click until they were heard (``at``), and until each of the two things that
        takes: their sound arrives (``sounds``), and the listener's page plays what arrives (``open``).
    """
    speaker.command("floor.ask", language="en")
    wait_until(lambda: _is_ready(running, speaker), f"{speaker.identity} is next and ready")
    ear.wait_for_function("(identity) => ears.receives(identity)", arg=speaker.identity)
    time.sleep(random.uniform(*PAUSE))  # noqa: S311 - no secret
    ear.evaluate(EXPECT, speaker.identity)
    console.locator(".next .give").click()
    heard: dict[str, float] = ear.evaluate(HEARD)
    clicked: float = console.evaluate("() => ears.clicked")
    return {name: moment - clicked for name, moment in heard.items()}


def _is_ready(running: Stage, speaker: Person) -> bool:
    """Whether they are next, their page found its devices, and the server muted them until their turn."""
    participant = running.here().get(speaker.identity)
    places = speaker.documents()["queue"]["places"]
    return bool(
        places
        and places[0]["who"]["registration"] == speaker.registration
        and places[0]["microphone"]
        and participant
        and participant.tracks
        and all(track.muted for track in participant.tracks)
    )


def _bare(browser: Browsers, runs: int) -> Figure:
    """Each time somebody new is permitted to publish, does, and is heard."""
    room = BareRoom()
    ear, mouth = room.page(browser), room.page(browser)
    room.listen(ear, "listener")
    values = []
    for number in range(WARM_UP + runs):
        identity = f"speaker-{number}"
        room.speak(mouth, identity)
        time.sleep(random.uniform(*PAUSE))  # noqa: S311 - no secret
        ear.evaluate(EXPECT, identity)
        granted = room.grant(identity)
        heard: float = ear.evaluate(HEARD)["at"]
        if number >= WARM_UP:
            values.append(heard - granted)
        mouth.evaluate("() => bare.leave()")
    for page in (ear, mouth):
        page.context.close()
    return Figure(values)
