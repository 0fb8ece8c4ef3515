"""Rule 57: who interprets in which booth of a sitting, and when: a plan, which seats nobody and forbids nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Reason, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True)
class Shift:
    """From a moment until another one, which it does not hold, somebody interprets in a booth.

    Attributes:
        person: Key of the registration.
        booth: The language of it.
    """

    person: int
    booth: str
    begins: datetime
    ends: datetime

    def overlaps(self, other: Shift) -> bool:
        """Whether some moment is of both."""
        return self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True)
class Interpreter:
    """Who is to work.

    Attributes:
        works_into: The languages that they were registered with; none for all.
    """

    name: str
    role: Role
    works_into: Collection[str] = ()


def may_work(
    shift: Shift, who: Interpreter, opens: datetime, closes: datetime, names: Mapping[str, str], *, ended: bool = False
) -> Decision:
    """Whether a shift may be planned, by itself.

    Args:
        opens, closes: Of the sitting.
        names: Of the languages that have a booth there, in themselves.
        ended: The sitting is over.
    """
    if ended:
        return refuse(RuleCode.BOOTHS_OF_ENDED)
    if shift.ends <= shift.begins:
        return refuse(RuleCode.SHIFT_WITHOUT_TIME, name=who.name, starts=shift.begins.isoformat())
    if not opens <= shift.begins < shift.ends <= closes:
        hours = {"opens": opens.isoformat(), "until": closes.isoformat()}
        return refuse(RuleCode.SHIFT_OUTSIDE_SITTING, name=who.name, starts=shift.begins.isoformat(), **hours)
    if who.role is not Role.INTERPRETER:
        return refuse(RuleCode.SHIFT_OF_NO_INTERPRETER, name=who.name)
    if shift.booth not in names or (who.works_into and shift.booth not in who.works_into):
        return refuse(RuleCode.SHIFT_IN_OTHERS_BOOTH, name=who.name, booth=names.get(shift.booth, shift.booth))
    return allow(RuleCode.NOTHING_AGAINST)


def may_work_beside(shift: Shift, others: Sequence[Shift], name: str, names: Mapping[str, str]) -> Decision:
    """Whether somebody who has other shifts may have this one: nobody is in two booths at once, nor twice in one.

    Args:
        others: Of anybody.
        name: Theirs.
        names: Of languages, in themselves.
    """
    for other in others:
        if other.person == shift.person and other.overlaps(shift):
            starts, until = max(shift.begins, other.begins), min(shift.ends, other.ends)
            facts = {"name": name, "starts": starts.isoformat(), "until": until.isoformat()}
            if other.booth == shift.booth:
                return refuse(RuleCode.SHIFT_TWICE, booth=names[shift.booth], **facts)
            return refuse(RuleCode.SHIFT_IN_TWO_BOOTHS, booths=[names[other.booth], names[shift.booth]], **facts)
    return allow(RuleCode.NOTHING_AGAINST)


def may_plan(
    shifts: Sequence[Shift],
    people: Mapping[int, Interpreter],
    opens: datetime,
    closes: datetime,
    names: Mapping[str, str],
    *,
    ended: bool = False,
) -> Decision:
    """Whether the booths of a sitting may be planned so, as a whole; the first thing that is wrong is named.

    Args:
        people: By the keys of the shifts, all of them.
        opens, closes, names, ended: As for ``may_work``.
    """
    if ended:
        return refuse(RuleCode.BOOTHS_OF_ENDED)
    wrong = faults(shifts, people, opens, closes, names)
    return Refused(next(iter(wrong.values()))) if wrong else allow(RuleCode.NOTHING_AGAINST)


def faults(
    shifts: Sequence[Shift],
    people: Mapping[int, Interpreter],
    opens: datetime,
    closes: datetime,
    names: Mapping[str, str],
) -> dict[int, Reason]:
    """What keeps each shift from being planned with those before it, by its place among them.

    Args:
        people, opens, closes, names: As for ``may_plan``.
    """
    found = {}
    for place, shift in enumerate(shifts):
        who = people[shift.person]
        decision = may_work(shift, who, opens, closes, names)
        if not isinstance(decision, Refused):
            decision = may_work_beside(shift, shifts[:place], who.name, names)
        if isinstance(decision, Refused):
            found[place] = decision.reason
    return found


def may_take_away(sitting: int, shifts: int) -> Decision:
    """Whether a sitting may be taken off the calendar: not while somebody has a shift in it, which they know of."""
    return refuse(RuleCode.SITTING_HAS_SHIFTS, sitting=sitting) if shifts else allow(RuleCode.NOTHING_AGAINST)


def warnings(
    shifts: Sequence[Shift],
    people: Mapping[int, str],
    opens: datetime,
    closes: datetime,
    names: Mapping[str, str],
    *,
    minutes: int,
) -> list[Reason]:
    """What somebody should look at, by booth and then in time; it keeps nothing from being planned.

    A booth in which nobody works, a time in which nobody does, and a longer time than one interpreter is to work
    without another one in which one does alone.

    Args:
        people: Their names.
        names: Of the languages that have a booth there, in themselves.
        minutes: So long one interpreter works before another one takes over.
    """
    found = []
    for code, booth in names.items():
        own = [shift for shift in shifts if shift.booth == code]
        if not own:
            found.append(Reason(RuleCode.SHIFTS_MISSING, {"booth": booth}))
            continue
        for begins, ends, there in _stretches(own, opens, closes):
            facts = {"booth": booth, "starts": begins.isoformat(), "until": ends.isoformat()}
            if not there:
                found.append(Reason(RuleCode.SHIFT_GAP, facts))
            elif len(there) == 1 and ends - begins > timedelta(minutes=minutes):
                (person,) = there
                found.append(Reason(RuleCode.SHIFT_ALONE, {**facts, "name": people[person], "minutes": minutes}))
    return found


def _stretches(
    shifts: Sequence[Shift], opens: datetime, closes: datetime
) -> Iterator[tuple[datetime, datetime, frozenset[int]]]:
    """The time of a sitting, parted where other people are in one booth: from when, until when, and who."""
    moments = {moment for shift in shifts for moment in (shift.begins, shift.ends) if opens < moment < closes}
    start: datetime = opens
    before: frozenset[int] | None = None
    for moment in sorted({opens, *moments}):
        there = frozenset(shift.person for shift in shifts if shift.begins <= moment < shift.ends)
        if before is not None and there != before:
            yield start, moment, before
            start = moment
        before = there
    if before is not None and start < closes:
        yield start, closes, before


def split_evenly(people: Sequence[int], booth: str, opens: datetime, closes: datetime, *, minutes: int) -> list[Shift]:
    """The time of a sitting in turns of so many minutes, one person after the other; who is alone has all of it."""
    if not people or closes <= opens:
        return []
    if len(people) == 1:
        return [Shift(people[0], booth, opens, closes)]
    found: list[Shift] = []
    while (begins := found[-1].ends if found else opens) < closes:
        person = people[len(found) % len(people)]
        found.append(Shift(person, booth, begins, min(begins + timedelta(minutes=minutes), closes)))
    return found


def followed(before: Mapping[int, Shift], after: Sequence[Shift]) -> tuple[dict[int, Shift], list[Shift], list[int]]:
    """What a plan that is set again does to the shifts that there were, so that people's calendars follow.

    Returns:
        The shifts that get other hours or another booth, by the keys of what they were before; the new ones; and the
        keys of those that are no more. What stays as it was is in none of them.
    """
    left, coming = dict(before), []
    for shift in after:
        same = next((key for key, row in left.items() if row == shift), None)
        if same is None:
            coming.append(shift)
        else:
            del left[same]
    moved, new = {}, []
    for shift in sorted(coming, key=lambda row: row.begins):
        own = [key for key, row in left.items() if row.person == shift.person]
        if own:
            key = min(own, key=lambda key: abs(left[key].begins - shift.begins))
            del left[key]
            moved[key] = shift
        else:
            new.append(shift)
    return moved, new, sorted(left)
