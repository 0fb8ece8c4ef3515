"""Rule 17: a time as it is given where the consultation is, and the moment that it means."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Refused, refuse

if TYPE_CHECKING:
    from datetime import datetime, tzinfo


def moment(local: datetime, zone: tzinfo) -> datetime | Refused:
    """The moment of a local time; of a time that comes twice, when the clocks are put back, the first.

    A time over which the clocks are put forward does not exist. The refusal names the moment that would be meant
    by a clock that was not put forward.

    Args:
        local: Without a zone.
    """
    meant = local.replace(tzinfo=zone)
    exists = meant.astimezone(UTC).astimezone(zone)
    if exists.replace(tzinfo=None) != local:
        return refuse(RuleCode.NO_SUCH_LOCAL_TIME, instead=exists.isoformat())
    return meant


def both(local: datetime, zone: tzinfo) -> tuple[datetime, datetime] | None:
    """Of a time that comes twice, when the clocks are put back, both moments; ``None`` for any other.

    Args:
        local: Without a zone.
    """
    first, last = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if isinstance(moment(local, zone), Refused) or first.utcoffset() == last.utcoffset():
        return None
    return first, last
