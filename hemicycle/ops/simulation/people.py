"""How simulated delegates and interpreters behave."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
from livekit import rtc
from livekit.rtc.participant import PublishTrackError

from hemicycle.ops.simulation.voices import VARIANTS, speak, statements, words_of

if TYPE_CHECKING:
    import random
    from collections.abc import Collection

    from hemicycle.ops.simulation.participant import Participant
    from hemicycle.ops.simulation.voices import Samples
    from hemicycle.ops.simulation.watch import Watch

#: The permission is still on its way, or the connection is going.
NotPublished = (PublishTrackError, TimeoutError)

log = logging.getLogger(__name__)
PAUSE_BEFORE_SPEAKING = 0.6
REJOIN_SECONDS = (0.5, 3.0)
#: An interpreter begins this long after the speaker.
DECALAGE = 2.5


@dataclass
class Talk:
    """What is being said on the floor, so that the booths know: statement by speaker's registration."""

    spoken: dict[int, int] = field(default_factory=dict)


@dataclass
class Pace:
    """How lively the meeting is.

    Attributes:
        ask_every: Mean seconds between two requests of one delegate.
        rest: Seconds between a statement and the next speaker, when the stand-in leads.
        random: Where chance comes from; seeded, so that a simulation can be repeated.
    """

    ask_every: float
    rest: float
    random: random.Random


class Delegate:
    """Asks now and then, speaks a statement when given the floor, and finishes."""

    def __init__(self, person: Participant, watch: Watch, talk: Talk, pace: Pace) -> None:
        self._person, self._watch, self._talk, self._pace = person, watch, talk, pace
        self._variant = VARIANTS[person.identity.registration % len(VARIANTS)]
        self._ask_at = 0.0
        self._statement = 0
        #: What was prepared while next: its language, and the sound.
        self._prepared: tuple[str, Samples] | None = None

    async def live(self) -> None:
        """Take part until cancelled."""
        clock = asyncio.get_running_loop()
        self._ask_at = clock.time() + self._wait()
        while True:
            place = self._place()
            speaker = self._watch["turn"]["speaker"]
            if speaker and speaker["who"]["registration"] == self._person.identity.registration:
                await self._speak(speaker)
            elif place and place["next"]:
                await self._warm_up(place)
            elif place is None and clock.time() >= self._ask_at:
                await self._ask()
                self._ask_at = clock.time() + self._wait()
            await self._watch.change(1.0)

    def _wait(self) -> float:
        return self._pace.random.expovariate(1 / self._pace.ask_every)

    def _place(self) -> dict[str, Any] | None:
        mine = self._person.identity.registration
        places = self._watch["queue"]["places"]
        return next((place for place in places if place["who"]["registration"] == mine), None)

    async def _ask(self) -> None:
        if self._watch["sitting"]["state"] == "open" and self._watch["queue"]["list_open"]:
            await self._person.command("floor.ask", language=self._person.identity.languages[0])

    async def _warm_up(self, place: dict[str, Any]) -> None:
        if place["microphone"] is None:
            await self._publish()
            self._statement = self._pace.random.randrange(len(statements()))
            self._prepared = (place["language"], await self._voice(place["language"]))
            await self._person.command("floor.ready", turn=place["turn"], microphone=True, camera=True)

    async def _publish(self) -> None:
        try:
            await self._person.publish(picture=True)
        except NotPublished as error:
            log.info("%s cannot publish yet: %s", self._person.identity.name, error)

    async def _speak(self, speaker: dict[str, Any]) -> None:
        await self._publish()
        self._talk.spoken[self._person.identity.registration] = self._statement
        language, samples = self._prepared or ("", None)
        if samples is None or language != speaker["language"]:
            samples = await self._voice(speaker["language"])
        await asyncio.sleep(PAUSE_BEFORE_SPEAKING)
        await self._person.say(samples)
        self._prepared = None
        await self._person.command("floor.finish", turn=speaker["turn"])
        await self._person.unpublish()
        await self._person.reconnect()

    async def _voice(self, language: str) -> Samples:
        """The prepared statement, spoken in the language."""
        return await speak(words_of(self._statement, language), language, self._variant)


class Interpreter:
    """Sits in a booth and says in its language what is said on the floor; gives way to a real colleague."""

    def __init__(self, person: Participant, watch: Watch, talk: Talk, colleagues: set[int]) -> None:
        self._person, self._watch, self._talk, self._colleagues = person, watch, talk, colleagues
        self._language = person.identity.languages[0]
        self._variant = VARIANTS[(person.identity.registration + 1) % len(VARIANTS)]
        self._done: int | None = None

    async def live(self) -> None:
        """Interpret until cancelled."""
        await self._person.command("booth.enter", language=self._language)
        while True:
            if self._displaced():
                await self._person.command("booth.off_air")
                await self._person.unpublish()
            else:
                await self._interpret()
            await self._watch.change(1.0)

    def _displaced(self) -> bool:
        """Whether somebody who is not simulated sits in the booth."""
        booths = self._watch["booths"]["booths"]
        seats = next(booth["seats"] for booth in booths if booth["language"] == self._language)
        return any(seat["present"] and seat["who"]["registration"] not in self._colleagues for seat in seats)

    async def _interpret(self) -> None:
        speaker = self._watch["turn"]["speaker"]
        if speaker is None or speaker["turn"] == self._done or speaker["language"] == self._language:
            return
        statement = self._talk.spoken.get(speaker["who"]["registration"])
        if statement is None:
            return  # a real person speaks: there is nothing prepared to say
        self._done = speaker["turn"]
        try:
            await self._person.publish(picture=False)
        except NotPublished as error:
            log.info("%s cannot publish yet: %s", self._person.identity.name, error)
            self._done = None
            return
        samples = await speak(words_of(statement, self._language), self._language, self._variant)
        await asyncio.sleep(DECALAGE)
        answer = await self._person.command("booth.on_air")
        if answer["ok"]:
            await self._person.say(samples)
        await self._person.command("booth.off_air")


async def end(tasks: Collection[asyncio.Task[None]], again: float) -> None:
    """Cancel tasks until they have ended: the media library swallows a cancellation in some moments.

    Args:
        again: Seconds after which those that go on are cancelled again.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _ended, pending = await asyncio.wait(pending, timeout=again)


async def stay(person: Participant, watch: Watch | None, live: Delegate | Interpreter, chance: random.Random) -> None:
    """Be in the room and live there; come back by oneself when the connection is lost."""
    while True:
        try:
            joined = await person.join()
        except (httpx.HTTPError, rtc.ConnectError) as error:
            log.info("%s cannot join: %s", person.identity.name, error)
            await asyncio.sleep(chance.uniform(*REJOIN_SECONDS))
            continue
        if watch is not None:
            await watch.open(person, joined)
            watch = None
        living = asyncio.create_task(live.live())
        lost = asyncio.create_task(person.lost())
        try:
            done, _ = await asyncio.wait({living, lost}, return_when=asyncio.FIRST_COMPLETED)
            if living in done:
                living.result()
        finally:
            await end({living, lost}, again=1.0)
        await asyncio.sleep(chance.uniform(*REJOIN_SECONDS))
