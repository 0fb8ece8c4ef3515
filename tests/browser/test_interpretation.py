"""The next speaker's light waits for a booth that still speaks, with a voice that the steward hears as speech."""

from __future__ import annotations

import subprocess
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hemicycle.ops.simulation.voices import ESPEAK_VOICES, words_of
from hemicycle.sittings.models import Sitting
from hemicycle.steward.level import dbfs
from tests.browser.conftest import SPEAKER, Person
from tests.browser.test_floor import ask, give_next
from tests.support.chromium import CHROMIUM, playing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray
    from playwright.sync_api import Playwright

    from tests.factories import World

pytestmark = pytest.mark.browser
#: Quieter than any syllable of the machine's voice.
NO_SYLLABLE = -40.0


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    """A made-up statement in French, said by a machine again and again without drawing breath."""
    path = tmp_path / "voice.wav"
    subprocess.run(["espeak-ng", "-v", ESPEAK_VOICES["fr"], "-w", path, words_of(0, "fr")], check=True)
    with wave.open(str(path)) as said:
        rate = said.getframerate()
        samples = np.frombuffer(said.readframes(said.getnframes()), np.int16)
    with wave.open(str(path), "wb") as breathless:
        breathless.setnchannels(1)
        breathless.setsampwidth(2)
        breathless.setframerate(rate)
        breathless.writeframes(without_pauses(samples, rate // 50).tobytes())
    return path


def without_pauses(samples: NDArray[np.int16], frame: int) -> NDArray[np.int16]:
    """Speech without its pauses, at each of which the light may turn green: what stands between two words stays.

    Args:
        frame: Samples in 20 ms.
    """
    frames = samples[: samples.size // frame * frame].reshape(-1, frame)
    sounds = np.array([dbfs(one) > NO_SYLLABLE for one in frames])
    return frames[sounds | np.roll(sounds, 1) | np.roll(sounds, -1)].ravel()


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
