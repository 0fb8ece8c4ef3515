"""The entrance of the room, before and after the client of the media engine is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PATIENCE, SPEAKER, Person
from tests.browser.test_floor import ask, give_next

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]
#: What the build calls the files of the media engine's client, and of what is made with it.
CLIENT = "**/assets/media*.js"


def hold(person: Person) -> list[Route]:
    """Open the page again, and keep the client from it; what is held goes on once the route is taken away."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    person.context.route(CLIENT, keep)
    person.page.reload()
    return held


def test_who_enters_before_the_client_is_there_is_in_the_room_and_hears_once_it_comes(visit: Visit) -> None:
    speaker = visit("br", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    listener = visit("no")
    held = hold(listener)
    listener.click("Enter without")
    listener.sees("No one has the floor")
    listener.sees("Connecting")
    assert held, "it was asked for already"
    ask(speaker)
    speaker.sees("You are next")
    give_next(leader, "Br")
    listener.sees("Ms. Br, Brazil")
    assert listener.hears() == []
    listener.context.unroute(CLIENT)
    listener.wait_to_hear(SPEAKER)
    listener.sees("Connection good")
    assert listener.problems == []


def test_a_client_that_does_not_come_is_asked_for_again(visit: Visit) -> None:
    listener = visit("no")
    listener.context.route(CLIENT, lambda route: route.abort())
    listener.page.reload()
    listener.click("Enter without")
    listener.sees("No one has the floor")
    listener.sees("Sound and picture lost")
    listener.context.unroute(CLIENT)
    listener.page.get_by_text("Connection good").wait_for(timeout=PATIENCE)


def test_what_somebody_chose_at_the_entrance_holds_in_the_room(visit: Visit) -> None:
    listener = visit("no")
    hold(listener)
    listener.page.get_by_role("radio", name="Français").check(force=True)
    listener.context.unroute(CLIENT)
    listener.enter(listen_only=True)
    assert listener.page.get_by_role("radio", name="Français").is_checked()
