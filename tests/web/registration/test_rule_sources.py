"""The page of the sources of rules: searched by what a rule is about, never by a number; six fields for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hemicycle.rules.reasons import Rule
from hemicycle.web.registration.rule_labels import RULES
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

PAGE = "/consultations/test/desk/sources/"


def test_every_rule_is_named_in_words() -> None:
    assert list(RULES) == list(Rule)


def test_the_rules_are_listed_searched_and_exported(world: World, client_of: ClientOf) -> None:
    world.consultation.rule_sources.create(rule=16, text={"en": "DM-20/1005, annex 1", "fr": "annexe 1"})
    client = client_of(world["secretariat"])
    page = html_of(client.get(PAGE))
    assert page.count('<th scope="row"') == len(Rule)
    assert f'<a href="{PAGE}five_days/">Days and hours of the sittings</a>' in page
    assert "DM-20/1005, annex 1" in page
    assert not re.search(r">\s*\d+\s*</t[dh]>", page)
    found = html_of(client.get(PAGE, {"q": "annex 1"}))
    assert found.count('<th scope="row"') == 1
    assert "No rows contain these words." in html_of(client.get(PAGE, {"q": "zzz"}))
    file = client.get(PAGE, {"format": "csv"}).content.decode("utf-8-sig")
    assert 'Days and hours of the sittings,"DM-20/1005, annex 1",العربية · 中文 · Русский · Español' in file


def test_a_source_is_set_down_in_six_languages(world: World, client_of: ClientOf) -> None:
    client, address = client_of(world["secretariat"]), f"{PAGE}five_days/"
    assert all(f'name="{code}"' in html_of(client.get(address)) for code in ("ar", "zh", "en", "fr", "ru", "es"))
    long = client.post(address, {"en": "x" * 201, "fr": "annexe 1"})
    assert (long.status_code, 'value="annexe 1"' in html_of(long)) == (422, True)
    done = client.post(address, {"en": "DM-20/1005, annex 1", "ar": "الملحق 1"}, follow=True)
    assert "The source is saved." in html_of(done)
    assert world.consultation.rule_sources.get(rule=16).text == {"ar": "الملحق 1", "en": "DM-20/1005, annex 1"}
    assert 'value="DM-20/1005, annex 1"' in html_of(client.get(address))
    assert client.get(f"{PAGE}sixteen/").status_code == 404
