"""A list that is cards on a narrow screen: each cell has the label of its column, and every part its role."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.web.toolkit.cards import as_cards

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

TABLE = """<table class="table dense"><thead><tr>
<th scope="col"><a class="sorts" href="?sort=name">Name <span aria-hidden="true">↑</span></a></th>
<th scope="col" colspan="2">Said &amp; "heard"</th><td></td></tr></thead>
<tbody><tr class="section"><th scope="colgroup" colspan="4">Members</th></tr>
<tr><th scope="row">Brazil</th><td>yes</td><td>
</td><td>more</td></tr></tbody></table>"""


def test_each_cell_has_the_label_of_its_column() -> None:
    made = as_cards(TABLE)
    assert '<td role="cell" data-label="Said &amp; &quot;heard&quot;"><div class="value">yes</div></td>' in made
    assert '<td role="cell">more</td>' in made
    assert '<td role="cell" data-empty></td>' in made


def test_every_part_keeps_its_meaning() -> None:
    made = as_cards(TABLE)
    assert '<table class="cards table dense" role="table">' in made
    assert re.findall(r'role="(\w+)"', made) == [
        "table", "rowgroup", "row", "columnheader", "columnheader", "cell",
        "rowgroup", "row", "columnheader", "row", "rowheader", "cell", "cell", "cell",
    ]  # fmt: skip


def test_no_spaces_of_the_template_are_sent_with_a_cell() -> None:
    spaced = as_cards(TABLE.replace("<td>yes</td>", "\n        <td>\n            yes\n        </td>\n        "))
    assert spaced == as_cards(TABLE)


def test_what_stands_around_a_table_stays() -> None:
    assert as_cards(f"<p>a</p>{TABLE}<p>b</p>").startswith("<p>a</p><table")
    assert as_cards(f"<p>a</p>{TABLE}<p>b</p>").endswith("</table><p>b</p>")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_lists_of_the_desk_are_cards(language: str, world: World, client_of: Callable[..., Client]) -> None:
    client = client_of(world["secretariat"])
    for name in ("people_desk", "participants", "permissions", "letters_desk"):
        page = client.get(reverse(name, args=["test"]), headers={"accept-language": language}).content.decode()
        if "<table" in page:
            assert 'class="cards table' in page, name
            assert re.search(r'<td[^>]* role="cell" data-label="[^"]+"', page), name
