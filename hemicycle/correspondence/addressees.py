"""To whom a letter goes: read from its classes until it is sent, and from what was written down then (rule 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.correspondence.models import Addressee
from hemicycle.people import queries as people
from hemicycle.people import voting
from hemicycle.people.changes import member_leaving
from hemicycle.people.member_names import in_list_order
from hemicycle.people.models import Member
from hemicycle.rules.reasons import require
from hemicycle.rules.registration import may_leave_letters

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from hemicycle.correspondence.models import Letter
    from hemicycle.rules.capacity import Capacity, ParticipationClass


@dataclass(frozen=True)
class Addressed:
    """A Member to which a letter goes, as at the day of its sending; of a draft, as at today.

    Attributes:
        suspended, suspended_why: It would be entitled to vote but for a suspension, and why.
    """

    member: Member
    capacity: Capacity
    may_vote: bool
    suspended: bool = False
    suspended_why: str = ""


def addressed(letter: Letter, today: date, among: Collection[str] | None = None) -> list[Addressed]:
    """Its addressees in the order of lists, with their names; a constant number of queries.

    Args:
        among: The classes that are meant (their keys), where not all of them are.
    """
    rows = _written_down(letter) if letter.sent else computed(letter, today)
    by_member = {row.member.pk: row for row in rows if among is None or row.capacity.value in among}
    members = in_list_order([row.member for row in by_member.values()], letter.consultation.body)
    return [by_member[member.pk] for member in members]


def _written_down(letter: Letter) -> list[Addressed]:
    rows = Addressee.objects.filter(letter=letter.pk).values_list(
        "member", "capacity", "may_vote", "suspended", "suspended_why"
    )
    members = {row.pk: row for row in people.read_at_once(Member.objects.filter(addressed__letter=letter.pk))}
    classes = letter.consultation.classes
    return [
        Addressed(members[member], classes.named(capacity), may_vote, suspended, why)
        for member, capacity, may_vote, suspended, why in rows
    ]


def computed(letter: Letter, on: date) -> list[Addressed]:
    """Whom a letter would go to if it were sent on a day: what is asked in it is asked of these too.

    One that extends a deadline goes to the Members that were asked, whatever their class is by now (rule 19).
    """
    extends = letter.extends
    if extends is not None and extends.letter.sent and set(letter.addressed) == set(extends.asked):
        return addressed(extends.letter, on, extends.asked)
    enquiry = getattr(letter, "enquiry", None)
    classes = {*letter.addressed, *(enquiry.asked if enquiry else ())}
    invited = Member.objects.filter(invitations__consultation=letter.consultation_id)
    members, known = invited.prefetch_related("names", "organ_seats", "vote_suspensions"), letter.consultation.classes
    belonging = ((member, people.class_of(member, known, on)) for member in members)
    return [_entitled(member, one, on) for member, one in belonging if one.value in classes]


def _entitled(member: Member, among: ParticipationClass, on: date) -> Addressed:
    suspended = voting.suspended_on(member, among, on)
    why = suspended.reason if suspended is not None else ""
    return Addressed(member, among, voting.may_vote(member, among, on), suspended is not None, why)


def goes_to(letter: Letter, member: Member) -> bool:
    """Whether a letter that was sent was addressed to a Member, whether it had an address then or not."""
    return Addressee.objects.filter(letter=letter.pk, member=member).exists()


def write_down(letter: Letter, on: date) -> list[Addressee]:
    """Write down to whom a letter goes: within the act that sends it, and never again."""
    return Addressee.objects.bulk_create(
        Addressee(
            letter=letter,
            member=row.member,
            capacity=row.capacity.value,
            may_vote=row.may_vote,
            suspended=row.suspended,
            suspended_why=row.suspended_why,
        )
        for row in computed(letter, on)
    )


def _stays(*, consultation: int, member: Member, **_: Any) -> None:
    """A Member to which a letter went is not taken out of its consultation.

    Raises:
        Refusal: some did.
    """
    letters = Addressee.objects.filter(letter__consultation=consultation, member=member).count()
    replies = member.replies.filter(enquiry__letter__consultation=consultation).count()
    require(may_leave_letters(letters, replies))


def listen() -> None:
    """Called once, when Django is ready."""
    member_leaving.connect(_stays, dispatch_uid="addressees stay")
