"""What the help desk sees of a connection and asks of a page, in two real browsers over the media engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hemicycle.journal.models import Entry
from hemicycle.support.models import HelpRequest
from tests.browser.axe import violations
from tests.browser.conftest import PATIENCE, SPEAKER, Person, wait_until
from tests.browser.test_recovery import speaks
from tests.support.help_desk import asks

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]


def asked(person: Person) -> Locator:
    return person.page.get_by_role("region", name="Request of the help desk")


def by_keyboard(person: Person, button: str) -> None:
    """Answer without a pointer: the request takes the focus from nobody."""
    expect(asked(person)).to_be_visible(timeout=PATIENCE)
    assert person.page.evaluate("() => !document.activeElement.closest('[aria-label=\"Request of the help desk\"]')")
    found = asked(person).get_by_role("button", name=button)
    found.focus()
    person.page.keyboard.press("Enter")
    expect(asked(person)).to_have_count(0)


def tile(desk: Person, name: str) -> Locator:
    return desk.page.locator(".tiles div").filter(has=desk.page.get_by_text(name, exact=True)).locator("dd")


def asks_for(desk: Person, measure: str) -> None:
    desk.page.get_by_label("Measure").select_option(label=measure)
    desk.click("Ask the person")


def watches(desk: Person, delegate: Person, world: World) -> None:
    """The desk sees the connection of somebody who has asked for help, and agreed."""
    desk.page.goto(f"/sittings/{world.sitting.pk}/desk/")
    desk.page.locator("[data-thread]").first.click()
    desk.page.get_by_text("Connection and measures").click()
    desk.click("Ask to see their connection")
    by_keyboard(delegate, "Allow")
    expect(tile(desk, "Sound and picture")).to_have_text("Connected")


def done(desk: Person, number: int) -> None:
    """So many of the measures are reported as done."""
    reported = desk.page.get_by_label("Requests to this person").get_by_text("Done", exact=True)
    expect(reported).to_have_count(number, timeout=PATIENCE)


def width(listener: Person) -> int:
    """Of the speaker's picture, in pixels, as it arrives."""
    seen: int = listener.page.evaluate(
        "() => Math.max(0, ...[...document.querySelectorAll('video')].map((v) => v.videoWidth))"
    )
    return seen


def test_a_speaker_uses_another_microphone_and_sends_a_small_picture_and_is_heard(visit: Visit, world: World) -> None:
    asks(world.sitting, world["br"], timezone.now(), "They say that I sound hollow")
    listener, speaker, _leader = speaks(visit)
    wait_until(listener, lambda: width(listener) > 0)
    usual = width(listener)
    desk = visit("technician")
    watches(desk, speaker, world)

    before = str(tile(desk, "Microphone").inner_text())
    others = desk.page.get_by_label("Measure").locator("optgroup[label='Use another microphone'] option")
    other = others.first.inner_text()
    assert other not in before
    asks_for(desk, other)
    by_keyboard(speaker, "Allow")
    done(desk, 1)
    expect(tile(desk, "Microphone")).to_have_text(other)
    listener.wait_to_hear(SPEAKER)

    asks_for(desk, "Lower the picture")
    by_keyboard(speaker, "Allow")
    done(desk, 2)
    wait_until(listener, lambda: 0 < width(listener) < usual)
    listener.wait_to_hear(SPEAKER)
    assert speaker.problems == desk.problems == []


def test_the_desk_sees_a_connection_and_changes_its_way_once_its_person_agrees(visit: Visit, world: World) -> None:
    delegate = visit("br").enter(listen_only=True)
    asks(world.sitting, world["br"], timezone.now(), "The sound breaks up")
    desk = visit("technician")
    desk.page.goto(f"/sittings/{world.sitting.pk}/desk/")
    desk.page.locator("[data-thread]").first.click()
    desk.page.get_by_text("Connection and measures").click()
    expect(desk.page.locator(".tiles")).to_have_count(0)

    desk.click("Ask to see their connection")
    by_keyboard(delegate, "Decline")
    desk.sees("Declined")
    expect(desk.page.locator(".tiles")).to_have_count(0)

    desk.click("Ask to see their connection")
    expect(asked(delegate)).to_be_visible(timeout=PATIENCE)
    assert violations(delegate.page) == []
    by_keyboard(delegate, "Allow")
    delegate.sees("The help desk sees your connection until")
    expect(tile(desk, "Way")).to_have_text("UDP", timeout=PATIENCE)
    expect(tile(desk, "Sound and picture")).to_have_text("Connected")
    expect(tile(desk, "Round trip")).to_contain_text("ms")
    assert violations(desk.page) == []

    asks_for(desk, "Connect over TCP")
    by_keyboard(delegate, "Decline")
    wait_until(desk, lambda: HelpRequest.objects.latest("pk").agreed is False)
    asks_for(desk, "Connect over TCP")
    expect(tile(desk, "Way")).to_have_text("UDP")
    by_keyboard(delegate, "Allow")
    expect(tile(desk, "Way")).to_have_text("TCP", timeout=PATIENCE)
    expect(desk.page.get_by_label("Requests to this person").get_by_text("Done", exact=True)).to_be_visible(
        timeout=PATIENCE
    )

    asks_for(desk, "Connect through the relay")
    by_keyboard(delegate, "Allow")
    desk.sees("Failed: the server does not offer this way")
    asks_for(desk, "Reload the page")
    by_keyboard(delegate, "Allow")
    wait_until(desk, lambda: HelpRequest.objects.latest("pk").outcome == "done")
    expect(tile(desk, "Way")).to_have_text("UDP", timeout=PATIENCE)
    delegate.click("Stop sharing")
    expect(desk.page.locator(".tiles")).to_have_count(0, timeout=PATIENCE)
    acts = [entry.act for entry in Entry.objects.filter(act__startswith="help.").order_by("pk")]
    assert [acts.count(f"help.{act}") for act in ("ask", "consent", "report", "end")] == [6, 6, 3, 1]
    assert delegate.problems == desk.problems == []
