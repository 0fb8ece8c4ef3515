"""From the invitation to the sitting: one person's whole path, in their language, with mail that is really sent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.utils import timezone

from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.models import Contact, FocalPoint, Person, Registration
from tests.browser.conftest import PATIENCE, SPEAKER

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.factories import World
    from tests.people.smtp import Server

pytestmark = pytest.mark.browser

NAMES = {"en": "Ms. Ana Souza", "ar": "د. سلمى حداد", "zh": "陈晓梅女士"}
LOCALES = {"en": "en", "ar": "ar", "zh": "zh-CN"}


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link_in(message: EmailMessage, path: str) -> str:
    """The address in a mail that leads to such a path, without where the product runs."""
    found = re.search(rf"{re.escape(settings.PUBLIC_ADDRESS)}(/\S*{path}\S*)", text_of(message))
    assert found is not None, text_of(message)
    return found[1]


def next_mail(page: Page, mailbox: Server, to: str, seen: int) -> EmailMessage:
    """Wait for a mail to somebody that came after so many mails."""
    for _ in range(PATIENCE // 100):
        for _sender, message in mailbox.taken[seen:]:
            if str(message["To"]).endswith(f"{to}>") or message["To"] == to:
                return message
        page.wait_for_timeout(100)
    pytest.fail(f"no mail to {to}: {mailbox.reached[seen:]}")


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_from_the_invitation_to_the_sitting(
    world: World, launch: Callable[..., Browser], mailbox: Server, language: str
) -> None:
    contexts: list[BrowserContext] = []

    def browse(locale: str, somebody: Person | None = None) -> Page:
        context = launch(SPEAKER).new_context(locale=locale, base_url=settings.PUBLIC_ADDRESS)
        contexts.append(context)
        if somebody is not None:
            session = session_of(somebody)
            context.add_cookies([{"name": "sessionid", "value": session, "url": settings.PUBLIC_ADDRESS}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    address, member, begun = f"somebody-{language}@example.org", world["br"].member, len(mailbox.taken)
    assert member is not None
    Contact.objects.create(member=member, name=NAMES[language], email=address, language=language)
    secretariat = browse("en", world["secretariat"].person)

    # The secretariat invites the Member.
    secretariat.goto("/consultations/test/desk/mail/write/")
    secretariat.locator("select[name=template]").select_option("invitation")
    secretariat.get_by_role("button", name="Put this text in").click()
    secretariat.locator("select[name=members]").select_option("BR")
    secretariat.get_by_role("button", name="Look at it").click()
    secretariat.get_by_role("button", name="Send to 1 person").click()
    invitation = next_mail(secretariat, mailbox, address, begun)

    # Who reads it follows its link, proves the address and registers.
    delegate = browse(LOCALES[language])
    delegate.goto(link_in(invitation, "/register/"))
    assert delegate.evaluate("() => document.documentElement.lang").startswith(language)
    delegate.locator("input[name=email]").fill(address)
    seen = len(mailbox.taken)
    delegate.locator("main form button[type=submit]").first.click()
    delegate.locator("input[name=code]").wait_for()
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", text_of(next_mail(delegate, mailbox, address, seen)))
    assert code is not None
    delegate.locator("input[name=code]").fill(code[0])
    delegate.locator("main form .btn-primary").click()
    delegate.locator("input[name=name]").fill(NAMES[language])
    delegate.locator("select[name=member]").select_option("BR")
    # Now somebody answers for the Member, and is asked to endorse the registration.
    focal_point = Person.objects.create_user("focal@example.org", "Mr. Focal Point", made_up=True)
    FocalPoint.objects.create(
        consultation=world.consultation, member=member, person=focal_point, start=timezone.now() - timedelta(days=1)
    )
    seen = len(mailbox.taken)
    delegate.locator("main form .btn-primary").click()
    delegate.locator(".stages").wait_for()
    row = Registration.objects.get(person__email=address)
    assert (row.person.name, row.person.language, row.status) == (NAMES[language], language, "pending")
    received = next_mail(delegate, mailbox, address, seen)
    assert NAMES[language] in text_of(received)

    # The focal point endorses it, the secretariat confirms it.
    endorsing = browse("en", focal_point)
    endorsing.goto(link_in(next_mail(delegate, mailbox, "focal@example.org", seen), "/delegations/"))
    endorsing.get_by_role("button", name=re.compile(f"Endorse.*{NAMES[language]}")).click()
    endorsing.locator(".messages, [role=status]").first.wait_for()
    secretariat.goto(f"/consultations/test/desk/people/{row.pk}/")
    seen = len(mailbox.taken)
    secretariat.get_by_role("button", name="Confirm", exact=True).click()
    confirmed = next_mail(secretariat, mailbox, address, seen)

    # Their personal link leads into the sitting, where they are heard from and listed.
    delegate.context.clear_cookies()
    delegate.goto(link_in(confirmed, "/links/"))
    delegate.locator("main form .btn-primary").click()
    delegate.wait_for_url(re.compile(r"/sittings/\d+/"))
    assert delegate.evaluate("() => document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    delegate.locator("button.primary, .btn-primary").first.click()
    delegate.locator(".chip.live").first.wait_for()
    delegate.get_by_text(NAMES[language]).first.wait_for()
    for context in contexts:
        context.close()
