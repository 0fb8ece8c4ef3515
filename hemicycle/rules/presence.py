"""When somebody was in the room, from the connections of all who were there for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True)
class Span:
    """From when until when; no end while it goes on."""

    start: datetime
    end: datetime | None = None


def together(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The times at which at least one of several goes on, in order, none of which touches another one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        last = found[-1] if found else None
        if last is None or (last.end is not None and span.start > last.end):
            found.append(span)
        elif last.end is not None and (span.end is None or span.end > last.end):
            found[-1] = replace(last, end=span.end)
    return tuple(found)
