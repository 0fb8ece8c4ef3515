"""A focal point and a delegate on a telephone, in Arabic: from the mail of a letter to the receipt of the reply, to
somebody who acts in their place, and to a registration. Everything is done on pages, but that the letter is written."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence.actions import letters
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.models import Condition, Enquiry, Letter, LetterText
from hemicycle.journal.record import Performer
from hemicycle.people.models import FocalPoint
from tests.browser.conftest import new_context
from tests.browser.mails import link_in, next_mail, text_of
from tests.browser.registering import Delegate
from tests.browser.signed_in import answers_for, is_usable, opens
from tests.classes import COUNCIL_STATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from hemicycle.people.models import Person
    from tests.browser.signed_in import Opens
    from tests.factories import World
    from tests.mail.smtp import Server

__all__ = ["opens"]
pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "locale": "ar"}
CONDITION = "ألا تتجاوز مدة الاجتماع خمسة أيام"
#: Targets that are less than 24 px high: all but links within a sentence (WCAG 2.2, 2.5.8).
LOW = """() => [...document.querySelectorAll('a[href], button, summary, input, select, textarea')].filter((at) => {
  const target = /radio|checkbox/.test(at.type) && at.labels?.[0] ? at.labels[0] : at;
  const box = target.getBoundingClientRect();
  const seen = target.checkVisibility() && box.width > 1 && at.type !== 'hidden' && !target.closest('.aloud, .skip');
  const inline = getComputedStyle(target).display === 'inline';
  const within = inline && target.closest('p, li, td, span:not(a span), dd')?.textContent.trim().length
    > target.textContent.trim().length;
  return seen && !within && box.height < 23.5;
}).map((at) => `${at.getBoundingClientRect().height} ${at.outerHTML.slice(0, 120)}`)"""
LATIN_COMMA = re.compile(r".{0,30}(?:[\u0600-\u06ff]\s*,|,\s*[\u0600-\u06ff]).{0,30}")


@pytest.fixture
def focal_point(world: World) -> Person:
    """Who answers for Egypt, and reads Arabic."""
    return answers_for(world, "EG", language="ar")


@pytest.fixture
def letter(world: World, focal_point: Person) -> Letter:  # noqa: ARG001 - to whom it goes
    """A letter in six languages that asks two items of the Council States, and takes conditions; it is not sent."""
    for code in ("BR", "JP", "GH"):
        answers_for(world, code)
    by, now = Performer(world["secretariat"].person), timezone.now()
    council = (COUNCIL_STATE.value,)
    made = letters.begin(
        world.consultation.pk, by, now, Head("DM-20", 1005, now.date(), council, "Dr. A"), template="blank"
    )
    checked = LetterText.State.CHECKED.value
    letters.write(made, by, now, {code: Words(f"Subject {code}", f"Text {code}", checked) for code in LANGUAGES})
    questions = tuple(Put(n, {**dict.fromkeys(LANGUAGES, f"Item {n}"), "ar": f"البند {n}"}, "urgent") for n in (1, 2))
    day = (now + timedelta(days=2)).date()
    asking.ask(made, by, now, Asking(Enquiry.Kind.ITEMS.value, council, day, conditions=True, questions=questions))
    return made


@pytest.fixture
def phone(world: World, launch: Callable[..., Browser]) -> Iterator[Callable[[], Page]]:  # noqa: ARG001 - there is a product to open
    """A telephone of one's own, on which nobody has signed in yet."""
    contexts = []

    def start() -> Page:
        contexts.append(new_context(launch(), bypass_csp=True, **PHONE))
        return contexts[-1].new_page()

    yield start
    for context in contexts:
        context.close()


def reads_well(page: Page) -> None:
    """It runs from right to left, nothing scrolls sideways, everything can be touched, and Arabic has its commas."""
    assert page.locator("html").get_attribute("dir") == "rtl", page.url
    is_usable(page)
    assert page.evaluate(LOW) == [], page.url
    assert LATIN_COMMA.findall(page.locator("body").inner_text()) == [], page.url


def sign_in(page: Page, mailbox: Server, email: str) -> None:
    """By the code that comes by mail."""
    reads_well(page)
    read = len(mailbox.taken)
    page.locator("input[name=email]").fill(email)
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=code]").wait_for()
    reads_well(page)
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", text_of(next_mail(page, mailbox, email, read)))
    assert code is not None
    page.locator("input[name=code]").fill(code[0])
    page.locator("main form .btn-primary").click()


def answer_with_condition(page: Page) -> None:
    page.locator(".question").nth(0).locator("input[value=yes]").check()
    page.locator(".question").nth(1).locator("input[value=no]").check()
    page.locator("[data-add]").click()
    page.locator("[name=condition_heading]").select_option("duration")
    page.locator("[name=condition_words]").fill(CONDITION)
    reads_well(page)
    page.locator("[data-submit]").click()
    page.wait_for_url(re.compile(r"/replies/EG/1/$"))


def delegate_mandate(page: Page, email: str, name: str) -> None:
    page.locator("a[href$='/delegations/EG/']").first.click()
    reads_well(page)
    page.locator("a[href$='/delegate/']").click()
    page.locator("[name=email]").fill(email)
    page.locator("[name=name]").fill(name)
    page.locator("select[name=language]").select_option("ar")
    page.locator("[name=end]").fill((timezone.now() + timedelta(days=5)).date().isoformat())
    reads_well(page)
    page.locator("main form .btn-primary").click()
    page.locator(".term-row").nth(1).wait_for()


def test_a_focal_point_answers_delegates_and_a_delegate_registers(
    letter: Letter, focal_point: Person, world: World, opens: Opens, phone: Callable[[], Page], mailbox: Server
) -> None:
    secretariat = opens(world["secretariat"].person, reverse("letter_send", args=["test", letter.pk]))
    page, read = phone(), len(mailbox.taken)
    secretariat.get_by_role("button", name="Send letter DM-20/1005").click()

    # From the link in the mail to the reply.
    page.goto(link_in(next_mail(page, mailbox, focal_point.email, read), "/letters/"))
    page.locator("article.letter-sheet[lang=ar]").wait_for()
    reads_well(page)
    page.locator(".letter-receipt button").click()
    page.locator(".letter-receipt.live").wait_for()
    page.locator("a[href*='/reply/']").click()
    sign_in(page, mailbox, focal_point.email)
    page.locator(".question").first.wait_for()
    read = len(mailbox.taken)
    answer_with_condition(page)
    reads_well(page)
    receipt = text_of(next_mail(page, mailbox, focal_point.email, read))
    assert "DM-20/1005-EG-1" in receipt
    assert LATIN_COMMA.findall(receipt) == []
    assert Condition.objects.get().words == CONDITION

    # Somebody acts in her place, and is told.
    page.goto("/")
    reads_well(page)
    read = len(mailbox.taken)
    delegate_mandate(page, "karim@example.org", "د. كريم حداد")
    reads_well(page)
    assert "/delegations/EG/" in text_of(next_mail(page, mailbox, "karim@example.org", read))
    assert FocalPoint.objects.get(person__email="karim@example.org").delegated_by is not None

    # A delegate registers; whoever acts is asked to endorse it.
    read = len(mailbox.taken)
    delegate = Delegate(phone(), mailbox, "salma@example.org", "د. سلمى حداد", read)
    delegate.prove_address("/consultations/test/register/")
    reads_well(delegate.page)
    read = len(mailbox.taken)
    assert delegate.register("EG").status == "pending"
    reads_well(delegate.page)
    wanted = next_mail(delegate.page, mailbox, "karim@example.org", read)
    assert "د. سلمى حداد" in text_of(wanted)
