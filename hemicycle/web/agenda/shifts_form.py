"""The shifts of a sitting as a form has them: a row for each, by booth, and some to be filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from hemicycle.fields.keys import key_of
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.local_time import clock_of, moment_on
from hemicycle.rules.reasons import Refusal, Refused
from hemicycle.rules.shifts import Shift, faults

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from django.http import QueryDict

    from hemicycle.rules.reasons import Reason
    from hemicycle.rules.shifts import Interpreter
    from hemicycle.sittings.models import Sitting

#: So many rows a booth may have; half an hour each, these are twenty hours.
MOST = 40
#: Rows of a booth to be filled in.
EMPTY = 2
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ShiftRow:
    """A row of the form, as it was typed or as it is kept.

    Attributes:
        place: Of the row in its booth: with the booth it names the fields.
        person: Key of the registration, as it is sent; empty for none.
        begins, ends: As 14:30.
        error: What is wrong with it, in words.
    """

    place: int
    person: str = ""
    begins: str = ""
    ends: str = ""
    error: str = ""


def typed(sitting: Sitting, post: QueryDict) -> dict[str, list[ShiftRow]]:
    """The rows of each booth that were sent and say anything."""
    found: dict[str, list[ShiftRow]] = {}
    for code in sitting.booths:
        rows: list[ShiftRow] = []
        for place in range(MOST):
            cells = [post.get(f"{name}-{code}-{place}", "").strip() for name in ("who", "begins", "ends")]
            if any(cells):
                rows.append(ShiftRow(len(rows), *cells))
        found[code] = rows
    return found


def rows_of(sitting: Sitting, shifts: Sequence[Shift]) -> dict[str, list[ShiftRow]]:
    """The rows of each booth, of shifts that are known."""
    zone = sitting.consultation.zone
    found: dict[str, list[ShiftRow]] = {code: [] for code in sitting.booths}
    for shift in shifts:
        clocks = [clock_of(at, zone).isoformat("minutes") for at in (shift.begins, shift.ends)]
        if shift.booth in found:
            found[shift.booth].append(ShiftRow(len(found[shift.booth]), str(shift.person), *clocks))
    return found


def shifts_in(sitting: Sitting, rows: Mapping[str, Sequence[ShiftRow]], names: Mapping[int, str]) -> list[Shift]:
    """The shifts that rows mean; a row without an interpreter is none.

    Args:
        names: Of everybody who can be chosen, by their keys.

    Raises:
        Refusal: somebody cannot be chosen, or a time is missing, is none, or comes never or twice on that day.
    """
    meant = (_shift(sitting, code, row, names) for code, of_booth in rows.items() for row in of_booth)
    return [shift for shift in meant if shift is not None]


def _shift(sitting: Sitting, code: str, row: ShiftRow, names: Mapping[int, str]) -> Shift | None:
    if not row.person:
        return None
    person = key_of(row.person)
    if person is None or person not in names:
        raise Refusal(RuleCode.NOT_REGISTERED)
    begins, ends = (_moment(sitting, clock, names[person]) for clock in (row.begins, row.ends))
    return Shift(person, code, begins, ends)


def readable(sitting: Sitting, rows: Mapping[str, Sequence[ShiftRow]], names: Mapping[int, str]) -> list[Shift]:
    """The same of those rows alone that can be read, for what is shown beside a form that was refused."""
    return list(_read(sitting, rows, names)[0].values())


def marked(
    sitting: Sitting,
    rows: Mapping[str, Sequence[ShiftRow]],
    people: Mapping[int, Interpreter],
    booths: Mapping[str, str],
    words: Callable[[Reason], str],
) -> dict[str, list[ShiftRow]]:
    """The rows, each with what is wrong with it.

    Args:
        people: Who can be chosen, by their keys.
        booths: Names of the languages that have a booth there, in themselves.
        words: Says a reason.
    """
    shifts, wrong = _read(sitting, rows, {key: who.name for key, who in people.items()})
    places = list(shifts)
    found = faults(list(shifts.values()), people, sitting.opens_at, sitting.ends_at, booths)
    wrong |= {places[number]: reason for number, reason in found.items()}
    return {
        code: [
            replace(row, error=words(wrong[code, row.place])) if (code, row.place) in wrong else row for row in of_booth
        ]
        for code, of_booth in rows.items()
    }


def _read(
    sitting: Sitting, rows: Mapping[str, Sequence[ShiftRow]], names: Mapping[int, str]
) -> tuple[dict[tuple[str, int], Shift], dict[tuple[str, int], Reason]]:
    """The shifts that can be read, and why the others cannot, by booth and place."""
    shifts, wrong = {}, {}
    for code, of_booth in rows.items():
        for row in of_booth:
            try:
                shift = _shift(sitting, code, row, names)
            except Refusal as refusal:
                wrong[code, row.place] = refusal.reason
                continue
            if shift is not None:
                shifts[code, row.place] = shift
    return shifts, wrong


def _moment(sitting: Sitting, clock: str, name: str) -> datetime:
    """A time on the day of the sitting; on the next one, where it goes on after midnight."""
    zone = sitting.consultation.zone
    try:
        meant = time.fromisoformat(clock.zfill(5))
    except ValueError as error:
        raise Refusal(RuleCode.SHIFT_TIME_UNREADABLE, name=name) from error
    day = sitting.opens_at.astimezone(zone).date()
    found = moment_on(day, meant, zone)
    if not isinstance(found, Refused) and found < sitting.opens_at and sitting.ends_at.astimezone(zone).date() > day:
        found = moment_on(day + _DAY, meant, zone)
    if isinstance(found, Refused):
        raise Refusal(found.reason)
    return found


def with_empty(rows: Sequence[ShiftRow]) -> list[ShiftRow]:
    """The rows, and some to be filled in after them."""
    empty = range(len(rows), min(len(rows) + EMPTY, MOST))
    return [*rows, *(ShiftRow(place) for place in empty)]


def of_booth(shifts: Sequence[Shift], code: str, others: Collection[int]) -> list[int]:
    """Among whom a booth is split: who has shifts there, in their order, or else these."""
    return list(dict.fromkeys(shift.person for shift in shifts if shift.booth == code)) or list(others)
