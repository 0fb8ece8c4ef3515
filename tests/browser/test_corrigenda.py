"""A corrigendum and an addendum to a letter that was sent, from its page to those who read it. Everything is done on
pages, but that the letter was sent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.correspondence.models import Enquiry, Letter, LetterText, Question
from tests.browser.signed_in import answers_for, clear_and_send, colleague, is_usable, opens
from tests.support.addressing import address

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from hemicycle.people.models import Person
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["colleague", "opens"]
pytestmark = pytest.mark.browser

SYMBOL = "DM-20/1005"
RIGHT = {code: f"Item 2 has document C20/24 ({code})." for code in LANGUAGES}
ADDED = {code: f"Annex 2 is a list of participants ({code})." for code in LANGUAGES}


@pytest.fixture
def letter(world: World) -> Letter:
    """DM-20/1005, sent to the Council States in six languages, which asks until the day after tomorrow."""
    now = timezone.now()
    made = address(
        Letter.objects.create(
            consultation=world.consultation, series="DM-20", number=1005, dated=now.date(), state="sent",
            sent_at=now - timedelta(days=8), addressed=["council_state"], signatory="Dr. A", papers_state="made",
        )
    )  # fmt: skip
    for code in LANGUAGES:
        LetterText.objects.create(letter=made, language=code, subject=f"Items {code}", body="Text", state="checked")
    enquiry = Enquiry.objects.create(
        letter=made, kind="items", asked=["council_state"], deadline_day=(now + timedelta(days=2)).date()
    )
    Question.objects.create(enquiry=enquiry, number=1, title={code: f"Item {code}" for code in LANGUAGES})
    return made


@pytest.fixture
def reader(world: World) -> Person:
    """Who answers for Brazil; Japan and Ghana have somebody too."""
    return [answers_for(world, code) for code in ("JP", "GH", "BR")][-1]


def begin(page: Page, kind: str, changes: dict[str, str], of: str = SYMBOL) -> None:
    """From the letter's page: the form asks what becomes of the deadline, and gives back what was typed."""
    page.get_by_role("link", name="Correct or supplement").click()
    page.get_by_role("heading", name=f"Correct or supplement letter {of}").wait_for()
    page.get_by_label(kind).check()
    for code, words in changes.items():
        page.get_by_label(NATIVE_NAMES[code], exact=True).fill(words)
    page.get_by_role("button", name="Create draft").click()
    page.get_by_text("Indicate whether this version changes the deadline.").wait_for()
    page.get_by_label("No, the deadline is unchanged").check()
    page.get_by_role("button", name="Create draft").click()


def has_begun(page: Page, symbol: str) -> Letter:
    page.get_by_text(f"Letter {symbol} is created.").wait_for()
    page.get_by_role("heading", name=symbol, exact=True).wait_for()
    return next(row for row in Letter.objects.all() if row.symbol == symbol)


def describe(page: Page, changes: dict[str, str]) -> None:
    """Say on the draft's page what changes, in each language."""
    changed = page.get_by_role("group", name="Changes in this version")
    for code, words in changes.items():
        changed.get_by_label(NATIVE_NAMES[code], exact=True).fill(words)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("The letter is saved.").wait_for()


def test_a_corrigendum_and_an_addendum_go_out_and_stand_at_the_letter(
    letter: Letter, reader: Person, colleague: Person, world: World, opens: Opens
) -> None:
    desk = reverse("letter_desk", args=["test", letter.pk])
    writing = opens(world["secretariat"].person, desk)
    clearing = opens(colleague, desk)
    wrong = timezone.now() + timedelta(days=9)
    another_day = f"{wrong.day} {wrong:%B} {wrong.year}"

    begin(writing, "Corrigendum", {"en": f"The new deadline is {another_day}."})
    corrigendum = has_begun(writing, f"{SYMBOL}/Corr.1")
    is_usable(writing)
    draft = writing.url
    the_check_names_what_is_missing_and_another_day(writing, corrigendum, another_day)
    writing.goto(draft)
    describe(writing, RIGHT)
    nothing_but_clearance_is_missing(writing)
    clear_and_send(writing, clearing, corrigendum)

    begin(writing, "Addendum", ADDED, of=f"{SYMBOL}/Corr.1")
    addendum = has_begun(writing, f"{SYMBOL}/Add.1")
    expect(writing.get_by_role("main")).to_contain_text(f"Addendum: {SYMBOL}")
    for word in ("Corr.1", "Correction", "correction", "corrected"):
        expect(writing.get_by_role("main")).not_to_contain_text(word)
    clear_and_send(writing, clearing, addendum)

    writing.goto(desk)
    both = writing.get_by_text("Later versions:")
    for symbol in ("Corr.1", "Add.1"):
        expect(both.get_by_role("link", name=f"{SYMBOL}/{symbol}")).to_be_visible()
    is_usable(writing)
    both_are_read_in_the_readers_language(opens(reader, reverse("letter", args=["test", SYMBOL]), "ar"))


def the_check_names_what_is_missing_and_another_day(page: Page, corrigendum: Letter, another_day: str) -> None:
    """The paper waits in the languages in which nothing says what changes; the other deadline is asked about."""
    page.goto(reverse("letter_send", args=["test", corrigendum.pk]))
    waiting = page.get_by_text("The changes of this version are not described in this language")
    expect(waiting).to_have_count(len(LANGUAGES) - 1)
    expect(page.get_by_role("region", name="Points to check")).to_contain_text(another_day.rpartition(" ")[0])
    expect(page.get_by_role("region", name="To be corrected first")).to_contain_text("not been cleared")
    expect(page.get_by_role("button", name="Send letter")).to_be_disabled()
    is_usable(page)


def nothing_but_clearance_is_missing(page: Page) -> None:
    page.get_by_role("link", name="Check and send").click()
    expect(
        page.get_by_text("The letter, its annexes and its questions are available in each language.")
    ).to_be_visible()
    expect(page.get_by_role("heading", name="Points to check")).to_have_count(0)
    expect(page.locator(".letter-problems li")).to_have_count(1)


def both_are_read_in_the_readers_language(page: Page) -> None:
    """The letter names both; the addendum says that it is one, and to which letter."""
    head = page.locator(".page-head")
    for symbol, words in (("Corr.1", RIGHT["ar"]), ("Add.1", ADDED["ar"])):
        expect(head.get_by_role("link", name=f"{SYMBOL}/{symbol}")).to_be_visible()
        expect(head).to_contain_text(words)
    is_usable(page)
    head.get_by_role("link", name=f"{SYMBOL}/Add.1").click()
    sheet = page.locator("article.letter-sheet")
    expect(sheet).to_contain_text(ADDED["ar"])
    page.get_by_role("navigation", name="اللغات").get_by_role("link", name="English").click()
    expect(sheet.get_by_role("heading", level=1)).to_have_text(f"Subject: Addendum to letter {SYMBOL}")
    expect(sheet).to_contain_text(f"the following is added to letter {SYMBOL}")
    expect(sheet).to_contain_text(ADDED["en"])
    for word in ("orrect", "Corr.1"):
        expect(sheet).not_to_contain_text(word)
    is_usable(page)
