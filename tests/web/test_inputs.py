"""What no person types: characters that no database keeps, numbers of thousands of digits, addresses that are words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.people.actions import bulk, registrations
from hemicycle.people.models import Registration
from hemicycle.rules.registration import Step
from tests.factories import SLUG, START
from tests.support.registrations import as_

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World

    ClientOf = Callable[[object], Client]

DIGITS = "7" * 5000
DESK = f"/consultations/{SLUG}/desk/people/"


def of_links(world: World, client: Client, back: str) -> Answer:
    path = reverse("registration_links", args=[SLUG, world["br"].pk])
    return client.post(path, {"purpose": "registration", "next": back})


@pytest.mark.parametrize(
    "path", [f"/consultations/{SLUG}/documents/a%00b/", f"{DESK}?member=%00", f"{DESK}?a%00=1", "/?next=a%00b"]
)
def test_a_nul_in_an_address_is_answered_with_400(path: str, world: World, client_of: ClientOf) -> None:
    for who in (world["secretariat"], None):
        response = client_of(who).get(path)
        assert response.status_code == 400
        assert b"could not be read" in response.content


def test_a_nul_in_a_form_is_answered_with_400_and_changes_nothing(world: World, client_of: ClientOf) -> None:
    client, row = client_of(world["secretariat"]), world["br"]
    path = reverse("registration_desk", args=[SLUG, row.pk])
    for fields in ({"step": "withdraw", "words": "a\0b"}, {"step": "withdraw", "words": "a", "b\0": ""}):
        assert client.post(path, fields).status_code == 400
    row.refresh_from_db()
    assert row.status == "confirmed"


def test_words_about_a_registration_are_kept_without_control_characters(world: World) -> None:
    here, by, words = world.consultation.pk, as_(world, "secretariat"), " Ill,\0\u202e \nat home "
    registrations.step(here, by, START, Step.WITHDRAW, world["br"].pk, words=words)
    bulk.step_all(here, by, START, Step.WITHDRAW, [world["jp"].pk], words=words)
    kept = Registration.objects.filter(pk__in=[world["br"].pk, world["jp"].pk])
    assert set(kept.values_list("status_reason", flat=True)) == {"Ill,\nat home"}


def test_a_number_of_thousands_of_digits_names_nothing(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert client.get(f"/consultations/{SLUG}/badges/{DIGITS}.x/").status_code == 404
    assert client.post(f"/sittings/{world.sitting.pk}/push?thread={DIGITS}").status_code == 404
    assert client.get(f"/sittings/{DIGITS}/").status_code == 404
    assert client.get(f"/sittings/{2**63}/").status_code == 404
    assert client.post("/accounts/security/", {"end": DIGITS}).status_code == 302


@pytest.mark.parametrize(
    "back",
    ["en", "home", "12:60", '{"a"', "//example.net/", "https://example.net/", "/\\example.net"],
)
def test_a_way_back_is_an_address_of_ours_or_the_home_page(back: str, world: World, client_of: ClientOf) -> None:
    response = of_links(world, client_of(world["br"]), back)
    assert response.headers["Location"] == reverse("home")


def test_a_way_back_is_gone(world: World, client_of: ClientOf) -> None:
    here = reverse("registration", args=[SLUG])
    assert of_links(world, client_of(world["br"]), here).headers["Location"] == here
