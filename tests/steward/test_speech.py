"""Speech and pauses: what the model says of a track, and what of it is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hemicycle.steward import speech
from hemicycle.steward.floor import Floor
from hemicycle.steward.snapshot import Fact
from hemicycle.steward.speech import ONSET, PAUSE, WINDOW, SpeechDetector
from tests.steward.events import LOUD, NOBODY, at, publish

if TYPE_CHECKING:
    from collections.abc import Iterable

ON_AIR = replace(NOBODY, speaker="r1", turn=7, on_air={"r8": True, "r9": False})
BOOTH = "r8/microphone"


def hears(likelihoods: Iterable[float], samples: int = WINDOW) -> list[bool]:
    """What a detector says after each piece of sound, with a model that answers so."""
    left = list(likelihoods)
    answers = iter(left)
    detector = SpeechDetector(lambda: lambda _window: next(answers))
    pieces = len(left) * WINDOW // samples
    return [detector.hear(np.zeros(samples, np.int16)) for _piece in range(pieces)]


def test_it_begins_with_two_windows_and_a_click_is_none() -> None:
    assert hears([0.9, 0.1, 0.9, 0.1]) == [False] * 4
    assert hears([0.9] * ONSET)[-1]


def test_it_pauses_after_six_windows_and_not_between_two_words() -> None:
    assert hears([0.9] * ONSET + [0.1] * (PAUSE - 1) + [0.9])[-1]
    assert not hears([0.9] * ONSET + [0.1] * PAUSE)[-1]


def test_what_is_neither_changes_nothing() -> None:
    assert hears([0.9] * ONSET + [0.4] * 3 * PAUSE)[-1]
    assert not hears([0.4] * 3 * PAUSE)[-1]


@pytest.mark.parametrize("samples", [320, 512, 160])
def test_pieces_of_any_size_make_the_same_windows(samples: int) -> None:
    assert hears([0.9] * 20, samples)[-1]


def test_where_the_model_does_not_run_loud_sound_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> speech.Model:
        raise OSError("cannot open shared object file")

    monkeypatch.setattr(speech, "_silero", missing)
    detector = SpeechDetector()
    loud = (np.sin(np.arange(8 * WINDOW) / 8) * 8000).astype(np.int16)
    assert detector.hear(loud)
    assert not detector.hear(np.zeros(8 * WINDOW, np.int16))


class TestTold:
    def _floor(self) -> Floor:
        floor = Floor(ON_AIR)
        for identity in ("r1", "r8", "r9"):
            publish(floor, identity)
        return floor

    def test_each_time_that_somebody_who_may_be_heard_begins_or_pauses(self) -> None:
        floor = self._floor()
        assert floor.sounds(BOOTH, LOUD, speaks=True) == [Fact("speaks", "r8")]
        assert floor.sounds(BOOTH, LOUD, speaks=True) == []
        assert floor.sounds(BOOTH, LOUD, speaks=False) == [Fact("pauses", "r8")]

    def test_not_of_a_booth_off_air(self) -> None:
        assert self._floor().sounds("r9/microphone", LOUD, speaks=True) == []

    @pytest.mark.parametrize("how", ["muted", "gone", "off air", "unheard"])
    def test_who_is_not_heard_any_longer_has_paused(self, how: str) -> None:
        floor = self._floor()
        floor.sounds(BOOTH, LOUD, speaks=True)
        told: list[Fact] = []
        if how == "gone":
            told = floor.unpublished(BOOTH)
        elif how == "unheard":
            told = floor.unheard(BOOTH)
        off = how == "off air"
        if how == "muted":
            floor.muted(BOOTH, at(1), muted=True)
        recorded = frozenset() if told else frozenset({"r8"})
        told += floor.update(replace(ON_AIR, sequence=2, on_air={"r8": not off}, speaking=recorded), at(1))
        assert told == [Fact("pauses", "r8")]

    def test_what_the_list_does_not_confirm_is_told_again(self) -> None:
        floor = self._floor()
        floor.sounds(BOOTH, LOUD, speaks=True)
        assert floor.update(replace(ON_AIR, sequence=2), at(1)) == [Fact("speaks", "r8")]
        assert floor.update(replace(ON_AIR, sequence=3, speaking=frozenset({"r8"})), at(2)) == []

    def test_what_a_steward_that_died_has_left_is_corrected(self) -> None:
        floor = self._floor()
        assert floor.update(replace(ON_AIR, sequence=2, speaking=frozenset({"r8", "r99"})), at(1)) == [
            Fact("pauses", "r8"),
            Fact("pauses", "r99"),
        ]
