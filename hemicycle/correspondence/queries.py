"""Reads of letters, enquiries and replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.languages import localized
from hemicycle.correspondence import answers
from hemicycle.correspondence.models import Enquiry, Letter, ReplyVersion
from hemicycle.people import queries as people
from hemicycle.people.models import Member
from hemicycle.rules.replies import Channel, Status, Version

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Question, Reminder, Reply


def subject(letter: Letter) -> str:
    """The subject in the reader's language, or in one that it has. Reads ``letter.texts``: prefetch for lists."""
    return localized({text.language: text.subject for text in letter.texts.all()})


def day_of(letter: Letter, today: date) -> date:
    """The day as at which classes are read for a letter (rule 5): that of its sending, or today."""
    if letter.sent_at is None:
        return today
    return letter.consultation.day(letter.sent_at)


def names_day(enquiry: Enquiry, today: date) -> date:
    """The day whose names an enquiry shows: that of its result, or of its deadline once it has passed."""
    consultation = enquiry.letter.consultation
    if enquiry.declared_at is not None:
        return consultation.day(enquiry.declared_at)
    return min(today, enquiry.deadline.local.date())


def asked(enquiry: Enquiry, today: date) -> list[Member]:
    """The Members that an enquiry is put to, with names and seats, in French alphabetical order.

    They are called as on the day of the result or of the deadline (``names_day``).
    """
    on = day_of(enquiry.letter, today)
    invited = Member.objects.filter(invitations__consultation=enquiry.letter.consultation_id)
    members = people.as_at(invited.prefetch_related("names", "council_seats"), names_day(enquiry, today))
    return people.french_order([member for member in members if people.class_of(member, on).value in enquiry.asked])


def missing(enquiry: Enquiry, today: date) -> list[Member]:
    """The Members that an enquiry is put to and that have answered nothing, not even late, in French order."""
    known = answered(enquiry)
    return [member for member in asked(enquiry, today) if member.pk not in known]


def is_asked(enquiry: Enquiry, member: Member, today: date) -> bool:
    """Whether a Member is among those that an enquiry is put to."""
    if not people.is_invited(enquiry.letter.consultation, member):
        return False
    return people.class_of(member, day_of(enquiry.letter, today)).value in enquiry.asked


def sent_enquiries(consultation: Consultation) -> QuerySet[Enquiry]:
    """The enquiries of a consultation whose letter was sent, with their letters, texts and extensions."""
    rows = Enquiry.objects.filter(letter__consultation=consultation, letter__state=Letter.State.SENT)
    return rows.select_related("letter__consultation").prefetch_related("extensions", "letter__texts")


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
    rows = reply.versions.select_related("person", "entered_by", "confirmed_by", "returned_by", "accepted_by", "source")
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


def version_of(row: ReplyVersion) -> Version:
    """A version as the rules see it. Reads its conditions: prefetch for lists.

    Papers that name nobody known come from nobody in particular: each counts as another person's.
    """
    conditions = [(condition.heading, condition.words) for condition in row.conditions.all()]
    return Version(
        number=row.number,
        person=row.person_id or -row.number,
        answer=answers.same(row.choices, conditions),
        received=row.received_at,
        channel=Channel(row.channel),
        entered_by=row.entered_by_id,
        confirmed_by=row.confirmed_by_id,
        settles=row.settles,
        accepted=row.accepted_at is not None,
        returned=row.returned_at is not None,
    )


def versions(reply: Reply) -> list[Version]:
    """Every version of a reply, as the rules see them."""
    return [version_of(row) for row in reply.versions.prefetch_related("conditions")]
