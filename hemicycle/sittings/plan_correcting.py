"""What a correction puts right in the times of a published time plan. Nothing goes before or after another thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import ZoneInfo

from hemicycle.agenda.reasons import AgendaCode
from hemicycle.rules.corrections import PublishedHours, may_correct_times
from hemicycle.rules.local_time import moment_on
from hemicycle.rules.reasons import Refusal, Refused, require
from hemicycle.sittings.item_history import MINUTE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from hemicycle.agenda.comparing import Content
    from hemicycle.rules.corrections import Span

#: When something begins and ends, by the clock.
Clock: TypeAlias = "tuple[time, time]"


@dataclass(frozen=True)
class SittingTimes:
    """The times that a correction gives a sitting, on a day in the zone of the plan.

    Attributes:
        hours: When it opens and closes; None where that stays. What is not given goes along with its opening.
        pause: Its break.
        items: By the key of the item.
    """

    day: date
    hours: Clock | None = None
    pause: Clock | None = None
    items: Mapping[int, Clock] = field(default_factory=dict)

    def span(self, clock: Clock, zone: ZoneInfo) -> Span:
        """The two moments that are meant.

        Raises:
            Refusal: the clocks leave one of them out, or it comes twice and is given without its offset.
        """
        starts, ends = (moment_on(self.day, one, zone) for one in clock)
        if isinstance(starts, Refused):
            raise Refusal(starts.reason)
        if isinstance(ends, Refused):
            raise Refusal(ends.reason)
        return starts, ends


def retimed(content: Content, wanted: Mapping[int, SittingTimes]) -> dict[str, Any]:
    """A plan with other times.

    Args:
        wanted: By the key of the sitting.

    Raises:
        Refusal: the plan has no such sitting, item or break; a time does not exist on that day; something would be out
            of the hours of its sitting; or the order would be another one.
    """
    before, zone = content["sittings"], ZoneInfo(content["zone"])
    if not wanted.keys() <= {row["sitting"] for row in before}:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    after = [_retimed(row, wanted[row["sitting"]], zone) if row["sitting"] in wanted else row for row in before]
    require(may_correct_times([_published(row) for row in before], [_published(row) for row in after]))
    return {**content, "sittings": after}


def _retimed(row: Content, wanted: SittingTimes, zone: ZoneInfo) -> dict[str, Any]:
    if not wanted.items.keys() <= {slot["item"] for slot in row["slots"]} or (wanted.pause and not row["pause"]):
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    former = _published(row)
    hours = wanted.span(wanted.hours, zone) if wanted.hours else former.hours
    moved = hours[0] - former.hours[0]

    def times(was: Span, given: Clock | None) -> Span:
        return wanted.span(given, zone) if given else (was[0] + moved, was[1] + moved)

    items = [times(was, wanted.items.get(slot["item"])) for slot, was in zip(row["slots"], former.items, strict=True)]
    pause = times(former.pause, wanted.pause) if former.pause else None
    last = items[-1][1] - former.items[-1][1] if items else moved
    return {
        **row,
        "opens": _iso(hours[0], zone),
        "closes": _iso(hours[1], zone),
        "pause": [_iso(one, zone) for one in pause] if pause else None,
        "spare": max(0, row["spare"] + (hours[1] - former.hours[1] - last) // MINUTE),
        "slots": [
            {**slot, "starts": _iso(span[0], zone), "ends": _iso(span[1], zone)}
            | ({"minutes": (span[1] - span[0]) // MINUTE} if slot["item"] in wanted.items else {})
            for slot, span in zip(row["slots"], items, strict=True)
        ],
    }


def _published(row: Content) -> PublishedHours:
    """A sitting of a plan, as the rules see it."""
    return PublishedHours(
        sitting=row["number"],
        hours=_span([row["opens"], row["closes"]]),
        items=tuple(_span([slot["starts"], slot["ends"]]) for slot in row["slots"]),
        pause=_span(row["pause"]) if row["pause"] else None,
    )


def _span(moments: list[str]) -> Span:
    starts, ends = map(datetime.fromisoformat, moments)
    return starts, ends


def _iso(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat(timespec="minutes")
