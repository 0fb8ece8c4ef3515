"""A sitting as strips over its time: a picture of what the table beneath it says in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from hemicycle.outcome.sitting_record import EventKind
from hemicycle.web.toolkit.bars import per_cent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from hemicycle.web.records.event_words import Line

#: What goes on where it has no end; anything else without one is a moment.
_LASTING = frozenset({EventKind.PRESIDED, EventKind.ITEM, EventKind.TURN, EventKind.VOICE})
#: In per cent: a bar that is shorter is not seen.
_SHORTEST = 0.4
#: Beyond it the label of a tick runs over the end.
_LAST_TICK = 85
_MOST_TICKS = 8
_STEPS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440))


@dataclass(frozen=True)
class Bar:
    """A stretch of a strip.

    Attributes:
        x, width: As SVG takes them: "12.50%".
        kind: Its style class.
        words: What it is, where somebody points at it.
        anchor: Of its line in the table.
    """

    x: str
    width: str
    kind: str
    words: str
    anchor: str


@dataclass(frozen=True)
class Strip:
    """A strip and what it is called."""

    label: str
    bars: list[Bar]


@dataclass(frozen=True)
class Tick:
    """A time of day on the scale."""

    x: str
    label: str


@dataclass(frozen=True)
class Timeline:
    """The strips, and their scale."""

    strips: list[Strip]
    ticks: list[Tick]


def timeline(lines: Sequence[Line], now: datetime, zone: ZoneInfo) -> Timeline | None:
    """The picture of a record; None of an empty one."""
    if not lines:
        return None
    start = min(line.event.at for line in lines)
    ended = [line.event.at for line in lines if line.event.kind is EventKind.ENDED]
    end = max([*(line.event.until or line.event.at for line in lines), *([] if ended else [now])])
    scale = _Scale(start, max(end, start + timedelta(minutes=1)), zone, get_language_bidi())
    strips = [
        Strip(_("Presiding officer"), list(scale.bars(lines, EventKind.PRESIDED))),
        Strip(_("Item"), list(scale.bars(lines, EventKind.ITEM))),
        Strip(_("Speakers"), list(scale.bars(lines, EventKind.TURN, EventKind.MOTION, EventKind.VOICE))),
        Strip(
            _("Conclusions"),
            list(scale.bars(lines, EventKind.READING, EventKind.CALL, EventKind.POSITION, EventKind.OUTCOME)),
        ),
    ]
    return Timeline(strips, scale.ticks())


@dataclass(frozen=True)
class _Scale:
    """From the first moment to the last; time runs as the reader's lines do."""

    start: datetime
    end: datetime
    zone: ZoneInfo
    right_to_left: bool

    def share(self, at: datetime) -> float:
        """How far along it a moment is, in per cent."""
        return max(0.0, min(100.0, 100 * (at - self.start) / (self.end - self.start)))

    def bars(self, lines: Sequence[Line], *kinds: EventKind) -> Iterator[Bar]:
        """The lines of some kinds as they are drawn."""
        for line in lines:
            event = line.event
            if event.kind not in kinds:
                continue
            begun = min(self.share(event.at), 100 - _SHORTEST)
            going_on = event.until is None and event.kind in _LASTING
            ended = self.share(self.end if going_on else event.until or event.at)
            width = max(ended - begun, _SHORTEST)
            left = 100 - begun - width if self.right_to_left else begun
            yield Bar(per_cent(left), per_cent(width), event.kind.value, self._words(line), event.anchor)

    def _words(self, line: Line) -> str:
        time = f"{line.event.at.astimezone(self.zone):%H:%M:%S}"
        return " · ".join(filter(None, [time, line.label, line.member or line.name, str(line.title), line.words]))

    def ticks(self) -> list[Tick]:
        """Times of day, evenly, at whole steps."""
        length = self.end - self.start
        step = next((one for one in _STEPS if length / one <= _MOST_TICKS), _STEPS[-1])
        local = self.start.astimezone(self.zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight + -(-(local - midnight) // step) * step
        found = []
        while at <= self.end:
            share = self.share(at)
            if share <= _LAST_TICK:
                found.append(Tick(per_cent(100 - share if self.right_to_left else share), f"{at:%H:%M}"))
            at += step
        return found
