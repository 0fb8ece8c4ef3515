"""The speaker's light waits for the channels that speak as the floor is given, and no longer than it may."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.rules.codes import RuleCode
from hemicycle.sittings import interpretation, queries
from hemicycle.sittings.actions import booths, floor, room, speaker, turns
from hemicycle.sittings.actions import interpretation as speech
from hemicycle.sittings.history import timed
from tests.factories import START, World, make_world
from tests.support.floor import by
from tests.support.registrations import code

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.live.documents import SpeakerDocument
    from hemicycle.sittings.models import Turn


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """The French booth is on air; Japan waits, in English."""
    found = make_world()
    room.joined(found.sitting, found["french"].pk, "PA_french", at(0))
    booths.enter(found.sitting.pk, by(found, "french"), at(1), language="fr")
    booths.on_air(found.sitting.pk, by(found, "french"), at(2))
    speaker.ask(found.sitting.pk, by(found, "jp"), at(3), language="en")
    return found


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def speaks(world: World, name: str, second: float, *, on: bool = True) -> None:
    speech.heard(world.sitting.pk, world[name].pk, at(second), speaks=on)


def grant(world: World, second: float = 10) -> Turn:
    return floor.give_next(world.sitting.pk, by(world, "vice_chair"), at(second))


def shown(world: World) -> SpeakerDocument:
    document = build.turn(queries.find_sitting(world.sitting.pk)).speaker
    assert document is not None
    return document


def test_it_waits_for_a_channel_that_speaks_and_turns_green_as_that_falls_silent(world: World) -> None:
    speaks(world, "french", 9)
    turn = grant(world)
    waits = shown(world).waits
    assert waits is not None
    assert (waits.channels, waits.until) == (["fr"], "2020-06-09T10:00:15+00:00")
    speaks(world, "french", 12, on=False)
    assert shown(world).waits is None
    turn.refresh_from_db()
    assert turn.light_from == at(12)
    assert Entry.objects.latest("pk").data == {"turn": turn.pk, "silent": ["fr"], "green": True}


def test_nothing_speaks_and_it_waits_for_nothing(world: World) -> None:
    speaks(world, "french", 8)
    speaks(world, "french", 9, on=False)
    turn = grant(world)
    assert (shown(world).waits, turn.light_from) == (None, at(10))


def test_the_booth_of_the_language_that_will_be_spoken_is_not_waited_for(world: World) -> None:
    speaker.ask(world.sitting.pk, by(world, "br"), at(4), language="fr")
    speaks(world, "french", 9)
    grant(world)
    assert shown(world).waits is not None
    floor.take_back(world.sitting.pk, by(world, "vice_chair"), at(11), turn=shown(world).turn)
    grant(world, 12)
    assert (shown(world).language, shown(world).waits) == ("fr", None)


def test_who_is_off_air_speaks_on_no_channel(world: World) -> None:
    speaks(world, "french", 8)
    booths.off_air(world.sitting.pk, by(world, "french"), at(9))
    grant(world)
    assert shown(world).waits is None


def test_it_waits_for_the_last_of_several_and_for_none_that_begins_later(world: World) -> None:
    room.joined(world.sitting, world["french2"].pk, "PA_french2", at(5))
    booths.enter(world.sitting.pk, by(world, "french2"), at(5), language="en")
    booths.on_air(world.sitting.pk, by(world, "french2"), at(6))
    asked = speaker.ask(world.sitting.pk, by(world, "gh"), at(6), language="es")
    speaks(world, "french", 8)
    speaks(world, "french2", 9)
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(10), turn=asked.pk)
    speaks(world, "french", 11, on=False)
    speaks(world, "french", 11.5)  # of what the next speaker says
    waits = shown(world).waits
    assert waits is not None
    assert waits.channels == ["en"]
    speaks(world, "french2", 12, on=False)
    assert shown(world).waits is None


def test_it_never_waits_longer_than_was_set_and_time_runs_from_the_light(world: World) -> None:
    speech.set_wait(world.sitting.pk, by(world, "vice_chair"), at(5), seconds=3)
    assert build.sitting_document(queries.find_sitting(world.sitting.pk)).interpretation_wait == 3
    speaks(world, "french", 9)
    turn = grant(world)
    turns.connected(world.sitting.pk, world["jp"].pk, at(10.5))
    assert shown(world).since == "2020-06-09T10:00:13+00:00", "what is shown while it waits begins with the light"
    speaks(world, "french", 20, on=False)
    turn.refresh_from_db()
    assert (turn.light_at, turn.light_from) == (None, at(13))


def test_the_wait_is_kept_apart_from_the_time_of_connecting(world: World) -> None:
    speaks(world, "french", 9)
    turn = grant(world)
    turns.connected(world.sitting.pk, world["jp"].pk, at(10.5))
    speaks(world, "french", 14, on=False)
    turns.audible(world.sitting.pk, world["jp"].pk, at(14.8))
    turn.refresh_from_db()
    steps = timed(turn, world.consultation.classes.named(turn.capacity))
    assert (steps.connecting, steps.interpretation, steps.speaking_up) == (0.5, 4.0, 0.8)


def test_who_presides_lets_them_begin(world: World) -> None:
    speaks(world, "french", 9)
    turn = grant(world)
    speech.go_ahead(world.sitting.pk, by(world, "vice_chair"), at(11), turn=turn.pk)
    assert shown(world).waits is None
    turn.refresh_from_db()
    assert turn.light_from == at(11)
    again = lambda: speech.go_ahead(world.sitting.pk, by(world, "vice_chair"), at(12), turn=turn.pk)  # noqa: E731
    assert code(again) is RuleCode.LIGHT_DOES_NOT_WAIT


def test_zero_seconds_is_not_at_all(world: World) -> None:
    speech.set_wait(world.sitting.pk, by(world, "vice_chair"), at(5), seconds=0)
    speaks(world, "french", 9)
    grant(world)
    assert shown(world).waits is None


def test_what_is_heard_is_shown_by_a_document_with_numbers_of_its_own(world: World) -> None:
    def document() -> tuple[int, set[int]]:
        found = build.document(world.sitting.pk, "speech")
        return found.seq, {int(person) for person in found.model_dump(mode="json")["speaking"]}

    french, japan = world["french"].pk, world["jp"].pk
    speaks(world, "french", 9)
    grant(world)
    assert document() == (1, {french}), "the act in between is none of its own"
    speaks(world, "jp", 11)
    assert document() == (2, {french, japan})
    speaks(world, "jp", 12)  # told twice: the steward tells what it does not see confirmed
    assert document() == (2, {french, japan})
    speaks(world, "french", 13, on=False)
    assert document() == (3, {japan})


def test_a_speaker_who_is_put_back_waits_for_what_speaks_then(world: World) -> None:
    speaks(world, "french", 9)
    turn = grant(world)
    floor.put_back(world.sitting.pk, by(world, "vice_chair"), at(11), turn=turn.pk)
    speaks(world, "french", 12, on=False)
    grant(world, 13)
    assert shown(world).waits is None


def test_nobody_speaks_in_another_sitting(world: World) -> None:
    speaks(world, "french", 9)
    other = make_world(slug="other", body=world.consultation.body)
    assert interpretation.speaking(other.sitting) == {}
