"""A contribution from the first word to the item: written and submitted by keyboard, posted, read; on a phone; axe."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from hemicycle.contributions import links
from hemicycle.contributions.actions import submitting
from hemicycle.contributions.actions.submitting import Source
from hemicycle.contributions.content import Content
from hemicycle.contributions.items import items_of
from hemicycle.contributions.models import Contribution, Submitter
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Contact
from hemicycle.people.uploads import PDF, Looked
from hemicycle.rules.contributions import Stage
from hemicycle.rules.replies import Channel
from tests.browser.conftest import PATIENCE
from tests.browser.signed_in import is_usable, opens

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.by_keyboard import Visit
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (390, 844)]
LANGUAGES = ("en", "ar", "zh")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus; a page has far fewer stops."""
    for _ in range(200):
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is reached by no key")


def types(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.insert_text(text)


def test_written_by_keyboard_submitted_posted_and_read_at_its_item(world: World, opens: Opens, visit: Visit) -> None:
    address = reverse("contributions", args=["test"])
    page = opens(world["br"].person, address)
    is_usable(page)
    tab_to(page, "button[value=begin]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Contribution", level=1)).to_be_visible()
    tab_to(page, "#id_item")
    page.keyboard.press("ArrowDown")
    types(page, "#id_title", "On the budget")
    types(page, "#id_part_comments", "The figures are welcome. " * 40)
    types(page, "#id_part_proposal", "To note them.")
    expect(page.locator("[data-state]")).to_contain_text("Draft saved")
    expect(page.locator("[data-length-words]")).to_have_text("1 page")
    is_usable(page)
    # The preview is what prints, and is fetched once it is opened.
    tab_to(page, "[data-preview] > summary")
    page.keyboard.press("Enter")
    expect(page.locator("[data-frame]")).to_have_attribute("src", re.compile(r"paper/\?of=\d+"))
    tab_to(page, "[data-submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Receipt test/1-BR-1")).to_be_visible()
    is_usable(page)

    # The secretariat gives it its number, and posts it.
    row = Contribution.objects.get()
    desk = opens(world["secretariat"].person, reverse("contributions_desk", args=["test"]))
    is_usable(desk)
    desk.get_by_role("link", name="On the budget").click()
    is_usable(desk)
    desk.get_by_label("Symbol").fill("C20/81")
    desk.get_by_role("button", name="Assign the number").click()
    expect(desk.get_by_text("It becomes document C20/81.")).to_be_visible()
    desk.get_by_role("link", name="Français").first.click()
    is_usable(desk)
    desk.goto(reverse("contribution_desk", args=["test", row.pk]))
    desk.get_by_role("link", name="Post as a document").click()
    is_usable(desk)
    desk.get_by_role("button", name="Post", exact=True).click()
    expect(desk.get_by_text("C20/81 is posted.")).to_be_visible()
    row.refresh_from_db()
    assert row.stage == Stage.POSTED.value

    # A delegate finds it at the item in the room.
    delegate = visit("jp")
    delegate.enter(listen_only=True)
    delegate.page.get_by_role("tab", name=re.compile("Documents")).click(timeout=PATIENCE)
    expect(delegate.page.get_by_text("C20/81").first).to_be_visible()


def test_a_draft_changed_by_a_colleague_shows_both_texts(world: World, opens: Opens) -> None:
    page = opens(world["br"].person, reverse("contributions", args=["test"]))
    page.get_by_role("button", name="Write on the template").click()
    colleague = opens(world["br2"].person, page.url)
    page.locator("#id_title").fill("Mine")
    expect(page.locator("[data-state]")).to_contain_text("Draft saved")
    colleague.locator("#id_title").fill("Theirs")
    expect(colleague.get_by_role("heading", name="The draft was changed elsewhere")).to_be_visible()
    is_usable(colleague)
    colleague.get_by_role("button", name="Keep the text entered here").click()
    expect(colleague.locator("[data-state]")).to_contain_text("Draft saved")
    page.reload()
    expect(page.locator("#id_title")).to_have_value("Theirs")


TEXTS = {
    "ar": ("بشأن الميزانية", "نرحب بالأرقام الواردة في الوثيقة C20/1. ", "الإحاطة علماً بها."),
    "zh": ("关于预算", "我们欢迎文件 C20/1 所载的数字。", "请理事会予以注意。"),
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_in_arabic_and_chinese_it_is_written_previewed_printed_and_posted_by_keyboard(
    world: World, opens: Opens, language: str
) -> None:
    title, comments, proposal = TEXTS[language]
    page = opens(world["br"].person, reverse("contributions", args=["test"]), language)
    is_usable(page)
    tab_to(page, "button[value=begin]")
    page.keyboard.press("Enter")
    expect(page.locator("#id_title")).to_be_visible()
    expect(page.locator("#id_language")).to_have_value(language)
    tab_to(page, "#id_item")
    page.keyboard.press("ArrowDown")
    types(page, "#id_title", title)
    types(page, "#id_part_comments", comments * 30)
    with page.expect_response(re.compile("/save/")), page.expect_response(re.compile("/length/")):
        types(page, "#id_part_proposal", proposal)
    is_usable(page)
    tab_to(page, "[data-preview] > summary")
    page.keyboard.press("Enter")
    expect(page.locator("[data-frame]")).to_have_attribute("src", re.compile(r"paper/\?of=\d+"))
    tab_to(page, "[data-submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("test/1-BR-1").first).to_be_visible()
    is_usable(page)
    row = Contribution.objects.get()
    paper = reverse("contribution_paper", args=["test", row.pk])
    printed(page, f"{paper}?language={language}&format=pdf", f"paper-{language}", language, title)
    receipt = reverse("contribution_receipt", args=["test", row.pk, 1])
    printed(page, f"{receipt}?format=pdf&language={language}", f"receipt-{language}", language, "test/1-BR-1")

    # The secretariat numbers it, removes the number, gives it again and posts it, by keyboard.
    here = reverse("contribution_desk", args=["test", row.pk])
    desk = opens(world["secretariat"].person, here, language)
    for ask, act in (("", "number"), ("remove", "remove_number"), ("", "number"), ("post", "post")):
        if ask:
            follows(desk, f"a[href^='?ask={ask}']")
        if act == "number":
            types(desk, "#id_symbol", "C20/81")
        is_usable(desk)
        tab_to(desk, f"button[value={act}]")
        with desk.expect_navigation():
            desk.keyboard.press("Enter")
    is_usable(desk)
    row.refresh_from_db()
    assert (row.stage, row.symbol) == (Stage.POSTED.value, "C20/81")


def follows(page: Page, selector: str) -> None:
    """Go to a link by keyboard, and follow it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def printed(page: Page, address: str, name: str, language: str, said: str) -> None:
    """A paper is in its language and has these words; where somebody wants to look at it, there is a picture."""
    content = page.request.get(address).body()
    paper = PdfReader(BytesIO(content))
    assert str(paper.root_object["/Lang"]).split("-")[0] == language
    text = "".join(one.extract_text() for one in paper.pages)
    # Arabic may be extracted as it is set, from the last letter to the first.
    assert said in text or said[::-1] in text, text[:300]
    folder = os.environ.get("HEMICYCLE_PICTURES", "")
    if folder:
        (Path(folder) / f"{name}.pdf").write_bytes(content)


def test_a_paper_is_entered_by_keyboard_and_a_contact_confirms_it_by_its_link(
    world: World, opens: Opens, tmp_path: Path
) -> None:
    member = world["jp"].member
    assert member
    contact = Contact.objects.create(member=member, name="Office", email="office@example.org")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    page = opens(world["secretariat"].person, reverse("contributions_desk", args=["test"]))
    follows(page, "a[href$='/contributions/enter/']")
    is_usable(page)
    tab_to(page, "#id_member")
    page.keyboard.type("JP")
    types(page, "#id_brought_by", "Mr. Bearer")
    tab_to(page, "#id_item")
    page.keyboard.press("ArrowDown")
    types(page, "#id_title", "On the budget")
    types(page, "#id_part_comments", "The figures are welcome.")
    types(page, "#id_part_proposal", "To note them.")
    tab_to(page, "button[value=enter]")
    page.keyboard.press("Enter")
    # What is missing is said, and nothing that was typed is lost.
    expect(page.get_by_role("heading", name="No contribution was entered")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("On the budget")
    is_usable(page)
    page.locator("#id_received").fill("2020-05-20 10:00")
    page.locator("#id_file").set_input_files(scan)
    tab_to(page, "button[value=enter]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Entered as test/1-JP-1.")).to_be_visible()
    is_usable(page)
    submitter = Submitter.objects.get()
    delivery = Delivery.objects.get(mailing=submitter.mailing, contact=contact)
    link = opens(None, links.address_of(submitter, delivery))
    is_usable(link)
    tab_to(link, "button[value=confirm]")
    link.keyboard.press("Enter")
    expect(link.get_by_text("is confirmed.").first).to_be_visible()
    row = Contribution.objects.get()
    assert row.stage == Stage.SUBMITTED.value


@pytest.mark.parametrize("size", SIZES)
def test_each_page_in_three_languages(world: World, opens: Opens, size: tuple[int, int]) -> None:
    width, height = size
    first = opens(world["br"].person, reverse("contributions", args=["test"]))
    first.get_by_role("button", name="Write on the template").click()
    draft = first.url
    first.locator("#id_item").select_option(index=1)
    first.locator("#id_title").fill("On the budget")
    first.locator("#id_part_comments").fill("The figures are welcome.")
    first.locator("#id_part_proposal").fill("To note them.")
    first.get_by_text("Submitted together with other Members").click()
    first.get_by_role("checkbox").first.check()
    expect(first.locator("[data-state]")).to_contain_text("Draft saved")
    for language in LANGUAGES:
        view = {"width": width, "height": height}
        shot(opens(world["br"].person, draft, language, viewport=view), "draft", language, width)
    first.locator("[data-submit]").click()
    expect(first.get_by_role("heading", name="Receipt test/1-BR-1")).to_be_visible()
    row = Contribution.objects.get()
    entered = enter(world)
    pages: list[tuple[str, str, list[int | str]]] = [
        ("br", "contributions", []),
        ("br", "contribution", [row.pk]),
        ("br", "contribution_receipt", [row.pk, 1]),
        ("secretariat", "contributions_desk", []),
        ("secretariat", "contribution_desk", [row.pk]),
        ("secretariat", "contribution_desk", [entered]),
        ("secretariat", "contribution_enter", []),
        ("secretariat", "contribution_entry", [entered]),
        ("secretariat", "contribution_part", ["comments"]),
        ("secretariat", "contribution_terms", []),
        ("secretariat", "contribution_parts", []),
    ]
    for language in LANGUAGES:
        for who, name, more in pages:
            address = reverse(name, args=["test", *more])
            page = opens(world[who].person, address, language, viewport={"width": width, "height": height})
            shot(page, "-".join(map(str, [name, *more])), language, width)
            page.close()


def enter(world: World) -> int:
    """One that came on paper; its key."""
    scan = Looked(b"%PDF-1.7\n%%EOF\n", "scan.pdf", PDF)
    source = Source(Channel.PAPER, timezone.now(), scan, brought_by="Mr. Bearer, third secretary")
    (item, *_more) = items_of(world.consultation)
    content = Content(item, "en", "On languages", parts={"comments": "C", "proposal": "P"})
    member = world["jp"].member
    assert member
    performer = Performer(world["secretariat"].person)
    key = world.consultation.pk
    made = submitting.enter(key, performer, timezone.now(), member=member, content=content, source=source)
    return made.contribution_id


def shot(page: Page, name: str, language: str, width: int) -> None:
    """The page is usable; where somebody wants to look at it, there is a picture."""
    is_usable(page)
    folder = os.environ.get("HEMICYCLE_PICTURES", "")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}-{language}-{width}.png", full_page=True)
