"""What a connection test found (rule 46): a verdict, and for each thing tested a finding with its cause.

Facts in, a judgement out. What was not measured is ``None`` and is never judged as bad: it is said that it was not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.measured import DeviceState, Ended, Lack, Purpose, Transport, Way
from hemicycle.rules.reasons import allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from hemicycle.rules.measured import Camera, Measured, Microphone
    from hemicycle.rules.reasons import Decision

#: Tests of one registration in an hour. Each takes a room of the media engine for a minute.
TESTS_AN_HOUR = 20
#: A test that was not finished by then is over.
TEST_LASTS = timedelta(minutes=15)
#: For which a test tries its ways and carries sound and picture, from its turn on; who meets a firewall takes longer,
#: and carries nothing meanwhile.
CARRIES = timedelta(seconds=25)
#: Signs of a code: none is mistaken for another one when it is read out on the telephone, and they spell no word.
CODE_SIGNS = "234679CDFGHJKMNPQRTVWXYZ"
CODE_LENGTH = 4


class Verdict(StrEnum):
    """What a test comes to. ``UNUSABLE``: they would not be heard, or, who only listens, would not hear."""

    READY = "ready"
    USABLE = "usable"
    UNUSABLE = "unusable"


class Subject(StrEnum):
    """What is tested, in the order in which it is shown."""

    MICROPHONE = "microphone"
    CAMERA = "camera"
    NETWORK = "network"
    LINE = "line"
    BROWSER = "browser"
    STATE = "state"
    CLOCK = "clock"


class Grade(IntEnum):
    """How good something is; a greater one is worse."""

    GOOD = 0
    USABLE = 1
    IMPROVE = 2
    FAILS = 3


class Cause(StrEnum):
    """What was found."""

    MICROPHONE_GOOD = "microphone_good"
    MICROPHONE_NOT_NEEDED = "microphone_not_needed"
    MICROPHONE_DENIED = "microphone_denied"
    MICROPHONE_MISSING = "microphone_missing"
    MICROPHONE_BUSY = "microphone_busy"
    MICROPHONE_LOST = "microphone_lost"
    MICROPHONE_SKIPPED = "microphone_skipped"
    MICROPHONE_SILENT = "microphone_silent"
    MICROPHONE_QUIET = "microphone_quiet"
    MICROPHONE_CLIPPED = "microphone_clipped"
    MICROPHONE_NOISE = "microphone_noise"
    MICROPHONE_HUM = "microphone_hum"
    MICROPHONE_ECHO = "microphone_echo"
    MICROPHONE_NOT_HEARD = "microphone_not_heard"
    MICROPHONE_UNMEASURED = "microphone_unmeasured"
    CAMERA_GOOD = "camera_good"
    CAMERA_NOT_NEEDED = "camera_not_needed"
    CAMERA_DENIED = "camera_denied"
    CAMERA_MISSING = "camera_missing"
    CAMERA_BUSY = "camera_busy"
    CAMERA_LOST = "camera_lost"
    CAMERA_SKIPPED = "camera_skipped"
    CAMERA_DARK = "camera_dark"
    CAMERA_BRIGHT = "camera_bright"
    CAMERA_SLOW = "camera_slow"
    NETWORK_UDP = "network_udp"
    NETWORK_TCP = "network_tcp"
    NETWORK_RELAY = "network_relay"
    NETWORK_BLOCKED = "network_blocked"
    NETWORK_UNANSWERED = "network_unanswered"
    NETWORK_UNTESTED = "network_untested"
    MEDIA_AWAY = "media_away"
    LINE_GOOD = "line_good"
    LINE_UNMEASURED = "line_unmeasured"
    LINE_DELAY = "line_delay"
    LINE_JITTER = "line_jitter"
    LINE_LOSS_UP = "line_loss_up"
    LINE_LOSS_DOWN = "line_loss_down"
    LINE_NARROW_UP = "line_narrow_up"
    LINE_NARROW_DOWN = "line_narrow_down"
    LINE_SLOW_START = "line_slow_start"
    BROWSER_GOOD = "browser_good"
    BROWSER_INSECURE = "browser_insecure"
    BROWSER_LACKS = "browser_lacks"
    STATE_GOOD = "state_good"
    STATE_FALLBACK = "state_fallback"
    STATE_BLOCKED = "state_blocked"
    CLOCK_GOOD = "clock_good"
    CLOCK_OFF = "clock_off"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Thresholds:
    """From where on something is to be mended, and from where on nobody is heard.

    Round trip: ITU-T G.114 has up to 150 ms one way for most uses, and 400 ms as the limit of planning; twice that.
    Jitter: 50 ms is the bound of class 0 of ITU-T Y.1541; twice that empties usual buffers.
    Loss: Y.1541 plans with a thousandth; Opus with redundancy hides some per cent; of a third, speech does not survive.
    Level: ITU-T P.56 measures active speech, and -26 dB below full scale is its customary level. 20 dB below that is
    too quiet to be raised without its noise; at -60 dB a microphone is muted.
    Noise: speech 20 dB above it is easily followed. Echo: ITU-T G.131 asks for more attenuation the longer the way is;
    35 dB is what the echo canceller is to leave at most. Clipping, hum, light, pictures: from trying it.
    First sound: the three and the twenty seconds of the report of annex 2.
    """

    round_trip_ms: float = 300
    round_trip_long_ms: float = 800
    jitter_ms: float = 50
    jitter_great_ms: float = 100
    lost: float = 0.01
    lost_much: float = 0.05
    lost_deaf: float = 0.33
    sound_kbit: float = 40
    picture_kbit: float = 200
    silent_db: float = -60
    quiet_db: float = -46
    clipped: float = 0.01
    over_noise_db: float = 20
    over_hum_db: float = 25
    echo_db: float = -35
    dark: float = 0.2
    bright: float = 0.9
    frames: float = 12
    slow_ms: int = 3000
    very_slow_ms: int = 20000
    clock_ms: int = 60_000


#: Those that are used.
THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Attributes:
        figures: What it rests on, by the names of what was measured.
    """

    subject: Subject
    grade: Grade
    cause: Cause
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """What a test comes to, with all that was found."""

    verdict: Verdict
    findings: tuple[Finding, ...]


def of_subject(findings: Iterable[Finding], subject: Subject) -> tuple[Finding, ...]:
    """What was found of one subject, the worst first."""
    return tuple(sorted((one for one in findings if one.subject is subject), key=lambda one: -one.grade))


def to_mend(findings: Iterable[Finding]) -> tuple[Cause, ...]:
    """What is to be mended, the worst first."""
    wanting = [one for one in findings if one.grade >= Grade.IMPROVE]
    return tuple(one.cause for one in sorted(wanting, key=lambda one: -one.grade))


#: What lets nobody be heard, nor hear anything.
DEAF = frozenset({Lack.SECURE_CONTEXT, Lack.WEBRTC, Lack.AUDIO, Lack.MODULES})
_DEVICE_CAUSES = {
    Subject.MICROPHONE: {
        DeviceState.DENIED: Cause.MICROPHONE_DENIED,
        DeviceState.MISSING: Cause.MICROPHONE_MISSING,
        DeviceState.BUSY: Cause.MICROPHONE_BUSY,
        DeviceState.LOST: Cause.MICROPHONE_LOST,
        DeviceState.SKIPPED: Cause.MICROPHONE_SKIPPED,
    },
    Subject.CAMERA: {
        DeviceState.DENIED: Cause.CAMERA_DENIED,
        DeviceState.MISSING: Cause.CAMERA_MISSING,
        DeviceState.BUSY: Cause.CAMERA_BUSY,
        DeviceState.LOST: Cause.CAMERA_LOST,
        DeviceState.SKIPPED: Cause.CAMERA_SKIPPED,
    },
}
_WAY_CAUSES = {Way.UDP: Cause.NETWORK_UDP, Way.TCP: Cause.NETWORK_TCP, Way.RELAY: Cause.NETWORK_RELAY}


def may_test(*, in_last_hour: int) -> Decision:
    """Whether somebody may begin another test.

    Args:
        in_last_hour: How many of theirs began within the hour.
    """
    if in_last_hour >= TESTS_AN_HOUR:
        return refuse(RuleCode.TESTS_TOO_MANY, most=TESTS_AN_HOUR)
    return allow(RuleCode.NOTHING_AGAINST)


def carries_from(last: datetime | None, at: datetime, at_once: int) -> datetime:
    """When a test that begins has its turn to carry sound and picture: only so many do at once, and not all together.

    Two hundred at the same moment would measure each other, and be heard in a sitting on the same machine; what costs
    it most is that they connect.

    Args:
        last: The turn of the test before it; None before the first.
    """
    apart = -(-CARRIES // at_once)  # rounded up: a microsecond too few, and one more would fit in
    return at if last is None else max(at, last + apart)


def may_finish(begun_at: datetime, at: datetime) -> Decision:
    """Whether what a test measured is still taken."""
    return allow(RuleCode.NOTHING_AGAINST) if at <= begun_at + TEST_LASTS else refuse(RuleCode.TEST_OVER)


def judge(measured: Measured, purpose: Purpose, limits: Thresholds = THRESHOLDS) -> Judgement:
    """What a test comes to. A worse figure never gives a better verdict."""
    findings = (
        *_microphone(measured.microphone, purpose, limits),
        *_camera(measured.camera, purpose, limits),
        *_network(measured),
        *_line(measured, purpose, limits),
        *_browser(measured.lacks, purpose),
        *_state(measured),
        *_clock(measured.clock_ms, limits),
    )
    worst = max(one.grade for one in findings)
    verdict = {Grade.FAILS: Verdict.UNUSABLE, Grade.IMPROVE: Verdict.USABLE}.get(worst, Verdict.READY)
    return Judgement(verdict, findings)


def _microphone(microphone: Microphone | None, purpose: Purpose, limits: Thresholds) -> list[Finding]:
    if purpose is Purpose.LISTENER:
        return [Finding(Subject.MICROPHONE, Grade.GOOD, Cause.MICROPHONE_NOT_NEEDED)]
    if microphone is None:
        return []
    if microphone.state is not DeviceState.OPENED:
        # Of one that nobody wished to open it is not known whether it would be heard.
        grade = Grade.IMPROVE if microphone.state is DeviceState.SKIPPED else Grade.FAILS
        return [Finding(Subject.MICROPHONE, grade, _DEVICE_CAUSES[Subject.MICROPHONE][microphone.state])]
    level = microphone.level_db
    if level is None:
        return [Finding(Subject.MICROPHONE, Grade.IMPROVE, Cause.MICROPHONE_UNMEASURED)]
    if level <= limits.silent_db:
        return [Finding(Subject.MICROPHONE, Grade.FAILS, Cause.MICROPHONE_SILENT, {"level_db": level})]
    found = [Finding(Subject.MICROPHONE, Grade.IMPROVE, *one) for one in _faults(microphone, level, limits)]
    return found or [Finding(Subject.MICROPHONE, Grade.GOOD, Cause.MICROPHONE_GOOD, {"level_db": level})]


def _faults(microphone: Microphone, level: float, limits: Thresholds) -> Iterator[tuple[Cause, dict[str, float]]]:
    """What makes a microphone hard to follow."""
    if level < limits.quiet_db:
        yield Cause.MICROPHONE_QUIET, {"level_db": level}
    if microphone.clipped is not None and microphone.clipped >= limits.clipped:
        yield Cause.MICROPHONE_CLIPPED, {"clipped": microphone.clipped}
    hum = microphone.hum_db is not None and level - microphone.hum_db < limits.over_hum_db
    if hum and microphone.hum_db is not None:
        yield Cause.MICROPHONE_HUM, {"hum_db": microphone.hum_db}
    if not hum and microphone.noise_db is not None and level - microphone.noise_db < limits.over_noise_db:
        yield Cause.MICROPHONE_NOISE, {"noise_db": microphone.noise_db}
    if microphone.echo_db is not None and microphone.echo_db > limits.echo_db:
        yield Cause.MICROPHONE_ECHO, {"echo_db": microphone.echo_db}
    if microphone.heard is False:
        yield Cause.MICROPHONE_NOT_HEARD, {}


def _camera(camera: Camera | None, purpose: Purpose, limits: Thresholds) -> list[Finding]:
    if purpose is not Purpose.DELEGATE:
        return [Finding(Subject.CAMERA, Grade.GOOD, Cause.CAMERA_NOT_NEEDED)]
    if camera is None:
        return []
    if camera.state is not DeviceState.OPENED:
        # Heard all the same.
        return [Finding(Subject.CAMERA, Grade.IMPROVE, _DEVICE_CAUSES[Subject.CAMERA][camera.state])]
    found = []
    if camera.light is not None and camera.light < limits.dark:
        found.append(Finding(Subject.CAMERA, Grade.IMPROVE, Cause.CAMERA_DARK, {"light": camera.light}))
    if camera.light is not None and camera.light > limits.bright:
        found.append(Finding(Subject.CAMERA, Grade.IMPROVE, Cause.CAMERA_BRIGHT, {"light": camera.light}))
    if camera.frames is not None and camera.frames < limits.frames:
        found.append(Finding(Subject.CAMERA, Grade.IMPROVE, Cause.CAMERA_SLOW, {"frames": camera.frames}))
    return found or [Finding(Subject.CAMERA, Grade.GOOD, Cause.CAMERA_GOOD)]


def _network(measured: Measured) -> list[Finding]:
    if measured.media_away:
        return [Finding(Subject.NETWORK, Grade.IMPROVE, Cause.MEDIA_AWAY)]
    if measured.line is None or Lack.WEBRTC in measured.lacks:  # the browser is to blame, as is said of it
        return [Finding(Subject.NETWORK, Grade.IMPROVE, Cause.NETWORK_UNTESTED)]
    way = measured.line.way
    if way is Way.NONE:
        # Media that is blocked, and a server that never answered, are mended in different places.
        cause = Cause.NETWORK_BLOCKED if measured.answered else Cause.NETWORK_UNANSWERED
        return [Finding(Subject.NETWORK, Grade.FAILS, cause)]
    # A faster way that was found to work is not blocked, whichever one the media took.
    best = next(one for one in _WAY_CAUSES if one is way or one in measured.working)
    return [Finding(Subject.NETWORK, Grade.GOOD if best is Way.UDP else Grade.USABLE, _WAY_CAUSES[best])]


def _line(measured: Measured, purpose: Purpose, limits: Thresholds) -> list[Finding]:
    line = measured.line
    if measured.media_away or (line is not None and line.way is Way.NONE):
        return []
    broken = measured.ended not in {Ended.WHOLE, Ended.DEVICE_LOST}
    found = [Finding(Subject.LINE, Grade.IMPROVE, Cause.INTERRUPTED)] if broken else []
    if line is None:
        return found or [Finding(Subject.LINE, Grade.IMPROVE, Cause.LINE_UNMEASURED)]
    found += _above(
        line.round_trip_ms, "round_trip_ms", Cause.LINE_DELAY, limits.round_trip_ms, limits.round_trip_long_ms
    )
    found += _above(line.jitter_ms, "jitter_ms", Cause.LINE_JITTER, limits.jitter_ms, limits.jitter_great_ms)
    found += _above(line.first_sound_ms, "first_sound_ms", Cause.LINE_SLOW_START, limits.slow_ms, limits.very_slow_ms)
    listens = purpose is Purpose.LISTENER
    found += _above(line.lost_down, "lost_down", Cause.LINE_LOSS_DOWN, limits.lost, limits.lost_much, limits.lost_deaf)
    found += _narrow(line.kbit_down, "kbit_down", Cause.LINE_NARROW_DOWN, limits, sends_picture=False)
    if not listens:
        found += _above(line.lost_up, "lost_up", Cause.LINE_LOSS_UP, limits.lost, limits.lost_much, limits.lost_deaf)
        camera = measured.camera
        picture = purpose is Purpose.DELEGATE and camera is not None and camera.state is DeviceState.OPENED
        found += _narrow(line.kbit_up, "kbit_up", Cause.LINE_NARROW_UP, limits, sends_picture=picture)
    return found or [Finding(Subject.LINE, Grade.GOOD, Cause.LINE_GOOD)]


def _above(
    figure: float | None, name: str, cause: Cause, usable: float, improve: float, fails: float | None = None
) -> list[Finding]:
    """A figure that is the worse, the greater it is."""
    if figure is None or figure <= usable:
        return []
    grade = Grade.FAILS if fails is not None and figure > fails else Grade.IMPROVE if figure > improve else Grade.USABLE
    return [Finding(Subject.LINE, grade, cause, {name: figure})]


def _narrow(figure: float | None, name: str, cause: Cause, limits: Thresholds, *, sends_picture: bool) -> list[Finding]:
    """A rate that was reached with sound, or with sound and picture: less than these need."""
    if figure is None or figure >= (limits.picture_kbit if sends_picture else limits.sound_kbit):
        return []
    return [Finding(Subject.LINE, Grade.IMPROVE, cause, {name: figure})]


def _browser(lacks: frozenset[Lack], purpose: Purpose) -> list[Finding]:
    if Lack.SECURE_CONTEXT in lacks:
        return [Finding(Subject.BROWSER, Grade.FAILS, Cause.BROWSER_INSECURE)]
    deaf = DEAF if purpose is Purpose.LISTENER else DEAF | {Lack.DEVICES}
    if lacks & deaf:
        return [Finding(Subject.BROWSER, Grade.FAILS, Cause.BROWSER_LACKS)]
    # What it can do without: another transport is found for the one, and the other is a matter of comfort.
    return [
        Finding(
            Subject.BROWSER, Grade.USABLE if lacks else Grade.GOOD, Cause.BROWSER_LACKS if lacks else Cause.BROWSER_GOOD
        )
    ]


def _state(measured: Measured) -> list[Finding]:
    match measured.transport:
        case Transport.WEBSOCKET:
            return [Finding(Subject.STATE, Grade.GOOD, Cause.STATE_GOOD)]
        case Transport.NONE:
            return [Finding(Subject.STATE, Grade.IMPROVE, Cause.STATE_BLOCKED)]
        case _:
            return [Finding(Subject.STATE, Grade.USABLE, Cause.STATE_FALLBACK)]


def _clock(clock_ms: int | None, limits: Thresholds) -> list[Finding]:
    if clock_ms is None:
        return []
    off = abs(clock_ms) > limits.clock_ms
    grade, cause = (Grade.IMPROVE, Cause.CLOCK_OFF) if off else (Grade.GOOD, Cause.CLOCK_GOOD)
    return [Finding(Subject.CLOCK, grade, cause, {"clock_ms": clock_ms})]
