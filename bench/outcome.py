"""The conclusion, live: a text put on the screen until all have it, and an objection until who presides has it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from django.db import transaction

from bench import ballots, reporting, verifying
from bench.crowd import Crowd
from bench.figures import Figure, percentile
from bench.stage import stage, tell
from hemicycle.ops.seed import files
from hemicycle.outcome.wording_changes import PARAGRAPH
from hemicycle.people.models import Registration
from hemicycle.sittings import queries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bench.delay import Sides
    from bench.person import Person
    from bench.stage import Stage

SIZE = 500
#: An export is checked so often at most.
VERIFIED = 5
#: Characters of the text in each language.
LENGTH = 2000
#: Delegates who object in turn.
OBJECTING = 8
#: Milliseconds within which 95 % are to be seen.
MOST = 100.0
#: So often the report is made.
REPORTS = 3
#: A round tells the first runs' way through cold code: they do not count.
WARM_UP = 5
#: Rounds of which the first and the last are compared.
STRETCH = 10
#: Seconds of a round at least: the commands of who presides are paced.
ROUND = 0.5
#: Seconds after which the crowds' tokens are renewed; they are good for three minutes.
RENEWAL = 90.0
#: Seconds for which the question is put: everybody objects within it.
QUESTION = 600
WORDS = "The costs are not known."


@dataclass(frozen=True)
class Seen:
    """One round, in milliseconds from the sending of a command.

    Attributes:
        key: Of what it made: number of the wording, or key of the position.
        answered: Until its answer.
        last, half: Until the last, and half, of those who are waited for have the document.
        everybody: Until everybody has it.
        busy: Share of that time for which the crowd's process was at work.
    """

    key: int
    answered: float
    last: float
    half: float
    everybody: float
    busy: float


class Watching:
    """Everybody who follows the sitting, and who presides, whose connection stands in a process of its own.

    Args:
        eyes: Whose access everybody has.
    """

    def __init__(self, everybody: Crowd, presiding: Crowd, eyes: Person, leader: Person) -> None:
        self._everybody, self._presiding = everybody, presiding
        self._access = {everybody: eyes, presiding: leader}
        self._channel = eyes.push()["channels"]["conclusion"]["channel"]
        self._renewed = time.monotonic()

    def text(self, language: str, draft: Callable[[], int]) -> Seen:
        """Until everybody has the wording in a language that is drafted; ``draft`` returns its number."""
        return self._seen(draft, partial(text_sign, language), self._everybody)

    def objection(self, take: Callable[[], int]) -> Seen:
        """Until who presides has the position that is taken; ``take`` returns its key."""
        return self._seen(take, objection_sign, self._presiding)

    def _seen(self, act: Callable[[], int], sign: Callable[[int], str], watched: Crowd) -> Seen:
        if time.monotonic() - self._renewed > RENEWAL:
            self._renewed = time.monotonic()
            for crowd, person in self._access.items():
                crowd.renew(person.push())
        for crowd in self._access:  # those who are not waited for answer the engine's pings meanwhile
            crowd.begin(self._channel)
        sent = time.monotonic()
        key = act()
        answered = time.monotonic() - sent
        arrivals = watched.saw(sign(key))
        everybody = arrivals if watched is self._everybody else self._everybody.saw(sign(key))
        moments = sorted(moment - sent for moment in arrivals.moments)
        last = max(everybody.moments) - sent
        return Seen(
            key,
            answered=answered * 1000,
            last=moments[-1] * 1000,
            half=moments[len(moments) // 2] * 1000,
            everybody=last * 1000,
            busy=everybody.busy / last,
        )


def measure(sides: Sides, runs: int, only: str = "") -> dict[str, Figure]:
    """``text_to_seen_500``, ``objection_to_leader``, ``ballots_193x30`` and ``journal_page`` in milliseconds.

    ``report`` and ``verify`` in seconds, a few times each.

    Args:
        only: ``verify``, which needs nobody in a room.
    """
    found = {} if only == "verify" else _live(sides, runs)
    return found | verifying.measure(min(runs, VERIFIED))


def _live(sides: Sides, runs: int) -> dict[str, Figure]:
    with stage(sides, ("centrifugo", "web")) as running:
        eyes, *objecting = running.delegates(1 + OBJECTING)
        tell(f"{SIZE} people connect")
        with Crowd(eyes.push(), SIZE) as everybody, Crowd(running.leader.push(), 1) as presiding:
            watching = Watching(everybody, presiding, eyes, running.leader)
            item = queries.plan(running.sitting)[0].pk
            texts = _texts(running, watching, item, runs)
            objections = _objections(running, watching, item, objecting, runs)
        tell(f"a ballot on {ballots.QUESTIONS} conclusions by {ballots.MEMBERS} Members")
        by = Registration.objects.filter(consultation=running.sitting.consultation_id).select_related("person")[0]
        with transaction.atomic():  # what no act has written is taken back: an export of it would not agree
            put = ballots.put_to_vote(running.sitting.consultation, by.person)
            of_ballots = {f"ballots_{ballots.MEMBERS}x{ballots.QUESTIONS}": ballots.figure(put, runs)}
            transaction.set_rollback(True)
        tell(f"the report of {reporting.SITTINGS} sittings and {reporting.ITEMS} items")
        report = reporting.figure(running.sitting.consultation, samples(), min(runs, REPORTS))
    return {**figures(texts, objections), **of_ballots, "report": report}


def figures(texts: Sequence[Seen], objections: Sequence[Seen]) -> dict[str, Figure]:
    """What was measured, with the limits beside it."""
    of_texts = {
        "until_half": Figure([seen.half for seen in texts]).median,
        "share_of_the_clients": sum(seen.busy for seen in texts) / len(texts),
    }
    of_objections = {"until_everybody": Figure([seen.everybody for seen in objections]).median}
    return {f"text_to_seen_{SIZE}": _figure(texts, of_texts), "objection_to_leader": _figure(objections, of_objections)}


def _figure(rounds: Sequence[Seen], notes: Mapping[str, float]) -> Figure:
    last = [seen.last for seen in rounds]
    answered = {"until_answered": Figure([seen.answered for seen in rounds]).median}
    within = {"within": float(percentile(last, 0.95) < MOST)}
    return Figure(last, limit=Figure([MOST]), notes={**answered, **notes, **within})


def samples() -> dict[str, str]:
    """A made-up conclusion of the demonstration in each language; that of drafting is the first."""
    record = max(files.conclusions(), key=lambda conclusion: len(conclusion.text))
    return {str(language): text for language, text in record.text.items()}


def text(sample: str, version: int = 0) -> str:
    """``LENGTH`` characters after a sample; of two versions, one sentence in the middle is not the same."""
    paragraphs = sample.strip().split(PARAGRAPH)
    written: list[str] = []
    for place in count(1):  # numbered, so that no two are alike
        written.append(f"{place}) {paragraphs[place % len(paragraphs)]}")
        if len(PARAGRAPH.join(written)) >= LENGTH:
            break
    written[len(written) // 2] += f" A report on version {version:04} is due within {10 + version % 90} days."
    return PARAGRAPH.join(written)[: LENGTH - 1] + "."


def text_sign(language: str, number: int) -> str:
    """By which a wording is known in the document."""
    return f'"language": "{language}", "number": {number},'


def objection_sign(position: int) -> str:
    """By which the latest position is known in it."""
    return f'"latest": {position},'


def _texts(running: Stage, watching: Watching, item: int, runs: int) -> list[Seen]:
    wordings = samples()
    drafting = next(iter(wordings))
    numbers = dict.fromkeys(wordings, 0)

    def draft(language: str, version: int = 0) -> int:
        follows = 0 if language == drafting else numbers[drafting]
        wording = {"text": text(wordings[language], version), "seen": numbers[language], "follows": follows}
        running.leader.command("conclusion.draft", item=item, language=language, **wording)
        numbers[language] += 1
        return numbers[language]

    for language in wordings:
        draft(language)
        time.sleep(ROUND)
    # Read out, so that what changes is marked word by word, as on the screen of a debate.
    running.leader.command("conclusion.read", item=item)
    rounds = []
    for version in range(1, WARM_UP + runs + 1):
        begun = time.monotonic()
        rounds.append(watching.text(drafting, partial(draft, drafting, version)))
        time.sleep(max(0.0, begun + ROUND - time.monotonic()))
    return _told("text to seen", rounds[WARM_UP:])


def _objections(running: Stage, watching: Watching, item: int, objecting: Sequence[Person], runs: int) -> list[Seen]:
    running.leader.command("conclusion.ask", item=item, seconds=QUESTION)

    def object_(person: Person) -> int:
        key: int = person.command("position.object", item=item, words=WORDS)["made"]
        return key

    rounds = []
    for number in range(WARM_UP + runs):
        begun = time.monotonic()
        person = objecting[number % len(objecting)]
        rounds.append(watching.objection(partial(object_, person)))
        person.command("position.withdraw", position=rounds[-1].key)
        time.sleep(max(0.0, begun + ROUND - time.monotonic()))
    return _told("objection to who presides", rounds[WARM_UP:])


def _told(what: str, rounds: list[Seen]) -> list[Seen]:
    """Say whether it takes longer as versions and positions come together; returns the rounds."""
    last = [seen.last for seen in rounds]
    first, end = Figure(last[:STRETCH]).median, Figure(last[-STRETCH:]).median
    tell(f"{what}: {first:.0f} ms at first, {end:.0f} ms at the end, {max(last):.0f} ms at most")
    return rounds
