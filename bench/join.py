"""From opening the room's page to hearing the floor, each time in a fresh browser profile."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.browsers import browsers
from bench.figures import Figure
from bench.reference import BareRoom
from bench.stage import stage, tell, wait_until

if TYPE_CHECKING:
    from bench.browsers import Browsers
    from bench.delay import Sides
    from bench.person import Person
    from bench.stage import Stage

WARM_UP = 2
#: Delegates who come in turn.
COMING = 10


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``join_to_hearing`` from the click on "Enter", and ``open_to_hearing`` from the navigation to the page.

    The limit is bare LiveKit from its call to connect.
    """
    with tempfile.TemporaryDirectory() as folder, stage(sides) as running, browsers(Path(folder)) as browser:
        limit = _bare(browser, runs)
        tell(f"bare: {limit.as_json()}")
        speaker, *coming = running.delegates(1 + COMING)
        _speak(running, browser, speaker)
        clicked, opened = [], []
        for number in range(WARM_UP + runs):
            from_click, from_opening = _join(running, browser, coming[number % COMING], speaker)
            if number >= WARM_UP:
                clicked.append(from_click)
                opened.append(from_opening)
        return {"join_to_hearing": Figure(clicked, limit=limit), "open_to_hearing": Figure(opened)}


def _speak(running: Stage, browser: Browsers, speaker: Person) -> None:
    """Somebody has the floor and is heard."""
    browser.enter(speaker, running.path, speaks=True)
    wait_until(lambda: speaker.identity in running.here(), f"{speaker.identity} is here")
    speaker.command("floor.ask", language=running.language)
    running.leader.command("floor.next")
    wait_until(lambda: _is_connected(speaker), f"{speaker.identity} is connected")


def _is_connected(speaker: Person) -> bool:
    on_floor = speaker.documents()["turn"]["speaker"]
    return bool(on_floor and on_floor["connected_at"])


def _join(running: Stage, browser: Browsers, person: Person, speaker: Person) -> tuple[float, float]:
    """Somebody opens the page and enters; milliseconds from the click, and from the navigation, to hearing."""
    context = browser.context(person, listens=True)
    page = context.new_page()
    page.goto(running.path)
    page.evaluate("(identity) => { ears.awaited = ears.heard(identity); }", speaker.identity)
    page.get_by_role("button", name="Enter the sitting").click()
    heard = page.evaluate("() => ears.awaited")["at"]
    clicked, opened = page.evaluate("() => [window.clicked, performance.timeOrigin]")
    context.close()
    return heard - clicked, heard - opened


def _bare(browser: Browsers, runs: int) -> Figure:
    """A room in which somebody speaks already."""
    room = BareRoom()
    mouth, values = room.page(browser), []
    room.speak(mouth, "speaker")
    room.grant("speaker")
    for number in range(WARM_UP + runs):
        page = room.page(browser, listens=True)
        page.evaluate("() => ears.ready")
        identity = f"listener-{number}"
        connecting = page.evaluate("() => { ears.awaited = ears.heard('speaker'); return Date.now(); }")
        room.listen(page, identity)
        heard = page.evaluate("() => ears.awaited")["at"]
        if number >= WARM_UP:
            values.append(heard - connecting)
        page.context.close()
    mouth.context.close()
    return Figure(values)
