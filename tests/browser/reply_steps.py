"""What people do about replies to a letter, for the paths that share it: a State answers, the chair decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Locator

    from tests.browser.somebody import Somebody


#: What the letter of the tests asks about first.
DATES = "Item about dates"


def chooses(somebody: Somebody, choice: str, item: str = DATES) -> None:
    """On the form of the reply."""
    somebody.page.locator(".question", has_text=item).get_by_label(choice, exact=True).check()


def receipt_of(somebody: Somebody) -> str:
    """The number of the receipt to which the form leads."""
    heading = somebody.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Receipt")
    return heading.locator("bdi").inner_text()


def answers(somebody: Somebody, button: str, choices: Mapping[str, str]) -> str:
    """From their first page, by the form of the letter; the receipt number.

    Args:
        choices: By item.
    """
    somebody.goes_to("/")
    somebody.follows("DM-20/1005")
    for item, choice in choices.items():
        chooses(somebody, choice, item)
    somebody.presses(button)
    return receipt_of(somebody)


def looks_at(chair: Somebody, member: str) -> None:
    """The chair opens a late reply among those that wait."""
    chair.goes_to_the_desk("Replies needing action")
    chair.sees("Late", within=chair.page.locator("tr", has_text=member))
    chair.follows(member)


def decides(chair: Somebody, label: str, words: str, button: str) -> None:
    """The chair accepts the reply, or does not, with words for the record."""
    chair.page.get_by_label(label).fill(words)
    chair.presses(button)


def declares(chair: Somebody) -> None:
    """The chair declares the result, from their first page."""
    chair.goes_to_the_desk("Enquiries")
    chair.follows("DM-20/1005")
    chair.follows("Declare the result")
    chair.can_use_the_page()
    chair.presses("Declare the result")
    chair.sees("The result is declared.")


def row_of(somebody: Somebody, member: str) -> Locator:
    """A Member in the table of the enquiry's desk."""
    return somebody.page.locator(".enquiry-members tr", has_text=member)
