"""The Chromium that tests and measurements drive, and a tone for its microphone."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

#: Without the windows, profiles and models of a desktop: lighter, and a context that is closed is closed at once.
CHROMIUM = "/usr/bin/chromium-headless-shell"
#: For what somebody has set in their browser, or an administrator on its machine.
DESKTOP = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
#: A microphone and a camera that are not there, which no page has to ask for.
DEVICES = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
RATE = 48_000
SECONDS = 4


def tone(path: Path, hertz: int) -> Path:
    """Write a WAV of a tone that a browser repeats without end as its microphone."""
    moments = np.arange(RATE * SECONDS) / RATE
    return sound(path, (np.sin(2 * np.pi * hertz * moments) * 12_000).astype(np.int16))


def sound(path: Path, samples: NDArray[np.int16]) -> Path:
    """Write a WAV of samples at ``RATE`` hertz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


def speaking_as(path: Path, hertz: int) -> tuple[str, ...]:
    """What starts a browser whose microphone gives a tone, kept in a file at ``path``."""
    return playing(tone(path, hertz))


def playing(sound: Path) -> tuple[str, ...]:
    """What starts a browser whose microphone gives the sound of a file, again and again."""
    return (*QUIET, *DEVICES, f"--use-file-for-fake-audio-capture={sound}")
