"""Somebody at the product's pages, for the tests that follow a path of several people."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.mails import link_in, mails_to, next_mail, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from playwright.sync_api import Locator, Page

    from tests.browser.signed_in import Opens
    from tests.factories import World
    from tests.mail.smtp import Server


@dataclass
class Somebody:
    """Somebody in a browser of their own, with the mails that came to them since they opened it.

    Attributes:
        before: So many mails had been sent by then.
    """

    page: Page
    address: str
    mailbox: Server
    before: int

    def goes_to(self, address: str) -> None:
        """Open a page of the product."""
        self.page.goto(address)

    def follows(self, link: str | re.Pattern[str]) -> None:
        """Follow the first link of this name, and come to its page: nothing is looked at on the one that is left."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).first.click()

    def presses(self, button: str | re.Pattern[str]) -> None:
        """Press the button that begins so."""
        self.page.get_by_role("button", name=button).first.click()

    def sees(self, *texts: str, within: Locator | None = None) -> None:
        """Each of these texts is on the page, or comes."""
        for text in texts:
            expect((within or self.page.locator("main")).first).to_contain_text(text)

    def sees_nothing_of(self, text: str) -> None:
        """It is not on the page."""
        expect(self.page.locator("main").first).not_to_contain_text(text)

    def can_use_the_page(self) -> None:
        """Axe finds nothing against it."""
        found = violations(self.page)
        assert found == [], (self.page.url, found)

    def is_told(self, subject: str, *texts: str) -> EmailMessage:
        """A mail with these words in its subject comes, and says all of this."""
        message = next_mail(self.page, self.mailbox, self.address, self.before, subject)
        said = re.sub(r"\s+", " ", text_of(message))
        for text in texts:
            assert text in said, said
        return message

    def was_told(self, subject: str) -> int:
        """How many such mails have come."""
        return len(mails_to(self.mailbox, self.address, self.before, subject))

    def opens_from(self, message: EmailMessage, path: str) -> None:
        """Follow the link of a mail."""
        self.goes_to(link_in(message, path))


SignsIn = Callable[..., Somebody]


@pytest.fixture
def signs_in(world: World, mailbox: Server, opens: Opens) -> Iterator[SignsIn]:
    """Somebody of the consultation at their first page; what their pages write to their console as an error fails."""
    problems: list[str] = []

    def enter(name: str, language: str = "en", **options: Any) -> Somebody:
        person = world[name].person
        page = opens(person, "/", language, **options)
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        return Somebody(page, person.email, mailbox, len(mailbox.taken))

    yield enter
    assert problems == []
