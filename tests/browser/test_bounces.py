"""A mail to people, of whom one has another address by now: it bounces, is corrected and sent again in one form."""

from __future__ import annotations

import os
import re
import smtplib
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from hemicycle.people.models import Person
from tests.arrivals.test_bounces import REPORT, give
from tests.browser.conftest import wait_until
from tests.browser.mails import next_mail, text_of
from tests.browser.signed_in import opens
from tests.browser.somebody import signs_in

if TYPE_CHECKING:
    from collections.abc import Collection
    from email.message import EmailMessage

    from playwright.sync_api import Locator

    from tests.browser.somebody import SignsIn, Somebody
    from tests.mail.smtp import Server

pytestmark = pytest.mark.browser
__all__ = ["opens", "signs_in"]

SUBJECT, BODY = "Documents for {consultation}", "Dear {name},\n\nthe documents are available."
RIGHT = "brazil@mission.example"
#: And not those received.
MESSAGES = re.compile("^Messages(?! received)")


def writes_to_the_delegates_of(secretariat: Somebody, members: Collection[str]) -> None:
    """One message in English to the registered participants of these Members: chosen, looked at, sent."""
    secretariat.goes_to("/")
    secretariat.follows("To do")
    messages(secretariat)
    secretariat.follows("Write a message")
    for code in members:
        secretariat.page.locator(f"input[name=members][value={code}]").check()
    secretariat.page.locator("input[name=subject_en]").fill(SUBJECT)
    secretariat.page.locator("textarea[name=body_en]").fill(BODY)
    secretariat.presses("View")
    secretariat.sees("Documents for Test Consultation", "Dear Ms. ")
    secretariat.can_use_the_page()
    secretariat.presses("Send to 3 people")
    secretariat.sees("The message to 3 people is being sent.")


def bounces(mailbox: Server, message: EmailMessage) -> None:
    """The other server took it and finds nobody of that name: it says so where the mail asks for its bounces."""
    to = next(sender for sender, taken in mailbox.taken if taken is message)
    host, _, port = os.environ["HEMICYCLE_BOUNCE_BIND"].rpartition(":")
    with smtplib.SMTP(host, int(port)) as client:
        assert give(client, to, REPORT.format(to=to, action="failed"))[0] == 250


def is_seen_at_the_desk(secretariat: Somebody) -> None:
    """On every page of the desk, in the list of messages, and with the server's words at the one that came back."""
    secretariat.goes_to("/")
    secretariat.follows("To do")
    secretariat.sees("1 message was not delivered")
    secretariat.sees("Messages 1 to do", within=desk_pages(secretariat))
    messages(secretariat)
    secretariat.sees("2 sent", "1 bounced")
    secretariat.follows("Documents for")
    secretariat.follows("Bounced")
    secretariat.sees("Ms. Br", "br@example.org", "User unknown", within=secretariat.page.locator(".mail-log tbody"))
    secretariat.can_use_the_page()


def corrects_and_sends_again(secretariat: Somebody, address: str) -> None:
    """One form in the row of the mail."""
    secretariat.page.get_by_label("Right address in place of br@example.org").fill(address)
    secretariat.presses("Send again")
    secretariat.sees(f"The message to {address} is being sent.")


def desk_pages(secretariat: Somebody) -> Locator:
    """The navigation of the secretariat's desk, where a sign stands of what was not delivered."""
    return secretariat.page.get_by_role("navigation", name="Pages of the consultation")


def messages(secretariat: Somebody) -> None:
    """Open the page of messages by the navigation, where it stands among what is set up."""
    pages = desk_pages(secretariat)
    expect(pages).to_be_visible()  # to count waits for nothing: a page that is still to come has none
    if pages.locator("details:not([open])").count():
        pages.locator("summary").click()
    pages.get_by_role("link", name=MESSAGES).click()


def counts_nothing(somebody: Somebody) -> bool:
    somebody.page.reload()
    return "to do" not in desk_pages(somebody).inner_text()


def test_a_mail_that_bounced_is_corrected_and_sent_again_and_its_sign_is_gone(
    signs_in: SignsIn, mailbox: Server
) -> None:
    secretariat, seen = signs_in("secretariat"), len(mailbox.taken)

    writes_to_the_delegates_of(secretariat, ("BR", "JP"))
    for address in ("br2@example.org", "jp@example.org"):
        next_mail(secretariat.page, mailbox, address, seen, "Documents for Test Consultation")
    came_back = next_mail(secretariat.page, mailbox, "br@example.org", seen, "Documents for Test Consultation")
    secretariat.sees("3 sent")
    expect(desk_pages(secretariat)).not_to_contain_text("to do")
    bounces(mailbox, came_back)

    is_seen_at_the_desk(secretariat)
    corrects_and_sends_again(secretariat, RIGHT)
    again = next_mail(secretariat.page, mailbox, RIGHT, seen, "Documents for Test Consultation")
    assert "the documents are available." in text_of(again)
    assert Person.objects.get(name="Ms. Br").email == RIGHT

    secretariat.follows(MESSAGES)
    secretariat.sees("3 sent")
    expect(secretariat.page.get_by_text("1 bounced")).to_have_count(0)
    # What was sent again is no act: the numbers beside the pages are counted again after some seconds.
    wait_until(secretariat, lambda: counts_nothing(secretariat))
    secretariat.follows("Documents for")
    secretariat.sees("br@example.org", RIGHT)
