"""What a booth sees of the speaker, and the next speaker's light that waits for a booth that still speaks."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.sync_api import expect

from hemicycle.ops.simulation.voices import VARIANTS, Samples, speak, words_of
from hemicycle.sittings.models import Sitting
from hemicycle.steward.level import dbfs
from tests.browser.conftest import PATIENCE, SPEAKER, Person
from tests.browser.test_floor import ask, give_next
from tests.support.chromium import CHROMIUM, RATE, playing, sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Playwright, ViewportSize

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


@pytest.mark.parametrize(
    "viewport", [{"width": 1280, "height": 720}, {"width": 1440, "height": 900}], ids=["720", "900"]
)
def test_a_speakers_picture_is_neither_cropped_nor_covered_in_a_booth(
    visit: Callable[..., Person], viewport: ViewportSize
) -> None:
    interpreter = visit("french", "booth", viewport=viewport).enter()
    speaker = visit("br", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    ask(speaker)
    give_next(leader, "Br")
    picture = interpreter.page.locator(".stage video").first
    expect(picture).to_be_visible(timeout=PATIENCE)
    picture.evaluate("(video) => video.videoWidth || new Promise((go) => (video.onresize = go))")
    beneath = interpreter.page.locator(".stage .over").bounding_box()
    whole, frame = picture.bounding_box(), interpreter.page.locator(".stage .picture").first.bounding_box()
    assert beneath is not None
    assert whole is not None
    assert frame is not None
    assert frame["y"] <= whole["y"]
    assert whole["y"] + whole["height"] <= frame["y"] + frame["height"] <= beneath["y"]
