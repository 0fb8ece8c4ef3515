"""Who presides talks beside the speaker, in real browsers with real media: who is heard, how loud, and who is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.sittings.models import PresidingVoice
from tests.browser.conftest import INTERPRETER, PATIENCE, SECOND, SPEAKER, Person
from tests.browser.test_floor import ask, give_next

if TYPE_CHECKING:
    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]
TALK = "Talk, hold"

#: Run in a page: at which volume it plays whom, of those whom it does not mute.
VOLUMES = """
() => Object.fromEntries([...document.querySelectorAll("audio[data-identity]")]
  .filter((one) => !one.muted).map((one) => [one.dataset.identity, Math.round(one.volume * 100) / 100]))
"""


def holds(leader: Person) -> None:
    """Press the button with the mouse, once nobody hears them and the microphone is there."""
    button = leader.page.get_by_role("button", name=TALK)
    leader.page.wait_for_function(
        "() => [...document.querySelectorAll('button')].some((b) => b.innerText.includes('Talk, hold') && !b.disabled)"
    )
    button.hover()
    leader.page.mouse.down()


def releases(leader: Person) -> None:
    """Let it go."""
    leader.page.mouse.up()


def wait_for_volumes(listener: Person, volumes: dict[str, float]) -> None:
    """Wait until a page plays these people so loud, and nobody else."""
    listener.page.wait_for_function(
        f"""(wanted) => {{
          const now = ({VOLUMES})();
          const names = Object.keys(wanted);
          return names.length === Object.keys(now).length && names.every((name) => now[name] === wanted[name]);
        }}""",
        arg=volumes,
        timeout=PATIENCE,
        polling=50,
    )


def turn(world: World) -> dict[str, Any]:
    """The one turn, with its times."""
    return dict(world.sitting.turns.values("state", "granted_at", "connected_at", "ended_at", "muted").get())


def test_who_presides_is_heard_beside_the_speaker_who_goes_on_afterwards(visit: Visit, world: World) -> None:
    listener = visit("no").enter(listen_only=True)
    speaker = visit("br", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console", hertz=SECOND).enter()
    leader.sees("No one hears you")
    ask(speaker)
    give_next(leader, "Br")
    listener.wait_to_hear_only(SPEAKER)
    speaker.sees("You are heard")
    leader.sees("Heard since")
    before = turn(world)
    holds(leader)
    listener.wait_to_hear(SECOND)
    wait_for_volumes(listener, {speaker.identity: 0.2, leader.identity: 1})
    speaker.wait_to_hear_only(SECOND)
    leader.sees("Everyone hears you beside the speaker")
    for person in (listener, speaker):
        person.page.get_by_role("group", name="Presiding officer, on air").wait_for()
        person.sees("Ms. Br, Brazil")
    # Nobody hears their own voice.
    leader.wait_to_hear_only(SPEAKER)
    releases(leader)
    listener.wait_to_hear_only(SPEAKER)
    wait_for_volumes(listener, {speaker.identity: 1})
    speaker.sees("You are heard")
    assert turn(world) == before, "turn and clock are as they were"
    voice = PresidingVoice.objects.get(sitting=world.sitting)
    assert voice.ended_at is not None
    speaker.click("Finish")
    listener.sees("No one has the floor")
    # Between two speakers: large, by the key, until it is released.
    leader.page.keyboard.down("c")
    listener.wait_to_hear_only(SECOND)
    listener.page.locator(".stage .plate", has_text="Presiding officer").wait_for()
    leader.page.keyboard.up("c")
    listener.wait_for_silence()
    for person in (listener, speaker, leader):
        assert person.problems == [], person.name


def test_their_own_language_is_the_floor_and_its_booth_is_not_heard_with_it(visit: Visit) -> None:
    on_french, on_floor = visit("pe").enter(listen_only=True), visit("no").enter(listen_only=True)
    interpreter = visit("french", "booth", hertz=INTERPRETER).enter()
    leader = visit("vice_chair", "console", hertz=SECOND).enter()
    on_french.page.get_by_role("radio", name="Français").click()
    interpreter.page.get_by_role("radio", name="Français").last.click()
    interpreter.sees("OFF AIR")
    interpreter.page.keyboard.press("Space")
    interpreter.sees("ON AIR")
    on_french.wait_to_hear_only(INTERPRETER)
    leader.page.get_by_label("You speak").select_option("fr")
    leader.click("Stay on air")
    on_french.wait_to_hear_only(SECOND)
    on_floor.wait_to_hear_only(SECOND)
    interpreter.sees("NOT HEARD")
    leader.click("Stay on air")
    on_french.wait_to_hear_only(INTERPRETER)
    on_floor.wait_for_silence()


def test_handing_over_silences_them_and_so_does_a_page_that_goes_away(visit: Visit, world: World) -> None:
    listener = visit("no").enter(listen_only=True)
    chair = visit("chair", "console", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console", hertz=SECOND).enter()
    leader.click("Stay on air")
    listener.wait_to_hear_only(SECOND)
    assert chair.page.get_by_role("button", name=TALK).count() == 0
    leader.click("Hand over the chair")
    dialog = leader.page.get_by_role("dialog")
    dialog.get_by_role("radio").first.check()
    dialog.get_by_role("button", name="now presides").click()
    listener.wait_for_silence()
    leader.page.get_by_role("button", name=TALK).wait_for(state="hidden")
    chair.click("Stay on air")
    listener.wait_to_hear_only(SPEAKER)
    chair.page.close()
    listener.wait_for_silence()
    listener.sees("No one has the floor")
    ends = PresidingVoice.objects.filter(sitting=world.sitting).order_by("pk").values_list("ended_at", flat=True)
    assert all(ends)
