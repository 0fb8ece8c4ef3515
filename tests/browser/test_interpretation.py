"""The next speaker's light waits for a booth that still speaks, with a voice that the steward hears as speech."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hemicycle.ops.simulation.voices import VARIANTS, Samples, speak, words_of
from hemicycle.sittings.models import Sitting
from hemicycle.steward.level import dbfs
from tests.browser.conftest import SPEAKER, Person
from tests.browser.test_floor import ask, give_next
from tests.support.chromium import CHROMIUM, RATE, playing, sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Playwright

    from tests.factories import World

pytestmark = pytest.mark.browser
#: Quieter than any syllable of the machine's voice.
NO_SYLLABLE = -40.0
#: Samples in 20 ms.
FRAME = RATE // 50


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    """A made-up statement in French, said by a machine again and again without drawing breath."""
    with ThreadPoolExecutor() as pool:  # a browser's event loop runs in this thread
        said = pool.submit(asyncio.run, speak(words_of(0, "fr"), "fr", VARIANTS[0])).result()
    return sound(tmp_path / "voice.wav", without_pauses(said))


def without_pauses(samples: Samples) -> Samples:
    """Speech without its pauses, at each of which the light may turn green: what stands between two words stays."""
    frames = samples[: samples.size // FRAME * FRAME].reshape(-1, FRAME)
    sounds = np.array([dbfs(frame) > NO_SYLLABLE for frame in frames])
    spoken: Samples = frames[sounds | np.roll(sounds, 1) | np.roll(sounds, -1)].ravel()
    return spoken


def test_the_light_waits_for_the_french_booth_until_it_is_silent(
    visit: Callable[..., Person], world: World, playwright_: Playwright, voice: Path
) -> None:
    Sitting.objects.filter(pk=world.sitting.pk).update(interpretation_wait=30)
    booth = playwright_.chromium.launch(executable_path=CHROMIUM, args=playing(voice))
    interpreter = visit("french", "booth", browser=booth).enter()
    speaker = visit("br", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    interpreter.page.get_by_role("radio", name="Français").last.click()
    interpreter.sees("OFF AIR")
    interpreter.page.keyboard.press("Space")
    interpreter.sees("ON AIR")
    ask(speaker)
    leader.sees("Still being interpreted: French")
    give_next(leader, "Br")
    speaker.sees("still being interpreted: French. Wait for the green light.")
    leader.sees("Waits for the interpretation: French")
    interpreter.page.keyboard.down("c")
    speaker.sees("You are heard")
    turn = world.sitting.turns.get(granted_at__isnull=False)
    assert turn.light_at is not None
    assert turn.waits_until is not None
    assert turn.light_at < turn.waits_until
    for person in (interpreter, speaker, leader):
        assert person.problems == [], person.name
    booth.close()
