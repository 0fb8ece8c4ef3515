"""The page on which the booths of a sitting get their languages, and which draws what each would hear."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.agenda.queries import programme
from hemicycle.sittings.models import BoothDuty, BoothLanguages, Sitting
from tests.factories import SLUG, START
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | None], Client]

pytestmark = pytest.mark.django_db
SIX = ("ar", "zh", "en", "fr", "ru", "es")


def address(sitting: Sitting) -> str:
    return reverse("plan_relay", args=[SLUG, sitting.pk])


def form(world: World, booths: dict[str, str], pivots: dict[str, str] | None = None, **more: str) -> dict[str, str]:
    """As the page sends it: every booth works from all that is not said of it."""
    ticked = {code: booths.get(code, " ".join(SIX)).split() for code in SIX}
    ticks = {f"from-{code}-{other}": "on" for code in SIX for other in ticked[code] if other != code}
    chosen = {f"pivot-{code}": pivot for code, pivot in (pivots or {}).items()}
    return {"edition": str(programme(world.consultation).plan_edition), "most": "1", **ticks, **chosen, **more}


def words(text: str) -> str:
    """In one line, without the marks that keep a language's direction."""
    return " ".join(text.replace("\u2068", "").replace("\u2069", "").split())


def test_the_tree_of_each_language_is_drawn_with_pivots_deputies_and_who_is_left_out(
    world: World, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    where = address(world.sitting)
    before = html_of(client.get(where))
    assert before.count("No relay") == 6
    assert words(before).count("checked") == 30
    chosen = form(world, {"zh": "en fr", "ru": "en", "en": "ar fr ru es", "fr": "ar en"}, {"zh": "fr"})
    saved = words(html_of(client.post(where, chosen, follow=True)))
    assert "The booths of 1 sitting are saved." in saved
    arabic = saved.partition("Floor: العربية")[2].partition("Floor: 中文")[0]
    assert "1 relay" in arabic
    assert "deputy: English" in arabic
    assert "no deputy" in arabic, "Russian works from English alone"
    chinese = saved.partition("Floor: 中文")[2].partition("Floor: English")[0]
    assert "deputy: Español" in chinese
    assert "Without a relay, hearing the floor: Русский" in chinese
    assert {row.language for row in BoothLanguages.objects.all()} == {"zh", "ru", "en", "fr"}
    BoothDuty.objects.create(sitting=world.sitting, registration=world["french"], language="fr")
    planned = words(html_of(client.get(where)))
    assert "No interpreter assigned: العربية" in planned


def test_what_was_chosen_stays_where_it_is_refused_and_says_why(world: World, client_of: ClientOf) -> None:
    client, where = client_of(world["secretariat"]), address(world.sitting)
    circle = form(world, {"zh": "fr", "fr": "zh"}, {"zh": "fr", "fr": "zh"})
    refused = client.post(where, circle)
    page = words(html_of(refused))
    assert refused.status_code == 422
    assert "these booths would hear only each other" in page
    assert '<option value="fr" lang="fr" selected>' in page, "what was chosen stays"
    assert words(page).count("checked") == 22
    assert client.post(where, form(world, {"zh": ""})).status_code == 422
    assert client.post(where, form(world, {}, {"zh": "xx"})).status_code == 409
    assert client.post(where, {**form(world, {}), "most": "many"}).status_code == 422
    assert client.post(where, form(world, {}) | {"edition": "99"}).status_code == 409
    assert not client.post(where, form(world, {}) | {"edition": "x"}).has_header("Location")
    assert client.post(where, form(world, {}, act="other")).status_code == 400
    assert "Nothing was changed." in html_of(client.post(where, form(world, {}), follow=True))
    assert not BoothLanguages.objects.exists()


def test_other_sittings_get_the_same_and_a_sitting_that_ended_is_read_alone(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    opens = START + timedelta(hours=24)
    second = world.consultation.sittings.create(number=2, opens_at=opens, closes_at=opens + timedelta(hours=3))
    where = address(world.sitting)
    assert "Save for this and 1 other sitting" in words(html_of(client.get(where)))
    saved = client.post(where, form(world, {"zh": "en"}, act="relay-everywhere"), follow=True)
    assert "The booths of 2 sittings are saved." in html_of(saved)
    assert set(BoothLanguages.objects.values_list("sitting", flat=True)) == {world.sitting.pk, second.pk}
    assert address(second) in html_of(client.get(reverse("plan_booths", args=[SLUG])))
    Sitting.objects.filter(pk=second.pk).update(state="ended")
    ended = html_of(client.get(address(second)))
    assert "The sitting has ended." in ended
    assert '<fieldset class="part" aria-labelledby="relay-title" disabled>' in ended
    Sitting.objects.filter(pk=second.pk).update(own_languages=["en"])
    assert "One language is spoken in this sitting." in html_of(client.get(address(second)))
    assert client.get(reverse("plan_relay", args=[SLUG, 10_000])).status_code == 404
