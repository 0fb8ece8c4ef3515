"""The page Body says in which order lists name the Members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.consultations.list_order import ListOrder
from hemicycle.consultations.models import Body
from hemicycle.journal.models import Entry
from tests.factories import SLUG
from tests.web.setup.test_body_page import PAGE, fields, said

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import World
    from tests.web.setup.test_body_page import ClientOf


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def order() -> ListOrder:
    return Body.objects.get(slug=SLUG).has.order


def test_it_is_chosen_and_changed_once(client: Client) -> None:
    wanted: dict[str, Any] = fields(client, PAGE, "order_form")
    assert (wanted["alphabet"], wanted["apart"], "places" in wanted) == ("fr", True, False)
    wanted |= {"act": "order", "alphabet": "reader", "places": "on"}
    del wanted["apart"]
    assert "The order of lists is saved." in said(client, PAGE, wanted)
    assert order() == ListOrder(alphabet="", places=True, apart=False)
    entry = Entry.objects.get(act="body.edit")
    assert [entry.data[name]["alphabet"] for name in ("before", "after")] == ["fr", ""]
    assert "Somebody else changed this" in said(client, PAGE, wanted)
    shown = fields(client, PAGE, "order_form")
    assert (shown["alphabet"], shown["places"], "apart" in shown) == ("reader", True, False)
    wrong = client.post(PAGE, {**shown, "act": "order", "alphabet": "xx"})
    assert wrong.status_code == 422
    assert "Select a valid choice" in wrong.content.decode()
    assert "The order of lists is saved." in said(client, PAGE, {**shown, "act": "order", "alphabet": "sw"})
    assert order().alphabet == "sw"


def test_what_else_the_body_has_stays(client: Client) -> None:
    said(client, PAGE, {**fields(client, PAGE, "order_form"), "act": "order", "alphabet": "en"})
    said(client, PAGE, {**fields(client, PAGE), "act": "words", "name_en": "Assembly"})
    row = Body.objects.get(slug=SLUG)
    assert (row.name["en"], row.has.order.alphabet, len(row.has.kinds)) == ("Assembly", "en", 3)
