"""What waits in a consultation, as one person at its desk sees it: the source of its list and of every number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.arrivals import queries as arrivals
from hemicycle.contributions.waiting import waiting as waiting_contributions
from hemicycle.correspondence import waiting
from hemicycle.correspondence.waiting import Waits
from hemicycle.ending.deleting import requested_deletion
from hemicycle.imports import queries as imports
from hemicycle.mail import progress
from hemicycle.outcome.summaries import corrections_waiting
from hemicycle.people import retention, selection
from hemicycle.rules.clearance import Outcome
from hemicycle.rules.contributions import Stage, Timeliness
from hemicycle.rules.permissions import Action
from hemicycle.rules.readiness import AHEAD
from hemicycle.support import queries as support
from hemicycle.support.readiness import next_lacking
from hemicycle.web.desk.kinds import DOING, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.visitors import Visitor

_REPLIES = {
    Waits.CONFIRM: Kind.REPLY_CONFIRM,
    Waits.LATE: Kind.REPLY_LATE,
    Waits.CONFLICT: Kind.REPLY_CONFLICT,
}
_LETTERS = {
    Outcome.OPEN: Kind.LETTER_CLEAR,
    Outcome.RETURNED: Kind.LETTER_RETURNED,
    Outcome.CLEARED: Kind.LETTER_CLEARED,
}
#: What is done next with a contribution, by where it stands.
_CONTRIBUTIONS = {
    Stage.UNCONFIRMED: Kind.CONTRIBUTION_CONFIRM,
    Stage.SUBMITTED: Kind.CONTRIBUTION_CHECK,
    Stage.NUMBERED: Kind.CONTRIBUTION_POST,
    Stage.IN_TRANSLATION: Kind.CONTRIBUTION_POST,
}
#: Of these kinds so many are listed one by one; more are one line, which leads to the page of all.
ONE_BY_ONE = 5
_ALL_ON = {
    Kind.HELP: "help_cases",
    Kind.REPLY_CONFIRM: "replies_waiting",
    Kind.REPLY_LATE: "replies_waiting",
    Kind.REPLY_CONFLICT: "replies_waiting",
    Kind.CONTRIBUTION_CHECK: "contributions_desk",
    Kind.CONTRIBUTION_CONFIRM: "contributions_desk",
    Kind.CONTRIBUTION_LATE: "contributions_desk",
    Kind.CONTRIBUTION_POST: "contributions_desk",
}


@dataclass(frozen=True)
class Matter:
    """Something that waits.

    Attributes:
        since: Since when.
        page: Name of the page on which it is done.
        arguments: Of its address, after the consultation's own where it names one.
        number: Of how much it is: three registrations.
        by: Key of who did the first half, which is why somebody else does the second.
        symbol: Of the letter that it is about.
        member: Key of the Member that it is about.
        members: Keys of the Members that it is about, where there may be several.
        person: Key of the person that it is about.
        detail: What else its words need: a language, rows, a moment.
    """

    kind: Kind
    since: datetime
    page: str
    arguments: tuple[Any, ...] = ()
    number: int = 1
    by: int | None = None
    symbol: str = ""
    member: int | None = None
    members: tuple[int, ...] = ()
    person: int | None = None
    detail: Any = None


@dataclass(frozen=True)
class Matters:
    """All that waits in a consultation and that a person may see.

    Attributes:
        own: What they may do, the most pressing first.
        others: What waits for somebody else, in the same order.
    """

    own: tuple[Matter, ...] = ()
    others: tuple[Matter, ...] = ()

    def number(self, *kinds: Kind) -> int:
        """How much of these kinds is for them to do."""
        return sum(matter.number for matter in self.own if matter.kind in kinds)


def matters(consultation: Consultation, visitor: Visitor, now: datetime) -> Matters:
    """What waits, read once: a number of queries that does not grow with what waits."""
    own: list[Matter] = []
    others: list[Matter] = []
    me = visitor.registration.person_id
    for asked, read in _SOURCES:
        if not any(visitor.may_read(action) for action in asked):
            continue
        for matter in read(consultation, now):
            doing = DOING[matter.kind]
            if doing.action is not None and visitor.may(doing.action) and matter.by != me:
                own.append(matter)
            elif visitor.may_read(doing.seen_by):
                others.append(matter)
    return Matters(_in_order(own), _in_order(others))


def _in_order(found: Sequence[Matter]) -> tuple[Matter, ...]:
    listed = list(found)
    for kind, page in _ALL_ON.items():
        alike = [matter for matter in found if matter.kind is kind]
        if len(alike) > ONE_BY_ONE:
            first = min(matter.since for matter in alike)
            listed = [matter for matter in listed if matter.kind is not kind]
            listed.append(Matter(kind, first, page, number=len(alike)))
    return tuple(sorted(listed, key=lambda matter: (DOING[matter.kind].urgency, matter.since)))


def _help(consultation: Consultation, _now: datetime) -> Iterator[Matter]:
    for row in support.unanswered(consultation):
        yield Matter(Kind.HELP, row.since, "help_case", (row.case,), person=row.person)


def _registrations(consultation: Consultation, _now: datetime) -> Iterator[Matter]:
    if waits := selection.undecided(consultation):
        yield Matter(Kind.REGISTRATION, waits.since, "people_desk", number=waits.number)


def _replies(consultation: Consultation, now: datetime) -> Iterator[Matter]:
    enquiries = waiting.undeclared(consultation)
    for row in waiting.replies(consultation, enquiries):
        symbol = enquiries[row.enquiry].letter.symbol
        by = row.entered_by if row.waits is Waits.CONFIRM else None
        kind = _REPLIES[row.waits]
        yield Matter(kind, row.since, "reply_desk", (row.version,), by=by, symbol=symbol, member=row.member)
    broken = waiting.broken(consultation, enquiries)
    for silence in broken:
        symbol, members = enquiries[silence.enquiry].letter.symbol, silence.members
        where = (silence.enquiry,)
        yield Matter(Kind.SILENCE_BROKEN, silence.since, "enquiry_desk", where, symbol=symbol, members=members)
    told = {silence.enquiry for silence in broken}
    for enquiry in enquiries.values():
        if not enquiry.deadline.met(now) and enquiry.pk not in told:
            at, symbol = enquiry.deadline.moment, enquiry.letter.symbol
            yield Matter(Kind.RESULT, at, "enquiry_desk", (enquiry.pk,), symbol=symbol, detail=enquiry)
    if enquiries:
        yield from _conditions(consultation, {key: row.letter.symbol for key, row in enquiries.items()})


def _conditions(consultation: Consultation, symbols: dict[int, str]) -> Iterator[Matter]:
    for row in waiting.written_down(consultation):
        for by, number in Counter(row.by).items():
            symbol = symbols.get(row.enquiry, "")
            page = "enquiry_conditions"
            yield Matter(Kind.CONDITION_CONFIRM, row.since, page, (row.enquiry,), number, by, symbol)
    for row in waiting.loose(consultation):
        symbol, page = symbols.get(row.enquiry, ""), "enquiry_conditions"
        yield Matter(Kind.CONDITION_SORT, row.since, page, (row.enquiry,), row.number, symbol=symbol)


def _letters(consultation: Consultation, _now: datetime) -> Iterator[Matter]:
    for row in waiting.letters(consultation):
        kind = _LETTERS[row.outcome]
        page = "letter_language" if row.language else "letter_desk"
        arguments = (row.letter, row.language) if row.language else (row.letter,)
        by = row.by if kind is Kind.LETTER_CLEAR else None
        yield Matter(kind, row.since, page, arguments, by=by, symbol=row.symbol, detail=row.language)
    for failed in waiting.papers(consultation):
        yield Matter(Kind.LETTER_PAPERS, failed.since, "letter_desk", (failed.letter,), symbol=failed.symbol)


def _mails(consultation: Consultation, _now: datetime) -> Iterator[Matter]:
    if failed := progress.undelivered(consultation):
        yield Matter(Kind.MAIL, failed.since, "mailings", number=failed.number)
    for row in progress.proposed_addresses(consultation):
        yield Matter(Kind.ADDRESS, row.since, "mailing", (row.mailing,), by=row.by)


def _arrivals(consultation: Consultation, _now: datetime) -> Iterator[Matter]:
    if waits := arrivals.waiting(consultation):
        yield Matter(Kind.ARRIVAL, waits.since, "arrivals", number=waits.number)


def _imports(consultation: Consultation, _now: datetime) -> Iterator[Matter]:
    for row in imports.checked(consultation):
        yield Matter(Kind.IMPORT, row.since, "import_rows", (row.key,), detail=row.total)


def _summaries(consultation: Consultation, _now: datetime) -> Iterator[Matter]:
    for row in corrections_waiting(consultation):
        sitting, member = row.paragraph.record.sitting_id, row.registration.member_id
        person = row.registration.person_id if member is None else None
        yield Matter(Kind.SUMMARY_CORRECTION, row.at, "summary_desk", (sitting,), member=member, person=person)


def _contributions(consultation: Consultation, _now: datetime) -> Iterator[Matter]:
    for row in waiting_contributions(consultation):
        kind, by = _CONTRIBUTIONS[row.stage], None
        if kind is Kind.CONTRIBUTION_CONFIRM:
            by = row.entered_by
        elif row.timeliness is Timeliness.LATE:
            kind = Kind.CONTRIBUTION_LATE
        elif row.timeliness is Timeliness.DECLINED:
            continue
        where, members = (row.key,), row.members
        yield Matter(kind, row.since, "contribution_desk", where, by=by, symbol=row.receipt, members=members)


def _readiness(consultation: Consultation, now: datetime) -> Iterator[Matter]:
    if found := next_lacking(consultation, now):
        sitting, members = found.sitting, tuple(row.member.pk for row in found.lacking)
        since, where = sitting.opens_at - AHEAD, (sitting.pk,)
        yield Matter(Kind.READINESS, since, "readiness", where, len(members), members=members, detail=sitting)


def _deletion(consultation: Consultation, _now: datetime) -> Iterator[Matter]:
    if row := retention.unconfirmed_deletion(consultation):
        yield Matter(Kind.DELETION, row.announced_at, "deletion", detail=row)
    if asked := requested_deletion(consultation):
        yield Matter(Kind.CONSULTATION_DELETION, asked.at, "end", by=asked.by_id)


#: Each read, with the actions of which whoever is shown anything of it may do one.
_SOURCES: tuple[tuple[tuple[Action, ...], Callable[[Consultation, datetime], Iterator[Matter]]], ...] = (
    ((Action.HELP_ANSWER, Action.HELP_READ), _help),
    ((Action.REGISTRATION_CONFIRM, Action.PEOPLE_SEE), _registrations),
    ((Action.REPLIES_SEE,), _replies),
    ((Action.LETTER_WRITE, Action.LETTER_CLEAR, Action.LETTER_SEND), _letters),
    ((Action.MAIL_SEND,), _mails),
    ((Action.ARRIVAL_FILE,), _arrivals),
    ((Action.PEOPLE_IMPORT,), _imports),
    ((Action.SUMMARY_EDIT,), _summaries),
    ((Action.CONTRIBUTIONS_SEE,), _contributions),
    ((Action.CONNECTION_TESTS_SEE,), _readiness),
    ((Action.CONSULTATION_EDIT,), _deletion),
)
