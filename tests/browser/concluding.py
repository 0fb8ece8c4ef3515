"""People about the proposed conclusion of an item: who presides, delegates, and who reads in which language.

What is said in another language than English is looked up in the catalogs of the room.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

import hemicycle
from hemicycle.consultations.outcome_names import outcome_names
from tests.browser.somebody import REFUSED

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from hemicycle.rules.outcomes import Outcome
    from tests.browser.by_keyboard import Visit
    from tests.browser.conftest import Person
    from tests.factories import World

LOCALE = Path(hemicycle.__file__).parent / "locale"
#: What a browser asks for, and what a catalog is called, by the language of who reads.
BROWSERS = {"en": "en", "ar": "ar", "zh": "zh-CN"}
CATALOGS = {"ar": "ar", "zh": "zh_Hans"}
BRAZIL = {"en": "Brazil", "ar": "البرازيل", "zh": "巴西"}
DRAFT = "The consultation invites the Council to consider the dates of its session in 2021."
CHANGED = "The consultation invites the Council to consider the dates and the place of its session in 2022."
ARABIC = "تدعو المشاورة المجلس إلى النظر في مواعيد دورته في عام 2021."
ARABIC_CHANGED = "تدعو المشاورة المجلس إلى النظر في مواعيد دورته ومكانها في عام 2022."
FRENCH = "La consultation invite le Conseil à examiner les dates de sa session de 2021."
#: Seconds to answer: the fewest; and more than any test takes.
SHORT, LONG = 5, 600


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("djangojs", LOCALE, [CATALOGS[language]])


@dataclass
class Reader:
    """Somebody in the room, and the language in which they read it."""

    person: Person
    language: str

    @property
    def page(self) -> Page:
        """Theirs."""
        return self.person.page

    @property
    def text(self) -> Locator:
        """The text on their screen."""
        return self.page.locator("main .screen .words")

    @property
    def positions(self) -> Locator:
        """What stands under their tab of positions, which is in front while a text is on the screen."""
        return self.page.get_by_role("tabpanel", name=self.says("Positions"))

    def says(self, words: str, **facts: str) -> str:
        """Words of the room in their language, with what is put into them."""
        said = _catalog(self.language).gettext(words)
        return said % facts if facts else said

    def sees_that_it_ended(self, world: World, outcome: Outcome, why: str) -> None:
        """The card of the item says how, and why."""
        with translation.override({"zh": "zh-hans"}.get(self.language, self.language)):
            named = outcome_names(world.consultation)[outcome.value]
        card = self.page.locator("main .item")
        expect(card.get_by_role("heading", name=named, exact=True)).to_be_visible()
        expect(card).to_contain_text(why)


def reads(visit: Visit, name: str, language: str, view: str = "", **options: bool) -> Reader:
    """Somebody enters the room, or another view of it, and reads it in this language."""
    reader = Reader(visit(name, view, locale=BROWSERS[language], **options), language)
    reader.page.locator("button.primary, .btn-primary").first.click()
    reader.page.locator(".chip.live").first.wait_for()
    return reader


def presides(visit: Visit) -> Person:
    """Who presides is at the console."""
    return visit("vice_chair", "console").enter(listen_only=True)


def press(person: Person | Reader, key: str) -> None:
    """Press the key of an act once its button says that it can be done: the page may have yet to hear so."""
    expect(person.page.locator(f"button[aria-keyshortcuts='{key.upper()}']")).to_be_enabled()
    person.page.keyboard.press(key)


def drafts(chair: Person | Reader, text: str) -> None:
    """Draft, or draft again, by keyboard: the field has the focus."""
    press(chair, "d")
    field = chair.page.locator("form textarea")
    expect(field).to_be_focused()
    chair.page.keyboard.press("Control+a")
    chair.page.keyboard.insert_text(text)
    chair.page.keyboard.press("Control+Enter")
    expect(field).to_have_count(0)
    expect(chair.page.locator(".screen .words")).to_contain_text(text[:20])


def asks(chair: Person | Reader, seconds: int) -> None:
    """Ask for objections, by keyboard."""
    press(chair, "q")
    expect(chair.page.locator("dialog input")).to_be_focused()
    chair.page.keyboard.press("Control+a")
    chair.page.keyboard.insert_text(str(seconds))
    expect(chair.page.locator("dialog input")).to_have_value(str(seconds))
    chair.page.keyboard.press("Enter")
    expect(chair.page.locator("dialog")).to_have_count(0)


def is_about_to_object(reader: Reader) -> None:
    """The next press of Enter objects."""
    press(reader, "o")
    expect(reader.page.locator("dialog").get_by_role("button", name=reader.says("Object"), exact=True)).to_be_focused()


def objects(reader: Reader) -> None:
    """A delegate objects, by keyboard."""
    is_about_to_object(reader)
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("dialog")).to_have_count(0)


def may_conclude(chair: Person) -> Locator:
    """Open the dialog in which the item is closed; wait until the time for objections is over. Returns the dialog."""
    press(chair, "i")
    dialog = chair.page.get_by_role("dialog", name="Close item 1")
    expect(dialog.get_by_role("radio", name=re.compile("^Proposed conclusion"))).to_be_checked()
    return dialog


def closes(chair: Person) -> None:
    """Press Enter in the dialog, which is done."""
    chair.page.keyboard.press("Enter")
    expect(chair.page.locator("dialog")).to_have_count(0)


def conclusion_page(world: World, language: str) -> str:
    """Where the secretariat writes the conclusion of the first item in a language."""
    return reverse("conclusion", args=["test", world.items[0].pk, language])


def saves(page: Page, address: str, text: str) -> None:
    """The secretariat writes a text on the desk's page, and it is shown."""
    page.goto(address)
    page.locator("[name=text]").fill(text)
    page.get_by_role("button", name="Save and show in the meeting room").click()
    page.get_by_text("The text is saved and shown in the meeting room.").wait_for()


def without_problems(*people: Person) -> None:
    """No page of theirs has written an error: that a rule refuses what was sent is none."""
    problems = [(person.name, problem) for person in people for problem in person.problems if REFUSED not in problem]
    assert problems == []
