"""A posted contribution is among the documents of its item: in the list, on its page, in the package, in the room."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from django.urls import reverse

from hemicycle.agenda.models import Item
from hemicycle.documents.models import Document
from tests.contributions.contributing import Contributing
from tests.factories import URGENT
from tests.support.html import html_of
from tests.web.documents.desk import LIST
from tests.web.documents.test_packages import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

SYMBOL = "C20/80"


@pytest.fixture
def item(world: World) -> Item:
    """To which Brazil contributed, with a document that the contribution became."""
    contributing = Contributing(world)
    contributing.deadline(None)
    contributing.posted()
    item = Item.objects.get(consultation=world.consultation, listing=URGENT, number=1)
    assert item.position is not None
    return item


def test_the_list_has_it_at_its_item(world: World, client_of: ClientOf, item: Item) -> None:
    client = client_of(world["jp"])
    rows = {row.document.symbol: row.items for row in client.get(LIST).context["table"].shown}
    assert rows[SYMBOL] == [item.position]
    found = client.get(LIST, {"item": str(item.pk)}).context["table"].shown
    assert SYMBOL in {row.document.symbol for row in found}
    other = (
        Item.objects.filter(consultation=world.consultation, position__isnull=False).exclude(pk=item.pk).earliest("pk")
    )
    assert SYMBOL not in {
        row.document.symbol for row in client.get(LIST, {"item": str(other.pk)}).context["table"].shown
    }


@pytest.mark.parametrize("sort", ["items", "-items"])
def test_the_list_sorted_by_items_has_it_at_its_item(world: World, client_of: ClientOf, item: Item, sort: str) -> None:
    Document.objects.create(consultation=world.consultation, symbol="C20/99", title={"en": "Of no item"})
    rows = client_of(world["secretariat"]).get(LIST, {"sort": sort}).context["table"].shown
    places = [row.items[0] for row in rows if row.items]
    assert item.position in places
    assert places == sorted(places, reverse=sort == "-items")
    of_none = [bool(row.items) for row in rows]
    assert of_none == sorted(of_none, reverse=True), "what is of no item comes last"
    assert not of_none[-1]


def test_the_package_of_its_item_has_it(world: World, client_of: ClientOf, item: Item) -> None:
    content = client_of(world["jp"]).get(PACKAGE, {"format": "zip", "item": str(item.pk)}).getvalue()
    with ZipFile(BytesIO(content)) as parts:
        assert "C20-80_en.pdf" in parts.namelist()


@pytest.mark.parametrize(
    ("who", "address"), [("secretariat", "desk/contributions"), ("br", "contributions"), ("jp", ""), ("sector", "")]
)
def test_its_page_leads_who_may_follow_it_to_the_contribution(
    world: World, client_of: ClientOf, item: Item, who: str, address: str
) -> None:
    client = client_of(world[who])
    answer = client.get(f"{LIST}{SYMBOL}/")
    assert f"Item {item.position} of the agenda" in html_of(answer)
    link = answer.context["contribution"]
    assert (f"/consultations/test/{address}/" in link) == bool(address)
    assert bool(link) == bool(address)
    if link:
        assert client.get(link).status_code == 200


def test_the_room_has_it_also_where_its_item_has_no_document(world: World, client_of: ClientOf, item: Item) -> None:
    Item.objects.filter(pk=item.pk).update(document=None)
    documents: Any = client_of(world["jp"]).get(reverse("documents", args=[world.sitting.pk])).json()["documents"]
    [shown] = [row for row in documents["documentation"]["items"] if row["item"] == item.pk]
    assert shown["document"] == ""
    assert [row["symbol"] for row in shown["contributions"]] == [SYMBOL]
