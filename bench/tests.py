"""A sitting while two hundred people test their connections on the same machine, and one test beside all of these.

Each of the two hundred has the room of a real test, with sound that goes there and comes back for as long as the
sitting is measured: longer than the ten seconds of a test, so that all are there at the same time. Their programs are
one of Go, which decodes nothing; it and the browsers share the machine with the product.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.urls import reverse

from bench.browsers import browsers
from bench.connection import timed
from bench.figures import Figure, percentile
from bench.floor import WARM_UP, Product
from bench.listeners import Load
from bench.person import client
from bench.stage import stage, tell
from tests.support.measuring import measured

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import httpx

    from bench.browsers import Browsers
    from bench.delay import Sides
    from bench.person import Person
    from bench.stage import Stage

Given = TypeVar("Given")
Answer = TypeVar("Answer")

TESTS = 200
#: Tests that are begun or finished at a time.
AT_A_TIME = 8
#: In which the sound of the tests is counted.
SECONDS = 10.0
BROWSER_TESTS = 2


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``grant_to_heard`` during the tests in milliseconds and ``one_test`` in seconds; the limit is each without them.

    A test whose sound has a gap beyond what its own program was late is counted in ``share_with_gaps``.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        stage(sides) as running,
        browsers(Path(folder)) as browser,
        Load(Path(folder)) as load,
    ):
        product, tester = Product(running, browser), running.delegates(4)[-1]
        alone, test_alone = _grants(product, runs), _browser_tests(running, browser, tester)
        tests = Tests(running, load)
        tell(f"{TESTS} tests are under way")
        beside = _grants(product, runs)
        notes = tests.counted()
        test_beside = _browser_tests(running, browser, tester)
        tests.finish()
    return {
        f"grant_to_heard_with_{TESTS}_tests": Figure(beside, limit=Figure(alone), notes=notes),
        f"one_test_with_{TESTS}": Figure(test_beside, "s", limit=Figure(test_alone, "s")),
    }


def _grants(product: Product, runs: int) -> list[float]:
    heard = [product.give(is_free=True).at for _ in range(WARM_UP + runs)][WARM_UP:]
    tell(f"heard after {percentile(heard, 0.5):.0f} ms")
    return heard


def _browser_tests(running: Stage, browser: Browsers, tester: Person) -> list[float]:
    """Seconds of whole tests in a real page, one after the other."""
    found = []
    for _ in range(BROWSER_TESTS):
        context = browser.context(tester)
        found.append(timed(context.new_page(), running.sitting.consultation.slug))
        context.close()
        tell(f"one test took {found[-1]:.0f} s")
    return found


class Tests:
    """Tests of as many people, begun, with their sound on its way."""

    def __init__(self, running: Stage, load: Load) -> None:
        self._load = load
        self._begin = reverse("connection_test_begin", args=[running.sitting.consultation.slug])
        self._people = [client(person.session) for person in running.audience(TESTS)]
        self._begun = _each(self._begun_by, self._people)
        places = [(begun["media"]["address"], begun["media"]) for begun in self._begun]
        for number, (address, media) in enumerate(places):
            load.speak(f"sender-{number}", (address, media["sender"]))
            load.publish(f"sender-{number}")
        load.hear([(address, media["receiver"]) for address, media in places], [["sender"]] * TESTS)

    def counted(self) -> dict[str, float]:
        """What share of them had a gap in their sound, and by how many milliseconds their own program was late."""
        receptions, late = self._load.measure(SECONDS)
        gaps = [one for one in receptions if one["missing"] or one["longest"] > max(200.0, 2 * late)]
        return {"share_with_gaps": len(gaps) / TESTS, "their_program_late_ms": late}

    def finish(self) -> None:
        """Everybody sends what was measured, and leaves."""
        self._load.leave()
        _each(self._finished_by, list(zip(self._people, self._begun, strict=True)))

    def _begun_by(self, web: httpx.Client) -> dict[str, Any]:
        answer: dict[str, Any] = web.post(self._begin).raise_for_status().json()
        return answer

    def _finished_by(self, one: tuple[httpx.Client, dict[str, Any]]) -> None:
        web, begun = one
        web.post(begun["finish"], json=measured()).raise_for_status()
        web.close()


def _each(does: Callable[[Given], Answer], given: Sequence[Given]) -> list[Answer]:
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        return list(threads.map(does, given))
