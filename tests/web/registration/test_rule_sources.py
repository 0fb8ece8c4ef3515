"""The page of the sources of rules: searched by what a rule is about, never by a number; six fields for each."""

from __future__ import annotations

import json
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


def test_all_sources_are_edited_at_once(world: World, client_of: ClientOf) -> None:
    sources = world.consultation.rule_sources
    sources.create(rule=16, text={"en": "annex 1", "fr": "annexe 1"})
    client, address = client_of(world["secretariat"]), f"{PAGE}all/"
    assert f'href="{address}"' in html_of(client.get(PAGE))
    page = html_of(client.get(address))
    assert page.count('<th scope="row"') == len(Rule)
    assert 'aria-label="Days and hours of the sittings – English"' in page
    shown = json.dumps({"five_days-en": "annex 1", "five_days-fr": "annexe 1"})
    typed = {"shown": shown, "five_days-en": "annex 2", "five_days-fr": "annexe 1", "candidates-ar": "الملحق 4"}
    assert "No source was changed." in html_of(
        client.post(address, {"shown": shown, "five_days-en": "annex 1", "five_days-fr": "annexe 1"}, follow=True)
    )
    long = client.post(address, {**typed, "candidates-ar": "x" * 201})
    assert (long.status_code, 'value="annex 2"' in html_of(long)) == (422, True)
    assert "The sources of 2 rules are saved." in html_of(client.post(address, typed, follow=True))
    assert sources.get(rule=16).text == {"en": "annex 2", "fr": "annexe 1"}
    assert sources.get(rule=14).text == {"ar": "الملحق 4"}


def test_what_two_change_at_once_is_shown_and_lost_by_nobody(world: World, client_of: ClientOf) -> None:
    sources, address = world.consultation.rule_sources, f"{PAGE}all/"
    row = sources.create(rule=16, text={"en": "annex 3", "fr": "annexe 3", "es": "anexo 1"})
    shown = {"five_days-en": "annex 1", "five_days-fr": "annexe 1", "five_days-es": "anexo 1", "five_days-ru": "1"}
    client = client_of(world["secretariat"])
    answer = client.post(address, {**shown, "shown": json.dumps(shown), "five_days-en": "annex 2", "five_days-ru": "2"})
    page = html_of(answer)
    assert answer.status_code == 409
    assert "Another user changed this to “annex 3”." in page
    assert "Another user removed this." in page
    # What they did not touch is as the other made it.
    assert 'value="annexe 3"' in page
    row.refresh_from_db()
    assert row.text["en"] == "annex 3"
    now = {"five_days-en": "annex 3", "five_days-fr": "annexe 3", "five_days-es": "anexo 1"}
    client.post(address, {**now, "shown": json.dumps(now), "five_days-en": "annex 2", "five_days-ru": "2"})
    row.refresh_from_db()
    assert row.text == {"en": "annex 2", "fr": "annexe 3", "ru": "2", "es": "anexo 1"}
    # A form that does not say what it showed overwrites nothing.
    for nothing in ("no JSON", "[]"):
        assert client.post(address, {"shown": nothing, "five_days-en": "annex 9"}).status_code == 409


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
