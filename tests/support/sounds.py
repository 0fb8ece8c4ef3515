"""What a microphone may give, as a file that a browser repeats: a voice, clipped, with hum, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.support import chromium
from tests.support.chromium import RATE, playing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Samples = np.ndarray[tuple[int], np.dtype[np.float64]]

SECONDS = 6
_AT = np.arange(RATE * SECONDS) / RATE
#: Of a voice, in Hz, with its overtones; said in syllables, and with a breath between sentences.
VOICE, OVERTONES, SYLLABLE, SENTENCE = 140, (1, 2, 3, 5, 8, 13), 0.25, 2.0


def voice(loudness: float = 0.25) -> Samples:
    """Somebody who speaks."""
    sound = sum(np.sin(2 * np.pi * VOICE * overtone * _AT) / overtone for overtone in OVERTONES)
    syllables = np.clip(np.sin(np.pi * _AT / SYLLABLE) ** 2 * 1.5, 0, 1)
    speaks = (_AT % SENTENCE) < SENTENCE * 0.7
    noise = np.random.default_rng(1).normal(0, 0.0005, _AT.size)
    return loudness * sound * syllables * speaks + noise


def silent() -> Samples:
    """A microphone that is switched off: nothing at all."""
    return np.zeros(_AT.size)


def clipped() -> Samples:
    """Somebody who speaks into a microphone that is turned up far too much."""
    return np.clip(voice(6), -1, 1)


def humming() -> Samples:
    """Somebody who speaks beside a cable that hums with the mains."""
    hum = sum(np.sin(2 * np.pi * 50 * harmonic * _AT) / harmonic for harmonic in (1, 2, 3, 4))
    return voice() + 0.05 * hum


def microphone(path: Path, sound: Callable[[], Samples]) -> tuple[str, ...]:
    """What starts a browser whose microphone gives a sound without end, kept in a file at ``path``."""
    return playing(chromium.sound(path, (np.clip(sound(), -1, 1) * 32_767).astype(np.int16)))
