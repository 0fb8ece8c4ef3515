"""Simulated people carry on a meeting by themselves, and make way for a real one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from hemicycle.sittings.models import BoothSeat, Turn
from tests.browser.conftest import PATIENCE, SPEAKER, Person
from tests.browser.test_floor import ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]


@pytest.fixture
def simulation(world: World) -> Iterator[subprocess.Popen[str]]:
    """Two delegates, two interpreters and a stand-in for the leader, until the test has seen enough."""
    spare = [world[name].person.email for name in ("br", "no")]
    command = [
        *(sys.executable, "-m", "hemicycle.ops.cli", "simulate", "--sitting", str(world.sitting.pk)),
        *("--delegates", "2", "--interpreters", "2", "--ask-every", "2", "--rest", "0.5"),
        *("--spare", *spare),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout
            assert "2 delegates and 2 interpreters enter" in running.stdout.readline()
            yield running
            running.terminate()
            assert running.wait(timeout=PATIENCE / 1000) == 0, "it leaves in good order"
        finally:
            running.kill()


@pytest.mark.usefixtures("simulation")
def test_a_simulated_meeting_is_heard_and_a_real_person_takes_part(visit: Visit, world: World) -> None:
    listener = visit("no").enter(listen_only=True)
    listener.page.wait_for_function(
        "() => [...document.querySelectorAll('audio')].some((element) => !element.muted)", timeout=PATIENCE
    )
    delegate = visit("br", hertz=SPEAKER).enter()
    ask(delegate)
    # Nobody but the stand-in leads: it gives the floor to whoever is next, simulated or not.
    delegate.page.get_by_text("You are heard").first.wait_for(timeout=PATIENCE)
    listener.wait_to_hear(SPEAKER)
    delegate.click("Finish")
    delegate.page.get_by_role("heading", name="You are heard").wait_for(state="hidden", timeout=PATIENCE)
    spoken = Turn.objects.filter(sitting=world.sitting, state="ended").exclude(registration=world["br"])
    assert spoken.exists()
    assert all(turn.audible_at for turn in spoken), "the steward heard every one of them"
    assert BoothSeat.objects.filter(sitting=world.sitting, left_at=None).count() == 2
    assert not world.sitting.intrusions.exists()
