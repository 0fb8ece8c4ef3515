"""Rule 46: what a connection test comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.connection_tests import (
    CARRIES,
    CODE_SIGNS,
    TEST_LASTS,
    TESTS_AN_HOUR,
    THRESHOLDS,
    Cause,
    Grade,
    Subject,
    Verdict,
    carries_from,
    judge,
    may_finish,
    may_test,
    of_subject,
    to_mend,
)
from hemicycle.rules.measured import (
    Camera,
    DeviceState,
    Ended,
    Lack,
    Line,
    Measured,
    Microphone,
    Purpose,
    Transport,
    Way,
)
from hemicycle.rules.reasons import Allowed, Refused
from tests.factories import START

MICROPHONE = Microphone(
    DeviceState.OPENED, level_db=-26, noise_db=-60, peak_db=-10, clipped=0, hum_db=-80, echo_db=-60, heard=True
)
CAMERA = Camera(DeviceState.OPENED, frames=25, light=0.5)
LINE = Line(
    Way.UDP,
    round_trip_ms=142,
    jitter_ms=9,
    lost_up=0.002,
    lost_down=0,
    kbit_up=3100,
    kbit_down=8400,
    first_sound_ms=400,
)
GOOD = Measured(MICROPHONE, CAMERA, LINE, working=frozenset({Way.UDP, Way.TCP, Way.RELAY}), clock_ms=200)
SEVERITY = [Verdict.READY, Verdict.USABLE, Verdict.UNUSABLE]


def microphone(**changes: Any) -> Measured:
    return replace(GOOD, microphone=replace(MICROPHONE, **changes))


def camera(**changes: Any) -> Measured:
    return replace(GOOD, camera=replace(CAMERA, **changes))


def line(**changes: Any) -> Measured:
    return replace(GOOD, line=replace(LINE, **changes))


def test_rule_46_a_good_test_is_ready_and_says_so_of_each_subject() -> None:
    judgement = judge(GOOD, Purpose.DELEGATE)

    assert judgement.verdict is Verdict.READY
    assert [one.subject for one in judgement.findings] == list(Subject)
    assert {one.grade for one in judgement.findings} == {Grade.GOOD}
    assert to_mend(judgement.findings) == ()


@pytest.mark.parametrize(
    ("measured", "cause", "verdict"),
    [
        (microphone(state=DeviceState.DENIED), Cause.MICROPHONE_DENIED, Verdict.UNUSABLE),
        (microphone(state=DeviceState.MISSING), Cause.MICROPHONE_MISSING, Verdict.UNUSABLE),
        (microphone(state=DeviceState.BUSY), Cause.MICROPHONE_BUSY, Verdict.UNUSABLE),
        (microphone(state=DeviceState.LOST), Cause.MICROPHONE_LOST, Verdict.UNUSABLE),
        (microphone(state=DeviceState.SKIPPED), Cause.MICROPHONE_SKIPPED, Verdict.USABLE),
        (microphone(level_db=None), Cause.MICROPHONE_UNMEASURED, Verdict.USABLE),
        (microphone(level_db=THRESHOLDS.silent_db), Cause.MICROPHONE_SILENT, Verdict.UNUSABLE),
        (microphone(level_db=-47, noise_db=-90), Cause.MICROPHONE_QUIET, Verdict.USABLE),
        (microphone(clipped=THRESHOLDS.clipped), Cause.MICROPHONE_CLIPPED, Verdict.USABLE),
        (microphone(noise_db=-45), Cause.MICROPHONE_NOISE, Verdict.USABLE),
        (microphone(hum_db=-50, noise_db=-50), Cause.MICROPHONE_HUM, Verdict.USABLE),
        (microphone(echo_db=-20), Cause.MICROPHONE_ECHO, Verdict.USABLE),
        (microphone(heard=False), Cause.MICROPHONE_NOT_HEARD, Verdict.USABLE),
        (camera(state=DeviceState.DENIED), Cause.CAMERA_DENIED, Verdict.USABLE),
        (camera(state=DeviceState.MISSING), Cause.CAMERA_MISSING, Verdict.USABLE),
        (camera(state=DeviceState.BUSY), Cause.CAMERA_BUSY, Verdict.USABLE),
        (camera(state=DeviceState.LOST), Cause.CAMERA_LOST, Verdict.USABLE),
        (camera(state=DeviceState.SKIPPED), Cause.CAMERA_SKIPPED, Verdict.USABLE),
        (camera(light=0.1), Cause.CAMERA_DARK, Verdict.USABLE),
        (camera(light=0.95), Cause.CAMERA_BRIGHT, Verdict.USABLE),
        (camera(frames=5), Cause.CAMERA_SLOW, Verdict.USABLE),
        (line(way=Way.NONE), Cause.NETWORK_BLOCKED, Verdict.UNUSABLE),
        (replace(line(way=Way.NONE), answered=False), Cause.NETWORK_UNANSWERED, Verdict.UNUSABLE),
        (replace(GOOD, line=None), Cause.NETWORK_UNTESTED, Verdict.USABLE),
        (replace(GOOD, line=None), Cause.LINE_UNMEASURED, Verdict.USABLE),
        (replace(GOOD, line=None, media_away=True), Cause.MEDIA_AWAY, Verdict.USABLE),
        (line(round_trip_ms=900), Cause.LINE_DELAY, Verdict.USABLE),
        (line(jitter_ms=150), Cause.LINE_JITTER, Verdict.USABLE),
        (line(lost_up=0.06), Cause.LINE_LOSS_UP, Verdict.USABLE),
        (line(lost_up=0.4), Cause.LINE_LOSS_UP, Verdict.UNUSABLE),
        (line(lost_down=0.06), Cause.LINE_LOSS_DOWN, Verdict.USABLE),
        (line(kbit_up=100), Cause.LINE_NARROW_UP, Verdict.USABLE),
        (line(kbit_down=10), Cause.LINE_NARROW_DOWN, Verdict.USABLE),
        (line(first_sound_ms=21_000), Cause.LINE_SLOW_START, Verdict.USABLE),
        (replace(GOOD, lacks=frozenset({Lack.SECURE_CONTEXT})), Cause.BROWSER_INSECURE, Verdict.UNUSABLE),
        (replace(GOOD, lacks=frozenset({Lack.WEBRTC})), Cause.BROWSER_LACKS, Verdict.UNUSABLE),
        (replace(GOOD, transport=Transport.NONE), Cause.STATE_BLOCKED, Verdict.USABLE),
        (replace(GOOD, clock_ms=-120_000), Cause.CLOCK_OFF, Verdict.USABLE),
        (replace(GOOD, ended=Ended.LEFT), Cause.INTERRUPTED, Verdict.USABLE),
        (replace(GOOD, ended=Ended.ANOTHER_TAB, line=None), Cause.INTERRUPTED, Verdict.USABLE),
    ],
)
def test_rule_46_each_cause_is_named_with_its_verdict(measured: Measured, cause: Cause, verdict: Verdict) -> None:
    judgement = judge(measured, Purpose.DELEGATE)

    assert cause in to_mend(judgement.findings)
    assert judgement.verdict is verdict


@pytest.mark.parametrize(
    ("measured", "cause"),
    [
        (replace(GOOD, working=frozenset({Way.TCP}), line=replace(LINE, way=Way.TCP)), Cause.NETWORK_TCP),
        (replace(GOOD, working=frozenset(), line=replace(LINE, way=Way.RELAY)), Cause.NETWORK_RELAY),
        (line(round_trip_ms=THRESHOLDS.round_trip_ms + 1), Cause.LINE_DELAY),
        (line(lost_up=0.03), Cause.LINE_LOSS_UP),
        (line(jitter_ms=60), Cause.LINE_JITTER),
        (line(first_sound_ms=4000), Cause.LINE_SLOW_START),
        (replace(GOOD, transport=Transport.SSE), Cause.STATE_FALLBACK),
        (replace(GOOD, lacks=frozenset({Lack.STORAGE})), Cause.BROWSER_LACKS),
    ],
)
def test_rule_46_what_can_be_used_is_named_and_is_ready(measured: Measured, cause: Cause) -> None:
    judgement = judge(measured, Purpose.DELEGATE)

    assert [one.cause for one in judgement.findings if one.grade is Grade.USABLE] == [cause]
    assert judgement.verdict is Verdict.READY


def test_rule_46_figures_on_the_bound_are_good() -> None:
    bounds = line(
        round_trip_ms=THRESHOLDS.round_trip_ms,
        jitter_ms=THRESHOLDS.jitter_ms,
        lost_up=THRESHOLDS.lost,
        lost_down=THRESHOLDS.lost,
        kbit_up=THRESHOLDS.picture_kbit,
        kbit_down=THRESHOLDS.sound_kbit,
        first_sound_ms=THRESHOLDS.slow_ms,
    )
    assert [one.cause for one in of_subject(judge(bounds, Purpose.DELEGATE).findings, Subject.LINE)] == [
        Cause.LINE_GOOD
    ]


def test_rule_46_a_faster_way_that_works_is_not_called_blocked() -> None:
    measured = replace(GOOD, line=replace(LINE, way=Way.RELAY), working=frozenset({Way.UDP, Way.RELAY}))

    assert [one.cause for one in of_subject(judge(measured, Purpose.DELEGATE).findings, Subject.NETWORK)] == [
        Cause.NETWORK_UDP
    ]


def test_rule_46_sound_alone_needs_less_of_the_line() -> None:
    measured = replace(GOOD, camera=Camera(DeviceState.DENIED), line=replace(LINE, kbit_up=100))

    assert Cause.LINE_NARROW_UP not in to_mend(judge(measured, Purpose.DELEGATE).findings)


def test_rule_46_who_listens_needs_no_microphone_and_must_hear() -> None:
    deaf = replace(
        GOOD,
        microphone=Microphone(DeviceState.MISSING),
        camera=Camera(DeviceState.MISSING),
        lacks=frozenset({Lack.DEVICES}),
        line=replace(LINE, lost_up=0.9, kbit_up=1),
    )

    assert judge(deaf, Purpose.LISTENER).verdict is Verdict.READY
    assert judge(deaf, Purpose.DELEGATE).verdict is Verdict.UNUSABLE
    assert judge(line(lost_down=0.5), Purpose.LISTENER).verdict is Verdict.UNUSABLE
    assert judge(line(way=Way.NONE), Purpose.LISTENER).verdict is Verdict.UNUSABLE


def test_rule_46_an_interpreter_needs_no_camera() -> None:
    assert judge(camera(state=DeviceState.MISSING), Purpose.INTERPRETER).verdict is Verdict.READY


def test_rule_46_the_media_server_being_away_blames_no_network() -> None:
    judgement = judge(replace(GOOD, line=replace(LINE, way=Way.NONE), media_away=True), Purpose.DELEGATE)

    assert to_mend(judgement.findings) == (Cause.MEDIA_AWAY,)


@pytest.mark.parametrize("answered", [True, False])
def test_rule_46_a_browser_without_webrtc_blames_no_network(*, answered: bool) -> None:
    nowhere = replace(line(way=Way.NONE), lacks=frozenset({Lack.WEBRTC}), answered=answered)
    judgement = judge(nowhere, Purpose.DELEGATE)

    assert judgement.verdict is Verdict.UNUSABLE
    assert to_mend(judgement.findings) == (Cause.BROWSER_LACKS, Cause.NETWORK_UNTESTED)


@pytest.mark.parametrize("state", [one for one in DeviceState if one is not DeviceState.OPENED])
def test_rule_46_what_was_not_measured_is_never_judged(state: DeviceState) -> None:
    nothing = Measured(Microphone(state), Camera(state), Line(Way.UDP))

    judgement = judge(nothing, Purpose.LISTENER)

    assert judgement.verdict is Verdict.READY
    assert of_subject(judge(replace(nothing, clock_ms=None), Purpose.LISTENER).findings, Subject.CLOCK) == ()


def test_rule_46_at_an_entry_the_line_is_judged_and_no_device() -> None:
    entry = Measured(microphone=None, camera=None, line=replace(LINE, lost_up=None, kbit_up=None, kbit_down=None))

    judgement = judge(entry, Purpose.DELEGATE)

    assert judgement.verdict is Verdict.READY
    assert {found.subject for found in judgement.findings}.isdisjoint({Subject.MICROPHONE, Subject.CAMERA})
    lost = judge(replace(entry, line=replace(LINE, lost_down=0.4)), Purpose.DELEGATE)
    assert (lost.verdict, to_mend(lost.findings)) == (Verdict.UNUSABLE, (Cause.LINE_LOSS_DOWN,))


#: Figures of the line and the microphone that are the worse, the greater they are.
WORSE_ABOVE = st.sampled_from(
    [
        ("line", "round_trip_ms", 5000.0),
        ("line", "jitter_ms", 1000.0),
        ("line", "lost_up", 1.0),
        ("line", "lost_down", 1.0),
        ("line", "first_sound_ms", 60_000.0),
        ("microphone", "noise_db", 0.0),
        ("microphone", "hum_db", 0.0),
        ("microphone", "echo_db", 0.0),
        ("microphone", "clipped", 1.0),
    ]
)
#: And those that are the worse, the smaller they are.
WORSE_BELOW = st.sampled_from(
    [("line", "kbit_up", 0.0), ("line", "kbit_down", 0.0), ("microphone", "level_db", -120.0)]
)


@given(
    which=st.one_of(WORSE_ABOVE, WORSE_BELOW),
    first=st.floats(0, 1),
    second=st.floats(0, 1),
    purpose=st.sampled_from(Purpose),
)
def test_rule_46_a_worse_figure_never_gives_a_better_verdict(
    which: tuple[str, str, float], first: float, second: float, purpose: Purpose
) -> None:
    part, name, worst = which
    best = float(getattr(getattr(GOOD, part), name))

    def with_figure(share: float) -> Verdict:
        figure = best + (worst - best) * share
        changed = replace(getattr(GOOD, part), **{name: figure})
        return judge(replace(GOOD, **{part: changed}), purpose).verdict

    less, more = sorted((first, second))
    assert SEVERITY.index(with_figure(less)) <= SEVERITY.index(with_figure(more))


def test_rule_46_a_test_is_begun_twenty_times_an_hour_and_finished_within_fifteen_minutes() -> None:
    assert isinstance(may_test(in_last_hour=TESTS_AN_HOUR - 1), Allowed)
    refused = may_test(in_last_hour=TESTS_AN_HOUR)
    assert isinstance(refused, Refused)
    assert refused.reason.code is RuleCode.TESTS_TOO_MANY
    assert isinstance(may_finish(START, START + TEST_LASTS), Allowed)
    assert isinstance(may_finish(START, START + TEST_LASTS + timedelta(seconds=1)), Refused)


def test_rule_46_no_sign_of_a_code_is_mistaken_for_another() -> None:
    assert not set(CODE_SIGNS) & set("0O1IL8BS5AEU")
    assert len(set(CODE_SIGNS)) == len(CODE_SIGNS)


@given(st.lists(st.integers(0, 20), max_size=60), st.integers(1, 60))
@example([0] * 4, 3)
def test_of_tests_that_begin_together_only_so_many_carry_at_once(pauses: list[int], at_once: int) -> None:
    """In the order in which they began, apart from each other, and nobody waits longer than that takes."""
    at, turns = START, list[datetime]()
    for pause in pauses:
        at += timedelta(seconds=pause)
        turn = carries_from(turns[-1] if turns else None, at, at_once)
        assert turn >= max([at, *turns[-1:]])
        assert turn == at or turn - turns[-1] - CARRIES / at_once <= timedelta(microseconds=1)
        turns.append(turn)
        assert sum(turn - CARRIES < other <= turn for other in turns) <= at_once
