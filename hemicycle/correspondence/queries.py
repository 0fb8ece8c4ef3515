"""Reads of letters, enquiries and replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from hemicycle.consultations.language_parts import Wording
from hemicycle.correspondence import answers
from hemicycle.correspondence.addressees import addressed
from hemicycle.correspondence.issued import issued
from hemicycle.correspondence.models import Addressee, Condition, DeadlineExtension, Enquiry, Letter, ReplyVersion
from hemicycle.correspondence.symbols import OF_SYMBOL
from hemicycle.journal.prepared import Prepared
from hemicycle.people.independence import are_independent
from hemicycle.people.member_names import as_at
from hemicycle.people.models import FocalPoint, Registration
from hemicycle.rules.capacity import Right
from hemicycle.rules.deadlines import Sent
from hemicycle.rules.replies import Channel, Status, Version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.addressees import Addressed
    from hemicycle.correspondence.models import Question, Reminder, Reply
    from hemicycle.people.models import Member, Person
    from hemicycle.rules.capacity import Classes

#: As what a Member was addressed by a letter, and whether it was entitled to vote then.
ADDRESSED_AS = Prepared(
    lambda letter, member: (
        Addressee.objects.filter(letter=letter, member=member).order_by().values_list("capacity", "may_vote")
    ),
    *(int, int),
)
#: An enquiry with its letter, and its extensions with theirs: what an answer is judged by.
JUDGED_BY = Prepared(
    lambda key: (
        Enquiry.objects.filter(pk=key)
        .select_related("letter")
        .only(
            *("letter", "kind", "asked", "conditions", "declared_at", "deadline_day", "deadline_time", "zone"),
            *(f"letter__{name}" for name in ("consultation", "state", *OF_SYMBOL)),
        )
    ),
    int,
)
EXTENSIONS = Prepared(lambda enquiry: DeadlineExtension.objects.filter(enquiry=enquiry).select_related("letter"), int)


def judged_by(key: int) -> Enquiry:
    """An enquiry as it is now, with what an answer is judged by and nothing else.

    Raises:
        Enquiry.DoesNotExist: there is none.
    """
    enquiry = JUDGED_BY.first(key)
    if enquiry is None:
        raise Enquiry.DoesNotExist(key)
    extensions = EXTENSIONS.rows(key)
    for row in extensions:
        row.enquiry = enquiry
    enquiry.read_extensions = [row.extension for row in extensions]
    return enquiry


def subject(letter: Letter) -> Wording:
    """The subject in the reader's language, or in one that it has.

    Reads ``letter.texts`` and ``letter.language_versions``: prefetch for lists.
    """
    return Wording.of(issued(letter).subjects)


def put_to(enquiry: Enquiry, today: date) -> list[Addressed]:
    """The Members that an enquiry is put to, each with its class and vote as at the sending, in list order (rule 5).

    They are called as on the day of the result or of the deadline (``names_day``).

    Args:
        today: As at which day they are read of a letter that has not been sent.
    """
    rows = addressed(enquiry.letter, today, enquiry.asked)
    as_at([row.member for row in rows], names_day(enquiry, today))
    return rows


def names_day(enquiry: Enquiry, today: date) -> date:
    """The day whose names an enquiry shows: that of its result, or of its deadline once it has passed."""
    consultation = enquiry.letter.consultation
    if enquiry.declared_at is not None:
        return consultation.day(enquiry.declared_at)
    return min(today, enquiry.deadline.local.date())


def asked(enquiry: Enquiry, today: date) -> list[Member]:
    """The same, the Members alone, with their names."""
    return [row.member for row in put_to(enquiry, today)]


def as_asked(enquiry: Enquiry) -> Sent:
    """The letter that asks, with those that it asks, as the rule of extensions sees it (rule 19)."""
    letter = enquiry.letter
    rows = Addressee.objects.filter(letter=letter, capacity__in=enquiry.asked)
    if letter.sent_at is None:
        raise LookupError("only what was asked is extended")
    return Sent(letter.symbol, letter.sent_at, frozenset(rows.values_list("member__code", flat=True)))


def missing(enquiry: Enquiry, today: date) -> list[Member]:
    """The Members that may still answer an enquiry and have answered nothing, not even late, in list order.

    A ballot is answered by who was entitled to vote when its letter was sent (rule 36), whatever their class may now.
    """
    known, ballot = answered(enquiry), enquiry.kind == Enquiry.Kind.BALLOT
    rows = [row for row in put_to(enquiry, today) if row.may_vote or not ballot]
    return [row.member for row in rows if row.member.pk not in known]


def asked_as(enquiry: Enquiry, member: Member) -> str | None:
    """As what class (its key) a Member is asked by a letter that was sent; none where it is not."""
    row = ADDRESSED_AS.first(enquiry.letter_id, member.pk)  # there is one row a Member
    return str(row[0]) if row and row[0] in enquiry.asked else None


def addressed_class(letter: int, member: Member) -> str:
    """As what class (its key) a letter that was sent (its key) went to a Member; empty where it did not."""
    row = ADDRESSED_AS.first(letter, member.pk)
    return str(row[0]) if row else ""


def may_answer(enquiry: Enquiry, member: Member, classes: Classes) -> bool:
    """Whether the class as which a Member is asked may reply to letters (rule 2), whatever its seats make it by now."""
    return addressed_class(enquiry.letter_id, member) in classes.having(Right.ANSWER)


def votes(enquiry: Enquiry, member: Member) -> bool:
    """Whether a Member was entitled to vote when a letter was sent (rule 36)."""
    row = ADDRESSED_AS.first(enquiry.letter_id, member.pk)
    return row is not None and bool(row[1])


def find_enquiry_without_texts(consultation: Consultation, key: int) -> Enquiry:
    """The same without its letter's texts, which are read where the subject is shown.

    Raises:
        Enquiry.DoesNotExist: as for ``find_enquiry``.
    """
    rows = Enquiry.objects.filter(letter__consultation=consultation, letter__state=Letter.State.SENT)
    return rows.select_related("letter__consultation").prefetch_related("extensions").get(pk=key)


def sent_enquiries(consultation: Consultation) -> QuerySet[Enquiry]:
    """The enquiries of a consultation whose letter was sent, with their letters, texts and extensions."""
    rows = Enquiry.objects.filter(letter__consultation=consultation, letter__state=Letter.State.SENT)
    return rows.select_related("letter__consultation", "procedure").prefetch_related(
        "extensions", "letter__texts", "letter__language_versions"
    )


def asking_now(consultation: Consultation, at: datetime) -> list[Enquiry]:
    """The enquiries that were sent, whose result nobody declared and whose deadline runs, as they were sent."""
    rows = Enquiry.objects.filter(letter__consultation=consultation, letter__state=Letter.State.SENT, declared_at=None)
    asked = rows.select_related("letter").prefetch_related("extensions").order_by("letter__sent_at", "pk")
    return [row for row in asked if row.deadline.met(at)]


def find_enquiry(consultation: Consultation, key: int) -> Enquiry:
    """One of them.

    Raises:
        Enquiry.DoesNotExist: nothing of that key was asked in this consultation.
    """
    return sent_enquiries(consultation).get(pk=key)


def questions_of(enquiry: Enquiry) -> tuple[Question, ...]:
    """Its questions with their options, in order."""
    return tuple(enquiry.questions.prefetch_related("options"))


def number_of_questions(enquiry: Enquiry) -> int:
    """How many it asks."""
    return enquiry.questions.count()


def versions_of(reply: Reply | None) -> tuple[ReplyVersion, ...]:
    """Every version of a reply, with what pages say of it."""
    if reply is None:
        return ()
    people = ("person", "entered_by", "confirmed_by", "returned_by", "accepted_by", "declined_by")
    rows = reply.versions.select_related(*people, "source")
    return tuple(rows.prefetch_related("conditions"))


def find_version(consultation: Consultation, key: int) -> ReplyVersion:
    """One version of a reply to an enquiry of the consultation.

    Raises:
        ReplyVersion.DoesNotExist: there is none.
    """
    rows = ReplyVersion.objects.select_related("reply__member", "reply__enquiry__letter__consultation", "source")
    return rows.get(reply__enquiry__letter__consultation=consultation, pk=key)


def answered(enquiry: Enquiry) -> set[int]:
    """Keys of the Members that have answered, even late."""
    return set(enquiry.replies.exclude(status=Status.MISSING.value).values_list("member", flat=True))


def unconfirmed(enquiry: Enquiry) -> QuerySet[ReplyVersion]:
    """The versions that wait for their second person, whether or not an earlier one of their Member counts."""
    rows = ReplyVersion.objects.filter(reply__enquiry=enquiry, confirmed_at=None, returned_at=None)
    return rows.exclude(channel=Channel.ONLINE.value)


def unsettled(enquiry: Enquiry) -> int:
    """How many Members' replies, or conditions of them, wait to be confirmed or settled: nothing is declared before."""
    waits = Q(status=Status.CONFLICT.value) | Q(pk__in=unconfirmed(enquiry).values("reply"))
    waits |= Q(pk__in=_proposed_conditions(enquiry).values("version__reply"))
    return enquiry.replies.filter(waits).count()


def conditions_wait(enquiry: Enquiry) -> bool:
    """Whether something was written down of a condition that waits for a second person."""
    return _proposed_conditions(enquiry).exists()


def _proposed_conditions(enquiry: Enquiry) -> QuerySet[Condition]:
    return Condition.objects.filter(version__reply__enquiry=enquiry).exclude(proposed_state="")


def entered_before(enquiry: Enquiry, member: Member) -> int:
    """How many versions of a Member's reply were entered, and not returned."""
    rows = ReplyVersion.objects.filter(reply__enquiry=enquiry, reply__member=member, returned_at=None)
    return rows.exclude(channel=Channel.ONLINE.value).count()


def was_entered(enquiry: Enquiry, member: Member, before: int | None = None) -> bool:
    """Whether a version of a Member's reply was entered by the secretariat, so that another one corrects it.

    Args:
        before: Number of a version: one of the earlier ones.
    """
    rows = ReplyVersion.objects.filter(reply__enquiry=enquiry, reply__member=member)
    rows = rows if before is None else rows.filter(number__lt=before)
    return rows.exclude(channel=Channel.ONLINE.value).exists()


def speaks_for(person: Person, version: ReplyVersion) -> bool:
    """Whether somebody speaks for the State whose answer it is, so that they do not decide on it (rule 18).

    By a mandate or delegation, also one that is over or to come; by a registration for it; or they gave this answer.
    """
    reply = version.reply
    consultation = reply.enquiry.letter.consultation_id
    rows = {"consultation": consultation, "member": reply.member_id, "person": person}
    return (
        version.person_id == person.pk
        or FocalPoint.objects.filter(**rows).exists()
        or Registration.objects.filter(person=person, member=reply.member_id).exists()
    )


def let_in(person: Person, consultation: Consultation, first: int | None) -> bool:
    """Whether the first of two persons let the second in, or was entered by them (rule 21).

    Args:
        first: Key of who entered a reply, or wrote down what became of a condition.
    """
    return first is not None and not are_independent(consultation, first, person)


def late_undecided(enquiry: Enquiry) -> list[ReplyVersion]:
    """The versions that came or were entered late and that the chair has not decided on, with their Members."""
    rows = ReplyVersion.objects.filter(reply__enquiry=enquiry, returned_at=None, accepted_at=None, declined_at=None)
    related = (
        rows.select_related("reply__member").prefetch_related("reply__member__names").order_by("received_at", "pk")
    )
    deadline = enquiry.deadline
    return [row for row in related if not row.in_time(deadline)]


def needing_action(enquiry: Enquiry) -> int:
    """How many Members' replies wait for a second person, for the chair or for their focal point; none once declared.

    Reads ``extensions``.
    """
    if enquiry.declared_at is not None:
        return 0
    waits = Q(status=Status.CONFLICT.value) | Q(pk__in=unconfirmed(enquiry).values("reply"))
    return enquiry.replies.filter(waits | Q(pk__in={row.reply_id for row in late_undecided(enquiry)})).count()


def versions_number(enquiry: Enquiry, member: Member) -> int:
    """How many versions of a Member's reply have come."""
    return enquiry.replies.filter(member=member, versions__isnull=False).count()


def undeclared_versions(consultation: Consultation) -> list[ReplyVersion]:
    """Every version to what was not declared, but those that were returned, as they were received."""
    running = Enquiry.objects.filter(letter__consultation=consultation, declared_at=None)
    enquiries = {row.pk: row for row in running.select_related("letter").prefetch_related("extensions")}
    rows = ReplyVersion.objects.filter(reply__enquiry__in=enquiries, returned_at=None)
    related = rows.select_related("reply__member", "person", "entered_by").prefetch_related("reply__member__names")
    undeclared = list(related.order_by("received_at", "pk"))
    for row in undeclared:
        row.reply.enquiry = enquiries[row.reply.enquiry_id]
    return undeclared


def reminders_of(enquiry: Enquiry) -> list[Reminder]:
    """The reminders that went out, with their mails."""
    return list(enquiry.reminders.select_related("mailing"))


def version_of(row: ReplyVersion, given: Sequence[tuple[str, str]] | None = None) -> Version:
    """A version as the rules see it. Reads its conditions: prefetch for lists.

    Papers that name nobody known come from nobody in particular: each counts as another person's.

    Args:
        given: Its conditions, heading and words, where they are known.
    """
    conditions = [(row.heading, row.words) for row in row.conditions.all()] if given is None else list(given)
    return Version(
        number=row.number,
        person=row.person_id or -row.number,
        answer=answers.same(row.choices, conditions),
        received=row.received_at,
        channel=Channel(row.channel),
        entered_by=row.entered_by_id,
        confirmed_by=row.confirmed_by_id,
        entered_at=row.entered_at,
        replaces=row.replaces,
        settles=row.settles,
        accepted=row.accepted_at is not None,
        declined=row.declined_at is not None,
        returned=row.returned_at is not None,
    )
