"""The page of permissions: the table that is asked, with its conditions in words, and as a file."""

from __future__ import annotations

import csv
import html
import re
from io import StringIO
from typing import TYPE_CHECKING

from django.urls import reverse

from hemicycle.rules.permissions import Action, condition
from hemicycle.web.access.permission_conditions import WORDS
from tests.classes import CAPACITIES
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

PAGE = "/consultations/test/permissions/"


def test_the_page_shows_every_action_in_words(world: World, client_of: ClientOf) -> None:
    page = html_of(client_of(world["secretariat"]).get(PAGE))
    shown = re.findall(r'<td [^>]*><div class="value"><span class="(?:chip live|meta)">([^<]+)</span></div>', page)
    assert len(shown) == len(Action) * len(CAPACITIES)
    expected = [str(WORDS[condition(capacity, action)]) for action in Action for capacity in CAPACITIES]
    assert sorted(html.unescape(words) for words in shown) == sorted(expected)
    assert f"<code>{reverse('people_desk', args=['x']).replace('/x/', '/&lt;slug:slug&gt;/')}</code>" in page


def test_it_is_searched_and_taken_away(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    answer = client.get(PAGE, {"q": "floor.give"})
    assert [row.action for row in answer.context["table"].rows] == [Action.FLOOR_GIVE]
    text = client.get(PAGE, {"format": "csv"}).content.decode("utf-8-sig")
    rows = {row["Code"]: row for row in csv.DictReader(StringIO(text))}
    assert set(rows) == {action.value for action in Action}
    assert rows["floor.give"]["Vice-Chair"] == "while presiding"
    assert "/desk/mail/" in rows["mail.send"]["Pages that require it"]
    assert client.get(PAGE, {"format": "xlsx"}).status_code == 200
