"""Two people answer for one State before the deadline, each otherwise; one of them settles it (rule 22)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser.signed_in import opens
from tests.browser.somebody import signs_in
from tests.web.replies.replying import asked, page

if TYPE_CHECKING:
    from tests.browser.somebody import SignsIn, Somebody
    from tests.correspondence.conftest import Asked

pytestmark = pytest.mark.browser
__all__ = ["asked", "opens", "signs_in"]

DIFFER, SETTLED = "The replies of Brazil differ", "The replies of Brazil are settled"
DOES_NOT_COUNT = "None of them counts until the focal point settles the matter"


def answers(somebody: Somebody, choice: str, button: str) -> str:
    """From their first page, by the form of the letter; the receipt number."""
    somebody.goes_to("/")
    somebody.follows("DM-20/1005")
    dates = somebody.page.locator(".question", has_text="Item about dates")
    dates.get_by_label(choice, exact=True).check()
    somebody.presses(button)
    somebody.sees("Receipt")
    return somebody.page.locator("h1 bdi").inner_text()


def delegates_to(focal_point: Somebody, name: str, address: str) -> None:
    """The focal point lets another one of the State act in their place for two days."""
    focal_point.goes_to("/")
    focal_point.follows("Nominate and endorse")
    focal_point.follows("Delegate authority")
    form = focal_point.page.locator("form.details-form")
    form.get_by_label("E-mail address").fill(address)
    form.get_by_label("Title and full name").fill(name)
    form.get_by_label("Last day").fill((timezone.localdate() + timedelta(days=2)).isoformat())
    focal_point.presses("Delegate authority")
    focal_point.sees("You have delegated your authority")


def settles(delegate: Somebody, choice: str) -> str:
    """One form: both answers beside each other, theirs below; the receipt number."""
    delegate.follows("Settle")
    beside = delegate.page.get_by_role("region", name="Comparison of the replies")
    delegate.sees("Ms. Br", "Ms. Br2", "Yes", "No", within=beside)
    delegate.can_use_the_page()
    delegate.page.locator(".question", has_text="Item about dates").get_by_label(choice, exact=True).check()
    delegate.presses("Settle with this answer")
    delegate.sees("Receipt")
    return delegate.page.locator("h1 bdi").inner_text()


def test_two_answers_of_one_state_are_settled_by_one_and_seen_by_the_other(asked: Asked, signs_in: SignsIn) -> None:
    focal_point, delegate, secretariat = signs_in("br"), signs_in("br2"), signs_in("secretariat")
    desk = page(asked, "enquiry_desk")
    brazil = secretariat.page.locator(".enquiry-members tr", has_text="Brazil")

    first = answers(focal_point, "Yes", "Submit the reply")
    focal_point.sees("Received in time: it counts.")
    secretariat.goes_to(desk)
    secretariat.sees("1 of 3")

    delegates_to(focal_point, "Ms. Br2", "br2@example.org")
    delegate.goes_to(page(asked, "reply"))
    delegate.sees("Ms. Br has answered for your Member", "If your reply differs")
    second = answers(delegate, "No", "Submit the reply")
    delegate.sees("None of them counts until the focal point settles the matter.")

    delegate.is_told(f"Receipt {second}", DOES_NOT_COUNT)
    for somebody in (focal_point, secretariat):
        somebody.is_told(DIFFER, second, DOES_NOT_COUNT)
    secretariat.goes_to(desk)
    secretariat.sees("0 of 3")
    secretariat.sees("In conflict", "None of them counts", within=brazil)
    focal_point.opens_from(focal_point.is_told(DIFFER), "/replies/BR/")
    focal_point.sees(DOES_NOT_COUNT, "in conflict", first, second)

    third = settles(delegate, "No")
    delegate.sees("It settles the different replies received earlier, and counts.")
    delegate.is_told(f"Receipt {third}", "It settles the different replies received earlier, and counts.")
    assert not delegate.was_told(SETTLED)  # they have the receipt
    focal_point.opens_from(focal_point.is_told(SETTLED, third), "/replies/BR/")
    versions = focal_point.page.locator(".version")
    focal_point.sees(third, "Ms. Br2", "counts", "It replaces all earlier replies.", within=versions.nth(0))
    focal_point.sees(second, "replaced by a later one", "Yes", "No", within=versions.nth(1))
    focal_point.sees(first, "Ms. Br,", "replaced by a later one", within=versions.nth(2))
    focal_point.can_use_the_page()
    secretariat.goes_to(desk)
    secretariat.sees("1 of 3")
    secretariat.sees("Answered", "No: 1", within=brazil)
    secretariat.goes_to(reverse("replies_waiting", args=["test"]))
    secretariat.sees("No replies need action.")
