"""Somebody at the product's pages, for the tests that follow a path of several people."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.mails import link_in, mails_to, next_mail, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from playwright.sync_api import ConsoleMessage, Locator, Page

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

    def goes_to_the_desk(self, entry: str) -> None:
        """From their first page to one of the desk's."""
        self.goes_to("/")
        self.follows("To do")
        self.follows(entry)

    def presses(self, button: str | re.Pattern[str]) -> None:
        """Press the button that begins so."""
        self.page.get_by_role("button", name=button).first.click()

    def downloads(self, name: str, role: Literal["link", "button"] = "link") -> bytes:
        """The file to which a link, or a button, of exactly this name leads."""
        with self.page.expect_download() as file:
            self.page.get_by_role(role, name=name, exact=True).click()
        return Path(file.value.path()).read_bytes()

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

    def has_read_the_mails(self) -> None:
        """What they are told from now on is what comes from now on."""
        self.before = len(self.mailbox.taken)

    def opens_from(self, message: EmailMessage, path: str) -> None:
        """Follow the link of a mail."""
        self.goes_to(link_in(message, path))


#: What the browser writes when a rule refuses what was sent: it is for the reader, and no error of the page.
REFUSED = "the server responded with a status of 409"
SignsIn = Callable[..., Somebody]
Comes = Callable[[str], Somebody]


@contextmanager
def _without_errors() -> Iterator[Callable[[Page], Page]]:
    """What a page of these writes to its console as an error fails."""
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and REFUSED not in message.text:
            problems.append(message.text)

    def watch(page: Page) -> Page:
        page.on("console", note)
        return page

    yield watch
    assert problems == []


@pytest.fixture
def signs_in(world: World, mailbox: Server, opens: Opens) -> Iterator[SignsIn]:
    """Somebody of the consultation at their first page."""
    with _without_errors() as watched:

        def enter(name: str, language: str = "en", **options: Any) -> Somebody:
            person = world[name].person
            page = watched(opens(person, "/", language, **options))
            return Somebody(page, person.email, mailbox, len(mailbox.taken))

        yield enter


@pytest.fixture
def comes(mailbox: Server, opens: Opens) -> Iterator[Comes]:
    """Somebody who has an address, and whom nobody knows yet."""
    with _without_errors() as watched:
        yield lambda address: Somebody(watched(opens(None, "/")), address, mailbox, len(mailbox.taken))
