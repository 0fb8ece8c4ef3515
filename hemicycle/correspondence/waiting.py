"""What of a consultation's letters and replies waits for somebody: read for every page of its desk.

Each read is a query that is made once in a process (``journal.prepared``), and there are as many of them however much
waits. What is said of a row to its reader is read by who shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Min, Q

from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.models import (
    Clearance,
    Condition,
    DeadlineExtension,
    Enquiry,
    LanguageVersion,
    LanguageVersionClearance,
    Letter,
    Question,
    Reply,
    ReplyVersion,
)
from hemicycle.correspondence.symbols import OF_SYMBOL, symbol_of
from hemicycle.journal.prepared import Prepared
from hemicycle.rules.clearance import Outcome
from hemicycle.rules.enquiries import is_broken
from hemicycle.rules.replies import Channel, Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.deadlines import Deadline

_LETTER = "reply__enquiry__letter"


class Waits(StrEnum):
    """For what a reply waits."""

    CONFIRM = "confirm"
    LATE = "late"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class WaitingReply:
    """A version of a reply that waits, or the last one of those that contradict each other.

    Attributes:
        version: Its key.
        enquiry, member: Keys of what was asked, and of the Member that answered.
        entered_by: Key of who entered it, where somebody did.
    """

    version: int
    waits: Waits
    enquiry: int
    member: int
    since: datetime
    entered_by: int | None


@dataclass(frozen=True)
class WaitingLetter:
    """What was handed in last for the clearance of a draft, or of a language version.

    Attributes:
        letter: Its key.
        language: Of the version; empty for the letter.
        by: Key of who handed it in.
        since: When that was, or when it was decided on.
    """

    letter: int
    symbol: str
    language: str
    outcome: Outcome
    by: int
    since: datetime


@dataclass(frozen=True)
class Failed:
    """A letter that was sent, whose papers could not be made."""

    letter: int
    symbol: str
    since: datetime


@dataclass(frozen=True)
class WaitingConditions:
    """Conditions of the replies to one enquiry.

    Attributes:
        by: Keys of those who wrote down what waits for a second person, once for each condition; empty of those that
            are in no cluster.
    """

    enquiry: int
    number: int
    since: datetime
    by: tuple[int, ...] = ()


@dataclass(frozen=True)
class BrokenSilence:
    """A silence procedure with objections of which nothing has become yet.

    Attributes:
        enquiry: Its key.
        members: Keys of the Members that object, in the order in which they did.
        since: When the first of them did.
    """

    enquiry: int
    members: tuple[int, ...]
    since: datetime


_UNDECLARED = Prepared(
    lambda consultation: (
        Enquiry.objects.filter(letter__consultation=consultation, letter__state=Letter.State.SENT, declared_at=None)
        .select_related("letter")
        .only(
            *("letter", "kind", "asked", "deadline_day", "deadline_time", "zone"),
            *(f"letter__{name}" for name in ("consultation", "state", "sent_at", *OF_SYMBOL)),
        )
        .order_by("pk")
    ),
    int,
)
_EXTENSIONS = Prepared(
    lambda consultation: DeadlineExtension.objects.filter(
        enquiry__letter__consultation=consultation, enquiry__declared_at=None
    ).select_related("letter"),
    int,
)
_VERSION = (
    *("pk", "reply", "reply__enquiry", "reply__member", "reply__status", "channel"),
    *("received_at", "entered_at", "entered_by", "confirmed_by", "accepted_by", "declined_by"),
)
#: What may wait: all that is not decided on, for a deadline is known to Python alone.
_VERSIONS = Prepared(
    lambda consultation: (
        ReplyVersion.objects.filter(
            Q(accepted_at=None, declined_at=None) | Q(reply__status=Status.CONFLICT.value),
            **{f"{_LETTER}__consultation": consultation},
            reply__enquiry__declared_at=None,
            returned_at=None,
        )
        .order_by("received_at", "pk")
        .values_list(*_VERSION)
    ),
    int,
)
_HANDED_IN = ("outcome", "handed_in_by", "handed_in_at", "decided_at")
_CLEARANCES = Prepared(
    lambda consultation: (
        Clearance.objects.filter(letter__consultation=consultation, letter__state=Letter.State.DRAFT)
        .order_by("pk")
        .values_list("letter", *(f"letter__{name}" for name in OF_SYMBOL), *_HANDED_IN)
    ),
    int,
)
_VERSION_CLEARANCES = Prepared(
    lambda consultation: (
        LanguageVersionClearance.objects.filter(version__letter__consultation=consultation)
        .exclude(version__state=LanguageVersion.State.SENT)
        .order_by("pk")
        .values_list(
            "version__language", "version__letter", *(f"version__letter__{name}" for name in OF_SYMBOL), *_HANDED_IN
        )
    ),
    int,
)
_FAILED_PAPERS = Prepared(
    lambda consultation: (
        Letter.objects.filter(
            consultation=consultation, papers_state=Letter.PapersState.FAILED, state=Letter.State.SENT
        )
        .order_by("sent_at", "pk")
        .values_list("pk", *OF_SYMBOL, "sent_at")
    ),
    int,
)
_WRITTEN_DOWN = Prepared(
    lambda consultation: (
        Condition.objects.filter(
            version__reply__enquiry__letter__consultation=consultation, version__reply__enquiry__declared_at=None
        )
        .exclude(proposed_state="")
        .order_by("proposed_at", "pk")
        .values_list("version__reply__enquiry", "proposed_by", "proposed_at")
    ),
    int,
)
_LOOSE = Prepared(
    lambda consultation: (
        Condition.objects.filter(
            version__reply__enquiry__letter__consultation=consultation,
            version__reply__enquiry__declared_at=None,
            version__reply__counted=F("version"),
            cluster=None,
            state=Condition.State.STANDING,
        )
        .order_by("version__reply__enquiry")
        .values_list("version__reply__enquiry")
        .annotate(number=Count("pk"), since=Min("version__received_at"))
    ),
    int,
)

_COUNTED = Prepared(
    lambda consultation: (
        Reply.objects.filter(
            enquiry__letter__consultation=consultation,
            enquiry__declared_at=None,
            enquiry__kind=Enquiry.Kind.SILENCE,
            counted__isnull=False,
        )
        .order_by("counted__received_at", "counted")
        .values_list(
            *("enquiry", "member", "counted__choices"),
            *(f"counted__{name}" for name in ("received_at", "confirmed_at", "accepted_at")),
        )
    ),
    int,
)
_NOT_ASKED_ANY_MORE = Prepared(
    lambda consultation: (
        Question.objects.filter(
            enquiry__letter__consultation=consultation,
            enquiry__declared_at=None,
            enquiry__kind=Enquiry.Kind.SILENCE,
            withdrawn_at__isnull=False,
        )
        .order_by()
        .values_list("pk")
    ),
    int,
)


def undeclared(consultation: Consultation) -> dict[int, Enquiry]:
    """What was asked and is not declared, by key, with letter and extensions."""
    rows = {row.pk: row for row in _UNDECLARED.rows(consultation.pk)}
    for row in rows.values():
        row.read_extensions = []
    for extension in _EXTENSIONS.rows(consultation.pk) if rows else []:
        enquiry = rows.get(extension.enquiry_id)
        if enquiry is not None and enquiry.read_extensions is not None:
            extension.enquiry = enquiry
            enquiry.read_extensions.append(extension.extension)
    return rows


def replies(consultation: Consultation, enquiries: Mapping[int, Enquiry]) -> list[WaitingReply]:
    """The replies that wait for a second person, for the chair, or for their focal point, as they were received.

    Args:
        enquiries: As ``undeclared`` gives them.
    """
    deadlines = {key: row.deadline for key, row in enquiries.items()}
    conflicts: dict[int, WaitingReply] = {}
    found = []
    for row in _VERSIONS.rows(consultation.pk) if enquiries else []:
        version = _Version(*row)
        if version.unconfirmed:
            found.append(version.waiting(Waits.CONFIRM))
        elif version.undecided and version.is_late(deadlines[version.enquiry]):
            found.append(version.waiting(Waits.LATE))
        if version.status == Status.CONFLICT.value:
            conflicts[version.reply] = version.waiting(Waits.CONFLICT)
    return [*found, *conflicts.values()]


@dataclass(frozen=True)
class _Version:
    """A row of ``_VERSION``."""

    key: int
    reply: int
    enquiry: int
    member: int
    status: str
    channel: str
    received_at: datetime
    entered_at: datetime | None
    entered_by: int | None
    confirmed_by: int | None
    accepted_by: int | None
    declined_by: int | None

    @property
    def unconfirmed(self) -> bool:
        return self.channel != Channel.ONLINE.value and self.confirmed_by is None

    @property
    def undecided(self) -> bool:
        return self.accepted_by is None and self.declined_by is None

    def is_late(self, deadline: Deadline) -> bool:
        """As ``ReplyVersion.in_time`` has it."""
        entered_late = self.entered_at is not None and not deadline.met(self.entered_at)
        return entered_late or not deadline.met(self.received_at)

    def waiting(self, waits: Waits) -> WaitingReply:
        since = (self.entered_at if waits is Waits.CONFIRM else None) or self.received_at
        return WaitingReply(self.key, waits, self.enquiry, self.member, since, self.entered_by)


def broken(consultation: Consultation, enquiries: Mapping[int, Enquiry]) -> list[BrokenSilence]:
    """The silence procedures that are broken, until somebody does something about it.

    That is: the result is declared, everybody is given a later deadline after the last objection, or what was objected
    to is not asked any more. A Member may also take its objection back.

    Args:
        enquiries: As ``undeclared`` gives them.
    """
    if all(row.kind != Enquiry.Kind.SILENCE for row in enquiries.values()):
        return []
    withdrawn = {str(key) for (key,) in _NOT_ASKED_ANY_MORE.rows(consultation.pk)}
    objections: dict[int, list[tuple[int, datetime, datetime]]] = {}
    for enquiry, member, choices, received_at, *later in _COUNTED.rows(consultation.pk):
        asked = [choice for question, choice in choices.items() if question not in withdrawn]
        if is_broken(by_silence=True, counted=asked):
            counts_since = max(filter(None, (received_at, *later)))
            objections.setdefault(enquiry, []).append((member, received_at, counts_since))
    return [
        BrokenSilence(enquiry, tuple(member for member, _received, _counts in rows), rows[0][1])
        for enquiry, rows in objections.items()
        if not enquiries[enquiry].extended_since(max(counts for _member, _received, counts in rows))
    ]


def letters(consultation: Consultation) -> list[WaitingLetter]:
    """Of each draft and each language version, what was handed in last; nothing where no clearance is needed."""
    if not settings_of(consultation.settings).clearance:
        return []
    rows: list[tuple[Any, ...]] = [("", *row) for row in _CLEARANCES.rows(consultation.pk)]
    rows += _VERSION_CLEARANCES.rows(consultation.pk)
    last = {}
    for language, letter, series, number, change, change_number, outcome, by, handed_in_at, decided_at in rows:
        symbol = symbol_of(series, number, change, change_number)
        since = decided_at or handed_in_at
        last[letter, language] = WaitingLetter(letter, symbol, language, Outcome(outcome), by, since)
    return list(last.values())


def papers(consultation: Consultation) -> list[Failed]:
    """The letters that were sent and whose papers could not be made."""
    return [Failed(row[0], symbol_of(*row[1:5]), row[5]) for row in _FAILED_PAPERS.rows(consultation.pk)]


def written_down(consultation: Consultation) -> list[WaitingConditions]:
    """What was written down of conditions and waits for a second person, enquiry by enquiry."""
    by_enquiry: dict[int, list[tuple[int, datetime]]] = {}
    for enquiry, by, at in _WRITTEN_DOWN.rows(consultation.pk):
        if at is not None:
            by_enquiry.setdefault(enquiry, []).append((by, at))
    return [
        WaitingConditions(enquiry, len(rows), rows[0][1], tuple(by for by, _at in rows))
        for enquiry, rows in by_enquiry.items()
    ]


def loose(consultation: Consultation) -> list[WaitingConditions]:
    """The conditions of replies that count which are maintained and in no cluster, enquiry by enquiry."""
    return [WaitingConditions(*row) for row in _LOOSE.rows(consultation.pk)]
