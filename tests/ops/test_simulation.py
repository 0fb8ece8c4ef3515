"""Who is simulated, what they look and sound like, and what they see: without engines."""

from __future__ import annotations

import asyncio
import random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import httpx
import numpy as np
import pytest
from django.db import transaction
from django.utils import translation

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.ops import seed
from hemicycle.ops.simulation import cast as casting
from hemicycle.ops.simulation import presiding, voices
from hemicycle.ops.simulation.people import Pace
from hemicycle.ops.simulation.picture import HEIGHT, WIDTH, draw
from hemicycle.ops.simulation.presiding import StandIn
from hemicycle.people.models import Registration
from hemicycle.sittings import queries
from hemicycle.sittings.models import Sitting
from tests.classes import COUNCIL_STATE
from tests.support.unmeasured import unmeasured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import DjangoDbBlocker

    from hemicycle.ops.simulation.participant import Identity
    from hemicycle.rules.capacity import Capacity


@pytest.fixture(scope="module")
def _seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - opens the database
    """The made-up people of June 2020, once for all tests here, each of which takes back what it does."""
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        unmeasured(seed.load)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sitting(_seeded: None, db: None) -> Sitting:  # noqa: ARG001 - opens the database
    """The first sitting of June 2020, with its made-up people."""
    return queries.find_sitting(Sitting.objects.filter(kind="sitting").earliest("opens_at").pk)


def capacities(sitting: Sitting, people: list[Identity]) -> list[Capacity | None]:
    rows = Registration.objects.filter(pk__in=[identity.registration for identity in people])
    by_registration = queries.capacities(
        rows.select_related("member"), sitting.consultation.classes, queries.day(sitting)
    )
    return [by_registration[identity.registration] for identity in people]


def test_every_fourth_delegate_is_an_observer_and_the_first_speak_six_languages(sitting: Sitting) -> None:
    chosen = casting.delegates(sitting, 8, spare=[])
    council = [capacity for capacity in capacities(sitting, chosen) if capacity == COUNCIL_STATE]
    assert (len(chosen), len(council)) == (8, 6)
    assert {identity.languages for identity in chosen[:6]} == {(language,) for language in LANGUAGES}
    members = Registration.objects.filter(pk__in=[identity.registration for identity in chosen]).values_list(
        "member", flat=True
    )
    assert len(set(members)) == len(members), "no Member twice before all have had one"
    assert len({identity.session for identity in chosen}) == len(chosen), "each is signed in"


def test_whom_real_people_play_is_not_simulated(sitting: Sitting) -> None:
    first, *_rest = casting.delegates(sitting, 4, spare=[])
    assert first.registration not in {
        identity.registration for identity in casting.delegates(sitting, 4, [first.registration])
    }
    interpreter, *_more = casting.interpreters(sitting, 2, spare=[])
    again = casting.interpreters(sitting, 2, [interpreter.registration])
    assert interpreter.registration not in {identity.registration for identity in again}


def test_the_booths_are_filled_one_after_the_other_as_far_as_there_are_interpreters(sitting: Sitting) -> None:
    chosen = casting.interpreters(sitting, 6, spare=[])
    assert [identity.languages for identity in chosen] == [(language,) for language in LANGUAGES]
    everybody = casting.interpreters(sitting, 1000, spare=[])
    assert len({identity.registration for identity in everybody}) == len(everybody) < 1000
    for identity in everybody:
        booths = Registration.objects.get(pk=identity.registration).booth_languages
        assert not booths or identity.languages[0] in booths


def test_the_leader_is_stood_in_for_and_both_chairs_silence_the_stand_in(sitting: Sitting) -> None:
    leader = casting.leader(sitting)
    assert leader
    assert sitting.presiding
    assert leader.registration == sitting.presiding.pk
    assert leader.registration in casting.leaders(sitting)
    sitting.presiding = None
    assert casting.leader(sitting) is None


def test_a_sitting_of_other_languages_is_played_in_those(sitting: Sitting) -> None:
    sitting.own_languages = ["de", "fr"]
    Registration.objects.filter(role="interpreter").update(booth_languages=["de"])
    spoken = {identity.languages for identity in casting.delegates(sitting, 12, spare=[])}
    assert spoken == {("fr",), ("de",)}, "their own, or what is spoken there first"
    assert [identity.languages for identity in casting.interpreters(sitting, 1, spare=[])] == [("de",)]
    leader = casting.leader(sitting)
    assert leader
    assert leader.languages[0] in sitting.languages


def test_each_has_a_picture_of_their_own_that_moves() -> None:
    assert draw(1, 0.0).shape == (HEIGHT, WIDTH, 4)
    assert not np.array_equal(draw(1, 0.0), draw(2, 0.0))
    assert not np.array_equal(draw(1, 0.0), draw(1, 1.0))


@pytest.mark.anyio
async def test_a_statement_is_spoken_in_a_voice() -> None:
    words = voices.statements()[0]
    assert set(words) == set(LANGUAGES)
    sound = await voices.speak(words["en"], "en", "m1")
    assert len(sound) > voices.RATE
    assert np.abs(sound).max() > 1000


@pytest.mark.anyio
async def test_a_language_without_a_statement_has_the_english_one_in_its_own_voice_or_else_an_english_one() -> None:
    assert voices.words_of(0, "de") == voices.words_of(0, "en") != voices.words_of(0, "fr")
    assert not np.array_equal(await voices.speak("One", "de", "m1"), await voices.speak("One", "en", "m1"))
    assert np.array_equal(await voices.speak("One", "xx", "m1"), await voices.speak("One", "en", "m1"))


@pytest.mark.anyio
async def test_without_the_speech_program_it_is_said_which_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(voices.NoVoice, match="apt-get install espeak-ng"):
        await voices.speak("Words that nobody said before", "fr", "f1")
    silent = tmp_path / "espeak-ng"
    silent.write_text("#!/bin/sh\n/bin/echo broken >&2\nexit 1\n")
    silent.chmod(0o755)
    with pytest.raises(voices.NoVoice, match="could not speak fr: broken"):
        await voices.speak("Words that nobody said before", "fr", "f1")


class Scripted:
    """A leader whose commands are answered from a list.

    Attributes:
        away: What the media engine's room answers to who joins.
        put_out: Somebody plays the leader once they are in the room.
    """

    def __init__(self, *answers: dict[str, Any], away: Exception | None = None, put_out: bool = False) -> None:
        self.answers, self.commands = list(answers), list[tuple[str, dict[str, Any]]]()
        self.identity = SimpleNamespace(registration=7, name="The leader", languages=("fr",))
        self.away, self.put_out, self._comes = away, put_out, asyncio.Event()

    async def join(self) -> None:
        if self.away is not None:
            raise self.away
        self.commands.append(("join", {}))

    async def publish(self, *, picture: bool) -> None:
        self.commands.append(("publish", {"picture": picture}))

    async def say(self, samples: voices.Samples) -> None:
        self.commands.append(("say", {"samples": len(samples)}))
        if self.put_out:
            self._comes.set()
            await asyncio.Event().wait()

    async def lost(self) -> None:
        await self._comes.wait()

    async def step_out(self) -> None:
        self.commands.append(("step_out", {}))

    async def command(self, name: str, **arguments: Any) -> dict[str, Any]:
        self.commands.append((name, arguments))
        if not self.answers:
            raise asyncio.CancelledError
        return self.answers.pop(0)


def documents(*places: tuple[int, bool]) -> dict[str, Any]:
    queue = {"places": [{"turn": turn, "next": heads} for turn, heads in places]}
    return {
        "turn": {"speaker": None, "last": None},
        "sitting": {"state": "open"},
        "presence": {"people": []},
        "queue": queue,
    }


def leads(person: Scripted, seen: dict[str, Any]) -> None:
    stand_in = StandIn(cast("Any", person), cast("Any", seen), Pace(1, 0, random.Random(1)), set())  # noqa: S311 - no secret
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(stand_in.live())


def test_the_stand_in_gives_the_floor_to_the_next_and_not_to_who_is_passed_over() -> None:
    person = Scripted()
    leads(person, documents((1, False), (2, True)))
    assert person.commands == [("floor.next", {"expected": 2})]


def test_the_stand_in_prolongs_the_sitting_once_its_time_is_over() -> None:
    person = Scripted({"ok": False, "reason": {"code": "window_over"}}, {"ok": True, "result": {}})
    leads(person, documents((1, True)))
    assert [name for name, _ in person.commands] == ["floor.next", "sitting.prolong", "floor.next"]


GIVEN = {"ok": True, "result": {"made": 1}}
DONE: dict[str, Any] = {"ok": True, "result": {}}
REFUSED = {"ok": False, "reason": {"code": "not_here"}}


class Seen(dict[str, Any]):
    """Documents in which each speaker whom the floor was given to has spoken."""

    async def change(self, _seconds: float) -> None: ...


@pytest.fixture
def _speech(monkeypatch: pytest.MonkeyPatch) -> None:
    async def speak(text: str, language: str, _variant: str) -> voices.Samples:
        assert text in {said[language] for said in presiding.sentences()}
        return np.zeros(3, dtype=np.int16)

    monkeypatch.setattr(presiding, "speak", speak)


def talked(person: Scripted) -> list[str]:
    seen = Seen(documents((1, True)))
    seen["turn"]["last"] = {"turn": 1}
    leads(person, seen)
    return [name for name, _ in person.commands]


@pytest.mark.usefixtures("_speech")
def test_the_stand_in_presses_to_talk_before_some_speakers_and_is_in_the_room_for_that_alone() -> None:
    person = Scripted(GIVEN, DONE, DONE, GIVEN, GIVEN, GIVEN)
    spoken = ["join", "publish", "voice.on", "say", "voice.off", "step_out"]
    assert talked(person) == ["floor.next", *spoken, *3 * ["floor.next"], *spoken[:3]]
    assert dict(person.commands)["voice.on"] == {"language": "fr"}


@pytest.mark.usefixtures("_speech")
def test_the_floor_goes_on_where_the_stand_in_cannot_be_heard() -> None:
    for away in (httpx.ConnectError("the media engine is away"), RuntimeError("not connected")):
        assert talked(Scripted(GIVEN, away=away)) == ["floor.next", "step_out", "floor.next"]
    refused = Scripted(GIVEN, REFUSED)
    assert talked(refused) == ["floor.next", "join", "publish", "voice.on", "step_out", "floor.next"]


@pytest.mark.usefixtures("_speech")
def test_who_comes_to_lead_ends_the_sentence_of_the_stand_in_and_not_their_own_voice() -> None:
    person = Scripted(GIVEN, DONE, put_out=True)
    assert talked(person) == ["floor.next", "join", "publish", "voice.on", "say", "step_out", "floor.next"]


def test_what_the_stand_in_says_is_there_in_every_language() -> None:
    assert {frozenset(said) for said in presiding.sentences()} == {frozenset(LANGUAGES)}
