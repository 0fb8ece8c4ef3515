"""Each process is killed, again and again, in a room of two hundred: how soon is a new request on every screen?

At each kill somebody asks for the floor; in turn, the presiding officer takes the floor back while the next speaker,
whose track waits muted, unmutes it, or gives the floor. All commands are sent as the page sends them: under one
identifier, until they are answered. Everything that the fault did is mended before the next kill.
"""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
from django.conf import settings

from bench.figures import Figure
from bench.screens import Screens
from bench.stage import stage, tell, wait_until
from bench.talkers import Talkers
from hemicycle.journal.models import Entry

if TYPE_CHECKING:
    from bench.delay import Sides
    from bench.person import Person
    from bench.stage import Stage

SCREENS, TALKERS = 200, 12
PARTS = ("web", "centrifugo", "livekit", "steward", "worker")
#: What is sent, each of which must be in the journal once.
ACTS = ("floor.ask", "floor.next", "floor.take_back", "floor.withdraw")
#: What is aimed at: seconds until everybody sees it, seconds until somebody is heard again, milliseconds of sound.
SEEN, HEARD_AGAIN, HEARD_MEANWHILE = 3.0, 5.0, 500.0
#: Seconds between two kills: longer than the one that took over needs to have another one ready behind it. That one
#: begins three seconds later (docs/decisions/0039) and loads for three seconds of a core, of which half is left.
APART = 12.0
#: Seconds within which the media engine lists what is published, or it has come to nothing.
LISTED = 2.0
#: Seconds for which a page sends a command again, and its waits (frontend/src/backoff.ts).
RESEND, LONGEST = 0.2, 1.0


@dataclass
class Found:
    """What the kills of one process brought.

    Attributes:
        seen: Seconds until a new request was on every screen.
        again: Seconds until the one who was given the floor was heard; after kills of the media engine alone.
        meanwhile: Milliseconds that were heard of the next speaker, who unmuted without having the floor.
    """

    seen: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    meanwhile: list[float] = field(default_factory=list)


def measure(sides: Sides, runs: int, only: str = "") -> dict[str, Figure]:
    """``web``, ``centrifugo``, ``livekit``, ``steward``, ``worker``: seconds until a new request is on every screen.

    ``livekit_heard_again``: seconds until somebody is heard again. ``heard_meanwhile``: milliseconds of sound of who
    had not the floor. ``acts_lost``, ``acts_doubled``: of all requests, gives and takes, by the journal.

    Args:
        only: The process that is killed; each of them where it is empty.
    """
    parts = (only,) if only else PARTS
    with stage(sides) as running:
        people = running.delegates(TALKERS + 1)
        watching = [person.session for person in running.audience(SCREENS)]
        with (
            Screens(settings.PUBLIC_ADDRESS, running.path, watching) as screens,
            Talkers(people[:TALKERS], running.sitting.room) as talkers,
        ):
            kills = Kills(running, screens, talkers, people)
            found = {part: kills.of(part, runs) for part in parts}
        figures = {part: Figure(found[part].seen, "s", limit=Figure([SEEN], "s")) for part in parts}
        again = [seconds for part in found.values() for seconds in part.again]
        if again:
            figures["livekit_heard_again"] = Figure(again, "s", limit=Figure([HEARD_AGAIN], "s"))
        meanwhile = [heard for part in found.values() for heard in part.meanwhile]
        if meanwhile:
            most = {"most": max(meanwhile)}
            figures["heard_meanwhile"] = Figure(meanwhile, limit=Figure([HEARD_MEANWHILE]), notes=most)
        return figures | kills.acts()


class Kills:
    """Kills, and what follows each."""

    def __init__(self, running: Stage, screens: Screens, talkers: Talkers, people: list[Person]) -> None:
        self._running, self._screens, self._talkers = running, screens, talkers
        self._next, self._floor, self._asks = people[0], people[1], people[TALKERS]
        self._voice = talkers.people[0]
        self._publish_again = 0.0
        self._sent: dict[str, int] = {}
        self._before = {act: _entries(act) for act in ACTS}

    def of(self, part: str, runs: int) -> Found:
        """Kill one part so many times."""
        found = Found()
        for number in range(runs):
            killed = time.monotonic()
            if number % 2:
                self._give_at_the_kill(part, found)
            else:
                self._take_back_at_the_kill(part, found)
            tell(f"{part} {number}: seen {found.seen[-1]:.2f} s {found.again[-1:]} {found.meanwhile[-1:]}")
            time.sleep(max(0.0, killed + APART - time.monotonic()))
        return found

    def acts(self) -> dict[str, Figure]:
        """How many of the acts that were sent the journal lacks, and has more than once."""
        differences = [_entries(act) - self._before[act] - sent for act, sent in self._sent.items()]
        return {
            "acts_lost": Figure([-sum(min(0, difference) for difference in differences)], "acts"),
            "acts_doubled": Figure([sum(max(0, difference) for difference in differences)], "acts"),
        }

    def _take_back_at_the_kill(self, part: str, found: Found) -> None:
        """Somebody has the floor, and the next speaker unmutes at the kill."""
        turn = self._ask(self._floor)
        self._send(self._running.leader, "floor.next", expected=turn)
        following = self._ask(self._next)
        wait_until(lambda: self._publishes(muted=True), f"{self._next.identity} waits muted")
        heard = self._talkers.heard_of(self._next.identity)
        if part != "livekit":
            self._talkers.run(self._voice.unmute())
        killed = self._kill(part, found, ("floor.take_back", {"turn": turn}))
        if part != "livekit":
            found.meanwhile.append(self._talkers.heard_of(self._next.identity) - heard)
        self._recovered(part)
        self._send(self._running.leader, "floor.next", expected=following)
        self._publish_again = 0.0
        wait_until(lambda: self._publishes(muted=False), f"{self._next.identity} has the floor and publishes")
        self._talkers.hears(self._next.identity)
        if part == "livekit":
            found.again.append(time.monotonic() - killed)
        self._send(self._running.leader, "floor.take_back", turn=following)
        self._withdraw()

    def _give_at_the_kill(self, part: str, found: Found) -> None:
        turn = self._ask(self._floor)
        self._kill(part, found, ("floor.next", {"expected": turn}))
        self._recovered(part)
        self._send(self._running.leader, "floor.take_back", turn=turn)
        self._withdraw()

    def _kill(self, part: str, found: Found, act: tuple[str, dict[str, Any]]) -> float:
        """Kill, act, ask, and wait until everybody sees it; when it was killed."""
        name, arguments = act
        leader = threading.Thread(target=self._send, args=(self._running.leader, name), kwargs=arguments)
        killed = time.monotonic()
        self._running.stack.kill(part)
        leader.start()
        self._ask(self._asks)
        found.seen.append(self._screens.wait_for(self._asks.registration, waits=True) - killed)
        leader.join()
        return killed

    def _publishes(self, *, muted: bool) -> bool:
        """Whether the media engine has the next speaker's tone, muted or not. They publish it where they may.

        They do so again where the engine has it no longer: whoever opened it before their turn is cut off, and
        publishes in that turn only once they have the floor (docs/decisions/0036).
        """
        here = self._running.here().get(self._next.identity)
        if here is None or not here.sources:
            return False
        if not here.tracks:
            # The engine lists a track once its first packets have come: until then, another one is not published.
            if time.monotonic() > self._publish_again:
                self._talkers.run(self._voice.publish_tone())
                self._publish_again = time.monotonic() + LISTED
            return False
        return all(track.muted == muted for track in here.tracks)

    def _recovered(self, part: str) -> None:
        self._running.stack.wait_until_works(part)
        self._talkers.wait_until_here()

    def _withdraw(self) -> None:
        places = self._asks.documents()["queue"]["places"]
        mine = [place for place in places if place["who"]["registration"] == self._asks.registration]
        self._send(self._asks, "floor.withdraw", turn=mine[0]["turn"])
        self._screens.wait_for(self._asks.registration, waits=False)
        wait_until(lambda: not self._asks.documents()["queue"]["places"], "nobody waits")

    def _ask(self, person: Person) -> int:
        return int(self._send(person, "floor.ask", language=self._running.language)["made"])

    def _send(self, person: Person, command: str, **arguments: Any) -> dict[str, Any]:
        """Send a command as the page does, until it is answered."""
        self._sent[command] = self._sent.get(command, 0) + 1
        key, attempt = uuid.uuid4(), 0
        while True:
            try:
                return person.command(command, key, **arguments)
            except (httpx.HTTPError, ValueError):
                time.sleep(min(LONGEST, RESEND * 2**attempt))
                attempt += 1


def _entries(act: str) -> int:
    return Entry.objects.filter(act=act).count()
