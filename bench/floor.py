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
PAUSE = (0.6, 1.1)
EXPECT = "(identity) => { ears.awaited = ears.heard(identity); }"
HEARD = "() => ears.awaited"


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``grant_to_heard``, to a free floor, and ``handover_to_heard``, from somebody who speaks until then.

    The limit is bare LiveKit's first publication after a grant: from the server's call, not a click. With a way
    between browsers and servers the names end with its round trip.
    """
    suffix = f"_{sides.round_trip}ms" if sides.round_trip else ""
    with tempfile.TemporaryDirectory() as folder, stage(sides) as running, browsers(Path(folder)) as browser:
        limit = _bare(browser, runs)
        tell(f"bare: {limit.as_json()}")
        grant, handover = _product(running, browser, runs, limit)
        return {f"grant_to_heard{suffix}": grant, f"handover_to_heard{suffix}": handover}


def _product(running: Stage, browser: Browsers, runs: int, limit: Figure) -> tuple[Figure, Figure]:
    """Two delegates speak in turn, the next one's devices warm; every other time the floor is free before."""
    audience, *speakers = running.delegates(3)
    ear = browser.enter(audience, running.path, listens=True)
    console = browser.enter(running.leader, f"{running.path}console/")
    for speaker in speakers:
        browser.enter(speaker, running.path, speaks=True)
    ear.evaluate("() => ears.ready")
    free: list[dict[str, float]] = []
    held: list[dict[str, float]] = []
    for number in range(2 * (WARM_UP + runs)):
        # In this order each of the two comes to a free floor and to one that is held.
        speaker, is_free = speakers[number % 2], number % 4 in {1, 2}
        heard = _give(running, ear, console, speaker, is_free=is_free)
        tell(f"run {number}, {'free' if is_free else 'held'}: {heard}")
        (free if is_free else held).append(heard)
    return _figure(free[WARM_UP:], limit), _figure(held[WARM_UP:], limit)


def _figure(runs: list[dict[str, float]], limit: Figure) -> Figure:
    notes = {
        "until_sound_arrives": Figure([run["sounds"] for run in runs]).median,
        "until_page_plays_it": Figure([run["open"] for run in runs]).median,
    }
    return Figure([run["at"] for run in runs], limit=limit, notes=notes)


def _give(running: Stage, ear: Page, console: Page, speaker: Person, *, is_free: bool) -> dict[str, float]:
    """Let somebody ask and get ready, free the floor where it is to be free, and give it to them.

    Returns:
        Milliseconds from the click until they were heard (``at``), and until each of the two things that
        takes: their sound arrives (``sounds``), and the listener's page plays what arrives (``open``).
    """
    speaker.command("floor.ask", language="en")
    wait_until(lambda: _is_ready(running, speaker), f"{speaker.identity} is next and ready")
    ear.wait_for_function("(identity) => ears.receives(identity)", arg=speaker.identity)
    if is_free:
        _free(running)
    time.sleep(random.uniform(*PAUSE))  # noqa: S311 - no secret
    ear.evaluate(EXPECT, speaker.identity)
    console.locator(".next .give").click()
    heard: dict[str, float] = ear.evaluate(HEARD)
    clicked: float = console.evaluate("() => window.clicked")
    return {name: moment - clicked for name, moment in heard.items()}


def _free(running: Stage) -> None:
    """The speaker, if there is one, has finished."""
    on_floor = running.leader.documents()["turn"]["speaker"]
    if on_floor:
        running.leader.command("floor.take_back", turn=on_floor["turn"])


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
    ear, mouth = room.page(browser, listens=True), room.page(browser)
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
