"""What the pages of a row of a setting share: a list of items, a heading of conditions, a class of participants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from hemicycle.consultations.settings import settings_of
from tests.factories import SLUG, URGENT
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

pytestmark = pytest.mark.django_db
#: Each page with the setting, the key of a row, and the text by which it is called.
PAGES = [
    ("item_list", "lists", URGENT, "name"),
    ("condition_heading", "condition_headings", "form", "name"),
    ("document_series_one", "document_series", "documents", "name"),
    ("document_content", "document_contents", "decision", "name"),
    ("participation_class", "classes", "sector_member", "one"),
]


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    """Of a secretariat whose consultation has French alone."""
    world.consultation.settings = {**world.consultation.settings, "languages": {"documents": ["fr"]}}
    world.consultation.save(update_fields=["settings"])
    return client_of(world["secretariat"])


def called(world: World, setting: str, key: str, text: str) -> dict[str, str]:
    world.consultation.refresh_from_db()
    names: dict[str, dict[str, str]] = {
        row.key: getattr(row, text) for row in getattr(settings_of(world.consultation.settings), setting)
    }
    return names[key]


@pytest.mark.parametrize(("page", "setting", "key", "text"), PAGES)
def test_words_in_languages_that_are_not_asked_for_stay(
    world: World, client: Client, page: str, setting: str, key: str, text: str
) -> None:
    before, address = called(world, setting, key, text), reverse(page, args=[SLUG, key])
    assert set(before) - {"fr"}
    form = client.get(address).context["form"]
    assert [name for name in form.fields if name.startswith(f"{text}_")] == [f"{text}_fr"]
    given: dict[str, Any] = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    assert client.post(address, {**given, f"{text}_fr": "Autre"}).status_code == 302
    assert called(world, setting, key, text) == {**before, "fr": "Autre"}


@pytest.mark.parametrize(("page", "setting", "key", "text"), PAGES)
def test_a_new_row_without_a_name_is_told_so_at_the_field_that_there_is(
    world: World, client: Client, page: str, setting: str, key: str, text: str
) -> None:
    here, there = reverse(f"{page}_new", args=[SLUG]), reverse(page, args=[SLUG, key])
    given = {field.html_name: field.value() for field in client.get(there).context["form"]}
    given = {name: value for name, value in given.items() if value not in (None, False)}
    refused = client.post(here, {**given, "key": "another", f"{text}_fr": ""})
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {f"{text}_fr"}
    assert 'role="alert"' in html_of(refused)
    world.consultation.refresh_from_db()
    assert "another" not in {row.key for row in getattr(settings_of(world.consultation.settings), setting)}
