"""How long a channel has no voice while its booth hands over, at a listener's page, and whether it ever has two.

Two interpreters sit in one booth in real pages, and a delegate listens to their channel. One offers the microphone, and
the other takes it by the space bar. The listener's page plays one of them, then the other: the gap is from when it
plays the first no more until the second is heard. A negative one is an overlap.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.browsers import browsers
from bench.figures import Figure
from bench.floor import EXPECT, HEARD, PAUSE, WARM_UP
from bench.stage import stage, tell, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bench.browsers import Browsers
    from bench.delay import Sides
    from bench.person import Person
    from bench.stage import Stage

#: Milliseconds that a listener does not notice, as the aim is.
AIM = 100.0
CLOSED = "(identity) => ears.closed(identity)"


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``handover_gap``: without a voice at the listener; ``key_to_heard``: from the key until the next is heard."""
    suffix = f"_{sides.round_trip}ms" if sides.round_trip else ""
    gaps: list[float] = []
    took: list[float] = []
    with tempfile.TemporaryDirectory() as folder, stage(sides) as running, browsers(Path(folder)) as browser:
        booth = Booth(running, browser)
        for number in range(WARM_UP + runs):
            gap, key = booth.hand_over()
            gaps.append(gap)
            took.append(key)
            tell(f"run {number}: {gap:.0f} ms without a voice, {key:.0f} ms from the key")
    overlaps = sum(gap < 0 for gap in gaps[WARM_UP:])
    aim = Figure([AIM])
    return {
        f"handover_gap{suffix}": Figure(gaps[WARM_UP:], limit=aim, notes={"overlaps": overlaps}),
        f"key_to_heard{suffix}": Figure(took[WARM_UP:]),
    }


class Booth:
    """A booth with two interpreters, the first of them on air, and somebody who listens to it."""

    def __init__(self, running: Stage, browser: Browsers) -> None:
        self._language, people = running.booth()
        (listener,) = running.delegates(1)
        self._ear = browser.enter(listener, running.path, listens=True)
        self._ear.evaluate("() => ears.ready")
        self._people: list[tuple[Person, Page]] = [
            (person, browser.enter(person, f"{running.path}booth/", speaks=True)) for person in people
        ]
        for person, page in self._people:
            page.locator(f"input[type=radio][value={self._language}]").last.click()
            page.locator(".air.off, .air.partner").wait_for()
            wait_until(lambda: self._sits(person), f"{person.identity} sits in the booth")  # noqa: B023 - asked at once
        self._people[0][1].keyboard.press("Space")
        self._people[0][1].locator(".air.on").wait_for()
        self._ear.locator(f"input[type=radio][value={self._language}]").first.click()

    def hand_over(self) -> tuple[float, float]:
        """Milliseconds without a voice, and from the key of who takes over until they are heard."""
        (speaker, offers), (follower, takes) = self._people
        self._people.reverse()
        speaker.command("booth.handover", asks=True)
        takes.locator(".air.asked").wait_for()
        # Who takes over is received from then on.
        self._ear.wait_for_function("(identity) => ears.receives(identity)", arg=follower.identity)
        time.sleep(random.uniform(*PAUSE))  # noqa: S311 - no secret
        self._ear.evaluate(EXPECT, follower.identity)
        pressed = takes.evaluate("() => Date.now()")
        takes.keyboard.press("Space")
        heard: float = self._ear.evaluate(HEARD)["at"]
        closed: float = self._ear.evaluate(CLOSED, speaker.identity)
        offers.locator(".air.partner").wait_for()
        return heard - closed, heard - pressed

    def _sits(self, person: Person) -> bool:
        booths = person.documents()["booths"]["booths"]
        seats = [seat for booth in booths if booth["language"] == self._language for seat in booth["seats"]]
        return any(seat["who"]["registration"] == person.registration for seat in seats)
