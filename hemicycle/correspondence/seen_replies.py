"""A Member's reply as somebody sees it: read once, with all that pages say of it, and who may see or give it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from hemicycle.correspondence import procedures, queries
from hemicycle.correspondence.answers import Base
from hemicycle.correspondence.models import Draft, Enquiry, Letter, Reply
from hemicycle.journal.prepared import Prepared
from hemicycle.people import queries as people
from hemicycle.people.models import FocalPoint
from hemicycle.rules import replies as rules
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.enquiries import may_reply
from hemicycle.rules.reasons import Allowed, Reason, Refused
from hemicycle.rules.registration import may_answer_for
from hemicycle.rules.replies import Channel, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Question, ReplyVersion
    from hemicycle.people.models import Member, Person

#: The mandates of a person in the consultation of an address, with their Members; what a letter asked there.
HELD = Prepared(
    lambda slug, person: (
        FocalPoint.objects.filter(consultation__slug=slug, person=person)
        .order_by()
        .select_related("member")
        .only("member")
    ),
    *(str, int),
)
SENT_ENQUIRY = Prepared(
    lambda slug, key: (
        Enquiry.objects.filter(pk=key, letter__consultation__slug=slug, letter__state=Letter.State.SENT)
        .select_related("letter")
        .only("letter__consultation")
    ),
    *(str, int),
)


class NotTheirs(Exception):
    """Somebody may not reply, for a reason that they are told.

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


class NotForThem(Exception):
    """A reply is none of somebody's: they neither gave it, nor answer for the Member, nor see every reply."""


@dataclass(frozen=True)
class SeenReply:
    """A Member's reply to an enquiry at a moment.

    Attributes:
        enquiry: With its letter and extensions.
        reply: None where nothing has come.
        versions: All of them, with their conditions and people, the first one first.
    """

    enquiry: Enquiry
    member: Member
    now: datetime
    reply: Reply | None
    versions: tuple[ReplyVersion, ...]

    @property
    def consultation(self) -> Consultation:
        """Whose enquiry it is."""
        return self.enquiry.letter.consultation

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All of the enquiry, with their options, in order: read where they are shown, not where they are answered."""
        return queries.questions_of(self.enquiry)

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

    @cached_property
    def differing(self) -> tuple[ReplyVersion, ...]:
        """The versions that contradict each other; none unless the reply is in conflict."""
        if not self.in_conflict:
            return ()
        assessment = rules.assess([queries.version_of(row) for row in self.versions], self.enquiry.deadline)
        numbers = {version.number for version in assessment.differing}
        return tuple(row for row in self.versions if row.number in numbers)


@dataclass(frozen=True)
class Respondent(SeenReply):
    """A focal point who replies for a Member.

    Attributes:
        draft: What they have filled in and not submitted.
    """

    person: Person
    draft: Draft | None

    @property
    def of_another(self) -> ReplyVersion | None:
        """The version that counts, where somebody else gave it: a different answer of theirs would contradict it."""
        counted = self.counted
        return counted if counted is not None and counted.person_id != self.person.pk else None

    @property
    def own(self) -> ReplyVersion | None:
        """What they answered last themselves."""
        return next((version for version in reversed(self._kept) if version.person_id == self.person.pk), None)

    @property
    def last(self) -> ReplyVersion | None:
        """What they, or else the Member, answered last."""
        return self.own or self.counted or (self._kept[-1] if self._kept else None)

    @property
    def _kept(self) -> list[ReplyVersion]:
        """The versions but those that were entered and are not what their source says."""
        return [version for version in self.versions if version.returned_at is None]

    @property
    def base(self) -> str:
        """Changes whenever something else was kept or submitted: what a browser keeps was typed on top of it."""
        return self.base_with(self.draft)

    def base_with(self, draft: Draft | None) -> str:
        """The same once a draft is kept."""
        return str(Base(len(self.versions), draft.saved_at if draft else None))

    def opens_documents(self) -> bool:
        """Whether they are a confirmed participant too."""
        registration = people.registration_of(self.person, self.consultation)
        return registration is not None and registration.status == RegistrationStatus.CONFIRMED.value


@dataclass(frozen=True)
class Reader(SeenReply):
    """Somebody who reads a Member's reply.

    Attributes:
        answers: They answer for the Member now.
        sees_all: They see every reply of the consultation.
        sealed: Keys of the versions whose votes they do not see yet (rule 37): these have no choices here.
    """

    answers: bool
    sees_all: bool
    sealed: frozenset[int] = frozenset()


def respondent(consultation: Consultation, person: Person, key: int, code: str, now: datetime) -> Respondent:
    """The person as one who replies to an enquiry.

    Args:
        key: The enquiry's.
        code: The Member for which they reply, where they answer for several; empty otherwise.

    Raises:
        Enquiry.DoesNotExist: nothing of that key was asked in this consultation.
        NotTheirs: they do not answer for a Member, or not for that one, or it is not asked.
        ChooseMember: they answer for several that are asked.
    """
    held = consultation.focal_points.filter(person=person).select_related("member")
    rows = held.prefetch_related("member__names", "member__organ_seats")
    members = {row.member.code: row.member for row in rows}
    if not members:
        raise _without_mandate(consultation, person, now)
    enquiry = queries.find_enquiry_without_texts(consultation, key)
    if code and code not in members:
        raise NotTheirs(consultation, Reason(RuleCode.NO_MANDATE))
    chosen = [members[code]] if code else list(members.values())
    refusals = {member.code: _refusal(enquiry, member, person, now) for member in chosen}
    able = [member for member in chosen if refusals[member.code] is None]
    if len(able) > 1:
        raise ChooseMember(enquiry, able)
    if not able:
        member = chosen[0]
        reason = refusals[member.code] or Reason(RuleCode.NO_MANDATE)
        raise NotTheirs(consultation, reason, member, people.authority_of(consultation, member, now))
    member = able[0]
    return read_anew(Respondent(enquiry, member, now, None, (), person, None))


def answering(slug: str, person: Person, key: int, code: str) -> tuple[Enquiry, Member] | None:
    """What somebody would answer and for which Member, read for an act that asks by itself whether they may.

    Args:
        slug: The consultation's.
        key, code: As for ``respondent``.

    Returns:
        The enquiry, of which only its consultation is read, and the Member. None where ``respondent`` has something to
        say: nothing of that key was asked, they hold no such mandate, or several and no Member is named.
    """
    members = {row.member.code: row.member for row in HELD.rows(slug, person.pk)}
    chosen = [members[code]] if code in members else list(members.values()) * (not code)
    if len(chosen) != 1:
        return None
    enquiry = SENT_ENQUIRY.first(slug, key)
    return (enquiry, people.with_seats(chosen[0])) if enquiry is not None else None


def read_anew(seen: Respondent) -> Respondent:
    """The same respondent, with the reply and the draft as they are now."""
    reply = Reply.objects.filter(enquiry=seen.enquiry, member=seen.member).first()
    draft = Draft.objects.filter(enquiry=seen.enquiry, member=seen.member, person=seen.person).first()
    return replace(seen, reply=reply, versions=queries.versions_of(reply), draft=draft)


def _refusal(enquiry: Enquiry, member: Member, person: Person, now: datetime) -> Reason | None:
    consultation = enquiry.letter.consultation
    decision = may_answer_for(people.mandates(consultation, member), person.pk, now)
    if isinstance(decision, Refused):
        return decision.reason
    if queries.asked_as(enquiry, member) is None:
        return Reason(RuleCode.MEMBER_NOT_ASKED)
    ballot = enquiry.kind == Enquiry.Kind.BALLOT
    answers = ballot or queries.may_answer(enquiry, member, consultation.classes)
    decision = may_reply(ballot=ballot, answers=answers, votes=ballot and queries.votes(enquiry, member))
    return decision.reason if isinstance(decision, Refused) else None


def _without_mandate(consultation: Consultation, person: Person, now: datetime) -> NotTheirs:
    """A delegate is told who answers for their Member."""
    registration = people.registration_of(person, consultation)
    member = registration.member if registration else None
    holder = people.authority_of(consultation, member, now) if member else None
    return NotTheirs(consultation, Reason(RuleCode.NO_MANDATE), member, holder)


def reader(
    consultation: Consultation,
    person: Person,
    now: datetime,
    reply_key: tuple[int, str],
    *,
    sees_all: bool,
    number: int = 0,
) -> Reader:
    """The person as one who reads a Member's reply.

    Args:
        reply_key: The key of the enquiry, and the code of the Member.
        sees_all: The table lets them see every reply of the consultation.
        number: Only that version is asked for, which whoever gave it may always see; 0 for all.

    Raises:
        NotForThem: it is none of theirs.
        Reply.DoesNotExist: there is no such reply, or no such version.
    """
    key, code = reply_key
    held = [row.mandate for row in consultation.focal_points.filter(person=person, member__code=code)]
    sent = {"enquiry__letter__consultation": consultation, "enquiry__letter__state": Letter.State.SENT}
    rows = Reply.objects.filter(enquiry=key, member__code=code, **sent)
    reply = rows.select_related("member").prefetch_related("member__names", "member__organ_seats").first()
    versions = queries.versions_of(reply)
    own = any(version.number == number and version.person_id == person.pk for version in versions)
    if not (sees_all or own or any(mandate.covers(now) for mandate in held)):
        raise NotForThem
    if reply is None or (number and number not in {version.number for version in versions}):
        raise Reply.DoesNotExist
    answers = bool(held) and isinstance(
        may_answer_for(people.mandates(consultation, reply.member), person.pk, now), Allowed
    )
    read = _reader(reply, versions, queries.find_enquiry(consultation, key), now, answers=answers, sees_all=sees_all)
    own_keys = {version.pk for version in versions if version.person_id == person.pk}
    return read if any(mandate.covers(now) for mandate in held) else _sealed(read, own_keys)


def at_desk(version: ReplyVersion, now: datetime, *, compares: bool) -> Reader:
    """The reply of a version as the desk sees it.

    Args:
        compares: They enter what came on paper or compare it with its source: what waits for that, they see.

    Raises:
        Enquiry.DoesNotExist: its letter was not sent.
    """
    reply = version.reply
    enquiry = queries.find_enquiry(reply.enquiry.letter.consultation, reply.enquiry_id)
    read = _reader(reply, queries.versions_of(reply), enquiry, now, answers=False, sees_all=True)
    return _sealed(read, {version.pk} if compares and waits_for_comparison(version) else set())


def waits_for_comparison(version: ReplyVersion) -> bool:
    """Whether it was entered and waits for a second person."""
    entered = version.channel != Channel.ONLINE.value
    return entered and version.confirmed_at is None and version.returned_at is None


def _sealed(reader: Reader, seen: Collection[int]) -> Reader:
    """The same without the votes that nobody sees yet, but for some versions, by their keys."""
    if not procedures.sealed(reader.enquiry, reader.now):
        return reader
    made = replace(reader, sealed=frozenset(version.pk for version in reader.versions if version.pk not in seen))
    made.differing  # noqa: B018 - which differ is no secret, and is read from what is taken away
    for version in made.versions:
        if version.pk in made.sealed:
            version.choices = {}
    return made


def _reader(
    reply: Reply,
    versions: tuple[ReplyVersion, ...],
    enquiry: Enquiry,
    now: datetime,
    *,
    answers: bool,
    sees_all: bool,
) -> Reader:
    reply.enquiry = enquiry
    reply.member.as_at = queries.names_day(enquiry, enquiry.letter.consultation.day(now))
    return Reader(enquiry, reply.member, now, reply, versions, answers, sees_all)
