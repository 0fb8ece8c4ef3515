"""Members are called, exported and checked in the languages of the consultation, whichever those are."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.people.member_names import names_of_members
from hemicycle.people.models import Member, MemberName
from tests.factories import SLUG
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

#: What stands in the list between the code of a Member and its names in other languages is not asked for here.
NOT_CHECKED = "Not checked in"


@pytest.fixture
def portuguese(world: World) -> World:
    """A body that writes in Portuguese and English, and whose sittings have Spanish besides."""
    made = world.consultation
    made.settings = {**made.settings, "languages": {"documents": ["pt", "en"], "sittings": ["en", "es"]}}
    made.save()
    return world


@pytest.fixture
def client(portuguese: World, client_of: Callable[[object], Client]) -> Client:
    return client_of(portuguese["secretariat"])


def file(client: Client) -> dict[str, dict[str, str]]:
    content = client.get(reverse("members", args=[SLUG]), {"format": "csv"}).content.decode("utf-8-sig")
    return {row["Code"]: row for row in csv.DictReader(StringIO(content))}


def member_page(client: Client, code: str) -> str:
    return html_of(client.get(reverse("member", args=[SLUG, code])))


def test_the_list_has_a_column_for_each_language_of_the_consultation_and_no_other(client: Client) -> None:
    head = list(file(client)["BR"])
    assert [name for name in head if name in {"English", "Português", "Español", "Français", "中文"}] == [
        "English",
        "Português",
        "Español",
    ]
    assert file(client)["BR"]["Português"] == "Brasil"
    shown = html_of(client.get(reverse("members", args=[SLUG])))
    assert shown.count('<td lang="pt"') == shown.count('<td lang="es"') == len(file(client))
    assert 'lang="ru"' not in shown.partition("<tbody>")[2].partition("</tbody>")[0]


def test_a_reader_of_another_language_has_their_own_first_and_is_told_to_check_none_in_it(client: Client) -> None:
    client.cookies["django_language"] = "fr"
    head, row = list(file(client)["BR"]), file(client)["BR"]
    assert head[0] == "Français"
    assert {"English", "Português", "Español"} < set(head)
    assert row["Français"] == "Brésil"
    assert "fr" not in row[head[-1]]


def test_the_names_to_check_are_those_of_the_consultations_languages(client: Client) -> None:
    Member.objects.create(
        body_id=Member.objects.filter(code="BR").values_list("body", flat=True)[0], code="VA", kind="state"
    )
    assert file(client)["BR"][NOT_CHECKED] == "pt", "that the list supplied with the product has from CLDR"
    assert file(client)["VA"][NOT_CHECKED] == "pt, en, es"
    MemberName.objects.create(
        member=Member.objects.get(code="BR"), language="pt", name="Brasil", source="List", checked=True
    )
    assert file(client)["BR"][NOT_CHECKED] == ""


def test_the_desk_counts_the_same_names(client: Client) -> None:
    desk = reverse("members_desk", args=[SLUG])
    every = sum(bool(row[NOT_CHECKED]) for row in file(client).values())
    assert f"Names to check: {every}" in html_of(client.get(desk))
    MemberName.objects.create(
        member=Member.objects.get(code="BR"), language="pt", name="Brasil", source="List", checked=True
    )
    assert f"Names to check: {every - 1}" in html_of(client.get(desk))


def test_a_members_page_asks_for_its_names_in_those_languages(client: Client) -> None:
    headings = [f'<h3 lang="{code}">' for code in ("pt", "en", "es", "ar", "ru")]
    assert [heading in member_page(client, "BR") for heading in headings] == [True, True, True, False, False]
    MemberName.objects.create(member=Member.objects.get(code="BR"), language="ru", name="Бразилия", source="List")
    assert '<h3 lang="ru">' in member_page(client, "BR"), "what is kept is shown"


def test_a_name_in_any_language_is_compared_with_others(portuguese: World) -> None:
    member = Member.objects.get(code="BR")
    MemberName.objects.create(member=member, language="pt", name="Terra de Vera Cruz", source="List")
    assert ("BR", "Terra de Vera Cruz") in set(names_of_members(portuguese.consultation.body_id))
