"""The page that somebody comes to first: their consultations, with what goes on now before what is later."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.consultations.models import Consultation
from hemicycle.rules.floor import SittingState
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

LATER = "A later consultation"


def test_a_consultation_whose_sitting_goes_on_stands_before_a_later_one(
    world: World, client_of: Callable[[object], Client]
) -> None:
    here = world.consultation
    later = Consultation.objects.create(
        body=here.body,
        slug="later",
        title={"en": LATER},
        first_day=here.first_day + timedelta(days=30),
        last_day=here.last_day + timedelta(days=30),
    )
    later.registrations.create(
        person=world["br"].person, member=world["br"].member, role="delegate", status="confirmed"
    )
    client = client_of(world["br"])

    def order() -> list[str]:
        page = html_of(client.get("/"))
        return sorted((LATER, str(here)), key=lambda title: page.index(f">{title}<"))

    assert order() == [str(here), LATER]
    world.sitting.state = SittingState.ENDED.value
    world.sitting.save()
    assert order() == [LATER, str(here)]
