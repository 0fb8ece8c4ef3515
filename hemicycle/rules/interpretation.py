"""Rule 55: between two statements the next speaker's light waits for interpretation that is still running."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

#: Seconds for which the light waits at most where nothing else is set, and what may be set.
WAIT_SECONDS, MOST_WAIT_SECONDS = 5, 30


def channels_to_wait_for(speaking: Collection[str], floor: str, seconds: int) -> frozenset[str]:
    """The languages for whose channels the light of who is given the floor waits.

    Args:
        speaking: Languages of the booths that speak at this moment.
        floor: The language that the next speaker speaks: its channel carries the floor, and its booth is not heard.
        seconds: For how long the light may wait; 0 for not at all.
    """
    return frozenset(speaking) - {floor} if seconds else frozenset()


def light_from(heard_from: datetime | None, until: datetime | None, released: datetime | None) -> datetime | None:
    """When the speaker's light turns green at the latest, as far as the interpretation is concerned.

    Args:
        heard_from: Since when their sound may go out; ``None`` where it may not yet.
        until: Until when the light waits at most; ``None`` where there was nothing to wait for.
        released: When the last of the channels fell silent, or who presides let the speaker begin.
    """
    if heard_from is None or until is None:
        return heard_from
    return max(heard_from, min(until, released) if released else until)


def waits_until(granted: datetime, seconds: int) -> datetime:
    """Until when the light waits at most."""
    return granted + timedelta(seconds=seconds)


def may_go_ahead(*, waits: bool) -> Decision:
    """Whether who presides may let the speaker begin while interpretation is still running."""
    return allow(RuleCode.NOTHING_AGAINST) if waits else refuse(RuleCode.LIGHT_DOES_NOT_WAIT)
