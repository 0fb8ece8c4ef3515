"""Figures of the help desk: cases by day, by way and by cause, and how long they waited for the first answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from hemicycle.support.models import HelpCase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hemicycle.consultations.models import Consultation


@dataclass(frozen=True)
class Figures:
    """Of some cases.

    Attributes:
        solved: How many of them are solved.
        first_answer: Half of those that were answered were so within this time; none where none was.
        channels, causes: How many, by code; a case that is not solved has no cause.
    """

    cases: int
    solved: int
    first_answer: timedelta | None
    channels: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)


def figures(cases: Iterable[HelpCase]) -> Figures:
    """The figures of these cases."""
    rows = list(cases)
    times = [(row.answered_at - row.opened_at).total_seconds() for row in rows if row.answered_at is not None]
    return Figures(
        cases=len(rows),
        solved=sum(row.solved for row in rows),
        first_answer=timedelta(seconds=median(times)) if times else None,
        channels=Counter(row.channel for row in rows),
        causes=Counter(row.cause for row in rows if row.cause),
    )


def by_day(consultation: Consultation) -> tuple[dict[date, Figures], Figures]:
    """The figures of each day on which a case was opened, in the consultation's zone, and those of all."""
    rows = list(HelpCase.objects.filter(consultation=consultation).order_by("opened_at", "pk"))
    days: dict[date, list[HelpCase]] = {}
    for row in rows:
        days.setdefault(consultation.day(row.opened_at), []).append(row)
    return {day: figures(of_day) for day, of_day in days.items()}, figures(rows)
