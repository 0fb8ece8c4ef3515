"""What booths tell about a turn: the speaker reads how many ask, the booths and technicians read which."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import jwt
import pytest
from django.conf import settings

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.people.models import Person, Registration
from hemicycle.rules.booth_signals import FLOOD_MOST, Signal
from hemicycle.rules.help_cases import CaseCause
from hemicycle.rules.permissions import Action, permits
from hemicycle.sittings import queries
from hemicycle.sittings.actions import booth_signals, booths, floor, speaker
from hemicycle.sittings.models import BoothSignal
from hemicycle.support import queries as support
from hemicycle.support.actions import cases
from hemicycle.support.actions import help_desk as help_actions
from hemicycle.support.models import HelpCase, HelpMessage
from tests.classes import CAPACITIES
from tests.factories import World, make_world, meet_now
from tests.live.test_permissions import sign_in
from tests.support.commands import WHO, send
from tests.support.floor import ask, at, by
from tests.support.registrations import code

if TYPE_CHECKING:
    from hemicycle.live.documents import SpeakerDocument
    from hemicycle.rules.capacity import Capacity
    from hemicycle.sittings.models import Turn

MEASURED = {"lost": 0.043, "jitter_ms": 31.04, "round_trip_ms": 80.0, "kbit": None}


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """Brazil has the floor; two interpreters sit in the French booth, and one in the English."""
    found = make_world()
    person = Person.objects.create(email="english@example.org", name="Ms. English", made_up=True)
    found.people["english"] = Registration.objects.create(
        consultation=found.consultation, person=person, role="interpreter", status="confirmed"
    )
    for name, language in (("french", "fr"), ("french2", "fr"), ("english", "en")):
        booths.enter(found.sitting.pk, by(found, name), at(0), language=language)
    give(found, "br", 1)
    return found


def give(world: World, name: str, second: int) -> Turn:
    turn = ask(world, name, second)
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(second), turn=turn.pk)
    return turn


def tell(world: World, name: str, second: int, kind: Signal = Signal.SLOW_DOWN, *, on: bool = True) -> None:
    booth_signals.signal(world.sitting.pk, by(world, name), at(second), kind=kind, on=on, measured=None)


def bad(world: World, name: str, second: int, measured: dict[str, float | None] | None = None) -> None:
    booth_signals.signal(world.sitting.pk, by(world, name), at(second), kind=Signal.BAD_SOUND, measured=measured)


def speaks(world: World) -> SpeakerDocument:
    found = build.turn(queries.find_sitting(world.sitting.pk)).speaker
    assert found
    return found


def told(world: World) -> list[tuple[str, str, str]]:
    document = build.BUILDERS["signals"](queries.find_sitting(world.sitting.pk)).model_dump(mode="json")
    return [(one["language"], one["kind"], one["ends_at"]) for one in document["signals"]]


def moment(second: int) -> str:
    return at(second).isoformat()


def test_the_speaker_reads_how_many_booths_ask_and_the_booths_read_which(world: World) -> None:
    tell(world, "french", 10)
    tell(world, "french2", 14)
    tell(world, "english", 12)
    tell(world, "english", 13, Signal.WAIT)
    assert speaks(world).slow_down == [moment(32), moment(34)]
    assert speaks(world).wait == [moment(23)]
    assert told(world) == [
        ("en", "slow_down", moment(32)),
        ("fr", "slow_down", moment(34)),
        ("en", "wait", moment(23)),
    ]


def test_one_act_is_one_entry_that_names_the_booth(world: World) -> None:
    before = Entry.objects.count()
    tell(world, "french", 10)
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("pk")
    turn = speaks(world).turn
    assert (entry.act, entry.data) == (
        "booth.signal",
        {"language": "fr", "kind": "slow_down", "on": True, "turn": turn},
    )


def test_the_booth_takes_back_what_either_of_it_told_and_no_other_booths(world: World) -> None:
    tell(world, "french", 10)
    tell(world, "english", 10)
    tell(world, "french", 10, Signal.WAIT)
    tell(world, "french2", 12, on=False)
    assert speaks(world).slow_down == [moment(12), moment(30)]
    assert speaks(world).wait == [moment(20)]


def test_what_was_told_of_a_turn_is_not_told_of_the_next(world: World) -> None:
    tell(world, "french", 10)
    speaker.finish(world.sitting.pk, by(world, "br"), at(11), turn=speaks(world).turn)
    give(world, "jp", 12)
    assert speaks(world).slow_down == []
    tell(world, "english", 13)
    assert told(world) == [("en", "slow_down", moment(33))]


def test_from_no_booth_and_about_nobody_nothing_is_told(world: World) -> None:
    booths.leave(world.sitting.pk, by(world, "english"), at(5))
    assert code(lambda: tell(world, "english", 6)) == "no_seat"
    speaker.finish(world.sitting.pk, by(world, "br"), at(7), turn=speaks(world).turn)
    assert code(lambda: tell(world, "french", 8)) == "no_turn_to_signal"
    assert not BoothSignal.objects.exists()


def test_a_booth_that_hammers_waits_and_may_still_take_back(world: World) -> None:
    for press in range(FLOOD_MOST):
        tell(world, ("french", "french2")[press % 2], 10 + press)
    assert code(lambda: tell(world, "french", 20, Signal.WAIT)) == "signals_too_many"
    tell(world, "english", 20)
    tell(world, "french", 20, on=False)
    assert speaks(world).slow_down == [moment(20), moment(40)]
    tell(world, "french", 41)


def test_bad_sound_is_noted_in_one_case_of_the_speaker_who_sees_nothing_of_it(world: World) -> None:
    bad(world, "french", 10, MEASURED)
    bad(world, "french2", 15, MEASURED)  # the same booth, while it is shown
    bad(world, "english", 20)
    case = HelpCase.objects.get()
    assert (case.registration, case.sitting, case.channel) == (world["br"], world.sitting, "booth")
    assert (case.status, case.waiting_since, case.assignee) == ("new", at(10), None)
    name = world["br"].person.name
    first = (
        f"The sound of {name} is bad, says one booth. Measured in the booth (fr) in the last ten seconds: "
        "packets lost 4.3%, jitter 31 ms and round trip 80 ms."
    )
    second = (
        f"The sound of {name} is bad, say 2 booths. Nothing was measured in the booth (en). "
        "Ask to see the speaker’s connection."
    )
    notes = [(note.kind, note.author, note.text) for note in case.messages.all()]
    assert notes == [("note", None, first), ("note", None, second)]
    assert [one.case for one in support.unanswered(world.consultation)] == [case.pk]
    assert support.of_person(world["br"]) == []
    assert support.thread(world.sitting, world["br"].pk) == []
    assert (speaks(world).slow_down, speaks(world).wait) == ([], [])


def test_the_desk_lists_whose_sound_is_bad_with_the_booths_and_the_case(world: World) -> None:
    bad(world, "french", 10)
    bad(world, "english", 20)
    (row,) = build.BUILDERS["desk"](queries.find_sitting(world.sitting.pk)).model_dump(mode="json")["bad_sounds"]
    assert row["who"]["registration"] == world["br"].pk
    assert (row["booths"], row["at"], row["ends_at"]) == (["fr", "en"], moment(20), moment(50))
    assert row["case"] == HelpCase.objects.get().pk


def test_bad_sound_goes_to_the_case_that_the_speaker_has_and_opens_it_again(world: World) -> None:
    key, consultation = world.sitting.pk, world.consultation.pk
    help_actions.post(key, by(world, "br"), at(2), text="No sound in French")
    case = HelpCase.objects.get()
    cases.solve(consultation, by(world, "technician"), at(3), case.pk, CaseCause.HEARING)
    bad(world, "french", 10)
    case.refresh_from_db()
    assert (case.status, case.waiting_since, case.cause, case.solved_at) == ("reopened", at(10), "", None)
    assert [one.text for one in support.thread(world.sitting, world["br"].pk)] == ["No sound in French"]
    assert [one.pk for one in support.of_person(world["br"])] == [case.pk]
    # Half a minute later the booth says so once more: that is news.
    bad(world, "french", 41)
    assert HelpMessage.objects.filter(case=case, kind="note").count() == 2
    assert HelpCase.objects.count() == 1


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_only_booths_and_technicians_have_the_channel_that_names_booths(world: World, capacity: Capacity) -> None:
    meet_now(world)
    BoothSignal.objects.create(
        sitting=world.sitting,
        turn=world.sitting.turns.get(),
        language="ru",
        kind="bad_sound",
        raised_at=at(10),
        ends_at=at(40),
    )
    client, sees = sign_in(world, WHO[capacity]), permits(capacity, Action.SIGNALS_SEE)
    channels = client.post(f"/sittings/{world.sitting.pk}/push").json()["channels"]
    documents = client.get(f"/sittings/{world.sitting.pk}/documents").json()["documents"]
    assert (("signals" in channels), ("signals" in documents)) == (sees, sees)
    if sees:
        claims = jwt.decode(channels["signals"]["token"], settings.CENTRIFUGO_TOKEN_SECRET, ["HS256"])
        assert claims["channel"] == f"booth:{world.sitting.pk}.signals"
        assert documents["signals"]["signals"][0]["language"] == "ru"
    else:
        parts = {name: content for name, content in documents.items() if name != "desk"}
        assert "bad_sound" not in json.dumps(parts)


@pytest.mark.parametrize(
    "arguments",
    [
        {"kind": "faster"},
        {"kind": "bad_sound", "measured": {"lost": 1.5}},
        {"kind": "bad_sound", "measured": {"jitter_ms": -1}},
        {"kind": "bad_sound", "measured": {"kbit": 1e300}},
        {"kind": "bad_sound", "measured": {"words": "from a page"}},
        {"kind": "slow_down", "turn": 1},
    ],
)
def test_what_is_no_signal_is_not_taken(world: World, arguments: dict[str, object]) -> None:
    meet_now(world)
    answer = send(sign_in(world, "french"), world.sitting.pk, "booth.signal", arguments)
    assert (answer.status_code, answer.json()["reason"]["code"]) == (400, "malformed")
    assert not BoothSignal.objects.exists()


def test_the_page_of_turns_counts_booths_and_names_none(world: World) -> None:
    meet_now(world)
    for name, second in (("french", 10), ("french2", 11), ("english", 12)):
        tell(world, name, second)
    bad(world, "french", 13)
    client, address = sign_in(world, "technician"), f"/sittings/{world.sitting.pk}/desk/turns/"
    text = "Slow down (2), Sound is bad (1)"
    assert text in client.get(address).content.decode()
    heading, row = csv.reader(client.get(address, {"format": "csv"}).content.decode("utf-8-sig").splitlines())
    assert row[heading.index("Signals of booths")] == text
