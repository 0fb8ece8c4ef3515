"""The tray: a message with a contribution is filed, and that undone, by keyboard alone; axe, in English and Arabic."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from hemicycle.arrivals import keeping, processing
from hemicycle.arrivals.addressing import Addressed
from hemicycle.arrivals.models import Arrival
from hemicycle.contributions.models import Contribution, ContributionMail
from tests.arrivals.mails import mail
from tests.browser.signed_in import is_usable, opens
from tests.browser.test_contributions import SIZES, shot, tab_to
from tests.contributions.by_mail import message, word
from tests.factories import URGENT

if TYPE_CHECKING:
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser


@pytest.fixture
def waiting(world: World) -> Arrival:
    """A message whose file does not say to which item it contributes, and one with a file that is kept apart."""
    kept_apart = mail("Position", "Please find it attached.", "jp@example.org", identifier="<apart@example.org>")
    kept_apart.add_attachment(b"MZ\x90\0", maintype="application", subtype="pdf", filename="a.pdf")
    made = message(("paper.docx", word("Title", "On the dates", "We propose May.")), subject="Our paper")
    to = [Addressed("", world.consultation)]
    for one in (kept_apart, made):
        keeping.keep(BytesIO(one.as_bytes()), Arrival.Way.SMTP, str(one["From"]), to)
    processing.process_waiting()
    return Arrival.objects.get(subject="Our paper")


def test_it_is_filed_as_a_contribution_and_that_is_undone_by_keyboard(
    world: World, opens: Opens, waiting: Arrival
) -> None:
    page = opens(world["secretariat"].person, reverse("arrivals", args=["test"]))
    is_usable(page)
    tab_to(page, f'a[href="{reverse("arrival", args=["test", waiting.pk])}"]')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Our paper")).to_be_visible()
    expect(page.get_by_text("says to which item it contributes")).to_be_visible()
    is_usable(page)
    tab_to(page, "select[name=place]")
    page.keyboard.type("1. ")
    expect(page.locator("select[name=place]")).to_have_value(f"contribution|item:{URGENT}:1")
    tab_to(page, "button[value=file]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The message is filed.")).to_be_visible()
    is_usable(page)
    row = Contribution.objects.get()
    assert ContributionMail.objects.get().version == row.versions.get()
    tab_to(page, f'a[href="{reverse("contribution_desk", args=["test", row.pk])}"]')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Awaiting confirmation")).to_be_visible()
    is_usable(page)
    page.go_back()
    tab_to(page, "button[value=undo]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The message is to be filed again.")).to_be_visible()
    tab_to(page, "input[name=words]")
    page.keyboard.insert_text("Sent twice")
    tab_to(page, "button[value=dismiss]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The message is dismissed.")).to_be_visible()
    is_usable(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_and_nothing_is_cut_off(world: World, opens: Opens, waiting: Arrival, language: str) -> None:
    for width, height in SIZES:
        size = {"viewport": {"width": width, "height": height}}
        for name, address in (
            ("tray", reverse("arrivals", args=["test"])),
            ("message", reverse("arrival", args=["test", waiting.pk])),
            ("apart", reverse("arrival", args=["test", Arrival.objects.exclude(pk=waiting.pk).get().pk])),
        ):
            page = opens(world["secretariat"].person, address, language, **size)
            shot(page, name, language, width)
