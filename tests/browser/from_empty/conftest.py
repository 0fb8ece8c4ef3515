"""A running product whose database is empty, and the browsers of the people who begin with it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from hemicycle.config.environment import CHECKOUT
from hemicycle.consultations.models import Consultation
from hemicycle.people.models import Member, Person
from tests.browser.conftest import new_context
from tests.browser.from_empty.desk import Desk, fill
from tests.browser.mails import next_mail, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from hemicycle.ops.supervisor import Stack
    from tests.mail.smtp import Server


@dataclass
class Installation:
    """Hemicycle as it is after ``hemicycle up``, with nobody and nothing in it.

    Attributes:
        launch: Starts a browser whose microphone gives a tone of so many hertz; of 0, one without devices.
    """

    launch: Callable[[int], Browser]
    mailbox: Server
    contexts: list[BrowserContext]
    problems: list[str]

    def types(self, *command: str) -> str:
        """What a documented command prints to the operator."""
        program = [sys.executable, "-m", "hemicycle.ops.cli", *command]
        done = subprocess.run(program, cwd=CHECKOUT, env=os.environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def opens(self, address: str = "/", hertz: int = 0) -> Page:
        """A browser of somebody who has not signed in."""
        context = new_context(self.launch(hertz), locale="en")
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.goto(address)
        return page

    def first_administrator(self, address: str, name: str) -> Page:
        """The operator invites them; they follow the printed link, to the page on which all begins."""
        printed = self.types("invite", address, "--name", name)
        link = re.search(r"https?://\S+/links/setup\.\S+", printed)
        assert link is not None, printed
        page = self.opens(link[0])
        page.get_by_role("button", name="Sign in and set up").click()
        page.get_by_role("heading", name="There is no consultation yet").wait_for()
        return page

    def signs_in(self, address: str, hertz: int = 0) -> Page:
        """Somebody who is known signs in with a code that is mailed to them."""
        before, page = len(self.mailbox.taken), self.opens("/accounts/login/", hertz)
        fill(page, email=address)
        page.get_by_role("button", name="Send the code").click()
        page.locator("input[name=code]").wait_for()
        code = re.search(
            r"\b[A-Z0-9]{3,4}-[A-Z0-9]{3,4}\b", text_of(next_mail(page, self.mailbox, address, before, "code"))
        )
        assert code is not None
        fill(page, code=code[0])
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(re.compile(r"^(?!.*/accounts/)"))
        return page

    def colleague(self, slug: str, address: str, name: str) -> Desk:
        """The operator lets a second person into the secretariat, who signs in."""
        self.types("secretariat", slug, address, "--name", name)
        return Desk(self.signs_in(address), slug)


@pytest.fixture
def installation(
    stack: Stack,  # noqa: ARG001
    transactional_db: None,  # noqa: ARG001
    launch: Callable[..., Browser],
    mailbox: Server,
) -> Iterator[Installation]:
    """The running product, empty."""
    for model in (Consultation, Member, Person):
        assert not model.objects.exists()
    made = Installation(launch, mailbox, [], [])
    yield made
    for context in made.contexts:
        context.close()
    assert made.problems == []
