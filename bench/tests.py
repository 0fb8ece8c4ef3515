"""A sitting while two hundred people test their connections on the same machine, and one test beside all of these.

Each of the two hundred has the room of a real test, with sound that goes there and comes back for ten seconds, in the
turn that it was given. Their programs are one of Go, which decodes nothing; it and the browsers share the machine with
the product.
"""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from threading import Event
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.urls import reverse

from bench.browsers import browsers
from bench.connection import timed
from bench.figures import Figure, percentile
from bench.floor import WARM_UP, Product
from bench.listeners import Load
from bench.person import client
from bench.stage import stage, tell
from hemicycle.rules.connection_tests import CARRIES
from tests.support.measuring import measured

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import httpx

    from bench.browsers import Browsers
    from bench.delay import Sides
    from bench.person import Person
    from bench.stage import Stage

    Begun = tuple[httpx.Client, dict[str, Any]]

Given = TypeVar("Given")
Answer = TypeVar("Answer")

TESTS = 200
#: Seconds in which turns are one group, whose sound one program carries.
GROUP = 5.0
#: Tests that are begun or finished at a time.
AT_A_TIME = 8
#: In which the sound of the tests is counted.
SECONDS = 10.0


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``grant_to_heard`` during the tests in milliseconds and ``one_test`` in seconds; the limit is each without them.

    A test whose sound has a gap beyond what its own program was late is counted in ``share_with_gaps``.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        stage(sides) as running,
        browsers(Path(folder)) as browser,
        ExitStack() as programs,
    ):
        # As many as have groups at the same time.
        loads = [
            programs.enter_context(Load(Path(programs.enter_context(tempfile.TemporaryDirectory())), gives_way=True))
            for _one in range(int(CARRIES.total_seconds() // GROUP))
        ]
        product, tester = Product(running, browser), running.delegates(4)[-1]
        alone, test_alone = _grants(product, runs), [_browser_test(running, browser, tester) for _one in range(3)]
        people = running.audience(TESTS)
        with Tests(running, loads, people) as tests:
            beside = _grants(product, runs, tests)
            notes = tests.counted()
        with Tests(running, loads, people) as tests:
            test_beside = [_browser_test(running, browser, tester)]
            tests.counted()
    return {
        f"grant_to_heard_with_{TESTS}_tests": Figure(beside, limit=Figure(alone), notes=notes),
        f"one_test_with_{TESTS}": Figure(test_beside, "s", limit=Figure(test_alone, "s")),
    }


def _grants(product: Product, runs: int, tests: Tests | None = None) -> list[float]:
    """So many, or as many as there are while tests are under way."""
    heard: list[float] = []
    while len(heard) < WARM_UP + runs and (tests is None or tests.under_way):
        heard.append(product.give(is_free=True).at)
    tell(f"{len(heard)} times heard after {percentile(heard, 0.5):.0f} ms")
    return heard[WARM_UP:]


def _browser_test(running: Stage, browser: Browsers, tester: Person) -> float:
    """Seconds of a whole test in a real page."""
    context = browser.context(tester)
    seconds = timed(context.new_page(), running.sitting.consultation.slug)
    context.close()
    tell(f"one test took {seconds:.0f} s")
    return seconds


class Tests:
    """Tests of as many people, who begin together and carry their sound in their turns, until the last has."""

    def __init__(self, running: Stage, loads: Sequence[Load], people: Sequence[Person]) -> None:
        self._loads = Queue[Load]()
        for load in loads:
            self._loads.put(load)
        self._begin = reverse("connection_test_begin", args=[running.sitting.consultation.slug])
        web = [client(person.session) for person in people]
        self._began, self._left = time.monotonic(), Event()
        groups: dict[int, list[Begun]] = {}
        for one in zip(web, _each(self._begun_by, web), strict=True):
            groups.setdefault(int(one[1]["carries_in"] // GROUP), []).append(one)
        tell(f"{TESTS} tests are under way")
        self._threads = ThreadPoolExecutor(len(loads))
        self._carried = [self._threads.submit(self._carry, number, groups[number]) for number in sorted(groups)]

    def __enter__(self) -> Self:
        """Use them."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Those who have not had their turn do not wait for it."""
        self._left.set()
        self._threads.shutdown()

    @property
    def under_way(self) -> bool:
        """Whether some still have their turn before them."""
        return not all(one.done() for one in self._carried)

    def counted(self) -> dict[str, float]:
        """How long they took together, what share of them had a gap, and by how much their own program was late."""
        found = [one.result() for one in self._carried]
        return {
            "seconds_of_all_tests": round(time.monotonic() - self._began, 1),
            "share_with_gaps": sum(gaps for gaps, _late in found) / TESTS,
            "their_program_late_ms": max(late for _gaps, late in found),
        }

    def _carry(self, number: int, together: list[Begun]) -> tuple[int, float]:
        """The turns of a group: how many had a gap, and by how many milliseconds the program was late."""
        if self._left.wait(max(0.0, self._began + number * GROUP - time.monotonic())):
            return 0, 0.0
        load = self._loads.get()
        try:
            receptions, late = self._sound_of(load, together)
        except OSError as error:
            tell(f"a group has no sound: {error}")
            return len(together), 0.0
        finally:
            self._loads.put(load)
        _each(self._finished_by, together)
        return sum(one["missing"] > 0 or one["longest"] > max(200.0, 2 * late) for one in receptions), late

    @staticmethod
    def _sound_of(load: Load, together: list[Begun]) -> tuple[list[dict[str, float]], float]:
        places = [(begun["media"]["address"], begun["media"]) for _web, begun in together]
        try:
            for number, (address, media) in enumerate(places):
                load.speak(f"sender-{number}", (address, media["sender"]))
                load.publish(f"sender-{number}")
            receivers = [(address, media["receiver"]) for address, media in places]
            load.hear(receivers, [["sender"]] * len(receivers))
            return load.measure(SECONDS)
        finally:
            load.leave()

    def _begun_by(self, web: httpx.Client) -> dict[str, Any]:
        answer: dict[str, Any] = web.post(self._begin).raise_for_status().json()
        return answer

    def _finished_by(self, one: Begun) -> None:
        web, begun = one
        web.post(begun["finish"], json=measured()).raise_for_status()
        web.close()


def _each(does: Callable[[Given], Answer], given: Sequence[Given]) -> list[Answer]:
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        return list(threads.map(does, given))
