"""A call with picture of the help desk in two real browsers, over the media engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.journal.models import Entry
from hemicycle.support.actions import cases
from hemicycle.support.models import HelpCall
from tests.browser.axe import violations
from tests.browser.conftest import INTERPRETER, PATIENCE, SPEAKER, Person, wait_until
from tests.support.floor import by

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]

#: Frames that the page has shown of the other one's picture.
FRAMES = "() => document.querySelector('.other video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0"


def opens_call(person: Person) -> Person:
    """Follow the offer in the room's help panel, into a tab of its own."""
    person.page.get_by_role("tab", name="Help").click()
    link = person.page.get_by_role("link", name="Go to the call")
    with person.context.expect_page() as opened:
        link.click()
    page = opened.value
    page.on("pageerror", lambda error: person.problems.append(error.stack or str(error)))
    return replace(person, page=page)


def sees_the_other(page: Page) -> None:
    """Wait until their picture moves."""
    page.wait_for_function(f"() => ({FRAMES})() > 0", timeout=PATIENCE)
    before = page.evaluate(FRAMES)
    page.wait_for_function(f"(before) => ({FRAMES})() > before + 5", arg=before, timeout=PATIENCE)


def test_the_two_see_and_hear_each_other_until_one_ends_it(visit: Visit, world: World) -> None:
    key, now = world.consultation.pk, timezone.now()
    case = cases.ask(key, by(world, "br"), now, "My picture is black")
    cases.take(key, by(world, "technician"), now, case.pk)
    in_room = visit("br", hertz=SPEAKER).enter(listen_only=True)
    desk = visit("technician", hertz=INTERPRETER)
    desk.page.goto(reverse("help_case", args=["test", case.pk]))
    desk.click("Offer a call")
    desk.click("Join the call")
    desk.sees("has not joined yet")

    delegate = opens_call(in_room)
    assert violations(delegate.page) == []
    delegate.click("Join the call")
    for one, hertz in ((desk, SPEAKER), (delegate, INTERPRETER)):
        sees_the_other(one.page)
        one.wait_to_hear(hertz)
    assert violations(desk.page) == []

    desk.click("^Mute")
    delegate.wait_for_silence()
    desk.click("^Unmute")
    delegate.wait_to_hear(INTERPRETER)
    delegate.click("^Turn the camera off")
    expect(desk.page.get_by_text("No picture")).to_be_visible()
    delegate.click("^Turn the camera on")
    sees_the_other(desk.page)

    again = replace(delegate, page=delegate.context.new_page())
    again.page.goto(delegate.page.url)
    again.click("Join the call")
    sees_the_other(again.page)
    delegate.sees("in this call in another tab")

    again.page.close()
    desk.sees("has left. They can come back")
    delegate.click("Go on in this tab")
    sees_the_other(desk.page)

    desk.click("^End call")
    delegate.sees("The call has ended")
    expect(in_room.page.get_by_role("link", name="Go to the call")).to_have_count(0)
    wait_until(in_room, lambda: HelpCall.objects.get().room_closed_at is not None)
    steps = [entry.data.get("step") for entry in Entry.objects.filter(place=f"helpcase:{case.pk}").order_by("pk")]
    assert [step for step in steps if step and step.endswith("_call")] == [
        "offer_call",
        "join_call",
        "join_call",
        "end_call",
    ]
    assert desk.problems == delegate.problems == []
