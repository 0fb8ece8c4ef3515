"""Statements handed in in the room, and the summary record from drawing it up to a published document."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.journal.record import Performer
from hemicycle.outcome.actions.statements import Given, hand_in
from hemicycle.outcome.models import StatementVersion, SummaryParagraph, SummaryRecord
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import Turn
from tests.browser.concluding import Reader, presides, press, reads, without_problems
from tests.browser.conftest import PATIENCE
from tests.browser.signed_in import is_usable, opens
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.by_keyboard import Visit
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser

TEXT = "Merci, Monsieur le Président. Ma délégation appuie la proposition."
SIZES = [(1440, 900), (390, 844)]


def test_a_text_handed_in_in_the_room_is_read_in_the_booth_and_by_no_other_delegation(visit: Visit) -> None:
    chair = presides(visit)
    press(chair, "n")
    brazil, japan = reads(visit, "br", "en"), reads(visit, "jp", "ar")
    booth = visit("french", "booth").enter()
    brazil.page.keyboard.press("t")
    dialog = brazil.page.get_by_role("dialog", name="Text of your statement")
    field = dialog.get_by_role("textbox", name="Text of the statement")
    expect(field).to_be_enabled()
    field.fill(TEXT)
    dialog.get_by_role("radio", name="Français").check()
    is_usable_dialog(brazil.page)
    field.press("Control+Enter")
    expect(dialog).to_have_count(0)
    assert StatementVersion.objects.get().published is False

    # It is beside the floor once its delegation is on the list, and whole.
    card = booth.page.locator(".statement")
    expect(card).to_have_count(0)
    asks_for_the_floor(brazil)
    expect(card).to_contain_text(TEXT)
    expect(card.locator(".words")).to_have_attribute("lang", "fr")
    expect(chair.page.locator(".statement")).to_contain_text(TEXT)
    is_usable(booth.page)

    # Of a delegation's page not even the push engine knows it.
    expect(japan.page.get_by_role("tab").first).to_be_visible()
    assert TEXT not in japan.page.content()
    answer = japan.page.evaluate("(url) => fetch(url).then((one) => one.text())", f"{japan.page.url}documents")
    assert TEXT not in answer
    assert "statements" not in answer

    brazil.page.keyboard.press("t")
    dialog.get_by_role("button", name="Withdraw the text").click()
    expect(card).to_have_count(0)
    without_problems(chair, booth, brazil.person, japan.person)


def is_usable_dialog(page: Page) -> None:
    """What an open dialog covers is no part of the page meanwhile."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def asks_for_the_floor(reader: Reader) -> None:
    reader.page.keyboard.press("r")
    reader.page.get_by_role("dialog").get_by_role("button", name="Ask for the floor").click()
    reader.page.get_by_text(re.compile("You are next|first on the list", re.IGNORECASE)).first.wait_for(
        timeout=PATIENCE
    )


def held(world: World) -> None:
    """Brazil and Ghana spoke, the one by a text; the sitting has ended."""
    sitting, now = world.sitting, timezone.now()
    begun = now - timedelta(hours=1)
    given = Given(world.items[0].pk, "en", "We support the proposal.\n\nWe thank the secretariat.", 0, published=True)
    hand_in(world.consultation.pk, Performer(world["br"].person), begun, given)
    sitting.discussions.create(item=world.items[0], start=begun, end=now)
    for place, name in enumerate(("br", "gh"), 1):
        row, at = world[name], begun + timedelta(minutes=10 * place)
        Turn.objects.create(
            sitting=sitting, registration=row, member=row.member, item=world.items[0], capacity="council_state",
            language="en", state="ended", asked_at=at, granted_at=at, connected_at=at,
            ended_at=at + timedelta(minutes=3),
        )  # fmt: skip
        sitting.attendances.create(registration=row, session=f"PA_{name}", joined_at=begun, left_at=now)
    sitting.leads.update(start=begun, end=now)
    sitting.state, sitting.state_since = SittingState.ENDED.value, now
    sitting.save()


def test_a_summary_record_is_drawn_up_corrected_and_published(world: World, opens: Opens) -> None:
    held(world)
    key = world.sitting.pk
    desk_address, address = reverse("summary_desk", args=["test", key]), reverse("summary", args=["test", key])
    desk = opens(world["secretariat"].person, reverse("records", args=["test"]))
    is_usable(desk)
    desk.get_by_role("link", name="Prepare").click()
    desk.get_by_role("button", name="Prepare the summary record").click()
    expect(desk.get_by_text("We thank the secretariat.")).to_be_visible()
    is_usable(desk)

    # What has no text is completed, and the whole circulated.
    ghana = SummaryParagraph.objects.get(member__code="GH")
    desk.locator(f"#paragraph-{ghana.pk}").get_by_role("link", name=re.compile("Edit")).click()
    is_usable(desk)
    desk.get_by_label("Text of the paragraph").fill("The delegate of Ghana said that his delegation agreed.")
    desk.get_by_role("button", name="Save").click()
    desk.goto(desk_address)
    desk.get_by_role("button", name="Circulate to the delegations").click()
    expect(desk.get_by_text("The summary record is circulated.")).to_be_visible()

    # Brazil asks for a correction of its own statement, which is accepted.
    delegate = opens(world["br"].person, address)
    is_usable(delegate)
    delegate.get_by_role("link", name=re.compile("Ask for a correction")).click()
    is_usable(delegate)
    delegate.get_by_label("Text with your correction").fill("The delegate of Brazil said that they supported it.")
    delegate.get_by_role("button", name="Ask for the correction").click()
    expect(delegate.get_by_text("Awaits a decision")).to_be_visible()
    desk.goto(desk_address)
    is_usable(desk)
    desk.get_by_role("button", name="Accept the correction").click()
    expect(desk.get_by_text("The correction is accepted")).to_be_visible()

    # The period is over: it is published, and read in two languages, on a phone too.
    with without_guards():
        QuerySet(SummaryRecord).update(correct_until=timezone.now() - timedelta(minutes=1))
    desk.goto(desk_address)
    desk.get_by_label("Symbol").fill("SR-1")
    desk.get_by_role("button", name="Publish in every language").click()
    expect(desk.get_by_text("SR-1 is published.")).to_be_visible()
    for width, height in SIZES:
        for language in ("en", "ar"):
            reader = opens(world["no"].person, address, language, viewport={"width": width, "height": height})
            expect(reader.get_by_text("The delegate of Brazil said that they supported it.")).to_be_visible()
            is_usable(reader)
            # Each paragraph leads back to the moment of the record that it rests on.
            reader.locator(".report-paragraph a[href*='#turn-']").first.click()
            expect(reader.locator(":target")).to_be_visible()
            is_usable(reader)
            reader.goto(reverse("record_presence", args=["test", key]))
            is_usable(reader)
            reader.goto(reverse("statement", args=["test", world.items[0].pk]))
            expect(reader.get_by_text("We support the proposal.")).to_be_visible()
            is_usable(reader)
