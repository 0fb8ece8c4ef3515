"""What a connection test measured, as facts: devices, the line, what the browser lacks.

What was not measured is ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """For what somebody tests: whose microphone matters, and whose camera."""

    DELEGATE = "delegate"
    INTERPRETER = "interpreter"
    LISTENER = "listener"


class DeviceState(StrEnum):
    """What became of opening a microphone or a camera."""

    OPENED = "opened"
    DENIED = "denied"
    MISSING = "missing"
    BUSY = "busy"
    LOST = "lost"
    SKIPPED = "skipped"


class Way(StrEnum):
    """How media goes to the media server: the relay is TLS on port 443."""

    UDP = "udp"
    TCP = "tcp"
    RELAY = "relay"
    NONE = "none"


class Lack(StrEnum):
    """What a browser does not have."""

    SECURE_CONTEXT = "secure_context"
    DEVICES = "devices"
    WEBRTC = "webrtc"
    AUDIO = "audio"
    MODULES = "modules"
    WEBSOCKET = "websocket"
    STORAGE = "storage"


class Transport(StrEnum):
    """How the documents of a sitting come to a page."""

    WEBSOCKET = "websocket"
    SSE = "sse"
    HTTP_STREAM = "http_stream"
    NONE = "none"


class Ended(StrEnum):
    """How a test ended."""

    WHOLE = "whole"
    LEFT = "left"
    DEVICE_LOST = "device_lost"
    ANOTHER_TAB = "another_tab"


@dataclass(frozen=True)
class Microphone:
    """A microphone as it was measured while its person spoke.

    Attributes:
        level_db, noise_db, peak_db, hum_db: dBFS: of speech, of pauses, the greatest, of 50 or 60 Hz with harmonics.
        clipped: Share of the frames of speech at full scale.
        echo_db: The test sound picked up again, relative to how it was played.
        heard: What the person answered: they heard their own voice.
    """

    state: DeviceState
    level_db: float | None = None
    noise_db: float | None = None
    peak_db: float | None = None
    clipped: float | None = None
    hum_db: float | None = None
    echo_db: float | None = None
    heard: bool | None = None


@dataclass(frozen=True)
class Camera:
    """A camera as it was measured.

    Attributes:
        frames: Pictures a second.
        light: Mean luminance, from 0 to 1.
    """

    state: DeviceState
    frames: float | None = None
    light: float | None = None


@dataclass(frozen=True)
class Line:
    """What ten seconds of media came to.

    Attributes:
        lost_up, lost_down: Shares of the packets.
        first_sound_ms: From publishing to the first sound at the other connection.
    """

    way: Way
    round_trip_ms: float | None = None
    jitter_ms: float | None = None
    lost_up: float | None = None
    lost_down: float | None = None
    kbit_up: float | None = None
    kbit_down: float | None = None
    first_sound_ms: int | None = None


@dataclass(frozen=True)
class Measured:
    """What a test measured.

    Attributes:
        microphone, camera: ``None`` where neither was looked at, as when somebody enters.
        working: The ways that were tried each by itself and work.
        answered: The media server answered at all when a way was tried; it does so over WebSocket.
        line: ``None`` where no media went anywhere.
        clock_ms: This machine's clock minus the server's.
        media_away: The media server was not there as the test began, or any longer at its end: nobody's network is to
            blame.
    """

    microphone: Microphone | None
    camera: Camera | None
    line: Line | None
    lacks: frozenset[Lack] = frozenset()
    working: frozenset[Way] = frozenset()
    answered: bool = True
    transport: Transport = Transport.WEBSOCKET
    clock_ms: int | None = None
    ended: Ended = Ended.WHOLE
    media_away: bool = False
