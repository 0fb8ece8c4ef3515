"""From the invitation to the sitting: one person's whole path, in their language, with mail that is really sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.utils import timezone

from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.models import Contact, FocalPoint, Person
from tests.browser.conftest import PATIENCE, SPEAKER, new_context
from tests.browser.mails import link_in, next_mail, text_of
from tests.browser.registering import Delegate, invite

if TYPE_CHECKING:
    from collections.abc import Iterator

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
