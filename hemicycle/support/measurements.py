"""What a page sends of a connection test, within bounds. What could not be measured is ``None``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from hemicycle.rules import measured as rules
from hemicycle.rules.measured import DeviceState, Ended, Lack, Transport, Way
from hemicycle.sittings.commands import storable

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80), AfterValidator(storable)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(storable)]
Decibel = Annotated[float, Field(ge=-120, le=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Milliseconds = Annotated[float, Field(ge=0, le=600_000, allow_inf_nan=False)]
WholeMilliseconds = Annotated[int, Field(ge=0, le=600_000)]
Kilobits = Annotated[float, Field(ge=0, le=10_000_000, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]
Pixels = Annotated[int, Field(ge=0, le=20_000)]
#: A day either way.
ClockDifference = Annotated[int, Field(ge=-10_000_000_000_000, le=10_000_000_000_000)]


class Part(BaseModel):
    """A part of the measurements; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BrowserMeasured(Part):
    """The browser, and what it lacks."""

    name: Text
    version: Text
    platform: Text
    mobile: bool
    lacks: list[Lack] = Field(max_length=len(Lack))


class MicrophoneMeasured(Part):
    """As ``rules.measured.Microphone`` says, with the device's own label."""

    state: DeviceState
    label: Label = ""
    level_db: Decibel | None = None
    noise_db: Decibel | None = None
    peak_db: Decibel | None = None
    clipped: Share | None = None
    hum_db: Decibel | None = None
    echo_db: Annotated[float, Field(ge=-120, le=60, allow_inf_nan=False)] | None = None
    heard: bool | None = None


class CameraMeasured(Part):
    """As ``rules.measured.Camera`` says, with the device's own label and the size of its picture."""

    state: DeviceState
    label: Label = ""
    width: Pixels | None = None
    height: Pixels | None = None
    frames: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)] | None = None
    light: Share | None = None


class WayMeasured(Part):
    """One way to the media server, tried by itself; ``unanswered``: it could not even be asked for the way."""

    state: Literal["works", "fails", "unanswered", "not_offered", "untested"]
    ms: WholeMilliseconds | None = None


class WaysMeasured(Part):
    """Each way to the media server."""

    udp: WayMeasured
    tcp: WayMeasured
    relay: WayMeasured

    @property
    def answered(self) -> bool:
        """Whether the media server answered to one of them; also where none was tried."""
        return {self.udp.state, self.tcp.state, self.relay.state} != {"unanswered"}


class LineMeasured(Part):
    """As ``rules.measured.Line`` says, and over how many seconds of media."""

    way: Way
    round_trip_ms: Milliseconds | None = None
    jitter_ms: Milliseconds | None = None
    lost_up: Share | None = None
    lost_down: Share | None = None
    kbit_up: Kilobits | None = None
    kbit_down: Kilobits | None = None
    seconds: Seconds
    first_sound_ms: WholeMilliseconds | None = None


class PushMeasured(Part):
    """How the documents of a sitting would come."""

    transport: Transport
    ms: WholeMilliseconds | None = None


class Measurements(Part):
    """Everything that a test measured.

    Attributes:
        seconds: How long it took as a whole.
        place: From where it was run, as its person wrote it.
        line: ``None`` where no media was sent.
        clock_ms: This machine's clock minus the server's.
    """

    seconds: Seconds
    place: Text = ""
    browser: BrowserMeasured
    microphone: MicrophoneMeasured
    camera: CameraMeasured
    ways: WaysMeasured
    line: LineMeasured | None = None
    push: PushMeasured
    clock_ms: ClockDifference | None = None
    ended: Ended

    @property
    def blocked(self) -> bool:
        """Whether sound and picture were sent, and went no way."""
        return self.line is not None and self.line.way is Way.NONE

    def facts(self, *, media_away: bool) -> rules.Measured:
        """What the rule judges by.

        Args:
            media_away: The media server was not there as the test began, or at its end.
        """
        line = self.line.model_dump(exclude={"seconds"}) if self.line is not None else None
        return rules.Measured(
            microphone=rules.Microphone(**self.microphone.model_dump(exclude={"label"})),
            camera=rules.Camera(**self.camera.model_dump(include={"state", "frames", "light"})),
            line=rules.Line(**line) if line is not None else None,
            lacks=frozenset(self.browser.lacks),
            working=frozenset(
                way for way in (Way.UDP, Way.TCP, Way.RELAY) if getattr(self.ways, way.value).state == "works"
            ),
            answered=self.ways.answered,
            transport=self.push.transport,
            clock_ms=self.clock_ms,
            ended=self.ended,
            media_away=media_away,
        )


class EntryMeasurements(Part):
    """What a page measured of its own connection as its person entered a sitting: no device, and no rates.

    Attributes:
        seconds: For how long it measured.
        clock_ms: This machine's clock minus the server's.
    """

    seconds: Seconds
    browser: BrowserMeasured
    line: LineMeasured
    push: PushMeasured
    clock_ms: ClockDifference | None = None

    def facts(self) -> rules.Measured:
        """What the rule judges by."""
        return rules.Measured(
            microphone=None,
            camera=None,
            line=rules.Line(**self.line.model_dump(exclude={"seconds"})),
            lacks=frozenset(self.browser.lacks),
            transport=self.push.transport,
            clock_ms=self.clock_ms,
        )
