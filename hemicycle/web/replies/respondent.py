"""Who replies for which Member, or why they do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import queries
from hemicycle.correspondence.models import Draft, Enquiry, Reply, ReplyVersion
from hemicycle.people import queries as people
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason, Refused
from hemicycle.rules.registration import may_answer_for
from hemicycle.rules.replies import Status
from hemicycle.web.access import visitors
from hemicycle.web.replies.forms import Filled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest

    from hemicycle.people.models import FocalPoint, Member, Person


class NotTheirs(PermissionDenied):
    """Somebody may not reply, for a reason that the page tells.

    Attributes:
        member: The Member that it is about, where it is one of theirs.
        holder: Who answers for that Member now.
    """

    def __init__(
        self,
        consultation: Consultation,
        reason: Reason,
        member: Member | None = None,
        holder: FocalPoint | None = None,
    ) -> None:
        super().__init__(reason.code)
        self.consultation, self.reason, self.member, self.holder = consultation, reason, member, holder


class ChooseMember(Exception):
    """Somebody answers for several Members, and has not said for which."""

    def __init__(self, enquiry: Enquiry, members: Sequence[Member]) -> None:
        super().__init__("choose")
        self.enquiry, self.members = enquiry, members


@dataclass(frozen=True)
class Respondent:
    """A focal point who replies for a Member.

    Attributes:
        reply: The Member's, where something has come.
        versions: All of them, with their conditions and people, the first one first.
        draft: What they have filled in and not submitted.
    """

    person: Person
    consultation: Consultation
    enquiry: Enquiry
    member: Member
    now: datetime
    reply: Reply | None
    versions: tuple[ReplyVersion, ...]
    draft: Draft | None

    @property
    def status(self) -> Status:
        """Where the reply stands."""
        return Status(self.reply.status) if self.reply else Status.MISSING

    @property
    def running(self) -> bool:
        """Whether the deadline has not passed."""
        return self.enquiry.deadline.met(self.now)

    @property
    def declared(self) -> bool:
        """Whether the result was declared: nothing is taken any more."""
        return self.enquiry.declared_at is not None

    @property
    def in_conflict(self) -> bool:
        """Whether different answers are to be settled (rule 22)."""
        return self.status is Status.CONFLICT

    @property
    def counted(self) -> ReplyVersion | None:
        """The version that counts."""
        key = self.reply.counted_id if self.reply else None
        return next((version for version in self.versions if version.pk == key), None)

    @property
    def of_another(self) -> ReplyVersion | None:
        """The version that counts, where somebody else gave it: a different answer of theirs would contradict it."""
        counted = self.counted
        return counted if counted is not None and counted.person_id != self.person.pk else None

    @property
    def own(self) -> ReplyVersion | None:
        """The last version that they gave themselves."""
        return next((version for version in reversed(self.versions) if version.person_id == self.person.pk), None)

    @property
    def filled(self) -> Filled:
        """What the form begins with: the draft, or what they, or the Member, answered last."""
        if self.draft is not None:
            return Filled.of_draft(self.draft.content)
        kept = [version for version in self.versions if version.returned_at is None]
        last = self.own or self.counted or (kept[-1] if kept else None)
        return Filled.of_version(last) if last else Filled({})

    @property
    def base(self) -> str:
        """Changes whenever something else was kept or submitted: what a browser keeps was typed on top of it."""
        saved = self.draft.saved_at.isoformat() if self.draft else ""
        return f"{len(self.versions)}|{saved}"


def find_enquiry(consultation: Consultation, key: int) -> Enquiry | None:
    """An enquiry whose letter was sent, with its letter and extensions."""
    rows = Enquiry.objects.select_related("letter__consultation").prefetch_related("extensions", "letter__texts")
    found = rows.filter(pk=key, letter__consultation=consultation).first()
    return found if found is not None and found.letter.sent else None


def versions_of(reply: Reply | None) -> tuple[ReplyVersion, ...]:
    """Every version of a reply, with what pages say of it."""
    if reply is None:
        return ()
    rows = reply.versions.select_related("person", "entered_by", "confirmed_by", "returned_by", "accepted_by", "source")
    return tuple(rows.prefetch_related("conditions"))


def look(request: HttpRequest, slug: str, key: int) -> Respondent:
    """The person as one who replies; of several Members that they answer for, ``member`` in the address names one.

    Raises:
        Http404: nothing of that key was asked in this consultation.
        NotTheirs: they do not answer for a Member, or not for that one, or it is not asked.
        ChooseMember: they answer for several that are asked.
    """
    consultation = get_object_or_404(Consultation, slug=slug)
    person, now = visitors.person(request), timezone.now()
    held = consultation.focal_points.filter(person=person).select_related("member")
    rows = held.prefetch_related("member__names", "member__council_seats")
    members = {row.member.code: row.member for row in rows}
    if not members:
        raise _without_mandate(consultation, person, now)
    enquiry = find_enquiry(consultation, key)
    if enquiry is None:
        raise Http404
    wanted = request.GET.get("member", "")
    if wanted and wanted not in members:
        raise NotTheirs(consultation, Reason(RuleCode.NO_MANDATE))
    chosen = [members[wanted]] if wanted else list(members.values())
    refusals = {member.code: _refusal(enquiry, member, person, now) for member in chosen}
    able = [member for member in chosen if refusals[member.code] is None]
    if len(able) > 1:
        raise ChooseMember(enquiry, able)
    if not able:
        member = chosen[0]
        reason = refusals[member.code] or Reason(RuleCode.NO_MANDATE)
        raise NotTheirs(consultation, reason, member, people.authority_of(consultation, member, now))
    return _respondent(person, enquiry, able[0], now)


def _respondent(person: Person, enquiry: Enquiry, member: Member, now: datetime) -> Respondent:
    reply = Reply.objects.filter(enquiry=enquiry, member=member).first()
    draft = Draft.objects.filter(enquiry=enquiry, member=member, person=person).first()
    consultation = enquiry.letter.consultation
    return Respondent(person, consultation, enquiry, member, now, reply, versions_of(reply), draft)


def _refusal(enquiry: Enquiry, member: Member, person: Person, now: datetime) -> Reason | None:
    consultation = enquiry.letter.consultation
    decision = may_answer_for(people.mandates(consultation, member), person.pk, now)
    if isinstance(decision, Refused):
        return decision.reason
    if not queries.is_asked(enquiry, member, now.astimezone(consultation.zone).date()):
        return Reason(RuleCode.MEMBER_NOT_ASKED)
    return None


def _without_mandate(consultation: Consultation, person: Person, now: datetime) -> NotTheirs:
    """A delegate is told who answers for their Member."""
    registration = people.registration_of(person, consultation)
    member = registration.member if registration else None
    holder = people.authority_of(consultation, member, now) if member else None
    return NotTheirs(consultation, Reason(RuleCode.NO_MANDATE), member, holder)
