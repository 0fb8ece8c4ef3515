"""Consultation by correspondence in real browsers: 67 items answered in three languages and seen at the desk; axe."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.agenda import queries as agenda
from hemicycle.agenda.models import Item
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.models import Enquiry, Letter, Reply, ReplyVersion
from hemicycle.ops import seed
from hemicycle.ops.seed import letter_files
from hemicycle.ops.seed.letters import ADDRESSED, Desk, Symbol, begin, send
from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.models import FocalPoint
from tests.browser.axe import violations
from tests.browser.conftest import PATIENCE, new_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django import Settings

    from hemicycle.journal.record import Performer
    from hemicycle.ops.supervisor import Stack
    from hemicycle.people.models import Person

pytestmark = pytest.mark.browser

#: Whose focal point reads which language.
READERS = {"en": "US", "ar": "EG", "zh": "CN"}
DJANGO = {"zh": "zh-hans"}


@pytest.fixture
def consultation(stack: Stack, transactional_db: None) -> Consultation:  # noqa: ARG001 - opens the database
    """The consultation of 2020, with its letters and replies."""
    seed.load()
    # The papers of its letters are not looked at here, and would take the worker's time.
    Letter.objects.update(papers_state=Letter.PapersState.MADE)
    return Consultation.objects.get()


def asks(consultation: Consultation, items: int | None = None) -> Enquiry:
    """The 67 items, or the first of them, put to the Council States once more, until the day after tomorrow."""
    desk, now = Desk.of(consultation), timezone.now()
    letter = begin(consultation, desk.first, now, Symbol("DM-99", 1, now.date(), "Dr. A"), letter_files.letter("hours"))
    questions = tuple(
        Put(item.number, item.title, item.listing, item.document.symbol if item.document else "")
        for item in agenda.put(consultation)[:items]
    )
    day = (now + timedelta(days=2)).date()
    asking.ask(letter, desk.first, now, Asking(Enquiry.Kind.ITEMS.value, ADDRESSED, day, questions=questions))
    send(letter, desk, now)
    return Enquiry.objects.select_related("letter__consultation").get(letter=letter)


@pytest.fixture
def asked(consultation: Consultation) -> Enquiry:
    """All 67."""
    return asks(consultation)


@pytest.fixture
def opens(launch: Callable[..., Browser], settings: Settings) -> Iterator[Callable[..., Page]]:
    """A page as somebody, in a language."""
    contexts: list[BrowserContext] = []

    def go(person: Person, address: str, language: str = "en", **options: Any) -> Page:
        context = new_context(launch(), **options)
        contexts.append(context)
        cookies = {"sessionid": session_of(person), "django_language": DJANGO.get(language, language)}
        context.add_cookies(
            [{"name": name, "value": value, "url": settings.PUBLIC_ADDRESS} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()


def focal_point(consultation: Consultation, code: str) -> Person:
    return FocalPoint.objects.select_related("person").get(consultation=consultation, member__code=code).person


def person_of(performer: Performer) -> Person:
    assert performer.person is not None
    return performer.person


def answers(version: ReplyVersion) -> str:
    """As the keys were pressed: 1 for yes, 2 for no, in the order of the form."""
    keys = version.reply.enquiry.questions.values_list("pk", flat=True)
    return "".join({"yes": "1", "no": "2"}.get(version.choices.get(str(key), ""), "0") for key in keys)


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_67_items_are_answered_by_keyboard_changed_by_click_and_seen_at_the_desk(
    asked: Enquiry, consultation: Consultation, opens: Callable[..., Page], language: str
) -> None:
    code = READERS[language]
    page = opens(focal_point(consultation, code), "/", language)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    path = reverse("reply", args=[consultation.slug, asked.pk])
    page.locator(f"a[href^='{path}']").first.press("Enter")
    item = Item.objects.get(consultation=consultation, listing="urgent", number=6)
    page.get_by_text(item.title[language]).first.wait_for(timeout=PATIENCE)
    page.locator(".question input").first.focus()
    pressed = "1" * 14 + "2" * 52 + "1"
    for digit in pressed:
        page.keyboard.press(digit)
    expect(page.locator("[data-counted-words]")).to_contain_text("67")
    page.locator("[data-submit]").press("Enter")
    page.wait_for_url(re.compile(rf"/replies/{code}/1/$"), timeout=PATIENCE)
    expect(page.locator("h1")).to_contain_text(f"DM-99/1-{code}-1")
    first = ReplyVersion.objects.get(reply__enquiry=asked)
    assert answers(first) == pressed

    page.locator(f"a[href^='{path}']").first.click()
    page.locator(".question").nth(13).locator("input[value=no]").check()
    page.locator("[data-submit]").click()
    page.wait_for_url(re.compile(rf"/replies/{code}/2/$"), timeout=PATIENCE)
    reply = Reply.objects.get(enquiry=asked)
    assert reply.counted is not None
    assert answers(reply.counted) == "1" * 13 + "2" * 53 + "1"
    assert reply.versions.count() == 2

    secretariat = Desk.of(consultation).person
    desk = opens(secretariat, reverse("enquiry_matrix", args=[consultation.slug, asked.pk]), language)
    row = desk.locator("table.matrix tbody tr", has=desk.locator(f"a[href$='/replies/{code}/']"))
    signs = row.locator("td:not(.num)")
    expect(signs).to_have_count(67)
    found = [cell.get_attribute("class") for cell in signs.all()]
    assert len(set(found)) == 2
    assert found[0] == found[12] == found[66]
    assert found[13] == found[14] != found[0]


PAGES_OF_THE_DESK = (
    "letters_desk",
    "letter_new",
    "enquiries",
    "replies_waiting",
    "agenda_desk",
    "agenda_order",
    "agenda_publish",
    "plan_desk",
    "plan_days",
    "plan_publish",
    "agenda",
    "time_plan",
    "letters",
)
PAGES_OF_A_DRAFT = ("letter_desk", "letter_asks", "letter_preview", "letter_send")
PAGES_OF_AN_ENQUIRY = (
    "enquiry_desk",
    "enquiry_matrix",
    "enquiry_items",
    "enquiry_summary",
    "enquiry_withdraw",
    "reply_enter",
    "reminders",
)


def addresses(consultation: Consultation, asked: Enquiry) -> list[str]:
    """Every page of letters, replies, agenda and time plan that the secretariat opens."""
    slug, desk, now = consultation.slug, Desk.of(consultation), timezone.now()
    texts = letter_files.letter("dm-20-1005")
    draft = begin(consultation, desk.first, now, Symbol("DM-99", 2, now.date(), "Dr. B"), texts)
    sent = Letter.objects.get(series="DM-20", number=1005)
    of_2020 = Enquiry.objects.get(letter=sent)
    conflict = Reply.objects.get(enquiry=of_2020, member__code="MX")
    late = Reply.objects.get(enquiry=of_2020, member__code="PH")
    item = consultation.items.get(listing="deferred", number=33)
    found = [reverse(name, args=[slug]) for name in PAGES_OF_THE_DESK]
    found += [reverse(name, args=[slug, draft.pk]) for name in PAGES_OF_A_DRAFT]
    found += [
        reverse("letter_text", args=[slug, draft.pk, "fr"]),
        reverse("letter_desk", args=[slug, sent.pk]),
        reverse("letter_correct", args=[slug, sent.pk]),
        reverse("letter", args=[slug, sent.symbol]),
        reverse("agenda_item", args=[slug, item.pk]),
    ]
    options = Enquiry.objects.get(letter__number=1004)
    found += [reverse("enquiry_conditions", args=[slug, options.pk])]
    for enquiry in (of_2020, asked, options):
        found += [reverse(name, args=[slug, enquiry.pk]) for name in PAGES_OF_AN_ENQUIRY]
    found += [reverse("reply_versions", args=[slug, of_2020.pk, code]) for code in ("KR", "MX", "GH")]
    found += [reverse("reply_receipt", args=[slug, of_2020.pk, "KR", 3])]
    found += [reverse("reply_desk", args=[slug, reply.versions.latest("number").pk]) for reply in (conflict, late)]
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_on_the_pages_of_correspondence(
    consultation: Consultation, opens: Callable[..., Page], language: str
) -> None:
    # Of the first, all 67 items are looked at: axe takes seconds for a page of a thousand cells.
    asked = asks(consultation, items=6)
    page = opens(Desk.of(consultation).person, "/", language, bypass_csp=True)
    wrong = {}
    for address in addresses(consultation, asked):
        answer = page.goto(address)
        assert answer is not None
        if not answer.ok or (found := violations(page)):
            wrong[address] = found if answer.ok else answer.status
    of_2020 = Enquiry.objects.get(letter__series="DM-20", letter__number=1005)
    chair = opens(person_of(Desk.of(consultation).chair), "/", language, bypass_csp=True)
    declare = reverse("enquiry_declare", args=[consultation.slug, of_2020.pk])
    chair.goto(declare)
    if found := violations(chair):
        wrong[declare] = found
    for code, enquiry in (("US", asked), ("MX", of_2020), ("US", of_2020)):
        person = opens(focal_point(consultation, code), "/", language, bypass_csp=True)
        for address in ("/", reverse("reply", args=[consultation.slug, enquiry.pk])):
            person.goto(address)
            if found := violations(person):
                wrong[f"{code} {address}"] = found
    assert wrong == {}, "\n".join(f"{address}: {found}" for address, found in wrong.items())
