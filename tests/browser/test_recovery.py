"""Whatever dies in the middle of a sitting comes back, and so does everybody, to where they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from hemicycle.live import build
from hemicycle.sittings import queries
from hemicycle.sittings.models import Turn
from tests.browser.conftest import PATIENCE, SPEAKER, Person
from tests.browser.test_floor import ask, give_next

if TYPE_CHECKING:
    from hemicycle.ops.supervisor import Stack
    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]
#: A killed engine is started again, its room made anew, and everybody joins spread over a few seconds.
RECOVERY = 60_000


def speaks(visit: Visit) -> tuple[Person, Person, Person]:
    """A listener, a speaker who is heard, and the leader."""
    listener = visit("no").enter(listen_only=True)
    speaker = visit("br", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    ask(speaker)
    give_next(leader, "Br")
    listener.wait_to_hear(SPEAKER)
    speaker.sees("You are heard")
    return listener, speaker, leader


def test_the_media_server_dies_and_the_speaker_is_heard_again(visit: Visit, stack: Stack, world: World) -> None:
    listener, speaker, _leader = speaks(visit)
    turn = Turn.objects.get(sitting=world.sitting)
    stack.kill("livekit")
    listener.wait_for_silence()
    listener.wait_to_hear(SPEAKER, timeout=RECOVERY)
    speaker.sees("You are heard")
    turn.refresh_from_db()
    assert turn.state in {"connected", "audible"}, "the same turn goes on"


def test_the_push_server_dies_and_the_queue_is_right_again(visit: Visit, stack: Stack) -> None:
    listener, speaker, _leader = speaks(visit)
    other = visit("jp").enter()
    stack.kill("centrifugo")
    ask(other)
    listener.page.get_by_text("Japan").first.wait_for(timeout=RECOVERY)
    listener.wait_to_hear(SPEAKER)
    speaker.click("Finish")
    listener.wait_for_silence()


def test_the_web_process_dies_and_a_command_is_carried_out_once(visit: Visit, stack: Stack, world: World) -> None:
    listener, _speaker, _leader = speaks(visit)
    other = visit("jp").enter()
    stack.kill("web")
    ask(other)
    listener.page.get_by_text("Japan").first.wait_for(timeout=RECOVERY)
    listener.wait_to_hear(SPEAKER)
    assert Turn.objects.filter(sitting=world.sitting, registration=world["jp"]).count() == 1


def test_a_delegate_whose_network_drops_comes_back_to_the_same_place(visit: Visit, world: World) -> None:
    waiting = visit("gh").enter()
    other = visit("jp").enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    ask(other)
    ask(waiting)
    waiting.sees("Place 2 on the list of speakers")
    waiting.context.set_offline(offline=True)
    waiting.page.get_by_text("Connection lost").or_(waiting.page.get_by_text("Reconnecting")).first.wait_for(
        timeout=RECOVERY
    )
    give_next(leader, "Jp")
    waiting.context.set_offline(offline=False)
    waiting.sees("You are next")
    waiting.sees("Connection good")
    assert Turn.objects.get(sitting=world.sitting, registration=world["gh"]).state == "next"


def test_a_page_that_was_away_shows_what_is_built_afresh(visit: Visit, world: World) -> None:
    away = visit("no").enter(listen_only=True)
    people = [visit(name).enter() for name in ("br", "jp", "gh")]
    away.context.set_offline(offline=True)
    for person in people:
        ask(person)
    people[0].sees("You are next")
    people[1].click("Withdraw my request")
    people[1].page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    people[1].page.get_by_role("button", name="Ask for the floor").wait_for(timeout=PATIENCE)
    people[2].sees("Place 2 on the list of speakers")
    away.context.set_offline(offline=False)
    fresh = build.queue(queries.find_sitting(world.sitting.pk))
    names = [{"BR": "Brazil", "GH": "Ghana"}[place.who.member or ""] for place in fresh.places]
    assert names == ["Brazil", "Ghana"]
    away.page.wait_for_function(
        """(names) => {
          const rows = [...document.querySelectorAll("[role=tabpanel] ol b")].map((row) => row.innerText.trim());
          return JSON.stringify(rows) === JSON.stringify(names);
        }""",
        arg=names,
        timeout=PATIENCE,
    )
