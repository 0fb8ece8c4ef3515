"""Rehearsals and test sessions on their pages (rule 47): planned at the desk, entered from the home page, on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import Sitting
from tests.factories import make_world
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

ALL = "/consultations/test/desk/rehearsals/"
NEW = f"{ALL}new/"
TYPED = {"kind": "rehearsal", "day": "2020-05-29", "opens": "12:00", "closes": "13:00", "presiding": ""}


@pytest.fixture
def planned(db: None) -> World:  # noqa: ARG001 - opens the database
    """A consultation whose first sitting is to come."""
    return make_world(opened=False)


def test_one_is_planned_and_everybody_finds_it(planned: World, client_of: ClientOf) -> None:
    desk = client_of(planned["secretariat"])
    assert "No rehearsal is planned yet" in html_of(desk.get(ALL))
    assert "Rehearsal 1 is saved" in html_of(desk.post(NEW, TYPED, follow=True))
    page = html_of(desk.get(ALL))
    assert "Rehearsal 1, Friday 29 May 2020" in page
    assert "No sitting" not in page
    row = Sitting.objects.get(kind="rehearsal")
    home = html_of(client_of(planned["br"]).get("/"))
    assert "Rehearsal 1" in home
    assert "For practice" in home
    calendar = client_of(planned["br"]).get("/consultations/test/calendar.ics").content.decode()
    assert f"sitting-{row.pk}@" in calendar
    assert client_of(planned["br"]).get(f"/sittings/{row.pk}/").status_code == 200


def test_it_is_given_other_hours_and_cancelled(planned: World, client_of: ClientOf) -> None:
    desk = client_of(planned["secretariat"])
    desk.post(NEW, {**TYPED, "kind": "test"})
    row = Sitting.objects.get(kind="test")
    page = html_of(desk.get(f"{ALL}{row.pk}/"))
    assert 'value="12:00"' in page
    changed = {**TYPED, "kind": "rehearsal", "opens": "09:00", "closes": "10:00"}
    assert "Test session 1 is saved" in html_of(desk.post(f"{ALL}{row.pk}/", changed, follow=True))
    row.refresh_from_db()
    assert (row.kind, row.opens_at.astimezone(planned.consultation.zone).hour) == ("test", 9)
    assert "Test session 1 is cancelled" in html_of(desk.post(f"{ALL}{row.pk}/", {"act": "cancel"}, follow=True))
    assert not Sitting.objects.filter(kind="test").exists()
    assert desk.get(f"{ALL}{row.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"closes": "11:00"}, "closes before it opens"),
        ({"day": "29 May"}, "This is not a date"),
        ({"opens": "noon"}, "This is not a time"),
        ({"day": ""}, "required"),
        ({"day": "2020-03-29", "opens": "02:30"}, "02:30"),
        ({"presiding": "0"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_held_is_said_and_what_was_typed_stays(
    planned: World, client_of: ClientOf, typed: dict[str, str], said: str
) -> None:
    page = html_of(client_of(planned["secretariat"]).post(NEW, {**TYPED, **typed}))
    assert said in page
    for name in ("day", "opens", "closes"):
        assert f'value="{ {**TYPED, **typed}[name] }"' in page or not {**TYPED, **typed}[name]
    assert not Sitting.objects.filter(kind="rehearsal").exists()


def test_its_record_says_that_nothing_counts_and_offers_no_summary(planned: World, client_of: ClientOf) -> None:
    client_of(planned["secretariat"]).post(NEW, TYPED)
    row = Sitting.objects.get(kind="rehearsal")
    Sitting.objects.filter(pk=row.pk).update(state=SittingState.ENDED.value)
    desk = client_of(planned["secretariat"])
    record = html_of(desk.get(f"/consultations/test/records/{row.pk}/"))
    assert "Nothing in it counts for the consultation." in record
    assert "Summary record" not in record.split("<main")[1]
    assert desk.get(f"/consultations/test/desk/records/{row.pk}/").status_code == 404
    assert "Change or cancel" not in html_of(desk.get(ALL))
    assert "Rehearsal 1" in html_of(desk.get("/consultations/test/records/"))


def test_nobody_else_plans_one(planned: World, client_of: ClientOf) -> None:
    for name in ("br", "french", "technician"):
        assert client_of(planned[name]).get(ALL).status_code == 403
        assert client_of(planned[name]).post(NEW, TYPED).status_code == 403
    assert not Sitting.objects.filter(kind="rehearsal").exists()
