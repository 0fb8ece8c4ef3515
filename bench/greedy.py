"""Whether one person who asks without end makes the others wait: the floor is given beside their forty connections."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings

from bench.figures import Figure
from bench.greedy_connections import Greedy
from bench.person import CSRF
from bench.stage import stage, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.delay import Sides
    from bench.person import Person
    from bench.stage import Stage

#: Milliseconds by which they may change the leader's median.
MOST = 50.0
ASKING = 8
#: How often the floor is given in one stretch, with or without them: by turns, so that both see the same machine.
STRETCH = 10
#: Seconds of a round at least: a leader's commands are paced as well.
ROUND = 0.5
#: Seconds in which they have used up what one person may ask at once.
USED_UP = 2.0
REFUSED = 429


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``give_beside_greedy``: milliseconds in which the leader gives the floor; its limit is the same without them.

    Beside it: by how much the median is changed and by how much it may be, and what the greedy one was answered.
    """
    calm: list[float] = []
    beside: list[float] = []
    answers: dict[int, int] = {}
    with stage(sides) as running:
        greedy, *asking = running.delegates(1 + ASKING)
        cookies = {settings.SESSION_COOKIE_NAME: greedy.session, settings.CSRF_COOKIE_NAME: CSRF}
        _gives(running, asking, STRETCH)  # through cold code: they do not count
        while len(beside) < runs:
            count = min(STRETCH, runs - len(beside))
            calm += _gives(running, asking, count)
            with Greedy(settings.PUBLIC_ADDRESS, cookies, CSRF, running.path) as they:
                time.sleep(USED_UP)
                they.count()
                beside += _gives(running, asking, count)
                for status, number in they.count().items():
                    answers[status] = answers.get(status, 0) + number
            tell(f"{len(beside)} of {runs}: {Figure(calm).median:.0f} and {Figure(beside).median:.0f} ms")
    if not answers.get(REFUSED):
        raise ValueError("nobody was greedy: none of their requests was refused")
    figure, limit = Figure(beside), Figure(calm)
    change = figure.median - limit.median
    notes = {"change": change, "most": MOST, "within": float(change < MOST)}
    notes |= {f"answered_{status}": number for status, number in sorted(answers.items())}
    return {"give_beside_greedy": Figure(beside, limit=limit, notes=notes)}


def _gives(running: Stage, asking: Sequence[Person], count: int) -> list[float]:
    """How long each of so many gives takes the leader, with the sending of it."""
    took = []
    for number in range(count):
        begun = time.monotonic()
        person = asking[number % len(asking)]
        turn = person.command("floor.ask", language=running.language)["made"]
        sent = time.monotonic()
        running.leader.command("floor.next", expected=turn)
        took.append((time.monotonic() - sent) * 1000)
        running.leader.command("floor.take_back", turn=turn)
        time.sleep(max(0.0, begun + ROUND - time.monotonic()))
    return took
