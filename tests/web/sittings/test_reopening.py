"""The page on which who presided opens an ended sitting again."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from hemicycle.rules.floor import SittingState
from tests.factories import meet_now
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

pytestmark = pytest.mark.usefixtures("engine", "client_documents")


@pytest.fixture
def over(world: World) -> World:
    """Its sitting has ended."""
    meet_now(world)
    now = timezone.now()
    world.sitting.leads.update(start=now - timedelta(minutes=2), end=now)
    world.sitting.state, world.sitting.state_since = SittingState.ENDED.value, now
    world.sitting.save()
    return world


def address(world: World) -> str:
    return f"/sittings/{world.sitting.pk}/reopen/"


def test_who_presided_is_led_to_it_and_reopens_with_a_reason(over: World, client_of: ClientOf) -> None:
    officer, people = client_of(over["vice_chair"]), f"/sittings/{over.sitting.pk}/people/"
    assert address(over) in html_of(officer.get(people))
    page = html_of(officer.post(address(over), {"reason": "Closed <by> mistake"}, follow=True))
    assert "The sitting is open again" in page
    assert "<bdi>Closed &lt;by&gt; mistake</bdi>" in page
    over.sitting.refresh_from_db()
    assert over.sitting.state == SittingState.OPEN.value
    assert address(over) not in html_of(officer.get(people))
    turns = html_of(client_of(over["technician"]).get(f"/sittings/{over.sitting.pk}/desk/turns/"))
    assert "Closed &lt;by&gt; mistake" in turns


def test_without_a_reason_nothing_is_changed(over: World, client_of: ClientOf) -> None:
    answer = client_of(over["vice_chair"]).post(address(over), {"reason": " "})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Enter the reason for reopening" in html_of(answer)
    over.sitting.refresh_from_db()
    assert over.sitting.state == SittingState.ENDED.value


def test_a_reason_is_kept_where_it_is_refused(over: World, client_of: ClientOf) -> None:
    over.sitting.opens_at -= timedelta(days=3)
    over.sitting.closes_at -= timedelta(days=3)
    over.sitting.save()
    answer = client_of(over["vice_chair"]).post(address(over), {"reason": "One statement is left"})
    page = html_of(answer)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "scheduled for another day" in page
    assert "One statement is left" in page


def test_another_officer_is_told_who_can(over: World, client_of: ClientOf) -> None:
    page = html_of(client_of(over["chair"]).get(address(over)))
    assert "Only the presiding officer of the sitting can reopen it" in page
    assert "<textarea" not in page
    assert client_of(over["secretariat"]).get(address(over)).status_code == HTTPStatus.FORBIDDEN
