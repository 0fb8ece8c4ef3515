"""A reply in a real browser: nothing that is filled in is lost, and the keyboard alone does."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.correspondence.models import Draft, Question, Reply, ReplyVersion
from hemicycle.ops.simulation.cast import session_of
from tests.browser.conftest import PATIENCE, new_context
from tests.correspondence.conftest import Asked
from tests.web.replies.replying import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django import Settings

    from tests.factories import World

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(world: World) -> Asked:
    """Eight items in two lists, with conditions, put to Brazil."""
    enquiry = ask(world, conditions=True)
    questions = [
        Question.objects.create(
            enquiry=enquiry,
            listing="urgent" if number < 4 else "deferred",
            number=number,
            title={"en": f"Item {number}", "ar": f"البند {number}", "zh": f"第{number}项"},
        )
        for number in range(1, 9)
    ]
    made = Asked(world, enquiry, questions)
    made.mandate("br", start=timezone.now() - timedelta(days=1))
    return made


@pytest.fixture
def opens(asked: Asked, launch: Callable[..., Browser], settings: Settings) -> Iterator[Callable[..., Page]]:
    """The page of the reply, as Brazil's focal point."""
    contexts: list[BrowserContext] = []

    def go(language: str = "en", **options: Any) -> Page:
        context = new_context(launch(), **options)
        contexts.append(context)
        session = session_of(asked.world["br"].person)
        cookies = {"sessionid": session, "django_language": language}
        context.add_cookies(
            [{"name": name, "value": value, "url": settings.PUBLIC_ADDRESS} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.goto(reverse("reply", args=["test", asked.enquiry.pk]))
        return page

    yield go
    for context in contexts:
        context.close()


def choose(page: Page, number: int, choice: str = "Yes") -> None:
    page.locator(".question", has_text=re.compile(rf"Item {number}\b")).get_by_label(choice, exact=True).check()


def close_offline(page: Page) -> None:
    """Close it, signed out for that moment: its driver lets it online as it goes, and it would save its draft."""
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.close()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # what it gives is what it takes


def chosen(asked: Asked) -> dict[int, str]:
    """What was submitted, by the items' numbers."""
    choices = ReplyVersion.objects.latest("pk").choices
    return {question.number: choices[str(question.pk)] for question in asked.questions if str(question.pk) in choices}


def test_what_is_filled_in_offline_is_kept_and_submitted_by_its_reader(
    asked: Asked, opens: Callable[..., Page]
) -> None:
    page = opens()
    page.context.set_offline(offline=True)
    choose(page, 1)
    choose(page, 2, "No")
    page.get_by_role("button", name="Add a condition").click()
    page.get_by_label("Heading").select_option("duration")
    page.get_by_label("Condition", exact=True).fill("At most four days")
    page.get_by_role("button", name="Submit the reply").click()
    page.get_by_text("You are offline.").wait_for(timeout=PATIENCE)
    assert not Draft.objects.exists()
    page.context.set_offline(offline=False)
    page.get_by_text("You are online again, and the draft is saved.").wait_for(timeout=PATIENCE)
    # Nobody but the reader submits it.
    assert not Reply.objects.exists()
    page.get_by_role("button", name="Submit the reply").click()
    page.get_by_text("Received. The receipt number is").wait_for(timeout=PATIENCE)
    assert chosen(asked) == {1: "yes", 2: "no"}
    assert [one.words for one in ReplyVersion.objects.get().conditions.all()] == ["At most four days"]


def test_a_browser_that_was_closed_offline_has_it_still(asked: Asked, opens: Callable[..., Page]) -> None:
    page = opens()
    page.context.set_offline(offline=True)
    choose(page, 3)
    page.get_by_text("You are offline.").wait_for(timeout=PATIENCE)
    close_offline(page)
    page.context.set_offline(offline=False)
    again = page.context.new_page()
    again.goto(reverse("reply", args=["test", asked.enquiry.pk]))
    again.get_by_text("Your entries, kept in this browser, are back in the form").wait_for(timeout=PATIENCE)
    expect(again.get_by_text("1 of 8 answered")).to_be_visible()
    again.get_by_role("button", name="Submit the reply").click()
    again.get_by_text("Received. The receipt number is").wait_for(timeout=PATIENCE)
    assert chosen(asked) == {3: "yes"}


def test_a_session_that_ended_loses_nothing(asked: Asked, opens: Callable[..., Page], settings: Settings) -> None:
    page = opens()
    Session.objects.all().delete()
    choose(page, 1)
    page.get_by_role("button", name="Submit the reply").click()
    page.get_by_text("You are signed out.").wait_for(timeout=PATIENCE)
    assert page.get_by_role("link", name="Sign in again").is_visible()
    # Signed in again in another tab, with a token of another kind: the same page goes on.
    session = session_of(asked.world["br"].person)
    page.context.add_cookies(
        [
            {"name": "sessionid", "value": session, "url": settings.PUBLIC_ADDRESS},
            {"name": "csrftoken", "value": "a" * 32, "url": settings.PUBLIC_ADDRESS},
        ]
    )
    page.get_by_role("button", name="Submit the reply").click()
    page.get_by_text("Received. The receipt number is").wait_for(timeout=PATIENCE)
    assert chosen(asked) == {1: "yes"}


def test_the_keyboard_alone_answers_and_finds(asked: Asked, opens: Callable[..., Page]) -> None:
    page = opens()
    page.locator(".question input").first.focus()
    for digit in "12012":
        page.keyboard.press(digit)
    expect(page.get_by_text("4 of 8 answered")).to_be_visible()
    page.get_by_label("Find an item").fill("item 7")
    expect(page.locator(".question:visible")).to_have_count(1)
    page.keyboard.press("Enter")  # submits nothing
    page.get_by_label("Find an item").fill("")
    # By the keyboard, as all here: a click aims at where the box was, and the page still scrolls to what had the focus.
    page.get_by_label("Unanswered only").press("Space")
    expect(page.get_by_label("Unanswered only")).to_be_checked()
    expect(page.locator(".question:visible")).to_have_count(4)
    page.get_by_text("Draft saved").wait_for(timeout=PATIENCE)
    assert not Reply.objects.exists()
    page.get_by_role("button", name="Submit the reply").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Received. The receipt number is").wait_for(timeout=PATIENCE)
    assert chosen(asked) == {1: "yes", 2: "no", 4: "yes", 5: "no"}


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
@pytest.mark.parametrize("width", [1440, 390])
def test_it_works_in_each_direction_and_on_a_telephone(
    language: str, width: int, asked: Asked, opens: Callable[..., Page]
) -> None:
    page = opens(language, viewport={"width": width, "height": 900})
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    first = page.locator(".question").first
    first.locator("input[value=yes]").check()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    page.locator("[data-submit]").click()
    page.wait_for_url(re.compile(r"/replies/BR/1/$"), timeout=PATIENCE)
    assert chosen(asked) == {1: "yes"}


def test_without_a_script_it_works_too(asked: Asked, opens: Callable[..., Page]) -> None:
    page = opens(java_script_enabled=False)
    choose(page, 1)
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("The draft is saved.").wait_for(timeout=PATIENCE)
    page.get_by_role("button", name="Submit the reply").click()
    page.get_by_text("Received. The receipt number is").wait_for(timeout=PATIENCE)
    assert chosen(asked) == {1: "yes"}


def test_a_draft_that_was_changed_elsewhere_is_chosen_by_its_reader(asked: Asked, opens: Callable[..., Page]) -> None:
    page = opens()
    page.context.set_offline(offline=True)
    choose(page, 1)
    page.get_by_text("You are offline.").wait_for(timeout=PATIENCE)
    close_offline(page)
    elsewhere = opens()
    choose(elsewhere, 2)
    elsewhere.get_by_text("Draft saved").wait_for(timeout=PATIENCE)
    page.context.set_offline(offline=False)
    again = page.context.new_page()
    again.goto(reverse("reply", args=["test", asked.enquiry.pk]))
    again.get_by_role("button", name="Use the entries kept in this browser").click()
    again.get_by_text("Draft saved").wait_for(timeout=PATIENCE)
    assert Draft.objects.get().content["choices"] == {str(asked.questions[0].pk): "yes"}


def test_of_two_windows_each_is_told_of_the_other_and_its_reader_chooses(
    asked: Asked, opens: Callable[..., Page]
) -> None:
    first = opens()
    second = first.context.new_page()
    second.goto(reverse("reply", args=["test", asked.enquiry.pk]))
    choose(second, 1, "No")
    second.get_by_text("Draft saved").wait_for(timeout=PATIENCE)
    choose(first, 1)
    first.get_by_role("heading", name="The draft was changed elsewhere").wait_for(timeout=PATIENCE)
    first.get_by_role("button", name="Submit the reply").click()
    expect(first.get_by_role("heading", name="The draft was changed elsewhere")).to_be_focused(timeout=PATIENCE)
    assert Draft.objects.get().content["choices"] == {str(asked.questions[0].pk): "no"}
    first.get_by_role("button", name="Keep the text entered here").click()
    first.get_by_text("Draft saved").wait_for(timeout=PATIENCE)
    assert Draft.objects.get().content["choices"] == {str(asked.questions[0].pk): "yes"}
    choose(second, 2)
    second.get_by_role("link", name="Use the other text").click()
    expect(second.get_by_text("1 of 8 answered")).to_be_visible(timeout=PATIENCE)
    assert Draft.objects.get().content["choices"] == {str(asked.questions[0].pk): "yes"}
