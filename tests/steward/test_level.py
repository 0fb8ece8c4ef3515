from __future__ import annotations

import math

import numpy as np
import pytest

from hemicycle.steward.level import SILENCE, Speech, dbfs


def sine(amplitude: float) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return (np.sin(np.arange(320) / 16_000 * 2 * np.pi * 500) * amplitude).astype(np.int16)


@pytest.mark.parametrize(("amplitude", "level"), [(32767, -3.01), (3277, -23.01), (328, -43.0)])
def test_a_sine_is_three_decibels_below_its_peak(amplitude: float, level: float) -> None:
    assert math.isclose(dbfs(sine(amplitude)), level, abs_tol=0.05)


def test_digital_silence_and_no_samples_are_silence() -> None:
    assert dbfs(np.zeros(320, np.int16)) == SILENCE
    assert dbfs(np.zeros(0, np.int16)) == SILENCE


def test_the_loudest_samples_do_not_overflow() -> None:
    assert dbfs(np.full(320, -32768, np.int16)) == pytest.approx(0.0)


def test_three_loud_frames_of_five_are_speech() -> None:
    speech = Speech()
    assert [speech.hear(level) for level in (-30, -70, -30, -70, -30)] == [False, False, False, False, True]


def test_two_clicks_are_not_speech() -> None:
    speech = Speech()
    assert not any(speech.hear(level) for level in (-10, -80, -80, -10, -80, -80, -80, -80))


def test_a_quiet_room_is_not_speech() -> None:
    speech = Speech()
    assert not any(speech.hear(-55) for _ in range(50))
