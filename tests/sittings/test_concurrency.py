"""Many people act at once: nothing is lost, nothing happens twice. Runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier, Event
from typing import TYPE_CHECKING, Any

import pytest
from django.db import close_old_connections, connection

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.rules.floor import HOLDING
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import queries
from hemicycle.sittings.actions import booths, floor, planning, presiding, speaker
from hemicycle.sittings.actions.planning import Hours
from hemicycle.sittings.models import Sitting, Turn
from tests.factories import START, World
from tests.support.floor import by

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.people.act import Act

pytestmark = pytest.mark.crowd
#: Seconds until a thread that nobody comes to meet is given up.
PATIENCE = 30.0
SPEAKERS = ("br", "jp", "gh", "br2", "no", "pe", "palestine", "sector")


def at_once(acts: list[Callable[[], Any]]) -> list[str]:
    """Run every act in a thread of its own, all released together; returns the refusals' codes, "" for done."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        barrier.wait()
        try:
            act()
        except Refusal as refused:
            return refused.reason.code
        finally:
            close_old_connections()
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_everybody_asks_at_once_and_everybody_stands_in_the_queue_once(world: World) -> None:
    def asks(name: str, second: int) -> Callable[[], Any]:
        moment = START + timedelta(seconds=second)
        return lambda: speaker.ask(world.sitting.pk, by(world, name), moment, language="en")

    outcomes = at_once([asks(name, second) for second, name in enumerate(SPEAKERS) for _ in range(2)])
    assert sorted(outcomes) == [""] * len(SPEAKERS) + ["waits_already"] * len(SPEAKERS)
    places = build.queue(queries.find_sitting(world.sitting.pk)).places
    assert [place.who.registration for place in places] == [world[name].pk for name in SPEAKERS if name != "br2"][
        :3
    ] + [world["br2"].pk] + [world[name].pk for name in SPEAKERS[4:]]
    assert queries.find_sitting(world.sitting.pk).sequence == len(SPEAKERS)


def test_rule_11_the_floor_is_given_to_one_whoever_clicks_at_once(world: World) -> None:
    turns = [
        speaker.ask(world.sitting.pk, by(world, name), START + timedelta(seconds=n), language="en").pk
        for n, name in enumerate(SPEAKERS)
    ]
    leader = by(world, "vice_chair")
    later = START + timedelta(minutes=1)
    outcomes = at_once([lambda: floor.give_next(world.sitting.pk, leader, later, expected=turns[0]) for _ in range(6)])
    assert sorted(outcomes) == ["", *["queue_changed"] * 5]
    holding = Turn.objects.filter(state__in=[state.value for state in HOLDING])
    assert [turn.pk for turn in holding] == [turns[0]]
    assert Entry.objects.filter(act="floor.next").count() == 1


def test_one_voice_a_channel_whoever_opens_the_microphone_at_once(world: World) -> None:
    people = ("french", "french2")
    for name in people:
        booths.enter(world.sitting.pk, by(world, name), START, language="fr")
    outcomes = at_once([partial(booths.on_air, world.sitting.pk, by(world, name), START) for name in people])
    assert sorted(outcomes) == ["", "partner_on_air"]


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("act", [presiding.open_sitting, presiding.resume], ids=["opened", "resumed"])
def test_rule_16_a_sitting_is_opened_while_its_calendar_is_changed(
    world: World, monkeypatch: pytest.MonkeyPatch, act: Callable[..., None]
) -> None:
    """Both lock the consultation first: the one waits for the other, and not each for the other."""
    sitting, locked, under_way = world.sitting, planning.locked, Event()
    Sitting.objects.update(state="planned" if act is presiding.open_sitting else "suspended")
    sitting.leads.all().delete()

    def locked_late(changing: Act) -> list[Sitting]:
        under_way.set()
        given_up = time.monotonic() + PATIENCE
        while connection.vendor == "postgresql" and not waits_for_a_lock():
            assert time.monotonic() < given_up, "nobody waits for the calendar"
            time.sleep(0.01)
        return locked(changing)

    def change() -> None:
        zone = world.consultation.zone
        opens, closes = (moment.astimezone(zone) for moment in (sitting.opens_at, sitting.closes_at))
        hours = [Hours(opens.date(), opens.time(), closes.time(), sitting.pk)]
        planning.set_calendar(world.consultation.pk, by(world, "secretariat"), START, hours, edition=0)

    def begin() -> None:
        assert under_way.wait(PATIENCE)
        act(sitting.pk, by(world, "vice_chair"), START)

    monkeypatch.setattr(planning, "locked", locked_late)
    assert at_once([change, begin]) == ["", ""]
    assert queries.find_sitting(sitting.pk).state == "open"
