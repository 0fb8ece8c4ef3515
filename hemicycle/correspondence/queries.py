"""Reads of letters, enquiries and replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.languages import say
from hemicycle.correspondence import answers
from hemicycle.people import queries as people
from hemicycle.people.models import Member
from hemicycle.rules.replies import Channel, Status, Version

if TYPE_CHECKING:
    from datetime import date

    from hemicycle.correspondence.models import Enquiry, Letter, Reply, ReplyVersion


def subject(letter: Letter) -> str:
    """The subject in the reader's language, or in one that it has. Reads ``letter.texts``: prefetch for lists."""
    return say({text.language: text.subject for text in letter.texts.all()})


def day_of(letter: Letter, today: date) -> date:
    """The day as at which classes are read for a letter (rule 5): that of its sending, or today."""
    if letter.sent_at is None:
        return today
    return letter.consultation.day(letter.sent_at)


def asked(enquiry: Enquiry, today: date) -> list[Member]:
    """The Members that an enquiry is put to, with names and seats, in French alphabetical order."""
    on = day_of(enquiry.letter, today)
    invited = Member.objects.filter(invitations__consultation=enquiry.letter.consultation_id)
    members = invited.prefetch_related("names", "council_seats")
    return people.french_order([member for member in members if people.class_of(member, on).value in enquiry.asked])


def missing(enquiry: Enquiry, today: date) -> list[Member]:
    """The Members that an enquiry is put to and that have answered nothing, not even late, in French order."""
    answered = set(enquiry.replies.exclude(status=Status.MISSING.value).values_list("member", flat=True))
    return [member for member in asked(enquiry, today) if member.pk not in answered]


def is_asked(enquiry: Enquiry, member: Member, today: date) -> bool:
    """Whether a Member is among those that an enquiry is put to."""
    if not people.is_invited(enquiry.letter.consultation, member):
        return False
    return people.class_of(member, day_of(enquiry.letter, today)).value in enquiry.asked


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
