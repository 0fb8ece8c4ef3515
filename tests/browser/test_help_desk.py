"""The help desk by keyboard alone: a delegate asks in their language, is answered, and a call is entered; axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.people.models import Person
from hemicycle.rules.help_cases import CaseCause
from hemicycle.support.actions import cases, ready_answers
from hemicycle.support.models import HelpCase
from tests.browser.signed_in import is_usable, opens
from tests.browser.test_contributions import SIZES, shot, tab_to
from tests.support.floor import by

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser

WORDS = {"en": "I hear nothing", "ar": "لا أسمع شيئا", "zh": "我听不到声音"}


def follow(page: Page, selector: str) -> None:
    """Go to a link or button by Tab, press Enter, and wait for the page to which it leads."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Page, button: str) -> None:
    """The same with the button of an act."""
    follow(page, f"button[value={button}]")


def write(page: Page, field: str, text: str) -> None:
    """Go to a field by Tab, and write into it."""
    tab_to(page, f"[name={field}]")
    page.keyboard.insert_text(text)


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_a_delegate_is_helped_by_keyboard_while_both_pages_are_open(world: World, opens: Opens, language: str) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(language=language)
    ready_answers.add_proposals(world.consultation.pk, by(world, "technician"), timezone.now())
    delegate = opens(world["br"].person, reverse("help", args=["test"]), language)
    is_usable(delegate)
    write(delegate, "ask-text", WORDS[language])
    press(delegate, "ask")
    expect(delegate.get_by_text(WORDS[language])).to_be_visible()
    is_usable(delegate)

    case = HelpCase.objects.get()
    technician = opens(world["technician"].person, reverse("help_cases", args=["test"]), language)
    is_usable(technician)
    here = reverse("help_case", args=["test", case.pk])
    follow(technician, f'a[href="{here}"]')
    press(technician, "take")
    expect(technician.locator("button[value=take]")).to_have_count(0)
    is_usable(technician)
    tab_to(technician, "section[aria-labelledby=answer] summary")
    technician.keyboard.press("Enter")
    follow(technician, 'a[href="?ready=devices#answer"]')
    expect(technician.locator("[name=answer-text]")).not_to_have_value("")
    press(technician, "answer")
    answered = case.messages.get(kind="answer").text
    # The delegate's page is open, and shows it by itself.
    expect(delegate.get_by_text(answered)).to_be_visible(timeout=15_000)

    tab_to(technician, "select[name=solve-cause]")
    technician.keyboard.press("ArrowDown")
    press(technician, "solve")
    expect(technician.locator("button[value=reopen]")).to_be_visible()
    is_usable(technician)
    case.refresh_from_db()
    assert (case.status, case.cause) == ("solved", CaseCause.HEARING.value)


def test_a_call_is_entered_and_all_cases_are_handed_over_by_keyboard(world: World, opens: Opens) -> None:
    page = opens(world["technician"].person, reverse("help_cases", args=["test"]))
    follow(page, f'a[href="{reverse("help_call", args=["test"])}"]')
    is_usable(page)
    write(page, "stranger", "Ms. Lee")
    write(page, "call_back", "+41 22 730 51 11")
    write(page, "text", "Where do I register?")
    press(page, "enter")
    expect(page.get_by_text("The call is entered.")).to_be_visible()
    is_usable(page)
    page.goto(reverse("help_cases", args=["test"]))
    tab_to(page, "details:has([name=all-to]) > summary")
    page.keyboard.press("Enter")
    tab_to(page, "select[name=all-to]")
    page.keyboard.press("ArrowDown")
    press(page, "hand_over_all")
    expect(page.get_by_text("1 case is handed over.")).to_be_visible()
    assert HelpCase.objects.get().assignee == world["secretariat"]


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_axe_finds_nothing_and_nothing_is_cut_off(world: World, opens: Opens, language: str) -> None:
    key, now = world.consultation.pk, timezone.now()
    technician = by(world, "technician")
    ready_answers.add_proposals(key, technician, now)
    case = cases.ask(key, by(world, "br"), now, "I hear nothing, neither the floor nor the interpretation.")
    cases.answer(key, technician, now, case.pk, "Choose your loudspeaker once more.")
    cases.note(key, technician, now, case.pk, "An old proxy.")
    solved = cases.ask(key, by(world, "jp"), now, "No picture")
    cases.solve(key, technician, now, solved.pk, CaseCause.CAMERA)
    cases.ask(key, by(world, "gh"), now, "No sound")
    for width, height in SIZES:
        size = {"viewport": {"width": width, "height": height}}
        for who, name, arguments in (
            ("br", "help", ()),
            ("technician", "help_cases", ()),
            ("technician", "help_case", (case.pk,)),
            ("technician", "help_call", ()),
            ("technician", "help_statistics", ()),
            ("technician", "ready_answers", ()),
            ("technician", "ready_answer", ("devices",)),
        ):
            page = opens(world[who].person, reverse(name, args=["test", *arguments]), language, **size)
            shot(page, name, language, width)
