"""The page of permissions: the table that is asked, with its conditions in words, and as a file."""

from __future__ import annotations

import csv
import html
import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.people.act import OWN
from hemicycle.rules.capacity import Capacity
from hemicycle.rules.permissions import PERMISSIONS, Action
from hemicycle.web.access.permission_conditions import WORDS, Condition, condition

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    Browser = Callable[[object], Client]

PAGE = "/consultations/test/permissions/"


@pytest.mark.parametrize("action", Action)
def test_rule_02_nothing_is_permitted_beyond_the_table_but_what_is_about_oneself(action: Action) -> None:
    for capacity in Capacity:
        permitted = condition(capacity, action) is not Condition.NEVER
        assert permitted == (capacity in PERMISSIONS[action] or action in OWN)


@pytest.mark.parametrize(
    ("capacity", "action", "expected"),
    [
        (Capacity.SECRETARIAT, Action.REGISTRATION_CHANGE, Condition.ALWAYS),
        (Capacity.COUNCIL_STATE, Action.REGISTRATION_CHANGE, Condition.OWN_OR_ANSWERING),
        (Capacity.INTERPRETER, Action.REGISTRATION_CHANGE, Condition.OWN),
        (Capacity.SECTOR_MEMBER, Action.REGISTRATION_ENDORSE, Condition.ANSWERING),
        (Capacity.INTERPRETER, Action.REGISTRATION_ENDORSE, Condition.NEVER),
        (Capacity.TECHNICIAN, Action.LINK_SEND, Condition.OWN),
        (Capacity.VICE_CHAIR, Action.FLOOR_GIVE, Condition.LEADING),
        (Capacity.SECRETARIAT, Action.LEAD_PASS, Condition.ALWAYS),
        (Capacity.CAPTIONER, Action.FLOOR_ASK, Condition.NEVER),
    ],
)
def test_each_condition(capacity: Capacity, action: Action, expected: Condition) -> None:
    assert condition(capacity, action) is expected


def test_the_page_shows_every_action_in_words(world: World, browser: Browser) -> None:
    page = browser(world["secretariat"]).get(PAGE).content.decode()
    shown = re.findall(r"<td><span class=\"(?:chip live|meta)\">([^<]+)</span></td>", page)
    assert len(shown) == len(Action) * len(Capacity)
    expected = [str(WORDS[condition(capacity, action)]) for action in Action for capacity in Capacity]
    assert sorted(html.unescape(words) for words in shown) == sorted(expected)
    assert f"<code>{reverse('people_desk', args=['x']).replace('/x/', '/&lt;slug:slug&gt;/')}</code>" in page


def test_it_is_searched_and_taken_away(world: World, browser: Browser) -> None:
    client = browser(world["secretariat"])
    assert client.get(PAGE, {"q": "floor.give"}).content.count(b'class="why" dir="ltr">') == 1
    text = client.get(PAGE, {"format": "csv"}).content.decode("utf-8-sig")
    rows = {row["Code"]: row for row in csv.DictReader(StringIO(text))}
    assert set(rows) == {action.value for action in Action}
    assert rows["floor.give"]["Vice-Chair"] == "while leading"
    assert "/desk/mail/" in rows["mail.send"]["Pages that ask for it"]
    assert client.get(PAGE, {"format": "xlsx"}).status_code == 200
