"""From a raised hand to everybody's queue: ``floor.ask`` over HTTP until all connected have the new document."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.crowd import Crowd
from bench.figures import Figure
from bench.stage import stage, tell

if TYPE_CHECKING:
    from bench.delay import Sides
    from bench.person import Person

SIZES = (500, 2000)
#: People who wait all the time, so that the document is as long as in a lively debate, and people who ask in turn.
WAITING, ASKING = 12, 8
#: A round tells the first runs' way through cold code: they do not count.
WARM_UP = 5
#: Seconds after which the crowd's tokens are renewed; they are good for three minutes.
RENEWAL = 90.0


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``hand_to_seen_<size>``: until the last of so many has it; until half of them have it stands beside it."""
    with stage(sides, ("centrifugo", "web")) as running:
        eyes, *delegates = running.delegates(1 + WAITING + ASKING)
        for waiting in delegates[:WAITING]:
            waiting.command("floor.ask", language=running.language)
        figures = {}
        for size in SIZES:
            tell(f"{size} people connect")
            with Crowd(eyes.push(), size) as crowd:
                figures[f"hand_to_seen_{size}"] = _rounds(crowd, running.language, eyes, delegates[WAITING:], runs)
        return figures


def _rounds(crowd: Crowd, language: str, eyes: Person, asking: list[Person], runs: int) -> Figure:
    channel = eyes.push()["channels"]["queue"]["channel"]
    last, median, share = [], [], []
    renewed = time.monotonic()
    for number in range(WARM_UP + runs):
        person = asking[number % len(asking)]
        sign = f'"registration": {person.registration},'
        crowd.begin(channel)
        asked = time.monotonic()
        person.command("floor.ask", language=language)
        arrivals = crowd.saw(sign)
        moments = sorted(moment - asked for moment in arrivals.moments)
        if number >= WARM_UP:
            last.append(moments[-1] * 1000)
            median.append(moments[len(moments) // 2] * 1000)
            share.append(arrivals.busy / moments[-1])
        _withdraw(person)
        if time.monotonic() - renewed > RENEWAL:
            renewed = time.monotonic()
            crowd.renew(eyes.push())
    tell(f"hand to seen: last {max(last):.0f} ms at most")
    return Figure(last, notes={"until_half": Figure(median).median, "share_of_the_clients": sum(share) / len(share)})


def _withdraw(person: Person) -> None:
    places = person.documents()["queue"]["places"]
    turn = next(place["turn"] for place in places if place["who"]["registration"] == person.registration)
    person.command("floor.withdraw", turn=turn)
