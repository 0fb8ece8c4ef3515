"""The page Body: what the body and its organ are called, its kinds of Members, its regions and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from hemicycle.consultations.models import Body
from hemicycle.journal.models import Entry
from hemicycle.people.models import Member
from tests.factories import SLUG

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

PAGE = f"/consultations/{SLUG}/desk/body/"


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def body() -> Body:
    return Body.objects.get(slug=SLUG)


def fields(client: Client, address: str, form: str = "form") -> dict[str, Any]:
    """What stands in the form of a page, as a browser would send it."""
    shown = client.get(address).context[form]
    values = {field.html_name: field.value() for field in shown}
    return {name: value for name, value in values.items() if value not in {None, False}}


def said(client: Client, address: str, wanted: dict[str, Any]) -> str:
    """What the page says once something was sent, whether it led on or not."""
    return client.post(address, wanted, follow=True).content.decode()


def test_it_shows_all_that_the_body_has(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    for words in ("Sector Member", "Africa (region D)", "Standardization", "(sm-)", "Council"):
        assert words in page
    assert client.get(f"{PAGE}kinds/nothing/").status_code == 404
    assert client.get(f"{PAGE}colours/new/").status_code == 404
    assert client.post(PAGE, {"act": "up", "row": "colours:red"}).status_code == 404


def test_its_words_are_changed_for_every_page(client: Client) -> None:
    wanted = fields(client, PAGE)
    assert "The body is saved." in said(
        client, PAGE, {**wanted, "act": "words", "member_en": "Titular member", "deputy_en": "Deputy member"}
    )
    assert body().has.organ is not None
    assert "Titular member" in client.get(reverse("member", args=[SLUG, "BR"])).content.decode()
    entry = Entry.objects.get(act="body.edit")
    assert (entry.place, entry.data["body"]) == (f"body:{body().pk}", SLUG)
    assert "Somebody else changed this" in said(client, PAGE, {**wanted, "act": "words"})
    again = fields(client, PAGE)
    nameless = said(client, PAGE, {**again, "act": "words", "name_en": "", "organ_en": ""})
    assert "Enter the name in at least one language." in nameless
    organs = ("organ", "member", "deputy", "person")
    emptied = {name: "" for name in again if name.rpartition("_")[0] in organs}
    assert "There are 3 such seats on record." in said(client, PAGE, {**again, **emptied, "act": "words"})


def test_deputies_stay_while_there_are_some(client: Client) -> None:
    said(client, PAGE, {**fields(client, PAGE), "act": "words", "deputy_en": "Deputy member"})
    address = reverse("member", args=[SLUG, "NO"])
    said(client, address, {"act": "seat", "start": "2020-01-01", "deputy": "on"})
    assert Member.objects.get(code="NO").seats[0].deputy
    assert "Deputy member" in client.get(address, {"on": "2020-06-09"}).content.decode()
    wanted = {**fields(client, PAGE), "act": "words", "deputy_en": ""}
    assert "There are 1 such seats on record." in said(client, PAGE, wanted)


def test_a_kind_is_added_used_and_kept_while_it_is_in_use(client: Client) -> None:
    new = {
        "key": "union",
        "one_en": "Union",
        "codes": "slug",
        "code_prefix": "u-",
        "region": "never",
        "group": "may",
        "seats": "on",
    }
    assert "It is added." in said(client, f"{PAGE}kinds/new/", new)
    assert "The key union is taken." in said(client, f"{PAGE}kinds/new/", new)
    for changed, words in (
        ({"key": "Two words"}, "Begin with a lower-case letter"),
        ({"one_en": ""}, "Enter the name in at least one language."),
        ({"code_prefix": "u"}, "with a hyphen at the end"),
    ):
        assert words in said(client, f"{PAGE}kinds/new/", {**new, **changed})
    member = {"kind": "union", "code": "U-north", "group": "R", "name": "Northern Union"}
    client.post(reverse("new_member", args=[SLUG]), member)
    assert Member.objects.get(code="u-north").kind == "union"
    address = f"{PAGE}kinds/union/"
    wanted = fields(client, address)
    assert "Their codes are used in letters and records and cannot be written" in said(
        client, address, {**wanted, "codes": "country"}
    )
    assert "would not have. Remove it" in said(client, address, {**wanted, "group": "never"})
    assert "It is saved." in said(client, address, {**wanted, "one_fr": "Syndicat"})
    assert body().has.kind("union").called("fr") == "Syndicat"
    assert "Somebody else changed this" in said(client, address, wanted)
    assert "It is in use: 1 Members" in said(client, PAGE, {"act": "remove", "row": "kinds:union"})
    Member.objects.get(code="u-north").delete()
    assert "It is removed" in said(client, PAGE, {"act": "remove", "row": "kinds:union"})
    assert not body().has.has_kind("union")
    assert "and 1 classes of participants" in said(client, PAGE, {"act": "remove", "row": "kinds:palestine"})
    assert "This has been removed in the meantime." in said(client, PAGE, {"act": "remove", "row": "kinds:union"})


def test_regions_and_groups_are_added_moved_and_removed(client: Client) -> None:
    assert "It is added." in said(client, f"{PAGE}regions/new/", {"key": "F", "name_en": "Oceania"})
    assert "Use only letters without accents" in said(client, f"{PAGE}groups/new/", {"key": "é", "name_en": "E"})
    said(client, PAGE, {"act": "up", "row": "regions:F"})
    assert [place.key for place in body().has.regions] == ["A", "B", "C", "D", "F", "E"]
    said(client, PAGE, {"act": "down", "row": "regions:F"})
    said(client, PAGE, {"act": "down", "row": "regions:F"})
    assert body().has.regions[-1].called() == "Oceania"
    assert "It is saved." in said(
        client, f"{PAGE}groups/T/", {**fields(client, f"{PAGE}groups/T/"), "name_en": "Standards"}
    )
    assert "It is in use: 1 Members" in said(client, PAGE, {"act": "remove", "row": "groups:R"})
    assert "It is removed" in said(client, PAGE, {"act": "remove", "row": "regions:F"})
    assert "It is removed" in said(client, PAGE, {"act": "remove", "row": "groups:D"})
    assert [place.key for place in body().has.groups] == ["R", "T"]


def test_there_are_not_more_than_can_be_read(client: Client) -> None:
    row = body()
    row.settings = {**row.settings, "groups": [{"key": f"g{number}"} for number in range(60)]}
    row.save()
    assert "There can be at most 60 of them." in said(client, f"{PAGE}groups/new/", {"key": "H", "name_en": "H"})
