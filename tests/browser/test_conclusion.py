"""The proposed conclusion of an item in the room: drafted while all watch, objected to, deferred, how the item ends."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from hemicycle.outcome.models import Ending, Position
from hemicycle.rules.outcomes import Outcome
from hemicycle.sittings.models import Discussion
from tests.browser.by_keyboard import answers, enters, listens, opens_question
from tests.browser.concluding import (
    ARABIC,
    ARABIC_CHANGED,
    BRAZIL,
    CHANGED,
    DRAFT,
    FRENCH,
    LONG,
    SHORT,
    Reader,
    asks,
    closes,
    conclusion_page,
    drafts,
    is_about_to_object,
    may_conclude,
    objects,
    presides,
    press,
    reads,
    saves,
    without_problems,
)
from tests.browser.conftest import PATIENCE, Person
from tests.browser.signed_in import is_usable, opens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Route

    from tests.browser.by_keyboard import Listens, Visit
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["listens", "opens"]

pytestmark = pytest.mark.browser

REASON = "The costs are not known."
#: Of two that press at once, whose command is let go first, round by round.
ROUNDS = ("closing", "objecting", "closing", "objecting", "closing", "objecting")
SIZES = [(1440, 900), (390, 844)]


def test_a_conclusion_is_drafted_while_all_watch(visit: Visit, opens: Opens, world: World) -> None:
    english, arabic, chinese = (reads(visit, *who) for who in (("br", "en"), ("jp", "ar"), ("gh", "zh")))
    chair = presides(visit)
    press(chair, "n")
    drafts(chair, DRAFT)
    for reader in (english, arabic, chinese):
        expect(reader.text).to_have_text(DRAFT)
        heading = reader.page.get_by_role("heading", name=reader.says("Proposed conclusion"))
        expect(heading).to_contain_text(reader.says("draft, not read out yet"))

    # The secretariat writes it in two more languages: one is read at once, one by who chooses it.
    desk = opens(world["secretariat"].person, "/")
    saves(desk, conclusion_page(world, "ar"), ARABIC)
    saves(desk, conclusion_page(world, "fr"), FRENCH)
    expect(arabic.text).to_have_text(ARABIC)
    expect(chinese.text).to_have_text(DRAFT)
    english.page.locator(".screen").get_by_role("radio", name="Français").click()
    expect(english.text).to_have_text(FRENCH)
    english.page.locator(".screen").get_by_role("radio", name="English").click()

    # It is read out, and changed.
    press(chair, "v")
    for reader in (english, arabic, chinese):
        expect(reader.page.locator(".screen h2")).to_contain_text(reader.says("reading %(number)s", number="1"))
        expect(reader.page.locator(".screen :is(ins, del)")).to_have_count(0)
    drafts(chair, CHANGED)
    for reader in (english, chinese):
        marked(reader, inserted=[" and the place", "2022"], deleted=["2021"])
    behind = arabic.page.locator(".screen .callout.wait")
    expect(behind).to_be_visible()
    expect(arabic.text).to_have_text(ARABIC)
    saves(desk, conclusion_page(world, "ar"), ARABIC_CHANGED)
    marked(arabic, inserted=["ومكانها", "2022"], deleted=["2021"])
    expect(behind).to_have_count(0)
    without_problems(chair, english.person, arabic.person, chinese.person)


def marked(reader: Reader, *, inserted: list[str], deleted: list[str]) -> None:
    """What was inserted and deleted since it was read out is marked, and said in the language of who reads."""
    for tag, words, parts in (("ins", "inserted:", inserted), ("del", "deleted:", deleted)):
        found = reader.page.locator(f"main .screen {tag}")
        expect(found).to_have_text([re.compile(f"^{reader.says(words)}\\s*{part.strip()}\\s*$") for part in parts])


def test_a_delegate_objects_withdraws_and_defers_by_keyboard_alone(listens: Listens, visit: Visit) -> None:
    chair = presides(visit)
    press(chair, "n")
    drafts(chair, DRAFT)
    readers = [reads(visit, "jp", "ar"), reads(visit, "gh", "zh")]
    delegate, told = listens("delegate-positions", "br")
    assert DRAFT in "\n".join(enters(delegate, told, "Enter the sitting"))
    at_console = chair.page.get_by_role("region", name="Positions")

    assert opens_question(told, "o", "Object to the conclusion") == "button: Object"
    assert answers(told)
    told.announced("Brazil objects to the conclusion.", PATIENCE)
    told.tab_to("tab: Positions")
    read = "\n".join(told.read("An objection stands"))
    assert "Brazil" in read
    assert "objects to the conclusion" in read
    assert "defers the item" in read
    for text in ("Brazil", "objects to the conclusion", "defers the item"):
        expect(at_console).to_contain_text(text)
    for reader in readers:
        expect(reader.positions).to_contain_text(BRAZIL[reader.language])
        expect(reader.positions).to_contain_text(reader.says("objects to the conclusion"))

    assert opens_question(told, "o", "Withdraw the objection?") == "button: Cancel"
    told.tab_to("button: Withdraw the objection")
    assert answers(told)
    told.announced("The objection of Brazil is withdrawn.", PATIENCE)
    expect(at_console).to_contain_text("withdrawn")
    expect(at_console).not_to_contain_text("defers the item")
    for reader in readers:
        expect(reader.positions).to_contain_text(reader.says("withdrawn"))

    assert opens_question(told, "d", "Defer").startswith("radio: Defer the conclusion, checked")
    told.tab_to("textbox: Reason (optional), recorded")
    told.types(REASON)
    told.page.keyboard.press("Control+Enter")
    told.page.get_by_role("dialog").wait_for(state="detached")
    assert told.step("Control+Enter")
    told.announced("Brazil asks that the conclusion be deferred.", PATIENCE)
    assert REASON in "\n".join(told.read("A deferral is asked for"))
    for text in ("asks that the conclusion be deferred", REASON, "defers the item"):
        expect(at_console).to_contain_text(text)
    for reader in readers:
        expect(reader.positions).to_contain_text(reader.says("asks that the conclusion be deferred"))
        expect(reader.positions).to_contain_text(REASON)
    without_problems(chair, delegate, *(reader.person for reader in readers))


@contextmanager
def at_once(people: dict[str, Person], first: str) -> Iterator[None]:
    """The commands of these wait until all have pressed, and go together, this one's first: nobody knows of another."""
    held: dict[str, Route] = {}

    def holding(name: str) -> Callable[[Route], None]:
        def hold(route: Route) -> None:
            held[name] = route
            if len(held) == len(people):
                for one in sorted(held, key=lambda name: name != first):
                    held[one].continue_()

        return hold

    for name, person in people.items():
        person.page.route("**/commands", holding(name))
    yield
    for person in people.values():
        person.page.unroute("**/commands")


def press_at_once(chair: Person, delegate: Person, first: str) -> tuple[bool, bool]:
    """Both press Enter, without a wait in between; whether the item was closed, and the objection recorded."""
    with (
        at_once({"closing": chair, "objecting": delegate}, first),
        chair.page.expect_response("**/commands") as closing,
        delegate.page.expect_response("**/commands") as objecting,
    ):
        chair.page.keyboard.press("Enter")
        delegate.page.keyboard.press("Enter")
    return closing.value.json()["ok"], objecting.value.json()["ok"]


def takes_up_again(chair: Person) -> None:
    """The first item, which has ended, is open again."""
    press(chair, "a")
    chair.page.get_by_role("dialog", name="Take up an item").get_by_role("radio", name="Item 1").check()
    closes(chair)


def withdraws(delegate: Person) -> None:
    """The objection is withdrawn by who made it."""
    press(delegate, "o")
    delegate.page.get_by_role("dialog").get_by_role("button", name="Withdraw the objection").click()
    expect(delegate.page.locator("dialog")).to_have_count(0)
    # The key objects again once their page knows of the withdrawal, which comes by another way than the answer.
    expect(delegate.page.get_by_role("button", name="Object", exact=True)).to_be_visible()


def test_an_objection_and_the_closing_at_once_and_a_deferral_with_its_reason(visit: Visit, world: World) -> None:
    english, arabic, chinese = (reads(visit, *who) for who in (("br", "en"), ("jp", "ar"), ("gh", "zh")))
    chair, delegate, item = presides(visit), english.person, world.items[0]
    press(chair, "n")
    drafts(chair, DRAFT)
    asks(chair, SHORT)
    results = []
    for first in ROUNDS:
        dialog = may_conclude(chair)
        is_about_to_object(english)
        closed, objected = press_at_once(chair, delegate, first)
        results.append((first, closed, objected))
        assert closed != objected, results
        ended = Discussion.objects.filter(item=item).latest("pk").outcome == Outcome.PROPOSED_CONCLUSION.value
        stands = Position.objects.filter(discussion__item=item, withdrawn_at=None).exists()
        assert (ended, stands) == (closed, objected), results
        if closed:
            expect(chair.page.locator("dialog")).to_have_count(0)
            english.sees_that_it_ended(world, Outcome.PROPOSED_CONCLUSION, "There was no objection.")
            expect(delegate.page.get_by_text("so this was not recorded")).to_be_visible()
            takes_up_again(chair)
            asks(chair, SHORT)
        else:
            expect(dialog).to_contain_text("A delegation has recorded its position in the meantime.")
            expect(dialog).to_contain_text(
                "\u2068Brazil\u2069 objects to the conclusion. The item can only be deferred."
            )
            expect(dialog.get_by_role("radio", name=re.compile("^Proposed conclusion"))).to_be_disabled()
            expect(delegate.page.locator("dialog")).to_have_count(0)
            expect(english.positions).to_contain_text("objects to the conclusion")
            chair.page.keyboard.press("Escape")
            withdraws(delegate)

    # Last, the objection stands, and nothing else is possible than to defer the item.
    objects(english)
    expect(chair.page.get_by_role("region", name="Positions")).to_contain_text("defers the item")
    press(chair, "i")
    expect(chair.page.get_by_role("radio", name=re.compile("^Deferred"))).to_be_checked()
    closes(chair)
    for reader in (english, arabic, chinese):
        why = reader.says("%(member)s objected.", member=f"\u2068{BRAZIL[reader.language]}\u2069")
        reader.sees_that_it_ended(world, Outcome.DEFERRED, why)
    ending = Ending.objects.latest("discussion")
    assert ending.position is not None
    assert ending.position.member == world["br"].member
    without_problems(chair, english.person, arabic.person, chinese.person)


def test_an_observers_objection_is_recorded_and_changes_nothing(visit: Visit, world: World) -> None:
    english, arabic, observer = (reads(visit, *who) for who in (("br", "en"), ("jp", "ar"), ("no", "zh")))
    chair = presides(visit)
    press(chair, "n")
    drafts(chair, DRAFT)
    asks(chair, SHORT)
    is_about_to_object(observer)
    dialog = observer.page.get_by_role("dialog")
    expect(dialog).to_contain_text(observer.says("An objection of your participation class changes nothing else."))
    observer.page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    for reader in (english, arabic, observer):
        recorded = reader.says("%(capacity)s: objection recorded, changes nothing", capacity="")
        expect(reader.positions).to_contain_text(recorded)
        expect(reader.positions).not_to_contain_text(reader.says("defers the item"))
    at_console = chair.page.get_by_role("region", name="Positions")
    expect(at_console).to_contain_text("Observer Member State: objection recorded, changes nothing")
    may_conclude(chair)
    closes(chair)
    for reader in (english, arabic, observer):
        why = reader.says("An objection is recorded; it does not prevent the conclusion.")
        reader.sees_that_it_ended(world, Outcome.PROPOSED_CONCLUSION, why)
    assert Position.objects.get().may_defer is False
    without_problems(chair, english.person, arabic.person, observer.person)


def is_usable_at_every_size(page: Page) -> None:
    """Axe finds nothing, and nothing is wider than the page, on a computer and on a telephone."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        is_usable(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_with_a_conclusion(visit: Visit, opens: Opens, world: World, language: str) -> None:
    delegate = reads(visit, "br", language, bypass_csp=True)
    chair = reads(visit, "vice_chair", language, "console", bypass_csp=True)
    press(chair, "n")
    drafts(chair, DRAFT)
    press(chair, "v")
    expect(chair.page.locator(".screen h2")).to_contain_text(chair.says("reading %(number)s", number="1"))
    drafts(chair, CHANGED)
    objects(delegate)
    expect(chair.page.locator(".card.positions li")).to_have_count(1)
    is_usable_at_every_size(chair.page)

    press(chair, "d")
    expect(chair.page.locator("form textarea")).to_be_focused()
    is_usable_at_every_size(chair.page)
    chair.page.locator("form .acts .btn").first.click()
    expect(chair.page.locator("form textarea")).to_have_count(0)

    asks(chair, LONG)
    expect(delegate.page.get_by_role("timer")).to_be_visible()
    expect(delegate.page.locator("main .screen ins").first).to_be_visible()
    is_usable_at_every_size(delegate.page)
    press(chair, "i")
    expect(chair.page.locator("dialog fieldset")).to_be_visible()
    is_usable_at_every_size(chair.page)

    desk = opens(world["secretariat"].person, reverse("conclusions", args=["test"]), language, locale=language)
    expect(desk.locator("main table tbody tr")).to_have_count(len(world.items))
    is_usable_at_every_size(desk)
    for code in ("en", "ar"):
        desk.goto(conclusion_page(world, code))
        expect(desk.locator("[name=text]")).to_be_visible()
        is_usable_at_every_size(desk)
