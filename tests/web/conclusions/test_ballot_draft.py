"""The page on which urgent conclusions are chosen for a letter that puts them to a decision by correspondence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.correspondence.models import Enquiry, Letter
from tests.outcome.acting import Acting
from tests.outcome.test_urgency import authorise, flag
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Registration
    from tests.factories import World

PAGE = "/consultations/test/desk/conclusions/ballot/"
BUTTON = 'value="draft"'


@pytest.fixture
def acting(room_world: World) -> Acting:
    """The first item ended with a proposed conclusion."""
    made = Acting(room_world)
    made.open()
    made.draft("One.")
    made.ask()
    made.close("proposed_conclusion", later=10)
    return made


@pytest.fixture
def desk(acting: Acting, client_of: Callable[[Registration], Client]) -> Client:
    return client_of(acting.world["secretariat"])


def test_a_conclusion_is_chosen_once_its_authority_is_recorded(acting: Acting, desk: Client) -> None:
    assert "No conclusion is marked as urgent." in html_of(desk.get(PAGE))
    flag(acting)
    waiting = html_of(desk.get(PAGE))
    assert "The authority for a decision by correspondence is not recorded for this conclusion." in waiting
    assert BUTTON not in waiting
    authorise(acting)
    assert BUTTON in html_of(desk.get(PAGE))
    answer = desk.post(PAGE, {"act": "draft", "items": str(acting.item), "kind": "silence"})
    letter = Letter.objects.get()
    assert answer.headers["Location"] == reverse("letter_desk", args=["test", letter.pk])
    assert Enquiry.objects.get(letter=letter).kind == "silence"
    again = html_of(desk.get(PAGE))
    assert f"Letter {letter.symbol} already puts this conclusion to a decision by correspondence." in again
    listed = html_of(desk.get(reverse("conclusions", args=["test"])))
    assert "Decision by correspondence drafted, letter" in listed


def test_without_a_choice_nothing_is_drafted_and_the_page_says_what_to_do(acting: Acting, desk: Client) -> None:
    flag(acting)
    authorise(acting)
    answer = desk.post(PAGE, {"act": "draft", "kind": "ballot"})
    assert "Select at least one whose authority is recorded." in html_of(answer)
    assert Letter.objects.count() == 0


def test_who_writes_no_letters_drafts_none(acting: Acting, client_of: Callable[[Registration], Client]) -> None:
    for who in ("chair", "br", "technician"):
        assert client_of(acting.world[who]).get(PAGE).status_code == 403
