"""How the stand-in for the leader behaves."""

from __future__ import annotations

import asyncio
import json
import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.languages import FALLBACK
from hemicycle.ops.simulation.people import end
from hemicycle.ops.simulation.voices import VARIANTS, speak
from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from hemicycle.ops.simulation.participant import Participant
    from hemicycle.ops.simulation.people import Pace
    from hemicycle.ops.simulation.watch import Watch

log = logging.getLogger(__name__)
#: Of documents, until the one that an act or a connection changed must have come.
CHANGES_AWAITED = 20
#: Minutes by which the simulated leader prolongs a sitting.
GOES_ON = 30
#: Between so many speakers the leader presses to talk once.
PRESSES_EVERY = 4
#: Seconds for all of it, and for leaving again.
PRESSED_AT_MOST = 20.0


@cache
def sentences() -> tuple[dict[str, str], ...]:
    """What who presides says between two speakers, made up, by language."""
    path = Path(__file__).with_name("presiding.json")
    return tuple(json.loads(path.read_text(encoding="utf-8")))


class StandIn:
    """Gives the floor to the next while nobody who is not simulated leads, and says a sentence between some."""

    def __init__(self, person: Participant, watch: Watch, pace: Pace, leaders: set[int]) -> None:
        self._person, self._watch, self._pace, self._leaders = person, watch, pace, leaders
        self._variant = VARIANTS[person.identity.registration % len(VARIANTS)]
        #: How often the floor was given.
        self._given = 0

    async def live(self) -> None:
        """Lead until cancelled; keep quiet while a leader is in the room."""
        while True:
            await asyncio.sleep(self._pace.rest)
            head = self._head()
            if head and self._given % PRESSES_EVERY == 1:
                await self._press()
                self._given += 1
                head = self._head()
            if head:
                answer = await self._person.command("floor.next", expected=head["turn"])
                self._given += answer["ok"]
                await self._go_on(answer)
                await self._sees_given(answer)

    def _head(self) -> dict[str, Any] | None:
        """Who is next, where the floor is to be given to somebody now."""
        if self._watch["turn"]["speaker"] or self._led() or self._watch["sitting"]["state"] != "open":
            return None
        return next((place for place in self._watch["queue"]["places"] if place["next"]), None)

    async def _press(self) -> None:
        """Press to talk for a sentence. They are in the media engine's room for as long as that alone.

        Whoever plays the leader comes in under the same name: the engine puts this one out, who then says no more.
        """
        try:
            async with asyncio.timeout(PRESSED_AT_MOST):
                await self._talk()
        except Exception as error:  # noqa: BLE001 - whatever the media library raises, the sitting goes on
            log.info("%s says nothing beside the floor: %r", self._person.identity.name, error)
        try:
            async with asyncio.timeout(PRESSED_AT_MOST):
                await self._person.step_out()
        except Exception as error:  # noqa: BLE001 - as above
            log.info("%s does not leave in good order: %r", self._person.identity.name, error)

    async def _talk(self) -> None:
        language = self._person.identity.languages[0]
        said = self._pace.random.choice(sentences())
        samples = await speak(said.get(language, said[FALLBACK]), language, self._variant)
        if self._head() is None:
            return  # a leader came while the words were made
        await self._person.join()
        lost = asyncio.create_task(self._person.lost())
        try:
            await self._is_here()
            await self._person.publish(picture=True)
            answer = await self._person.command("voice.on", language=language)
            if answer["ok"]:
                saying = asyncio.create_task(self._person.say(samples))
                await asyncio.wait({saying, lost}, return_when=asyncio.FIRST_COMPLETED)
                await end({saying}, again=1.0)
            if answer["ok"] and not lost.done():
                await self._person.command("voice.off")
        finally:
            await end({lost}, again=1.0)

    async def _is_here(self) -> None:
        """Wait until the product knows of them, and has let them publish: who asks before is not answered."""
        for _ in range(CHANGES_AWAITED):
            if self._led():
                return
            await self._watch.change(1.0)

    async def _go_on(self, answer: dict[str, Any]) -> None:
        """A demonstration is watched for as long as somebody likes: past the end of its window it is prolonged."""
        if not answer["ok"] and answer["reason"]["code"] == RuleCode.WINDOW_OVER.value:
            await self._person.command("sitting.prolong", minutes=GOES_ON, reason="The demonstration goes on.")

    async def _sees_given(self, answer: dict[str, Any]) -> None:
        """Wait for the document that shows what was given: the queue may come before it, with the next one on top."""
        given = answer["result"]["made"] if answer["ok"] else None
        for _ in range(CHANGES_AWAITED if given else 0):
            turn = self._watch["turn"]
            if any(shown and shown["turn"] == given for shown in (turn["speaker"], turn["last"])):
                return
            await self._watch.change(1.0)

    def _led(self) -> bool:
        here = {person["who"]["registration"] for person in self._watch["presence"]["people"]}
        return bool(here & self._leaders)
