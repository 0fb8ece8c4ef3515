"""People of the consultation at pages: opened as somebody, in their language; an error of the page's script fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.models import FocalPoint, Invitation, Member, Person, Registration, Seat
from tests.browser.axe import violations
from tests.browser.conftest import new_context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from pytest_django import Settings

    from hemicycle.correspondence.models import Letter
    from tests.factories import World

Opens = Callable[..., "Page"]


@pytest.fixture
def opens(world: World, launch: Callable[..., Browser], settings: Settings) -> Iterator[Opens]:  # noqa: ARG001 - there is a product to open
    """A browser of one's own, signed in: ``opens(person, "/", "ar", viewport=...)``; nobody has not signed in."""
    contexts, problems = [], []

    def go(person: Person | None, address: str, language: str = "en", **options: Any) -> Page:
        context = new_context(launch(), bypass_csp=True, **options)
        contexts.append(context)
        cookies = {"django_language": language} | ({"sessionid": session_of(person)} if person else {})
        context.add_cookies(
            [{"name": name, "value": value, "url": settings.PUBLIC_ADDRESS} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()
    assert problems == []


def is_usable(page: Page) -> None:
    """Axe finds nothing, and nothing is wider than the page."""
    found = violations(page)
    assert found == [], (page.url, found)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, page.url


@pytest.fixture
def colleague(world: World) -> Person:
    """A second person of the secretariat, without whom no letter goes out."""
    world.consultation.settings["clearance"] = True
    world.consultation.save()
    Registration.objects.filter(pk=world["technician"].pk).update(role="secretariat")
    return world["technician"].person


def answers_for(world: World, code: str, *, language: str = "en") -> Person:
    """A Council State's focal point, who is not registered; the State is one of the Council from now on."""
    member, new = Member.objects.get_or_create(body=world.consultation.body, code=code, defaults={"kind": "state"})
    if new:
        Seat.objects.create(member=member, start=date(2019, 1, 1))
        Invitation.objects.create(consultation=world.consultation, member=member)
    person = Person.objects.create_user(f"focal-{code}@example.org", f"Ms. Focal {code}", made_up=True)
    Person.objects.filter(pk=person.pk).update(language=language)
    since = timezone.now() - timedelta(days=9)
    FocalPoint.objects.create(consultation=world.consultation, member=member, person=person, start=since)
    return person


def clear_and_send(writing: Page, clearing: Page, letter: Letter) -> None:
    """One of the secretariat submits a letter, the other one clears it, and the first one sends it."""
    preview = reverse("letter_preview", args=["test", letter.pk])
    writing.goto(preview)
    writing.get_by_role("button", name="Submit for clearance").click()
    writing.get_by_text("A colleague who did not submit it must clear it.").wait_for()
    clearing.goto(preview)
    clearing.get_by_role("button", name="Clear the letter").click()
    clearing.get_by_text("The letter is cleared.").wait_for()
    writing.get_by_role("link", name=letter.symbol, exact=True).click()
    writing.get_by_role("link", name="Check and send").click()
    writing.get_by_role("button", name=f"Send letter {letter.symbol}").click()
    writing.get_by_role("heading", name="Log by Member").wait_for()
