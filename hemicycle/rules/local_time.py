"""Rule 17: a time as it is given where the consultation is, and the moment that it means.

One rule for all hours: a time that the clocks leave out is refused, and one that comes twice is asked for with its
offset (a deadline alone means the later one, ``rules.deadlines``). Moments have the offset of their place: they show
the day and the time there, and compare as moments, which two of one ``ZoneInfo`` do not.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from datetime import date, time, tzinfo


def moment(local: datetime, zone: tzinfo) -> datetime | Refused:
    """The moment of a local time, with its offset.

    A time over which the clocks are put forward does not exist. The refusal names the moment that would be meant
    by a clock that was not put forward. Of one that comes twice, when the clocks are put back, the refusal names
    both as they are typed: ``2020-10-25 02:30+02:00``.

    Args:
        local: Without a zone; with its offset, where the time comes twice.
    """
    meant = local.replace(tzinfo=zone, fold=0)
    exists = there(meant, zone)
    if exists.replace(tzinfo=None) != local.replace(tzinfo=None, fold=0):
        return refuse(RuleCode.NO_SUCH_LOCAL_TIME, instead=exists.isoformat())
    moments = both(local, zone)
    if moments is None:
        wrong = local.tzinfo is not None and local.utcoffset() != exists.utcoffset()
        return refuse(RuleCode.NO_SUCH_LOCAL_TIME, instead=exists.isoformat()) if wrong else exists
    for each in moments:
        if each.utcoffset() == local.utcoffset():
            return each
    first, last = (each.isoformat(" ", "minutes") for each in moments)
    return refuse(RuleCode.LOCAL_TIME_TWICE, first=first, last=last)


def moment_on(day: date, clock: time, zone: tzinfo) -> datetime | Refused:
    """The same for a time of a day; both times of a refusal are without the day: ``02:30+02:00``.

    Args:
        clock: As ``clock_of`` gives it.
    """
    found = moment(datetime.combine(day, clock), zone)
    if isinstance(found, Refused) and found.reason.code is RuleCode.LOCAL_TIME_TWICE:
        clocks = {name: str(typed).partition(" ")[2] for name, typed in found.reason.facts.items()}
        return refuse(RuleCode.LOCAL_TIME_TWICE, **clocks)
    return found


def clock_of(at: datetime, zone: tzinfo) -> time:
    """The time of the day of a moment in a zone; with its offset, where that time comes twice."""
    local = there(at, zone)
    return local.time() if both(local, zone) is None else local.timetz()


def both(local: datetime, zone: tzinfo) -> tuple[datetime, datetime] | None:
    """Of a time that comes twice, when the clocks are put back, both moments; ``None`` for any other.

    Args:
        local: An offset that it has says nothing here.
    """
    first, last = (there(local.replace(tzinfo=zone, fold=fold), zone) for fold in (0, 1))
    # Of a time that the clocks leave out, the two show two other times.
    return (first, last) if first != last and first.replace(tzinfo=None) == last.replace(tzinfo=None) else None


def there(at: datetime, zone: tzinfo) -> datetime:
    """A moment with the offset that a zone has then."""
    # The way over UTC: one that is in the zone already would stay as it is, in an hour that is left out, too.
    local = at.astimezone(UTC).astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()), fold=0)


def may_change_zone(*, sitting: int | None = None, letters: str = "") -> Decision:
    """Whether the time zone of a consultation may become another one: not while its times mean something to somebody.

    Args:
        sitting: Number of the sitting that is open or suspended.
        letters: Symbols of those whose deadline runs; empty for none.
    """
    if sitting is not None:
        return refuse(RuleCode.ZONE_IN_SITTING, sitting=sitting)
    return refuse(RuleCode.ZONE_WHILE_ASKED, letters=letters) if letters else allow(RuleCode.NOTHING_AGAINST)
