"""The journal at the desk: in words, searched and narrowed; without votes, and without what is of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hemicycle.ending.entries import KINDS, OWN
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer, record
from hemicycle.rules.permissions import Action
from hemicycle.web.ending import journal_words
from tests.factories import START, a_body, make_world
from tests.support.enquiries import rows
from tests.support.html import html_of
from tests.verification.conftest import happened

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import World

__all__ = ["happened"]


@pytest.fixture
def desk(client: Client, happened: World) -> Client:
    client.force_login(happened["secretariat"].person)
    return client


def page(client: Client, **asked: str | int) -> str:
    return html_of(client.get(reverse("journal", args=["test"]), asked))


def lines(client: Client, **asked: str | int) -> list[list[str]]:
    """The rows of the file, without its heading."""
    return rows(client.get(reverse("journal", args=["test"]), {**asked, "format": "csv"}))[1:]


def test_every_entry_of_the_consultation_is_there_in_words(desk: Client, happened: World) -> None:
    other = make_world(slug="other", body=a_body("other"))
    record(Performer(other["secretariat"].person), "sitting.open", f"sitting:{other.sitting.pk}", START)
    shown = lines(desk)
    assert len(shown) == Entry.objects.count() - 1
    codes = {action.value for action in Action} | set(journal_words.OTHERS)
    assert not codes & {row[1] for row in shown}
    assert {"Give the floor", "Declare a result", "Close an item"} <= {row[1] for row in shown}
    (moved,) = [row for row in shown if row[1].startswith("Reorder the list of speakers")]
    assert moved[2:7] == ["First sitting, Tuesday 9 June 2020", "Ms. Vice_Chair", "Vice-Chair", "", "She leaves soon."]
    (entered,) = [row for row in shown if row[1].startswith("Enter a reply")]
    assert (entered[2], entered[5]) == ("DM-20/1005, Ghana", "Ghana")
    assert (
        happened.consultation.slug
        in desk.get(reverse("journal", args=["test"]), {"format": "csv"}).headers["Content-Disposition"]
    )


@pytest.mark.usefixtures("happened")
def test_every_place_of_an_act_is_known() -> None:
    kinds = {place.partition(":")[0] for place in Entry.objects.values_list("place", flat=True)}
    assert kinds <= {*KINDS, *OWN}


def test_votes_are_not_read_there(desk: Client) -> None:
    entry = Entry.objects.filter(act="reply.give").first()
    assert entry is not None
    assert entry.data["choices"]
    for words in (page(desk, act="reply.give"), "\n".join("|".join(row) for row in lines(desk, act="reply.give"))):
        assert "Reply, for one" in words
        assert "yes" not in words.lower()
        assert entry.data["answer"] not in words


def test_it_is_narrowed_by_act_member_item_and_days_and_searched(desk: Client, happened: World) -> None:
    assert {row[1] for row in lines(desk, act="floor.give")} == {"Give the floor"}
    japan = lines(desk, member="JP")
    assert {row[5] for row in japan} <= {"Japan", ""}
    assert {"Object to a proposed conclusion", "Accept a reply that came late"} <= {row[1] for row in japan}
    shown = page(desk)
    assert "She leaves soon." in shown, "what somebody said of it"
    assert "nothing_against" not in shown, "the code of a rule is nobody's words"
    item = lines(desk, item=happened.items[1].pk)
    assert {row[1] for row in item} == {
        "Ask for the floor", "Open an item", "Ask for deferral, or move to suspend the debate", "Close an item",
    }  # fmt: skip
    assert {row[0][:10] for row in lines(desk, first="2020-06-09", last="2020-06-09")} == {"2020-06-09"}
    assert lines(desk, first="2020-06-10") == []
    assert {row[3] for row in lines(desk, q="ms. br")} == {"Ms. Br"}
    assert {row[5] for row in lines(desk, q="ghana enter reply")} == {"Ghana"}
    assert lines(desk, q="nobody of this name") == []
    assert "No entry matches the filters." in page(desk, first="2020-06-10")


def test_what_is_typed_wrongly_is_passed_over_and_said(desk: Client) -> None:
    everything = len(lines(desk))
    for wrong in (
        {"first": "yesterday"},
        {"item": "x"},
        {"item": 99999},
        {"member": "XX"},
        {"act": "x"},
        {"page": "-"},
    ):
        assert len(lines(desk, **wrong)) == everything
    assert "yesterday" in page(desk, first="yesterday")


def test_it_is_sorted_by_each_of_its_columns(desk: Client) -> None:
    for name, place in (("at", 0), ("act", 1), ("actor", 3), ("member", 5)):
        shown = [row[place] for row in lines(desk, sort=name) if row[place] not in {"", "System"}]
        assert shown == sorted(shown)
        down = [row[place] for row in lines(desk, sort=f"-{name}") if row[place] not in {"", "System"}]
        assert down == sorted(down, reverse=True)


def test_the_page_asks_no_more_for_more_entries(desk: Client, happened: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert "Give the floor" in page(desk)
        return len(queries)

    asked()
    before = asked()
    for number in range(20):
        record(Performer(happened["br"].person), "floor.ask", f"sitting:{happened.sitting.pk}", START, {"turn": number})
    assert asked() == before
