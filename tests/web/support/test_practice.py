"""The page of a practice alone, the ways to it, and where it is shown that somebody has practised."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hemicycle.rules.practice import PracticeKind, PracticeStep
from hemicycle.rules.readiness import Practised
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.models import Attendance, Sitting
from hemicycle.support.actions import practices
from hemicycle.support.readiness import readiness
from tests.factories import SLUG
from tests.support.floor import by
from tests.web.support.test_connection_tests import address, measured_of, read
from tests.web.support.test_readiness import page as readiness_page
from tests.web.support.test_readiness import person

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from hemicycle.support.models import Practice
    from tests.factories import World

PAGE = f"/consultations/{SLUG}/practice/"


def practised(world: World, who: str = "br", *skipped: PracticeStep, at: datetime | None = None) -> Practice:
    """A practice that they finished, by default before the sitting."""
    kind = PracticeKind.INTERPRETER if who == "french" else PracticeKind.DELEGATE
    told = practices.Practised(kind=kind, seconds=100, skipped=skipped)
    moment = at or min(timezone.now(), world.sitting.opens_at) - timedelta(minutes=5)
    return practices.finish(world.consultation.pk, by(world, who), moment, world[who].pk, told)


def context_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="practice" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    context: dict[str, Any] = json.loads(found[1])
    return context


BOOTH = {"booth.enter", "booth.leave", "booth.on_air", "booth.off_air", "booth.handover"}


@pytest.mark.parametrize(
    ("who", "as_what", "acts"),
    [
        ("br", ("delegate", "room"), {"floor.ask", "floor.withdraw", "floor.ready", "floor.take", "floor.finish"}),
        (
            "french",
            ("interpreter", "booth"),
            {f"booth.{act}" for act in ("enter", "leave", "on_air", "off_air", "handover")},
        ),
    ],
)
def test_the_page_carries_what_the_simulated_sitting_starts_with(
    world: World, client_of: Callable[[Any], Client], who: str, as_what: tuple[str, str], acts: set[str]
) -> None:
    context = context_of(read(client_of(world[who]), PAGE))

    room = context["room"]
    assert (context["kind"], room["view"]) == as_what
    assert context["finish"] == f"{PAGE}finish"
    assert room["me"]["registration"] == world[who].pk
    assert set(room["me"]["may"]) == acts
    assert [one["code"] for one in room["languages"]] == list(world.sitting.languages)
    assert {name for name, where in room["urls"].items() if where} == {"home", "test"}, "nothing of a sitting is there"


def test_who_neither_asks_for_the_floor_nor_interprets_has_no_practice(
    world: World, client_of: Callable[[Any], Client]
) -> None:
    client = client_of(world["technician"])
    read(client, PAGE, 403)
    assert PAGE not in read(client, "/")


def test_the_page_and_ones_own_page_say_when_one_practised(world: World, client_of: Callable[[Any], Client]) -> None:
    client = client_of(world["br"])
    assert context_of(read(client, PAGE))["practised"] == ""
    own = read(client, "/")
    assert PAGE in own
    assert "not done yet. It takes three minutes." in own

    practised(world, "br", PracticeStep.SPEAK)
    assert context_of(read(client, PAGE))["practised"] == ""
    assert "you were not heard in the last one" in read(client, "/")

    made = practised(world)
    # One that does not count takes nothing back.
    practised(world, "br", PracticeStep.ASK)
    assert str(made.finished_at.year) in context_of(read(client, PAGE))["practised"]
    assert re.search(r"Practice alone:</b>\s+practised", read(client, "/"))


def test_the_result_of_a_connection_test_leads_to_it(world: World, client_of: Callable[[Any], Client]) -> None:
    assert PAGE in read(client_of(world["br"]), address(measured_of(world)))
    assert PAGE not in read(client_of(world["technician"]), address(measured_of(world, "jp")))


def test_readiness_tells_how_and_when_somebody_practised(world: World, client_of: Callable[[Any], Client]) -> None:
    practised(world, "jp", PracticeStep.SPEAK)
    made = practised(world)
    found = person(world, "br")
    assert (found.practised, found.practised_at) == (Practised.ALONE, made.finished_at)
    assert person(world, "jp").practised is None

    client = client_of(world["secretariat"])
    assert re.search(r"Alone\s*,\s*<span", read(client, readiness_page(world)))
    exported = read(client, f"{readiness_page(world)}?practised=alone&format=csv")
    assert world["br"].person.name in exported
    assert world["jp"].person.name not in exported
    assert f"{made.finished_at.astimezone(world.consultation.zone):%Y-%m-%d %H:%M}" in exported
    assert world["jp"].person.name in read(client, f"{readiness_page(world)}?practised=no&format=csv")


def test_a_rehearsal_is_told_first_and_a_practice_afterwards_is_none_before(world: World) -> None:
    opens = world.sitting.opens_at
    practised(world, at=opens + timedelta(minutes=1))
    assert person(world, "br").practised is None
    practised(world)
    rehearsal = Sitting.objects.create(
        consultation=world.consultation,
        number=1,
        kind=SittingKind.REHEARSAL.value,
        opens_at=opens - timedelta(days=1),
        closes_at=opens - timedelta(hours=23),
    )
    joined = opens - timedelta(hours=24)
    Attendance.objects.create(sitting=rehearsal, registration=world["br"], joined_at=joined)
    found = person(world, "br")
    assert (found.practised, found.practised_at) == (Practised.REHEARSAL, joined)


def test_readiness_reads_as_often_however_many_practised(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    practised(world)
    readiness(world.sitting)
    with CaptureQueriesContext(connection) as one:
        readiness(world.sitting)
    for who in ("jp", "gh", "french"):
        practised(world, who)
    with django_assert_max_num_queries(len(one)):
        readiness(world.sitting)
