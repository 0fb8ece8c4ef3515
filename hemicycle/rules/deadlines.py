"""Rules 17 and 19: until when a reply is in time, and how that may change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, tzinfo

#: A deadline holds until the second that it names is over.
_SECOND = timedelta(seconds=1)
END_OF_DAY = time(23, 59, 59)
#: So many years before and after those of its consultation and of today, a deadline's year was mistyped.
YEARS_BEFORE, YEARS_AFTER = 2, 5
#: A deadline can be given as so many hours from the moment of sending.
MOST_HOURS = 24 * 90
_MINUTE = timedelta(minutes=1)
#: A year outside of these has no moment in every zone: what was kept with one counts as if it were of the nearest.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True)
class Deadline:
    """A local time with its zone, as the letter gives it (rule 17).

    Attributes:
        local: Without a zone, in whole seconds.
    """

    local: datetime
    zone: tzinfo

    @classmethod
    def on(cls, day: date, zone: tzinfo) -> Deadline:
        """A deadline given as a date: the end of that day there."""
        return cls(datetime.combine(day, END_OF_DAY), zone)

    @classmethod
    def after(cls, hours: int, sent: datetime, zone: tzinfo) -> Deadline:
        """So many hours after a moment, by the clock there; to the next full minute, as it is shown."""
        local = (sent.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone).replace(tzinfo=None, fold=0)
        whole = local.replace(second=0, microsecond=0)
        return cls(whole if whole == local else whole + _MINUTE, zone)

    @property
    def moment(self) -> datetime:
        """The moment that is meant, in UTC.

        A time that comes twice when the clocks are put back means the later one, and a time that the clocks
        leave out, the same time on a clock that was not put forward: whoever answers has the benefit of doubt.
        """
        return max(self._moments)

    @property
    def _moments(self) -> tuple[datetime, datetime]:
        year = min(max(self.local.year, _FIRST_YEAR), _LAST_YEAR)
        # The 28th exists in each year.
        within = self.local if year == self.local.year else self.local.replace(year=year, day=min(self.local.day, 28))
        first, last = (within.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        return first, last

    @property
    def exists(self) -> bool:
        """No clock is put forward over it there."""
        shown = self.moment.astimezone(self.zone).replace(tzinfo=None, fold=0)
        return shown == self.local

    @property
    def earlier(self) -> datetime | None:
        """Of a time that comes twice, the moment that is not meant, in UTC."""
        first, last = self._moments
        return first if self.exists and first != last else None

    @property
    def ends_a_day(self) -> bool:
        """It was given as a date."""
        return self.local.time() == END_OF_DAY

    @property
    def shown(self) -> datetime:
        """The moment that clocks of other zones show beside it, in UTC: of a date that is 24:00, the midnight after."""
        return self.moment + _SECOND if self.ends_a_day else self.moment

    def met(self, received: datetime) -> bool:
        """Whether what was received at this moment is in time."""
        return received < self.moment + _SECOND


@dataclass(frozen=True)
class Extension:
    """A later deadline for everybody, given by a numbered letter (rule 19).

    Attributes:
        given: When.
        letter: Number of the letter that says so: ``DM-20/1007``.
    """

    given: datetime
    deadline: Deadline
    letter: str


def in_force(original: Deadline, extensions: Iterable[Extension]) -> Deadline:
    """The deadline that holds: the latest one, for each is later than the one before.

    Of two that are given at once, the one that was asked for first can be recorded last, on top of the other.
    """
    return max((original, *(extension.deadline for extension in extensions)), key=lambda deadline: deadline.moment)


def may_be(deadline: Deadline, first_day: date, last_day: date, today: date) -> Decision:
    """Whether somebody can mean this deadline (rule 17).

    Args:
        first_day, last_day: Of the consultation.
    """
    first = min(first_day, today).year - YEARS_BEFORE
    last = max(last_day, today).year + YEARS_AFTER
    if not first <= deadline.local.year <= last:
        return refuse(RuleCode.DEADLINE_FAR_OFF, first=first, last=last)
    if not deadline.exists:
        return refuse(RuleCode.NO_SUCH_LOCAL_TIME, instead=deadline.moment.isoformat())
    return allow(RuleCode.NOTHING_AGAINST)


@dataclass(frozen=True)
class Sent:
    """A letter as it goes out, or went out.

    Attributes:
        symbol: ``DM-20/1007``.
        at: When.
        to: Codes of the Members that are meant: of a question those that are asked, of an extension its addressees.
    """

    symbol: str
    at: datetime
    to: frozenset[str]


def may_extend(  # noqa: PLR0913 - the deadlines, when, by which letter, how often
    current: Deadline,
    to: Deadline,
    at: datetime,
    *,
    letter: Sent | None,
    question: Sent,
    declared: bool = False,
    extended: int = 0,
    most: int | None = None,
) -> Decision:
    """Whether the deadline may be extended at this moment (rule 19).

    Args:
        declared: Its result is: a broken silence procedure may end before its deadline.
        extended: How many times it was.
        most: How many times it may be, where that is limited.
        letter: The one that goes out with it, or went out before; none where there is no such letter.
        question: The letter that asks.
    """
    if declared:
        return refuse(RuleCode.RESULT_DECLARED)
    if not current.met(at):
        return refuse(RuleCode.DEADLINE_PASSED, deadline=current.moment.isoformat())
    if most is not None and extended >= most:
        return refuse(RuleCode.EXTENDED_OFTEN_ENOUGH, most=most)
    if to.moment <= current.moment:
        return refuse(RuleCode.NOT_LATER, deadline=current.moment.isoformat())
    if letter is None:
        return refuse(RuleCode.EXTENSION_NEEDS_LETTER)
    told = _may_tell(letter, question)
    if isinstance(told, Refused):
        return told
    return allow(RuleCode.EXTENSION, until=to.moment.isoformat(), letter=letter.symbol)


def _may_tell(letter: Sent, question: Sent) -> Decision:
    """Whether a letter tells exactly those who are asked, and later than they were asked."""
    if letter.symbol == question.symbol or letter.at <= question.at:
        return refuse(RuleCode.EXTENSION_BEFORE_QUESTION, letter=letter.symbol)
    if letter.to != question.to:
        untold, others = len(question.to - letter.to), len(letter.to - question.to)
        return refuse(RuleCode.EXTENSION_TO_OTHERS, letter=letter.symbol, untold=untold, others=others)
    return allow(RuleCode.NOTHING_AGAINST)


def may_ask_until(deadline: Deadline, at: datetime) -> Decision:
    """Whether a letter that goes out now may ask until then: nobody answers in the past."""
    if not deadline.met(at):
        return refuse(RuleCode.DEADLINE_OVER_ALREADY, deadline=deadline.moment.isoformat())
    return allow(RuleCode.NOTHING_AGAINST)
