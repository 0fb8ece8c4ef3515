"""The desk of an enquiry in a real browser: kept up to date, walked by keyboard, sorted by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.correspondence.actions import conditions, replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Condition, Question
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
    """Three items, with conditions, put to the Council States."""
    enquiry = ask(world, conditions=True)
    questions = [
        Question.objects.create(
            enquiry=enquiry,
            listing="urgent",
            number=number,
            title={"en": f"Item {number}", "ar": f"البند {number}", "zh": f"第{number}项"},
        )
        for number in (1, 2, 3)
    ]
    made = Asked(world, enquiry, questions)
    for name in ("br", "jp"):
        made.mandate(name, start=timezone.now() - timedelta(days=1))
    return made


def give(asked: Asked, name: str, *said: str, words: tuple[tuple[str, str], ...] = ()) -> None:
    choices = {question.pk: choice for question, choice in zip(asked.questions, said, strict=False) if choice}
    now, member = timezone.now(), asked.member(name)
    replies.submit(asked.enquiry, asked.performer(name), now, member=member, answer=Answer(choices, words))


@pytest.fixture
def opens(asked: Asked, launch: Callable[..., Browser], settings: Settings) -> Iterator[Callable[..., Page]]:
    """A page of the enquiry's desk, as the secretariat; what the page writes to its console as an error fails."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def go(name: str, language: str = "en", **options: Any) -> Page:
        context = new_context(launch(), **options)
        contexts.append(context)
        cookies = {"sessionid": session_of(asked.world["secretariat"].person), "django_language": language}
        context.add_cookies(
            [{"name": key, "value": value, "url": settings.PUBLIC_ADDRESS} for key, value in cookies.items()]
        )
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(reverse(name, args=["test", asked.enquiry.pk]))
        return page

    yield go
    for context in contexts:
        context.close()
    assert problems == []


def test_the_desk_shows_a_reply_within_seconds_and_loses_nothing_that_is_typed(
    asked: Asked, opens: Callable[..., Page]
) -> None:
    page = opens("enquiry_desk")
    answered = page.locator(".enquiry-counts b").first
    expect(answered).to_have_text("0 of 3")
    page.get_by_label("Search", exact=True).fill("typed")
    give(asked, "br", "yes")
    expect(answered).to_have_text("1 of 3", timeout=PATIENCE)
    expect(page.locator("#live-said")).to_have_text("1 of 3 Members have answered.")
    expect(page.get_by_role("link", name="Brazil: Answered")).to_be_visible()
    expect(page.get_by_label("Search", exact=True)).to_have_value("typed")


@pytest.mark.parametrize(
    ("language", "forward", "member"),
    [("en", "ArrowRight", "Brazil"), ("ar", "ArrowLeft", "البرازيل"), ("zh-hans", "ArrowRight", "巴西")],
)
def test_the_matrix_is_walked_by_keyboard_the_way_its_reader_reads(
    language: str, forward: str, member: str, asked: Asked, opens: Callable[..., Page]
) -> None:
    give(asked, "br", "yes", "no")
    page = opens("enquiry_matrix", language, viewport={"width": 390, "height": 800})
    page.locator("table.matrix tbody td[tabindex='0']").focus()
    page.keyboard.press(forward)
    said = page.locator("[data-matrix-said]")
    expect(said).to_contain_text(member)
    expect(said).to_contain_text("2")
    # Where the focus is, nothing that stays in place lies over it.
    page.wait_for_function(
        "() => { const at = document.activeElement.getBoundingClientRect();"
        " return document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2) === document.activeElement; }",
        timeout=PATIENCE,
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # A grid to whoever hears it: rows, headings, cells, and one stop for Tab.
    matrix = page.get_by_role("grid")
    row = matrix.get_by_role("row").filter(has=page.get_by_role("rowheader", name=member))
    assert row.get_by_role("gridcell").count() == row.locator("td").count() > 2
    page.keyboard.press("Control+Home")
    expect(matrix.locator("tr.numbers th").first).to_be_focused()
    page.keyboard.press("End")
    expect(matrix.locator("tr.numbers a").last).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[role=grid]')") is None


def test_a_condition_is_dragged_into_a_cluster(asked: Asked, opens: Callable[..., Page]) -> None:
    give(asked, "br", "yes", words=(("duration", "At most five days"), ("form", "No session of the Council")))
    cluster = conditions.make_cluster(
        asked.enquiry, asked.performer("secretariat"), timezone.now(), heading="duration", title={"en": "Short"}
    )
    page = opens("enquiry_conditions")
    inside = page.locator(f'[data-cluster="{cluster.pk}"]')
    page.locator("[data-condition]", has_text="At most five days").drag_to(inside.locator("h3"))
    expect(inside.locator("[data-condition]")).to_have_count(1, timeout=PATIENCE)
    # Under another heading it cannot be dropped.
    page.locator("[data-condition]", has_text="No session of the Council").drag_to(inside.locator("h3"))
    expect(inside.locator("[data-condition]")).to_have_count(1)
    assert Condition.objects.filter(cluster=cluster).count() == 1
