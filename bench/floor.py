"""From the click on "Give the floor", or on one's own voice beside it, to the voice at a listener, in real pages."""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from bench.browsers import browsers
from bench.figures import Figure
from bench.reference import BareRoom
from bench.stage import stage, tell, wait_until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.browsers import Browsers
    from bench.delay import Sides
    from bench.person import Person
    from bench.stage import Stage

WARM_UP = 3
#: Seconds that pass before a grant, so that no run meets the same moment of the clocks beneath.
PAUSE = (0.4, 0.8)
EXPECT = "(identity) => { ears.awaited = ears.heard(identity); }"
HEARD = "() => ears.awaited"


@dataclass(frozen=True)
class Heard:
    """Milliseconds from the click until somebody was heard.

    Attributes:
        at: Until both of what that takes had come about:
        sound: until their sound arrived,
        played: and until the listener's page played what arrives.
    """

    at: float
    sound: float
    played: float


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """How long it takes until somebody is heard, by name.

    ``grant_to_heard``, to a free floor; ``handover_to_heard``, from somebody who speaks until then; ``press_to_heard``,
    of who presides, beside the speaker. The limit is bare LiveKit's first publication after a grant: from the
    server's call, not a click. The four are measured in turn, on a machine that is equally busy with everybody's
    pages. With a way between browsers and servers the names end with its round trip.
    """
    suffix = f"_{sides.round_trip}ms" if sides.round_trip else ""
    limit: list[float] = []
    free: list[Heard] = []
    held: list[Heard] = []
    pressed: list[Heard] = []
    with tempfile.TemporaryDirectory() as folder, stage(sides) as running, browsers(Path(folder)) as browser:
        bare, product = Bare(browser), Product(running, browser)
        for number in range(WARM_UP + runs):
            limit.append(bare.grant())
            # In this order each of two speakers comes to a free floor and to one that is held.
            for is_free in (False, True) if number % 2 else (True, False):
                (free if is_free else held).append(product.give(is_free=is_free))
            pressed.append(product.press())
            tell(
                f"run {number}: bare {limit[-1]:.0f} ms, free floor {free[-1].at:.0f} ms, held {held[-1].at:.0f} ms, "
                f"pressed {pressed[-1].at:.0f} ms"
            )
    beside = Figure(limit[WARM_UP:])
    return {
        f"grant_to_heard{suffix}": _figure(free[WARM_UP:], beside),
        f"handover_to_heard{suffix}": _figure(held[WARM_UP:], beside),
        f"press_to_heard{suffix}": _figure(pressed[WARM_UP:], beside),
    }


def _figure(runs: Sequence[Heard], limit: Figure) -> Figure:
    notes = {
        "until_sound_arrives": Figure([run.sound for run in runs]).median,
        "until_page_plays_it": Figure([run.played for run in runs]).median,
    }
    return Figure([run.at for run in runs], limit=limit, notes=notes)


class Product:
    """The sitting: the console, a listener, and two delegates who speak in turn, the next one's devices warm."""

    def __init__(self, running: Stage, browser: Browsers) -> None:
        self._running = running
        audience, *self._speakers = running.delegates(3)
        self._ear = browser.enter(audience, running.path, listens=True)
        self._console = browser.enter(running.leader, f"{running.path}console/", speaks=True)
        self._voice = self._console.get_by_role("button", name="Stay on air")
        for speaker in self._speakers:
            browser.enter(speaker, running.path, speaks=True)
        self._ear.evaluate("() => ears.ready")

    def give(self, *, is_free: bool) -> Heard:
        """Let the next one ask and get ready, free the floor where it is to be free, and give it to them."""
        speaker = self._speakers[0]
        self._speakers.reverse()
        speaker.command("floor.ask", language=self._running.language)
        wait_until(lambda: self._is_ready(speaker), f"{speaker.identity} is next and ready")
        self._ear.wait_for_function("(identity) => ears.receives(identity)", arg=speaker.identity)
        if is_free:
            self._free()
        time.sleep(random.uniform(*PAUSE))  # noqa: S311 - no secret
        self._ear.evaluate(EXPECT, speaker.identity)
        self._console.locator(".next .give").click()
        return self._heard()

    def press(self) -> Heard:
        """Let who presides talk beside the speaker, and be silent again."""
        leader = self._running.leader.identity
        self._ear.wait_for_function("(identity) => ears.receives(identity)", arg=leader)
        wait_until(lambda: not self._is_heard(leader), f"{leader} is silent")
        time.sleep(random.uniform(*PAUSE))  # noqa: S311 - no secret
        self._ear.evaluate(EXPECT, leader)
        self._voice.click()
        heard = self._heard()
        self._voice.click()
        return heard

    def _is_heard(self, identity: str) -> bool:
        return not all(track.muted for track in self._running.here()[identity].tracks)

    def _heard(self) -> Heard:
        """From the last click in the console until what is awaited was heard."""
        heard: dict[str, float] = self._ear.evaluate(HEARD)
        clicked: float = self._console.evaluate("() => window.clicked")
        return Heard(heard["at"] - clicked, heard["sounds"] - clicked, heard["open"] - clicked)

    def _is_ready(self, speaker: Person) -> bool:
        """Whether they are next, their page found its devices, and the server muted them until their turn."""
        participant = self._running.here().get(speaker.identity)
        places = speaker.documents()["queue"]["places"]
        return bool(
            places
            and places[0]["who"]["registration"] == speaker.registration
            and places[0]["microphone"]
            and participant
            and participant.tracks
            and all(track.muted for track in participant.tracks)
        )

    def _free(self) -> None:
        """Whoever speaks has spoken."""
        on_floor = self._running.leader.documents()["turn"]["speaker"]
        if on_floor:
            self._running.leader.command("floor.take_back", turn=on_floor["turn"])


class Bare:
    """A bare room with a listener, in which each time somebody new is permitted to publish, does, and is heard."""

    def __init__(self, browser: Browsers) -> None:
        self._room = BareRoom()
        self._ear, self._mouth = self._room.page(browser, listens=True), self._room.page(browser)
        self._room.listen(self._ear, "listener")
        self._numbers = count(1)

    def grant(self) -> float:
        """Milliseconds from the grant until somebody was heard."""
        identity = f"speaker-{next(self._numbers)}"
        self._room.speak(self._mouth, identity)
        time.sleep(random.uniform(*PAUSE))  # noqa: S311 - no secret
        self._ear.evaluate(EXPECT, identity)
        granted = self._room.grant(identity)
        heard: float = self._ear.evaluate(HEARD)["at"]
        self._mouth.evaluate("() => bare.leave()")
        return heard - granted
