"""A letter in real browsers: written and sent at the desk by keyboard, made by the worker, read in three languages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence.actions import letters
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.models import Acknowledgement, LanguageVersion, Letter, LetterText
from hemicycle.journal.record import Performer
from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.models import Contact, FocalPoint, Member
from tests.browser.conftest import PATIENCE, new_context
from tests.classes import COUNCIL_STATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django import Settings

    from tests.factories import World

pytestmark = pytest.mark.browser

BODIES = {"ar": "نص الرسالة رقم {symbol}", "zh": "文号 {symbol} 的信函正文", "en": "The text of letter {symbol}"}
WORKER = 90_000


@pytest.fixture
def draft(world: World) -> Letter:
    """A letter in five languages to Brazil, which has a focal point, and two others, which have contacts."""
    FocalPoint.objects.create(
        consultation=world.consultation,
        member=Member.objects.get(code="BR"),
        person=world["br"].person,
        start=timezone.now() - timedelta(days=1),
    )
    for code in ("JP", "GH"):
        Contact.objects.create(member=Member.objects.get(code=code), name=f"Office {code}", email=f"{code}@gov.example")
    by, at = Performer(world["secretariat"].person), timezone.now()
    head = Head("DM-20", 1005, at.date(), (COUNCIL_STATE.value,), "Dr. A")
    made = letters.begin(world.consultation.pk, by, at, head, template="blank")
    state = LetterText.State.CHECKED.value
    texts = {
        code: Words(f"Subject {code}", BODIES.get(code, f"Text {code}"), state) for code in LANGUAGES if code != "ru"
    }
    letters.write(made, by, at, texts)
    return made


@pytest.fixture
def opens(world: World, launch: Callable[..., Browser], settings: Settings) -> Iterator[Callable[..., Page]]:
    """A page as somebody of the consultation."""
    contexts: list[BrowserContext] = []

    def go(who: str, address: str, language: str = "en") -> Page:
        context = new_context(launch())
        contexts.append(context)
        cookies = {"sessionid": session_of(world[who].person), "django_language": language}
        context.add_cookies(
            [{"name": name, "value": value, "url": settings.PUBLIC_ADDRESS} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()


def test_a_letter_is_written_and_sent_by_keyboard_and_its_papers_are_made(
    draft: Letter, opens: Callable[..., Page]
) -> None:
    page = opens("secretariat", reverse("letter_text", args=["test", draft.pk, "ru"]))
    page.get_by_label("Subject").focus()
    page.keyboard.type("Тема")
    page.keyboard.press("Tab")
    page.keyboard.type("Текст письма {nomer}")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_text("{nomer} cannot be filled in").wait_for(timeout=PATIENCE)
    expect(page.get_by_role("textbox", name="Text")).to_have_value("Текст письма {nomer}")
    page.get_by_role("textbox", name="Text").fill("Текст письма {symbol}")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_text("The text is saved: Русский.").wait_for(timeout=PATIENCE)
    page.get_by_role("link", name="Check and send").press("Enter")
    # The Russian text is a draft still: the sender says what goes out.
    page.get_by_label("The letter is a draft in this language").select_option("ru")
    page.get_by_role("button", name="Send letter DM-20/1005").press("Enter")
    page.get_by_text("12 of 12").wait_for(timeout=WORKER)
    row = Letter.objects.get(pk=draft.pk)
    assert row.sent
    assert row.texts.get(language="ru").body == "Текст письма DM-20/1005"


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_a_focal_point_reads_it_in_its_language_and_acknowledges(
    draft: Letter, opens: Callable[..., Page], language: str
) -> None:
    sending = opens("secretariat", reverse("letter_send", args=["test", draft.pk]))
    sending.get_by_label("The letter is not written in this language").select_option("en")
    sending.get_by_role("button", name="Send letter DM-20/1005").click()
    sending.get_by_role("heading", name="Log by Member").wait_for(timeout=PATIENCE)
    django = "zh-hans" if language == "zh" else language
    page = opens("br", reverse("letter", args=["test", "DM-20/1005"]), django)
    sheet = page.locator("article.letter-sheet")
    expect(sheet).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    expect(sheet).to_contain_text(BODIES[language].replace("{symbol}", "DM-20/1005"))
    page.locator(".letter-receipt button").first.press("Enter")
    page.locator(".letter-receipt.live").wait_for(timeout=PATIENCE)
    assert Acknowledgement.objects.get().member.code == "BR"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_version_that_was_missing_is_added_at_the_desk_and_read(
    draft: Letter, opens: Callable[..., Page], language: str
) -> None:
    Contact.objects.filter(member__code="GH").update(language="ru")
    page = opens("secretariat", reverse("letter_send", args=["test", draft.pk]))
    page.get_by_label("The letter is not written in this language").select_option("en")
    page.get_by_role("button", name="Send letter DM-20/1005").click()
    page.get_by_role("link", name="Add the version: Русский").press("Enter")
    # What its readers got stands beside.
    expect(page.locator("aside .letter-theirs").first).to_contain_text("The text of letter DM-20/1005")
    page.get_by_label("Subject").focus()
    page.keyboard.type("Тема")
    page.keyboard.press("Tab")
    page.keyboard.type("Текст письма {nomer}")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_text("{nomer} cannot be filled in").wait_for(timeout=PATIENCE)
    expect(page.get_by_role("textbox", name="Text")).to_have_value("Текст письма {nomer}")
    page.get_by_role("textbox", name="Text").fill("Текст письма {symbol}")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.locator("article.letter-sheet")).to_contain_text("Текст письма DM-20/1005")
    page.get_by_role("link", name="Check and send").press("Enter")
    expect(page.get_by_text("GH@gov.example")).to_be_visible()
    expect(page.get_by_text("JP@gov.example")).to_have_count(0)
    page.get_by_role("button", name="Send the language version").press("Enter")
    page.get_by_role("heading", name="Language versions").wait_for(timeout=PATIENCE)
    version = LanguageVersion.objects.get()
    assert version.sent
    assert version.mailing
    assert [mail.address for mail in version.mailing.deliveries.all()] == ["GH@gov.example"]
    reader = opens("br", reverse("letter", args=["test", "DM-20/1005"]) + "?language=ru", language)
    sheet = reader.locator("article.letter-sheet")
    expect(sheet).to_have_attribute("lang", "ru")
    expect(sheet).to_contain_text("Текст письма DM-20/1005")
    assert reader.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
