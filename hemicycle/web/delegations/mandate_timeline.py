"""Mandates in time: each as a bar on one scale, and as words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from hemicycle.people.models import FocalPoint, Upload
    from hemicycle.web.delegations.viewer import Viewer

#: Width of the picture in its own units.
SCALE = 1000
#: A bar is seen at least so wide, and a mandate of an hour clicked on.
_LEAST = 8
#: Farther away than this from all else, the present would make the rest too small to be read.
_NEAR = timedelta(days=90)


@dataclass(frozen=True)
class Bar:
    """From where to where, in units of the picture."""

    x: int
    width: int


@dataclass(frozen=True)
class Term:
    """A mandate as the page shows it.

    Attributes:
        letter: Its note or letter, where the viewer may read it.
        state: ``answers``, ``delegated``, ``to_accept``, ``later``, ``never`` or ``over``.
        starts, ends: In words; ``ends`` is empty where it has no end.
    """

    row: FocalPoint
    name: str
    given_by: str
    state: str
    starts: str
    ends: str
    bar: Bar
    may_withdraw: bool
    letter: Upload | None = None


@dataclass(frozen=True)
class Timeline:
    """The mandates, the days of the consultation, and now, on one scale; long afterwards, without now."""

    terms: list[Term]
    sittings: Bar
    now: int | None


def timeline(viewer: Viewer) -> Timeline:
    """Every mandate for the viewer's Member, the earliest first."""
    consultation, rows = viewer.consultation, viewer.mandates
    first = datetime.combine(consultation.first_day, time(), consultation.zone)
    last = datetime.combine(consultation.last_day + timedelta(days=1), time(), consultation.zone)
    moments = [first, last, *(row.start for row in rows), *(row.end for row in rows if row.end)]
    near = min(moments) - _NEAR < viewer.now < max(moments) + _NEAR
    moments += [viewer.now] if near else []
    margin = (max(moments) - min(moments)) / 20
    left, right = min(moments) - margin, max(moments) + margin

    def at(moment: datetime) -> int:
        return round(SCALE * ((moment - left) / (right - left)))

    def bar(start: datetime, end: datetime | None) -> Bar:
        x = at(start)
        return Bar(x, max(_LEAST, (at(end) if end else SCALE) - x))

    letters = viewer.instruments
    terms = [
        Term(
            row,
            viewer.name_of(row),
            viewer.name_of(row.delegated_by) if row.delegated_by else "",
            _state(viewer, row),
            moment_words(row.start, consultation.zone),
            end_words(row.end, consultation.zone) if row.end else "",
            bar(row.start, row.end),
            viewer.may_withdraw(row),
            letters.get(row.instrument_id or 0),
        )
        for row in rows
    ]
    return Timeline(terms, bar(first, last), at(viewer.now) if near else None)


def _state(viewer: Viewer, row: FocalPoint) -> str:
    if row.end is not None and row.end <= row.start:
        return "never"
    if row.end is not None and row.end <= viewer.now:
        return "over"
    if not row.mandate.accepted:
        return "to_accept"
    if row.start > viewer.now:
        return "later"
    return "answers" if viewer.answering is row else "delegated"


def moment_words(moment: datetime, zone: ZoneInfo) -> str:
    """As in "9 June 2020" for the first moment of a day, else "9 June 2020, 14:05"; in a zone."""
    local = moment.astimezone(zone)
    if local.time() == time():
        return labels.plain_date(local.date())
    return _("%(date)s, %(time)s") % {"date": labels.plain_date(local.date()), "time": f"{local:%H:%M}"}


def end_words(moment: datetime, zone: ZoneInfo) -> str:
    """The last day of what ends with it, or the moment."""
    local = moment.astimezone(zone)
    if local.time() == time():
        return labels.plain_date(local.date() - timedelta(days=1))
    return moment_words(moment, zone)


def last_of(rows: Sequence[FocalPoint]) -> FocalPoint | None:
    """The mandate that ended last."""
    return max((row for row in rows if row.end), key=lambda row: (row.end, row.pk), default=None)
