"""The list of documents: found, sorted, new to its reader, several posted at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.documents import search
from hemicycle.documents.models import Document
from hemicycle.web.toolkit import queryset_table
from tests.support.html import html_of
from tests.web.documents.desk import DESK, LIST, give, post, prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]


@pytest.mark.parametrize("said", [0, queryset_table.MOST_SAID])
def test_the_list_is_searched_sorted_narrowed_and_taken_away(
    world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, said: int
) -> None:
    # What was found is looked for among all keys, or said to the database.
    monkeypatch.setattr(queryset_table, "MOST_SAID", said)
    client = client_of(world["secretariat"])
    give(client)
    search.index(list(Document.objects.all()))

    def count(**query: str | int) -> int:
        return html_of(client.get(LIST, query)).count('<th scope="row"')

    assert count() == 3
    assert count(q="c20/2") == 1
    assert count(q="Item 2") == 1
    assert count(language="en") == 1
    assert count(language="none") == 2
    assert count(item=world.items[2].pk) == 1
    assert count(status="posted") == 3
    for column in ("symbol", "title", "items", "languages", "posted", "status", "nonsense"):
        for sort in (column, f"-{column}"):
            assert client.get(LIST, {"sort": sort}).status_code == 200
    lines = client.get(LIST, {"format": "csv", "sort": "-symbol"}).content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("C20/3")
    found = client.get(LIST, {"format": "csv", "q": "c20", "sort": "-symbol"}).content.decode("utf-8-sig").splitlines()
    assert [line.partition(",")[0] for line in found[1:]] == ["C20/3", "C20/2", "C20/1"]
    assert len(client.get(LIST, {"format": "csv", "q": "c20/2"}).content.decode("utf-8-sig").splitlines()) == 2
    assert client.get(LIST, {"format": "xlsx"}).status_code == 200


def test_symbols_are_sorted_by_their_numbers(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    for symbol in ("C20/10", "C20/2/Rev.1"):
        client.post(f"{DESK}new/", {"act": "save", "symbol": symbol, "title_en": "A"})
    table = client.get(LIST).context["table"]
    assert [row.symbol for row in table.rows] == ["C20/1", "C20/2", "C20/2/Rev.1", "C20/3", "C20/10"]


@pytest.mark.postgres
def test_titles_are_sorted_as_the_reader_reads_them(world: World, client_of: ClientOf) -> None:
    titles: dict[str, dict[str, str]] = {
        "D/1": {"en": "Alpha", "fr": "Zone"},
        "D/2": {"en": "Zone", "fr": "Alpha"},
        "D/3": {"fr": "", "en": "Éclair"},
        "D/4": {"pt": "Máquina"},
        "D/5": {"en": "economy"},
    }
    for symbol, title in titles.items():
        Document.objects.create(consultation=world.consultation, symbol=symbol, title=title)

    def order(language: str, sort: str = "title") -> list[str]:
        answer = client_of(world["secretariat"]).get(LIST, {"sort": sort}, headers={"accept-language": language})
        return [row.symbol for row in answer.context["table"].rows if row.symbol in titles]

    assert order("en") == ["D/1", "D/3", "D/5", "D/4", "D/2"]
    assert order("fr") == ["D/2", "D/3", "D/5", "D/4", "D/1"]
    assert order("en", "-title") == ["D/2", "D/4", "D/5", "D/3", "D/1"]


@pytest.mark.postgres
@pytest.mark.parametrize("sort", ["", "title", "-posted", "items"])
def test_the_queries_of_the_list_do_not_grow_with_it(world: World, client_of: ClientOf, sort: str) -> None:
    client = client_of(world["secretariat"])

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST, {"sort": sort}).status_code == 200
        return len(captured)

    prepared(client)
    asked()
    few = asked()
    for number in range(10, 15):
        prepared(client, f"C20/{number}")
    assert asked() == few


def test_what_is_new_is_marked_until_it_is_seen(world: World, client_of: ClientOf) -> None:
    desk, reader = client_of(world["secretariat"]), client_of(world["br"])
    assert '<span class="chip live">New' not in html_of(reader.get(LIST))
    reader.post(LIST, {"act": "seen"})
    post(desk, prepared(desk))
    page = html_of(reader.get(LIST))
    assert page.count('<span class="chip live">New') == 1
    assert "1 new document" in page
    assert html_of(reader.get(LIST, {"new": "yes"})).count('<th scope="row"') == 1
    assert "1 new document" not in html_of(client_of(world["sector"]).get(LIST))
    reader.post(LIST, {"act": "seen"})
    assert html_of(reader.get(LIST)).count('<span class="chip live">New') == 0


def test_several_are_posted_at_once(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    for symbol in ("C20/8", "C20/9"):
        prepared(client, symbol)
    keys = list(Document.objects.filter(posted_at=None).values_list("pk", flat=True))
    assert client_of(world["br"]).post(LIST, {"act": "post", "document": keys}).status_code == 403
    assert "2 documents are posted." in html_of(client.post(LIST, {"act": "post", "document": keys}, follow=True))
    assert not Document.objects.filter(posted_at=None).exists()
