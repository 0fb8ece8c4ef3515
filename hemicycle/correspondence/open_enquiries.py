"""What is asked of a person: the enquiries that are put to the Members they answer for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.correspondence import queries
from hemicycle.correspondence.models import Addressee, Draft, Enquiry, Letter, Reply
from hemicycle.people import queries as people
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.people.models import Member, Person
    from hemicycle.rules.deadlines import Deadline


@dataclass(frozen=True)
class Asking:
    """One enquiry that a person is to answer for a Member.

    Attributes:
        status: Where the Member's reply stands.
        draft: Something is filled in and not submitted.
        running: The deadline has not passed.
    """

    enquiry: Enquiry
    member: Member
    status: Status
    deadline: Deadline
    draft: bool
    running: bool

    @property
    def subject(self) -> str:
        """That of the letter."""
        return queries.subject(self.enquiry.letter)

    @property
    def waits(self) -> bool:
        """Whether the person has something to do: nothing is answered, or different answers are to be settled."""
        open_ones = {Status.MISSING, Status.CONFLICT}
        if self.enquiry.kind == Enquiry.Kind.SILENCE:
            open_ones = {Status.CONFLICT}
        return self.status in open_ones


def asked_of(person: Person, at: datetime) -> list[Asking]:
    """What is asked of a person, whatever waits first, by deadline; not what was declared."""
    mandates = people.answering(person, at)
    if not mandates:
        return []
    consultations = {row.consultation_id for row in mandates}
    enquiries = (
        Enquiry.objects.filter(
            letter__consultation__in=consultations, letter__state=Letter.State.SENT, declared_at=None
        )
        .select_related("letter__consultation")
        .prefetch_related("extensions", "letter__texts", "letter__language_versions")
    )
    members = {row.member_id for row in mandates}
    rows = Addressee.objects.filter(letter__enquiry__in=enquiries, member__in=members)
    asked_as = {(row.letter_id, row.member_id): row for row in rows}
    put = [
        (enquiry, row.member)
        for enquiry in enquiries
        for row in mandates
        if row.consultation_id == enquiry.letter.consultation_id
        and _is_put(enquiry, asked_as.get((enquiry.letter_id, row.member_id)))
    ]
    return _sorted(put, person, at)


def _is_put(enquiry: Enquiry, addressee: Addressee | None) -> bool:
    """Whether an enquiry asks something of a Member: a ballot, of one that is entitled to vote."""
    if addressee is None or addressee.capacity not in enquiry.asked:
        return False
    return addressee.may_vote or enquiry.kind != Enquiry.Kind.BALLOT


def _sorted(put: list[tuple[Enquiry, Member]], person: Person, at: datetime) -> list[Asking]:
    keys = {enquiry.pk for enquiry, _member in put}
    statuses = {
        (enquiry, member): Status(status)
        for enquiry, member, status in Reply.objects.filter(enquiry__in=keys).values_list("enquiry", "member", "status")
    }
    drafts = set(Draft.objects.filter(enquiry__in=keys, person=person).values_list("enquiry", "member"))
    rows = [
        Asking(
            enquiry,
            member,
            statuses.get((enquiry.pk, member.pk), Status.MISSING),
            enquiry.deadline,
            draft=(enquiry.pk, member.pk) in drafts,
            running=enquiry.deadline.met(at),
        )
        for enquiry, member in put
    ]
    return sorted(rows, key=lambda row: (not row.waits, not row.running, row.deadline.moment, row.enquiry.pk))


def deadlines_closed(since: datetime | None, until: datetime) -> bool:
    """Whether the deadline of an enquiry closed between two moments.

    Args:
        since: Before it none is looked at; None for no moment, where nothing has closed.
    """
    if since is None:
        return False
    sent = Enquiry.objects.filter(letter__state=Letter.State.SENT).prefetch_related("extensions__letter")
    return any(since <= row.deadline.moment < until for row in sent)
