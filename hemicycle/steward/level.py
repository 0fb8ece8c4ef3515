"""How loud a short stretch of sound is, and whether it is speech."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Level of digital silence: the quietest that 16 bits can carry is 90 dB below the loudest.
SILENCE = -100.0
#: A frame this loud may be speech. Somebody speaking is at -30 to -15, a quiet room below -60.
SPEECH = -50.0
#: So many of the last so many frames must be that loud: a click is not speech.
LOUD_FRAMES = 3
FRAMES = 5


def dbfs(samples: NDArray[np.int16]) -> float:
    """Root mean square of 16-bit samples, in decibels relative to full scale; ``SILENCE`` at the least."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if samples.size else 0.0
    return max(SILENCE, 10 * math.log10(power / 32768**2)) if power else SILENCE


def is_loud(level: float) -> bool:
    """Whether a frame of this level may be speech."""
    return level > SPEECH


class Speech:
    """The last frames of one track."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=FRAMES)

    def hear(self, level: float) -> bool:
        """Take the next frame's level; return whether somebody speaks."""
        self._levels.append(level)
        return sum(map(is_loud, self._levels)) >= LOUD_FRAMES
