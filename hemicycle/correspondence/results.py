"""What came back to an enquiry: where each Member's reply stands, and what those that count say."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch

from hemicycle.correspondence import declared, procedures, queries
from hemicycle.correspondence.addressees import Addressed
from hemicycle.correspondence.answers import options_of
from hemicycle.correspondence.models import Addressee, DeclaredResult, Enquiry, Question, Reply, ReplyVersion
from hemicycle.people import queries as people
from hemicycle.people.member_names import members_by_code
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member
    from hemicycle.rules.capacity import Capacity


@dataclass(frozen=True)
class Return:
    """What one Member sent back; no reply, where it has sent nothing.

    Attributes:
        status, why: Where its reply stands, and the reason as ``Reply.why`` keeps it.
        counted: The version that counts, where one does.
        choices: What that says: ``{question: option}``, with the keys as text.
    """

    put_to: Addressed
    reply: Reply | None = None
    status: Status = Status.MISSING
    why: Mapping[str, Any] = field(default_factory=dict)
    counted: ReplyVersion | None = None
    choices: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def so_far(cls, put_to: Addressed, reply: Reply | None) -> Return:
        """As it stands until the result is declared."""
        if reply is None:
            return cls(put_to)
        choices = reply.counted.choices if reply.counted else {}
        return cls(put_to, reply, Status(reply.status), reply.why, reply.counted, choices)

    @property
    def accepted(self) -> bool:
        """Whether it counts because the chair accepted it, although it came or was entered late (rules 18 and 21)."""
        return self.counted is not None and self.counted.accepted_at is not None

    @property
    def member(self) -> Member:
        """Whose it is."""
        return self.put_to.member

    @property
    def capacity(self) -> Capacity:
        """As what the Member is asked, as at the day of the sending (rule 5)."""
        return self.put_to.capacity


@dataclass(frozen=True)
class Returns:
    """What came back to an enquiry.

    Attributes:
        questions: All of them, withdrawn ones too.
        rows: One for each Member that is asked, in the order of lists.
        declared: What all of it is read from once the result was declared.
        sealed: Nobody sees the votes yet: none is among the rows, though who voted is.
    """

    enquiry: Enquiry
    questions: Sequence[Question]
    rows: Sequence[Return]
    declared: DeclaredResult | None = None
    sealed: bool = False

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
            (row.member.pk, row.status, row.counted.pk if row.counted else None, getattr(row.reply, "came", 0))
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
    enquiry = _enquiries(consultation).get(pk=key)
    enquiry.letter.consultation = consultation
    return enquiry


def _enquiries(consultation: Consultation) -> QuerySet[Enquiry]:
    """Their letters name the consultation by its key alone: who asks has it."""
    rows = Enquiry.objects.filter(letter__consultation=consultation)
    related = rows.select_related("letter", "declared_by", "procedure")
    return related.prefetch_related(
        "extensions__letter", "extensions__given_by", "letter__texts", "letter__language_versions"
    )


#: For ``returns``: the versions of each reply, with their people and conditions.
VERSIONS = (
    Prefetch("versions", ReplyVersion.objects.select_related("person", "entered_by", "confirmed_by")),
    "versions__conditions",
)


#: For ``returns``: what the versions that count came with.
COUNTED = ("counted__conditions",)


def returns(enquiry: Enquiry, today: date, *also: str | Prefetch[Any], at: datetime | None = None) -> Returns:
    """Everything that came back; a constant number of queries.

    Args:
        also: What else is read of each reply: ``versions__conditions``.
        at: The moment at which somebody looks: a sealed vote is seen by nobody. Where it is not known, it is sealed.
    """
    questions = list(enquiry.questions.prefetch_related("options"))
    replies = enquiry.replies.annotate(came=Count("versions")).prefetch_related(*also)
    result = declared.result_of(enquiry)
    if result is not None:
        rows = _declared_rows(result, {row.member_id: row for row in replies}, questions)
        return Returns(enquiry, questions, rows, result)
    by_member = {reply.member_id: reply for reply in replies.select_related("counted")}
    is_sealed = procedures.sealed(enquiry, at)
    if is_sealed:
        for reply in by_member.values():
            _seal(reply, also)
    put_to = queries.put_to(enquiry, today)
    rows = [Return.so_far(row, by_member.get(row.member.pk)) for row in put_to]
    return Returns(enquiry, questions, rows, sealed=is_sealed)


def _seal(reply: Reply, read: Collection[str | Prefetch[Any]]) -> None:
    """Take the votes out of what was read of a reply."""
    versions = list(reply.versions.all()) if read else []
    for version in filter(None, (reply.counted, *versions)):
        version.choices = {}


def _declared_rows(result: DeclaredResult, replies: Mapping[int, Reply], questions: Sequence[Question]) -> list[Return]:
    """As it was declared, whatever stands in the tables by now; their versions never change."""
    asked = {row["member"]: row for row in result.content["asked"]}
    said = {row["member"]: row for row in result.content["replies"]}
    receipts = [row["receipt"] for row in said.values() if "receipt" in row]
    of_enquiry = ReplyVersion.objects.filter(reply__enquiry=result.enquiry_id, receipt__in=receipts)
    counted = {row.receipt: row for row in of_enquiry.defer("choices")}
    consultation = result.enquiry.letter.consultation
    members = members_by_code(asked, consultation.body)
    present = declared.present_keys(result, questions)
    rows, classes = [], consultation.classes
    for member in members:
        row = asked[member.code]
        capacity, suspended = classes.named(row["capacity"]), row.get("suspended", False)
        put_to = Addressed(member, capacity, row["may_vote"], suspended, row.get("suspended_why", ""))
        reply = said.get(member.code)
        if reply is None:
            rows.append(Return(put_to))
            continue
        version = counted.get(reply.get("receipt", ""))
        choices = declared.by_present_key(reply.get("choices", {}), present)
        rows.append(Return(put_to, replies.get(member.pk), Status(reply["status"]), reply["why"], version, choices))
    return rows


def choices(enquiries: Sequence[Enquiry]) -> dict[int, dict[str, Mapping[str, str]]]:
    """What the replies that count say, as declared where it was: ``{enquiry: {Member: {question: option}}}``.

    Sealed votes are not among them until they are declared. Two queries at most, however many enquiries there are.
    """
    said: dict[int, dict[str, Mapping[str, str]]] = {enquiry.pk: {} for enquiry in enquiries}
    frozen = declared.said_of(enquiries)
    said.update(frozen)
    replies = Reply.objects.filter(
        enquiry__in=[row.pk for row in enquiries if row.pk not in frozen and not procedures.sealed(row, None)],
        status=Status.COUNTED.value,
        counted__isnull=False,
    )
    for key, code, chosen in replies.values_list("enquiry", "member__code", "counted__choices"):
        said[key][code] = chosen
    return said


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
    """Every enquiry of a consultation, the latest letter first; a constant number of queries.

    Of one whose result was declared, as it was declared.
    """
    enquiries = list(_enquiries(consultation).order_by("-letter__dated", "-letter__number", "-pk"))
    for one in enquiries:
        one.letter.consultation = consultation
    by_letter: dict[int, list[tuple[int, str]]] = {}
    rows = Addressee.objects.filter(letter__consultation=consultation).values_list("letter", "member", "capacity")
    for letter, member, capacity in rows:
        by_letter.setdefault(letter, []).append((member, capacity))
    classes = consultation.classes
    now = [(member.pk, people.class_of(member, classes, today).value) for member in people.invited(consultation)]
    statuses: dict[int, dict[int, str]] = {}
    replies = Reply.objects.filter(enquiry__in=enquiries).values_list("enquiry", "member", "status")
    for enquiry, member, status in replies:
        statuses.setdefault(enquiry, {})[member] = status
    frozen = {
        row.enquiry_id: row
        for row in DeclaredResult.objects.filter(enquiry__letter__consultation=consultation).defer("content")
    }
    return [
        _as_declared(enquiry, frozen[enquiry.pk])
        if enquiry.declared_at is not None
        else _progress(
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


def _as_declared(enquiry: Enquiry, result: DeclaredResult) -> Progress:
    counts = Counter({Status(status): number for status, number in result.counts.items()})
    return Progress(enquiry, result.denominator, counts)
