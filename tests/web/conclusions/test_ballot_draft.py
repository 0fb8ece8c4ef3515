"""The page on which urgent conclusions are chosen for a letter that puts them to a decision by correspondence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.consultations.joins import isolated
from hemicycle.correspondence.models import Enquiry, Letter
from tests.outcome.acting import Acting
from tests.outcome.test_balloting import draft, sent
from tests.outcome.test_urgency import authorise, flag
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Registration
    from tests.factories import World

PAGE = "/consultations/test/desk/conclusions/ballot/"
BUTTON = 'value="draft"'
EARLIER = f"Its text in {isolated('English')} is the earlier one."


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


def test_rule_20_a_language_added_after_the_letter_was_sent_is_not_in_it_and_the_page_says_so(
    acting: Acting, client_of: Callable[[Registration], Client]
) -> None:
    flag(acting)
    authorise(acting)
    page, desk = reverse("conclusion", args=["test", acting.item, "fr"]), client_of(acting.world["secretariat"])
    assert "Text in letters" not in html_of(desk.get(page))
    letter = draft(acting)
    first = html_of(desk.get(page))
    assert f"Letter {isolated(letter.symbol)} has this conclusion in English." in first
    assert "It is a draft" not in first, "there is nothing yet that it lacks"
    acting.seconds += 100
    given = {"act": "correct", "text": "Un.", "seen": "0", "follows": "1", "reason": "Translated."}
    assert desk.post(page, given).status_code == 302
    assert "It is a draft: to have the present text in it" in html_of(desk.get(page))
    sent(acting, letter)
    lacking = html_of(desk.get(page))
    assert "It was sent and does not change: what is added or corrected now is not in it." in lacking
    assert f"It has no text in {isolated('Français')}." in lacking
    own = reverse("conclusion", args=["test", acting.item, "en"])
    assert EARLIER not in html_of(desk.get(own))
    given = {"act": "correct", "text": "One, corrected.", "seen": "1", "follows": "0", "reason": "A slip."}
    assert desk.post(own, given).status_code == 302
    assert EARLIER in html_of(desk.get(own))
    assert Enquiry.objects.get(letter=letter).questions.get().text == {"en": "One."}, "what was sent stays"
