"""From an invitation that is mailed to a registration: whoever comes, and the secretariat that invites them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.people.models import Registration
from tests.browser.mails import next_mail, text_of

if TYPE_CHECKING:
    from email.message import EmailMessage

    from playwright.sync_api import Page

    from tests.mail.smtp import Server


@dataclass
class Delegate:
    """Somebody who is invited, with their browser and the mails that they have read so far."""

    page: Page
    mailbox: Server
    address: str
    name: str
    read: int = 0

    def mail(self) -> EmailMessage:
        """The next mail to them."""
        message = next_mail(self.page, self.mailbox, self.address, self.read)
        self.read = len(self.mailbox.taken)
        return message

    def prove_address(self, invitation: str) -> None:
        """Follow the invitation, ask for a code, and give it back."""
        self.page.goto(invitation)
        self.page.locator("input[name=email]").fill(self.address)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.locator("input[name=code]").wait_for()
        code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", text_of(self.mail()))
        assert code is not None
        self.page.locator("input[name=code]").fill(code[0])
        self.page.locator("main form .btn-primary").click()
        self.page.locator("input[name=name]").wait_for()

    def register(self, member: str) -> Registration:
        """Fill in what nobody knows yet."""
        self.page.locator("input[name=name]").fill(self.name)
        self.page.locator("select[name=member]").select_option(member)
        self.page.locator("main form .btn-primary").click()
        self.page.locator(".stages").wait_for()
        return Registration.objects.get(person__email=self.address)

    def enter(self, link: str) -> None:
        """From another browser, by the personal link, into the sitting."""
        self.page.context.clear_cookies()
        self.page.goto(link)
        self.page.locator("main form .btn-primary").click()
        self.page.wait_for_url(re.compile(r"/sittings/\d+/"))
        self.page.locator("button.primary, .btn-primary").first.click()
        self.page.locator(".chip.live").first.wait_for()
        self.page.get_by_role("tab").nth(1).click()  # the people
        self.page.get_by_text(self.name).first.wait_for()


def invite(secretariat: Page, member: str) -> None:
    """Send our text of an invitation to one Member."""
    secretariat.goto("/consultations/test/desk/mail/write/")
    secretariat.locator("select[name=template]").select_option("invitation")
    secretariat.get_by_role("button", name="Insert template").click()
    secretariat.locator(f"input[name=members][value={member}]").check()
    secretariat.get_by_role("button", name="View").click()
    secretariat.get_by_role("button", name="Send to 1 person").click()
