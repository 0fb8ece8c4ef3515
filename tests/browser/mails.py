"""Mails that the product really sent, as those who got them read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.browser.conftest import PATIENCE

if TYPE_CHECKING:
    from email.message import EmailMessage

    from playwright.sync_api import Page

    from tests.mail.smtp import Server


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link_in(message: EmailMessage, path: str) -> str:
    """The address in a mail that leads to such a path, without where the product runs."""
    found = re.search(rf"{re.escape(settings.PUBLIC_ADDRESS)}(\S*{path}\S*)", text_of(message))
    assert found is not None, text_of(message)
    return found[1]


def mails_to(mailbox: Server, to: str, seen: int, subject: str = "") -> list[EmailMessage]:
    """Those to somebody that came after so many mails, and have these words in their subject."""
    return [
        message
        for _sender, message in mailbox.taken[seen:]
        if (str(message["To"]).endswith(f"<{to}>") or message["To"] == to) and subject in str(message["Subject"])
    ]


def next_mail(page: Page, mailbox: Server, to: str, seen: int, subject: str = "") -> EmailMessage:
    """Wait for the first of them."""
    for _ in range(PATIENCE // 100):
        if found := mails_to(mailbox, to, seen, subject):
            return found[0]
        page.wait_for_timeout(100)
    subjects = [str(message["Subject"]) for message in mails_to(mailbox, to, seen)]
    pytest.fail(f"no mail “{subject}” to {to}, who got {subjects}; others: {mailbox.reached[seen:]}")
