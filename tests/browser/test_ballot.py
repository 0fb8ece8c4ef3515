"""A decision by correspondence in a real browser: from the flag on a conclusion to the declared result."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.correspondence.models import Enquiry, Letter
from tests.browser.signed_in import is_usable, opens
from tests.outcome.acting import Acting
from tests.support.addressing import address
from tests.support.balloting import close
from tests.support.enquiries import mandate

if TYPE_CHECKING:
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser
DAY = timedelta(days=1)
PHONE = {"width": 390, "height": 800}


@pytest.fixture
def concluded(world: World) -> Acting:
    """The first item ended with a proposed conclusion."""
    acting = Acting(world)
    acting.open()
    acting.draft("The session is held in July 2021.\n\nIts dates are fixed by the secretariat.")
    acting.ask()
    acting.close("proposed_conclusion", later=10)
    return acting


def send(enquiry: Enquiry, world: World) -> None:
    """As sending leaves it, without the papers."""
    Letter.objects.filter(pk=enquiry.letter_id).update(state=Letter.State.SENT, sent_at=timezone.now() - DAY)
    address(Letter.objects.get(pk=enquiry.letter_id))
    Enquiry.objects.filter(pk=enquiry.pk).update(deadline_day=(timezone.now() + 2 * DAY).date())
    for name in ("br", "jp"):
        mandate(world[name], timezone.now() - 2 * DAY)


def test_a_conclusion_is_flagged_put_to_a_ballot_voted_on_and_declared(concluded: Acting, opens: Opens) -> None:
    world = concluded.world
    conclusion = reverse("conclusion", args=["test", concluded.item, "en"])
    chair = opens(world["chair"].person, conclusion)
    chair.get_by_label("Reason why it cannot wait for the session").fill("The session begins in July.")
    chair.get_by_role("button", name="Mark as urgent").click()
    desk = opens(world["secretariat"].person, conclusion)
    desk.get_by_label("Source of the authority").fill("Memorandum of 12 June 2020")
    desk.get_by_role("button", name="Record the authority").click()
    desk.goto(reverse("conclusions", args=["test"]))
    desk.get_by_role("link", name="Draft the ballot letter").click()
    is_usable(desk)
    desk.get_by_role("checkbox").first.check()
    desk.get_by_role("button", name="Draft the ballot letter").click()
    expect(desk.get_by_text("is drafted. Check its text")).to_be_visible()
    enquiry = Enquiry.objects.get()
    desk.goto(reverse("letter_asks", args=["test", enquiry.letter_id]))
    is_usable(desk)
    send(enquiry, world)

    brazil = opens(world["br"].person, reverse("reply", args=["test", enquiry.pk]))
    expect(brazil.get_by_text("The session is held in July 2021.")).to_be_visible()
    brazil.get_by_label("Approve", exact=True).check()
    brazil.get_by_role("button", name="Submit").click()
    expect(brazil.get_by_text("Received. The receipt number is")).to_be_visible()
    desk.goto(reverse("ballot", args=["test", enquiry.pk]))
    expect(desk.get_by_text("The votes are sealed until the deadline.")).to_be_visible()
    is_usable(desk)

    close(enquiry)
    chair.goto(reverse("ballot", args=["test", enquiry.pk]))
    expect(chair.get_by_text("This result is not declared yet.")).to_be_visible()
    chair.get_by_role("link", name="Declare the result").click()
    chair.get_by_role("button", name="Declare the result").click()
    chair.goto(reverse("ballot", args=["test", enquiry.pk]))
    expect(chair.get_by_role("img", name="For 1")).to_be_visible()
    is_usable(chair)
    for language in ("en", "ar"):
        is_usable(opens(world["chair"].person, chair.url, language, viewport=PHONE))
