"""Rule 50: slots of a test session, which people book: within its hours, one after the other, up to its places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse
from hemicycle.rules.sitting_kinds import SittingKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

#: Minutes that a slot lasts, and people whom it takes.
SHORTEST, LONGEST = 5, 240
MOST_PLACES = 50
#: Somebody is reminded so long before their slot begins, the nearest last.
REMINDED = (timedelta(days=1), timedelta(hours=1))


@dataclass(frozen=True)
class Span:
    """From a moment until another one, which it does not hold."""

    starts: datetime
    ends: datetime

    @classmethod
    def of(cls, starts: datetime, minutes: int) -> Span:
        """So many minutes from a moment."""
        return cls(starts, starts + timedelta(minutes=minutes))

    def overlaps(self, other: Span) -> bool:
        """Whether some moment is of both."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class Taken:
    """A slot that is there already.

    Attributes:
        technician: Key of who is there; None where that is not known yet.
    """

    span: Span
    technician: int | None


def has_slots(kind: SittingKind) -> Decision:
    """Whether a sitting of this kind has slots."""
    return allow(RuleCode.NOTHING_AGAINST) if kind is SittingKind.TEST else refuse(RuleCode.SLOTS_OF_TEST_SESSIONS)


def spans_within(hours: Span, minutes: int) -> list[Span]:
    """As many slots of a length as fit between two hours, one after the other from the first of them."""
    length = timedelta(minutes=minutes)
    number = (hours.ends - hours.starts) // length
    return [Span.of(hours.starts + place * length, minutes) for place in range(number)]


def may_last(minutes: int) -> Decision:
    """Whether a slot may last so long."""
    if SHORTEST <= minutes <= LONGEST:
        return allow(RuleCode.NOTHING_AGAINST)
    return refuse(RuleCode.SLOT_LENGTH, shortest=SHORTEST, longest=LONGEST)


def may_have_hours(
    wanted: Span, technician: int | None, session: Span, others: Iterable[Taken], *, at: datetime
) -> Decision:
    """Whether a slot may have these hours.

    Args:
        technician: Key of who is there. Slots for which that is not known yet follow each other too: what was sent
            twice by accident makes no second row.
        others: The other slots of the consultation: a technician is in one place.
    """
    if not session.starts <= wanted.starts < wanted.ends <= session.ends:
        return refuse(RuleCode.SLOT_OUTSIDE_SESSION, opens=session.starts.isoformat(), until=session.ends.isoformat())
    if wanted.starts <= at:
        return refuse(RuleCode.SLOT_IN_THE_PAST)
    for other in others:
        if other.technician == technician and other.span.overlaps(wanted):
            return refuse(RuleCode.SLOT_OVERLAPS, starts=other.span.starts.isoformat())
    return allow(RuleCode.NOTHING_AGAINST)


def may_have_places(places: int, *, booked: int) -> Decision:
    """Whether a slot may have so many places: at least as many as are booked."""
    if not 1 <= places <= MOST_PLACES:
        return refuse(RuleCode.SLOT_PLACES, most=MOST_PLACES)
    return allow(RuleCode.NOTHING_AGAINST) if places >= booked else refuse(RuleCode.SLOT_PLACES_BOOKED, number=booked)


def may_change(starts: datetime, *, at: datetime, booked: int, told: int) -> Decision:
    """Whether a slot is given other hours, or removed: not once it has begun, nor behind the back of who booked it.

    Args:
        booked: How many people have booked it.
        told: How many of them the page named, before the button was pressed: they are told.
    """
    if starts <= at:
        return refuse(RuleCode.SLOT_BEGAN)
    return allow(RuleCode.NOTHING_AGAINST) if booked == told else refuse(RuleCode.SLOT_BOOKED_SINCE, number=booked)


def may_change_session(slots: Iterable[tuple[Span, int]], session: Span | None) -> Decision:
    """Whether a test session may have other hours, or be cancelled, with the slots that it has.

    Args:
        slots: The hours of each, and how many people have booked it.
        session: Its new hours: each slot stays within them. None where it is cancelled: then nobody has booked one.
    """
    left_out = sum(
        booked > 0 if session is None else not session.starts <= slot.starts < slot.ends <= session.ends
        for slot, booked in slots
    )
    return refuse(RuleCode.SLOTS_LEFT_OUT, number=left_out) if left_out else allow(RuleCode.NOTHING_AGAINST)


def may_book(starts: datetime, *, at: datetime, places: int, booked: int, own: bool) -> Decision:
    """Whether somebody may book a slot, or move their booking there.

    Args:
        booked: How many people have booked it.
        own: It is theirs already.
    """
    if starts <= at:
        return refuse(RuleCode.SLOT_BEGAN)
    if own:
        return refuse(RuleCode.SLOT_IS_YOURS)
    return allow(RuleCode.NOTHING_AGAINST) if booked < places else refuse(RuleCode.SLOT_FULL)


def may_cancel(starts: datetime, *, at: datetime) -> Decision:
    """Whether a booking may be cancelled: until its slot begins."""
    return refuse(RuleCode.SLOT_BEGAN) if starts <= at else allow(RuleCode.NOTHING_AGAINST)


def reminder_due(starts: datetime, *, told: datetime, at: datetime) -> bool:
    """Whether somebody is to be reminded now: once for each of ``REMINDED``, and of none that they need not hear.

    Args:
        told: When they were last written to about its hours: as it was booked, changed, or by a reminder.
    """
    return at < starts and any(told < starts - before <= at for before in REMINDED)
