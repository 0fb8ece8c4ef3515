"""From the invitation to the sitting: one person's whole path, in their language, with mail that is really sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.utils import timezone

from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.models import Contact, FocalPoint, Person, Registration
from tests.browser.conftest import PATIENCE, SPEAKER, new_context
from tests.browser.mails import link_in, next_mail, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.factories import World
    from tests.mail.smtp import Server

pytestmark = pytest.mark.browser

NAMES = {"en": "Ms. Ana Souza", "ar": "د. سلمى حداد", "zh": "陈晓梅女士"}
LOCALES = {"en": "en", "ar": "ar", "zh": "zh-CN"}


Browse = Callable[..., "Page"]


@pytest.fixture
def browse(world: World, launch: Callable[..., Browser]) -> Iterator[Browse]:  # noqa: ARG001 - there is a product to browse
    """Open a browser of one's own: as nobody yet, or as somebody who has signed in."""
    contexts: list[BrowserContext] = []

    def start(locale: str, somebody: Person | None = None) -> Page:
        context = new_context(launch(SPEAKER), locale=locale)
        contexts.append(context)
        if somebody is not None:
            session = session_of(somebody)
            context.add_cookies([{"name": "sessionid", "value": session, "url": settings.PUBLIC_ADDRESS}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield start
    for context in contexts:
        context.close()


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


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_from_the_invitation_to_the_sitting(world: World, browse: Browse, mailbox: Server, language: str) -> None:
    member = world["br"].member
    assert member is not None
    address = f"somebody-{language}@example.org"
    Contact.objects.create(member=member, name=NAMES[language], email=address, language=language)
    secretariat = browse("en", world["secretariat"].person)
    delegate = Delegate(browse(LOCALES[language]), mailbox, address, NAMES[language], len(mailbox.taken))

    invite(secretariat, "BR")
    delegate.prove_address(link_in(delegate.mail(), "/register/"))
    assert delegate.page.evaluate("() => document.documentElement.lang").startswith(language)
    focal_point = Person.objects.create_user("focal@example.org", "Mr. Focal Point", made_up=True)
    yesterday = timezone.now() - timedelta(days=1)
    FocalPoint.objects.create(consultation=world.consultation, member=member, person=focal_point, start=yesterday)
    before = len(mailbox.taken)
    row = delegate.register("BR")
    assert (row.person.name, row.person.language, row.status) == (NAMES[language], language, "pending")
    assert NAMES[language] in text_of(delegate.mail())

    endorsing = browse("en", focal_point)
    endorsing.goto(link_in(next_mail(endorsing, mailbox, "focal@example.org", before), "/delegations/"))
    endorsing.get_by_role("button", name=re.compile(f"Endorse.*{NAMES[language]}")).click()
    endorsing.locator(".messages, [role=status]").first.wait_for()
    delegate.mail()  # of being endorsed
    secretariat.goto(f"/consultations/test/desk/people/{row.pk}/")
    secretariat.get_by_role("button", name="Confirm", exact=True).click()

    delegate.enter(link_in(delegate.mail(), "/links/"))
    assert delegate.page.evaluate("() => document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
