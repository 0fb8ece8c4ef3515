"""Regions are called by the body's own word, and by their names; a body without regions sees nothing of them."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.consultations.models import Consultation
from hemicycle.imports.desks import columns_of
from hemicycle.people.models import Member
from tests.factories import SLUG, a_body
from tests.support.html import html_of
from tests.support.imports import check, counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

#: Lists that have a column of regions, or of regions and groups.
LISTS = ("people_desk", "members_desk", "members")
WORD = {"en": "Group of States", "fr": "Groupe d’États"}
PLACES = [{"key": "N", "name": {"en": "Northern States", "fr": "États du Nord"}}]


def address(page: str, *more: str) -> str:
    return reverse(page, args=[SLUG, *more])


def file(client: Client, page: str) -> list[dict[str, str]]:
    content = client.get(address(page), {"format": "csv"}).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


@pytest.fixture
def grouped(world: World) -> World:
    """Brazil is in the only region; there are no groups."""
    body = a_body()
    body.settings = {**body.settings, "region": WORD, "regions": PLACES, "groups": []}
    body.save()
    Member.objects.update(region="", group="")
    Member.objects.filter(code="BR").update(region="N")
    return world


@pytest.fixture
def without(world: World) -> World:
    """The body has neither regions nor groups."""
    body = a_body()
    kinds = [{**kind, "region": "never", "group": "never"} for kind in body.settings["kinds"]]
    body.settings = {**body.settings, "kinds": kinds, "regions": [], "groups": [], "region": {}, "group": {}}
    body.save()
    Member.objects.update(region="", group="")
    return world


def test_the_head_of_a_delegation_names_the_region_in_the_bodys_word(grouped: World, client_of: ClientOf) -> None:
    client = client_of(grouped["secretariat"])
    assert "<bdi>Group of States</bdi>: <bdi>Northern States</bdi>" in html_of(client.get(address("delegation", "BR")))
    client.cookies["django_language"] = "fr"
    assert "<bdi>Groupe d’États</bdi>" in (french := html_of(client.get(address("delegation", "BR"))))
    assert "<bdi>États du Nord</bdi>" in french
    assert "Groupe d’États" not in html_of(client.get(address("delegation", "JP")))


@pytest.mark.parametrize("page", LISTS)
def test_a_list_names_regions_in_the_readers_language(page: str, grouped: World, client_of: ClientOf) -> None:
    client = client_of(grouped["secretariat"])
    assert {row["Group of States"] for row in file(client, page)} == {"Northern States", ""}
    client.cookies["django_language"] = "fr"
    assert {row["Groupe d’États"] for row in file(client, page)} == {"États du Nord", ""}


def test_a_state_whose_region_is_not_known_yet_is_missing_it_in_the_bodys_word(
    grouped: World, client_of: ClientOf
) -> None:
    shown = html_of(client_of(grouped["secretariat"]).get(address("members_desk")))
    assert "Group of States: none" in shown
    assert "No region" not in shown


@pytest.mark.parametrize("page", LISTS)
def test_a_body_without_regions_and_groups_has_no_column_for_them(
    page: str, without: World, client_of: ClientOf
) -> None:
    client = client_of(without["secretariat"])
    assert not {"Region", "Group", "Region or Group"} & set(file(client, page)[0])
    table = html_of(client.get(address(page))).partition("<table")[2]
    head, _, body = table.partition("</thead>")
    assert head.count("<th ") == body.partition("</tr>")[0].count("<td") + body.partition("</tr>")[0].count("<th ")


def test_a_file_of_members_of_a_body_without_them_has_no_column_for_them(without: World, client_of: ClientOf) -> None:
    names = [column.name for column in columns_of("members", Consultation.objects.get())]
    assert "seats" in names
    assert not {"region", "group"} & set(names)
    head = ("code", "region", "group", "name_fr")
    import_ = check(without, ("BR", "A", "", "Le Brésil"), head=head, kind="members")
    assert (import_.ignored, counts(import_)) == (["region", "group"], (0, 1, 0, 0)), "an old file"
    page = html_of(client_of(without["secretariat"]).get(address("member", "BR")))
    assert 'name="region"' not in page


@pytest.mark.usefixtures("world")
def test_a_file_of_a_body_without_an_organ_and_votes_has_no_column_for_seats_and_votes() -> None:
    body = a_body()
    kinds = [{**kind, "seats": False, "votes": False} for kind in body.settings["kinds"]]
    body.settings = {**body.settings, "kinds": kinds, "organ": None}
    body.save()
    names = [column.name for column in columns_of("members", Consultation.objects.get())]
    assert {"region", "group", "place"} <= set(names)
    assert not {"seats", "vote_suspensions"} & set(names)
