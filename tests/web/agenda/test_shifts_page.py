"""The page on which the shifts of a sitting's booths are planned."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.agenda.queries import programme
from hemicycle.mail.models import Delivery
from hemicycle.sittings.models import BoothDuty, BoothShift, Sitting
from tests.factories import SLUG
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | None], Client]

pytestmark = pytest.mark.django_db


def form(world: World, *rows: tuple[str, str, str, str], **more: str) -> dict[str, str]:
    """As the page sends it: in the French booth but for who is in another one."""
    sent = {"edition": str(programme(world.consultation).plan_edition), "act": "shifts"}
    for place, (who, booth, begins, ends) in enumerate(rows):
        key = str(world[who].pk) if who in world.people else who
        cells = {"who": key, "begins": begins, "ends": ends}
        sent |= {f"{name}-{booth}-{place}": cell for name, cell in cells.items()}
    return {**sent, **more}


def error_at(page: str, booth: str, place: int) -> str:
    """What stands at a row of the form, to which each of its three fields leads."""
    assert page.count(f'aria-describedby="error-{booth}-{place}"') == 3
    return page.split(f'id="error-{booth}-{place}"', 1)[1].split("</div>", 1)[0]


def test_a_booth_is_split_looked_at_and_saved(world: World, client_of: ClientOf) -> None:
    client, where = client_of(world["secretariat"]), reverse("plan_shifts", args=[SLUG, world.sitting.pk])
    for who in ("french", "french2"):
        BoothDuty.objects.create(sitting=world.sitting, registration=world[who], language="fr")
    assert "Français booth: no shifts." in html_of(client.get(where))
    assert client.get(where, {"format": "ics"}).status_code == 404, "there is no calendar of nothing"
    split = client.post(where, form(world, act="split", split="fr"))
    page = html_of(split)
    assert "Nothing is saved yet. Check the shifts, then save them." in page
    assert page.count('class="shift"') == 6, "turns of half an hour in three hours"
    assert "Français booth: no shifts." not in page
    assert not BoothShift.objects.exists()
    saved = client.post(
        where, form(world, ("french", "fr", "12:00", "12:30"), ("french2", "fr", "12:30", "15:00")), follow=True
    )
    page = html_of(saved)
    assert "The shifts are saved. 2 interpreters are informed by e-mail." in page
    assert "Ms. French2 is alone for more than 30 minutes" in page
    assert BoothShift.objects.count() == Delivery.objects.count() == 2
    for kind, start in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("ics", b"BEGIN:VCALENDAR")):
        assert client.get(where, {"format": kind}).content.startswith(start)
    assert where in html_of(client.get(reverse("plan_booths", args=[SLUG])))


def test_where_nobody_is_assigned_a_booth_is_split_among_who_works_into_its_language(
    world: World, client_of: ClientOf
) -> None:
    where = reverse("plan_shifts", args=[SLUG, world.sitting.pk])
    for who, languages in (("french", ["fr"]), ("french2", ["en", "fr"])):
        world[who].booth_languages = languages
        world[who].save(update_fields=["booth_languages"])
    BoothDuty.objects.create(sitting=world.sitting, registration=world["french2"], language="en")
    page = html_of(client_of(world["secretariat"]).post(where, form(world, act="split", split="fr")))
    assert page.count('class="shift"') == 1, "one of the two works in another booth"


def test_what_was_typed_stays_where_it_is_refused_and_says_why(world: World, client_of: ClientOf) -> None:
    client, where = client_of(world["secretariat"]), reverse("plan_shifts", args=[SLUG, world.sitting.pk])
    both = form(world, ("french2", "fr", "12:00", "12:30"), ("french2", "en", "12:20", "12:50"))
    refused = client.post(where, both)
    page = html_of(refused)
    assert refused.status_code == 422
    assert "Ms. French2 would be in two booths at the same time" in page
    assert 'value="12:20"' in page, "what was typed stays"
    assert client.post(where, form(world, ("french", "fr", "noon", "12:30"))).status_code == 422
    times = [("noon", "12:30"), ("13:00", "12:30"), ("12:00", "13:00")]
    page = html_of(client.post(where, form(world, *(("french2", "fr", *clocks) for clocks in times))))
    assert page.count("is missing or cannot be read") == 2, "at its row, and as what is refused"
    assert "A time of a shift of Ms. French2 is missing or cannot be read." in error_at(page, "fr", 0)
    assert "ends before it begins. Enter a later end." in error_at(page, "fr", 1)
    assert 'id="error-fr-2"' not in page, "what is right is not marked"
    assert all(f'name="{name}-fr-1"' in page for name in ("who", "begins", "ends"))
    assert client.post(where, form(world, ("99999", "fr", "12:00", "12:30"))).has_header("Location") is False
    assert client.post(where, form(world, edition="99")).status_code == 409
    assert client.post(where, form(world, edition="x")).has_header("Location") is False
    assert client.post(where, form(world, act="other")).status_code == 400
    BoothShift.objects.create(
        sitting=world.sitting,
        registration=world["french"],
        language="fr",
        begins_at=world.sitting.opens_at - timedelta(hours=1),
        ends_at=world.sitting.opens_at,
    )
    page = html_of(client.get(where))
    assert "is not within the sitting" in error_at(page, "fr", 0), "what its hours have left behind is marked"
    world["french"].status = "withdrawn"
    world["french"].save(update_fields=["status"])
    page = html_of(client.get(where))
    assert "Français booth: Ms. French is no longer registered." in page
    assert 'id="error-fr-0"' not in page
    BoothShift.objects.all().delete()
    more = html_of(client.post(where, form(world, ("french", "fr", "noon", ""), act="rows")))
    assert 'value="noon"' in more
    assert not BoothShift.objects.exists()
    assert "Nothing was changed." in html_of(client.post(where, form(world), follow=True))
    Sitting.objects.update(state="ended")
    assert "The sitting has ended." in html_of(client.get(where))
    Sitting.objects.update(state="planned", own_languages=["en"])
    assert "One language is spoken in this sitting." in html_of(client.get(where))
    assert client.get(reverse("plan_shifts", args=[SLUG, 10_000])).status_code == 404
