"""The pages of items and of their lists, as the secretariat uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.models import Item
from hemicycle.consultations.item_lists import lists_of
from tests.factories import DEFERRED, URGENT
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.support.agenda import Agenda

    ClientOf = Callable[[Registration | Person | None], Client]

ITEMS, LISTS = "/consultations/test/desk/items/", "/consultations/test/desk/lists/"


def desk(agenda: Agenda, client_of: ClientOf) -> Client:
    return client_of(agenda.world["secretariat"])


def test_items_are_searched_narrowed_sorted_and_taken_away(agenda: Agenda, client_of: ClientOf) -> None:
    client = desk(agenda, client_of)
    page = html_of(client.get(ITEMS))
    assert page.count("item_edit") == 0
    assert page.count('<th scope="row"') == 6
    assert "Deferred 2" in html_of(client.get(ITEMS, {"q": "deferred 2"}))
    assert html_of(client.get(ITEMS, {"list": DEFERRED})).count('<th scope="row"') == 3
    lines = client.get(ITEMS, {"format": "csv", "sort": "-number"}).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 7
    assert lines[1].split(",")[1] == "3"


def test_an_item_is_added_with_a_message(agenda: Agenda, client_of: ClientOf) -> None:
    client = desk(agenda, client_of)
    sent = {"listing": URGENT, "number": "4", "title_en": "Fourth", "symbol": "C20/1", "act": "save"}
    assert "The item is added." in html_of(client.post(f"{ITEMS}new/", sent, follow=True))
    again = client.post(f"{ITEMS}new/", sent)
    assert again.status_code == 409
    assert "Item 4 of this list exists already" in html_of(again)
    assert "Fourth" in html_of(again)  # nothing that was typed is lost


def test_the_classes_that_speak_first_are_chosen_by_their_places(agenda: Agenda, client_of: ClientOf) -> None:
    client, item = desk(agenda, client_of), agenda.item(2)
    address = f"{ITEMS}{item.pk}/"
    form = client.get(address).context["form"]
    kept = {name: form[name].value() or "" for name in ("listing", "number", "symbol", "seen", "title_en", "title_fr")}
    both = client.post(address, {**kept, "act": "save", "first-council_state": "1", "first-observer_state": "1"})
    assert both.status_code == 422
    assert "Another class has this place" in html_of(both)
    client.post(address, {**kept, "act": "save", "first-council_state": "2", "first-observer_state": "1"})
    item.refresh_from_db()
    assert item.speaks_first == ["observer_state", "council_state"]
    shown = client.get(address).context["form"]
    assert [field.value() for field in shown.order if field.value()] == ["2", "1"]


def test_a_title_that_members_know_is_changed_once_that_is_ticked(agenda: Agenda, client_of: ClientOf) -> None:
    client, item = desk(agenda, client_of), agenda.item(1)
    address = f"{ITEMS}{item.pk}/"
    seen = client.get(address).context["form"].initial["seen"]
    sent = {"listing": DEFERRED, "number": "1", "title_en": "Other", "symbol": "C20/11", "seen": seen, "act": "save"}
    refused = client.post(address, sent)
    assert refused.status_code == 409
    assert 'name="knows"' in html_of(refused)
    client.post(address, {**sent, "knows": "on"})
    item.refresh_from_db()
    assert item.title == {"en": "Other"}


def test_an_item_is_withdrawn_restored_and_removed(agenda: Agenda, client_of: ClientOf) -> None:
    client = desk(agenda, client_of)
    client.post(f"{ITEMS}new/", {"listing": URGENT, "number": "4", "title_en": "Fourth", "act": "save"})
    item = agenda.item(4, URGENT)
    address = f"{ITEMS}{item.pk}/"
    assert client.post(address, {"act": "withdraw"}).status_code == 422
    client.post(address, {"act": "withdraw", "why-en": "A mistake"})
    assert "A mistake" in html_of(client.get(address))
    client.post(address, {"act": "restore"})
    client.post(address, {"act": "remove"})
    assert not Item.objects.filter(pk=item.pk).exists()


def test_lists_are_added_moved_and_removed(agenda: Agenda, client_of: ClientOf) -> None:
    client = desk(agenda, client_of)

    def keys() -> list[str]:
        agenda.consultation.refresh_from_db()
        return list(lists_of(agenda.consultation))

    new = "/consultations/test/desk/new-list/"
    client.post(new, {"key": "information", "rule": "information", "name_en": "For information"})
    assert keys() == [URGENT, DEFERRED, "information"]
    bad = client.post(new, {"key": "Für uns", "rule": "stays", "name_en": "X"})
    assert bad.status_code == 422
    assert "small letters, digits and hyphens" in html_of(bad)
    client.post(LISTS, {"act": "up", "row": "information"})
    assert keys() == [URGENT, "information", DEFERRED]
    client.post(LISTS, {"act": "remove", "row": "information"})
    assert keys() == [URGENT, DEFERRED]
    refused = client.post(LISTS, {"act": "remove", "row": DEFERRED})
    assert (refused.status_code, "Items in it: 3" in html_of(refused)) == (409, True)


def test_a_list_that_was_put_keeps_its_name(agenda: Agenda, client_of: ClientOf) -> None:
    client = desk(agenda, client_of)
    address = f"{LISTS}{DEFERRED}/"
    seen = client.get(address).context["form"].initial["seen"]
    refused = client.post(address, {"rule": "candidate", "name_en": "Others", "seen": seen})
    assert (refused.status_code, "DM-20/1005" in html_of(refused)) == (409, True)
