"""Seats on the organ and the right to vote, as periods of days (rule 5).

A period is known by its first day: no two of a Member begin on the same one. What ends now does not rewrite what was
done before; removing is for what was entered by mistake, and the journal keeps it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.people.actions.members import changing, write
from hemicycle.people.member_record import MemberRecord
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.capacity import Period
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.member_record import SeatDays
    from hemicycle.people.models import Member
    from hemicycle.rules.capacity import Seating


def add_seat(consultation: int, performer: Performer, at: datetime, code: str, seat: Seating) -> None:
    """A Member gets a seat on the organ, as a titular or a deputy member.

    Raises:
        Refusal: it has a seat in some of these days already.
    """
    with changing(consultation, performer, at, code) as (act, member):
        write(act, MemberRecord(code, seats=[*_seats(member), (seat.start, seat.end, seat.deputy)]))


def end_seat(consultation: int, performer: Performer, at: datetime, code: str, *, start: date, end: date) -> None:
    """The seat that began on ``start`` ends with ``end``.

    Raises:
        Refusal: there is none, or it would end before it starts.
    """
    with changing(consultation, performer, at, code) as (act, member):
        seats = _seats(member)
        _require_one(start, [first for first, *_ in seats])
        write(
            act,
            MemberRecord(
                code, seats=[(first, end if first == start else last, deputy) for first, last, deputy in seats]
            ),
        )


def remove_seat(consultation: int, performer: Performer, at: datetime, code: str, *, start: date) -> None:
    """Take out a seat that was entered by mistake.

    Raises:
        Refusal: there is none that begins on ``start``.
    """
    with changing(consultation, performer, at, code) as (act, member):
        seats = _seats(member)
        _require_one(start, [first for first, *_ in seats])
        write(act, MemberRecord(code, seats=[seat for seat in seats if seat[0] != start]))


def suspend_vote(
    consultation: int, performer: Performer, at: datetime, code: str, days: Period, *, reason: str
) -> None:
    """A State has no right to vote in these days; without a last day, until it is restored.

    Raises:
        Refusal: it is suspended in some of them already.
    """
    with changing(consultation, performer, at, code) as (act, member):
        write(act, MemberRecord(code, suspensions=[*_suspensions(member), (days.start, days.end, reason)]))


def restore_vote(consultation: int, performer: Performer, at: datetime, code: str, day: date) -> None:
    """A State has the right to vote again from a day on; a suspension that begins on it never was in force.

    Raises:
        Refusal: the vote is not suspended on that day.
    """
    with changing(consultation, performer, at, code) as (act, member):
        after = []
        was_suspended = False
        for start, end, reason in _suspensions(member):
            if not Period(start, end).covers(day):
                after.append((start, end, reason))
                continue
            was_suspended = True
            if start < day:
                after.append((start, day - timedelta(days=1), reason))
        if not was_suspended:
            raise Refusal(PeopleCode.VOTE_NOT_SUSPENDED)
        write(act, MemberRecord(code, suspensions=after))


def remove_suspension(consultation: int, performer: Performer, at: datetime, code: str, *, start: date) -> None:
    """Take out a suspension that was entered by mistake.

    Raises:
        Refusal: there is none that begins on ``start``.
    """
    with changing(consultation, performer, at, code) as (act, member):
        rows = _suspensions(member)
        _require_one(start, [row[0] for row in rows])
        write(act, MemberRecord(code, suspensions=[row for row in rows if row[0] != start]))


def _seats(member: Member) -> list[SeatDays]:
    return [(seat.start, seat.end, seat.deputy) for seat in member.organ_seats.order_by("start")]


def _suspensions(member: Member) -> list[tuple[date, date | None, str]]:
    return [(row.start, row.end, row.reason) for row in member.vote_suspensions.order_by("start")]


def _require_one(start: date, known: list[date]) -> None:
    if start not in known:
        raise Refusal(PeopleCode.NO_SUCH_PERIOD)
