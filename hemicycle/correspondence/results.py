"""What came back to an enquiry: where each Member's reply stands, and what those that count say."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch

from hemicycle.correspondence import queries
from hemicycle.correspondence.answers import options_of
from hemicycle.correspondence.models import Addressee, Enquiry, Question, Reply, ReplyVersion
from hemicycle.people import queries as people
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.addressees import Addressed
    from hemicycle.people.models import Member
    from hemicycle.rules.capacity import Capacity


@dataclass(frozen=True)
class Return:
    """What one Member sent back; no reply, where it has sent nothing."""

    put_to: Addressed
    reply: Reply | None = None

    @property
    def member(self) -> Member:
        """Whose it is."""
        return self.put_to.member

    @property
    def capacity(self) -> Capacity:
        """As what the Member is asked, as at the day of the sending (rule 5)."""
        return self.put_to.capacity

    @property
    def status(self) -> Status:
        """Where its reply stands."""
        return Status(self.reply.status) if self.reply else Status.MISSING

    @property
    def counted(self) -> ReplyVersion | None:
        """The version that counts, where one does."""
        return self.reply.counted if self.reply else None

    @property
    def choices(self) -> Mapping[str, str]:
        """What the version that counts says: ``{question: option}``, with the keys as text."""
        return self.counted.choices if self.counted else {}


@dataclass(frozen=True)
class Returns:
    """What came back to an enquiry.

    Attributes:
        questions: All of them, withdrawn ones too.
        rows: One for each Member that is asked, in French alphabetical order.
    """

    enquiry: Enquiry
    questions: Sequence[Question]
    rows: Sequence[Return]

    @cached_property
    def counts(self) -> Counter[Status]:
        """How many stand where."""
        return Counter(row.status for row in self.rows)

    @cached_property
    def tally(self) -> Mapping[int, Mapping[str, list[Member]]]:
        """Who chose what: ``{question: {option: Members}}``, every option named, in the order of the rows."""
        kind = self.enquiry.kind
        tally: dict[int, dict[str, list[Member]]] = {
            question.pk: {option: [] for option in options_of(question, kind)} for question in self.questions
        }
        for row in self.rows:
            for key, option in row.choices.items():
                of_question = tally.get(int(key), {})
                if option in of_question:
                    of_question[option].append(row.member)
        return tally

    @cached_property
    def mark(self) -> str:
        """Tells whether anything changed that a page of the enquiry shows."""
        enquiry = self.enquiry
        rows = [
            (row.member.pk, row.reply.status, row.reply.counted_id, getattr(row.reply, "came", 0))
            for row in self.rows
            if row.reply
        ]
        withdrawn = [question.pk for question in self.questions if question.withdrawn_at]
        ends = enquiry.deadline.moment.isoformat()
        return _digest([len(self.rows), rows, withdrawn, ends, str(enquiry.declared_at)])


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def find(consultation: Consultation, key: int) -> Enquiry:
    """An enquiry of a consultation, with its letter and extensions.

    Raises:
        Enquiry.DoesNotExist: this consultation has none under this key.
    """
    return _enquiries(consultation).get(pk=key)


def _enquiries(consultation: Consultation) -> QuerySet[Enquiry]:
    rows = Enquiry.objects.filter(letter__consultation=consultation)
    related = rows.select_related("letter__consultation", "declared_by")
    return related.prefetch_related("extensions__letter", "extensions__given_by", "letter__texts")


#: For ``returns``: the versions of each reply, with their people and conditions.
VERSIONS = (
    Prefetch("versions", ReplyVersion.objects.select_related("person", "entered_by", "confirmed_by")),
    "versions__conditions",
)


def returns(enquiry: Enquiry, today: date, *also: str | Prefetch[Any]) -> Returns:
    """Everything that came back; a constant number of queries.

    Args:
        also: What else is read of each reply: ``versions__conditions``.
    """
    replies = enquiry.replies.select_related("counted").annotate(came=Count("versions")).prefetch_related(*also)
    by_member = {reply.member_id: reply for reply in replies}
    rows = queries.put_to(enquiry, today)
    questions = list(enquiry.questions.prefetch_related("options"))
    return Returns(enquiry, questions, [Return(row, by_member.get(row.member.pk)) for row in rows])


def has_made_up(enquiry: Enquiry) -> bool:
    """Whether people who do not exist are among those who answered: it is a demonstration's."""
    return ReplyVersion.objects.filter(reply__enquiry=enquiry, person__made_up=True).exists()


@dataclass(frozen=True)
class Progress:
    """How far an enquiry has come.

    Attributes:
        asked: How many Members it is put to.
    """

    enquiry: Enquiry
    asked: int
    counts: Counter[Status]

    @property
    def counted(self) -> int:
        """How many replies count."""
        return self.counts[Status.COUNTED]

    @property
    def missing(self) -> int:
        """Of how many Members nothing came."""
        return self.counts[Status.MISSING]


def progress(consultation: Consultation, today: date) -> list[Progress]:
    """Every enquiry of a consultation, the latest letter first; a constant number of queries."""
    enquiries = list(_enquiries(consultation).order_by("-letter__dated", "-letter__number", "-pk"))
    by_letter: dict[int, list[tuple[int, str]]] = {}
    rows = Addressee.objects.filter(letter__consultation=consultation).values_list("letter", "member", "capacity")
    for letter, member, capacity in rows:
        by_letter.setdefault(letter, []).append((member, capacity))
    now = [(member.pk, people.class_of(member, today).value) for member in people.invited(consultation)]
    statuses: dict[int, dict[int, str]] = {}
    replies = Reply.objects.filter(enquiry__in=enquiries).values_list("enquiry", "member", "status")
    for enquiry, member, status in replies:
        statuses.setdefault(enquiry, {})[member] = status
    return [
        _progress(
            enquiry,
            by_letter.get(enquiry.letter_id, []) if enquiry.letter.sent else now,
            statuses.get(enquiry.pk, {}),
        )
        for enquiry in enquiries
    ]


def _progress(enquiry: Enquiry, classes: Iterable[tuple[int, str]], statuses: Mapping[int, str]) -> Progress:
    asked = [member for member, capacity in classes if capacity in enquiry.asked]
    counts = Counter(Status(statuses.get(member, Status.MISSING)) for member in asked)
    return Progress(enquiry, len(asked), counts)
