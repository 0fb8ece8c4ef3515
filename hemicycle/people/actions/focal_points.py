"""Focal points: named, their authority delegated and withdrawn, with dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q

from hemicycle.people import capacities, queries
from hemicycle.people.act import Act, carry_out
from hemicycle.people.actions import mandate_ends
from hemicycle.people.details import clean
from hemicycle.people.models import FocalPoint, Member, Person, Upload
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.mandates import from_when, may_delegate, may_end, may_give, may_last, may_withdraw
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, Refused, require
from hemicycle.rules.registration import may_answer_for

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.uploads import Looked


@dataclass(frozen=True)
class Mandate:
    """A mandate as somebody asks for it.

    Attributes:
        email, name, language: Of the person; name and language serve only where the address is not known yet.
        start: From this moment; from now where there is none.
        end: Until this moment, not included; a delegation has one.
        instrument: The note or letter that gives the authority, as uploaded and looked at; or one that is kept already,
            because it gives several.
    """

    email: str
    name: str
    language: str = "en"
    start: datetime | None = None
    end: datetime | None = None
    instrument: Looked | Upload | None = None


def name(consultation: int, performer: Performer, at: datetime, *, member: Member, wanted: Mandate) -> FocalPoint:
    """The secretariat enters who answers for a Member, as a note or letter says.

    Whoever did so until then does it no longer once the new mandate starts, nor those to whom they delegated it.
    Somebody with another capacity, where that is allowed, answers once they have accepted it (rule 39).

    Raises:
        Refusal: the Member is not invited, the dates make no sense, there is no instrument, or the person has
            another capacity here.
    """
    with carry_out(consultation, performer, Action.FOCAL_POINT_NAME, at, member=member) as act:
        row, ended = write(act, member, wanted)
        mandate_ends.tell(given=[row.pk], ended=ended)
    return row


def write(act: Act, member: Member, wanted: Mandate) -> tuple[FocalPoint, list[int]]:
    """The same within an act under way, which tells afterwards; return the mandate and the keys of those that end.

    Raises:
        Refusal: as for ``name``; nothing is written.
    """
    if not queries.is_invited(act.consultation, member):
        raise Refusal(RuleCode.MEMBER_NOT_INVITED)
    start = _moment(wanted.start, act.at)
    require(may_last(start, wanted.end))
    before = list(act.consultation.focal_points.filter(member=member))
    following = min((row.start for row in before if row.delegated_by_id is None and row.start > start), default=None)
    end = min((moment for moment in (wanted.end, following) if moment is not None), default=None)
    row = _give(act, member, wanted, start, end)
    # Until it is accepted, whoever answered goes on; what nobody has accepted yet is replaced at once.
    replaced = mandate_ends.replaced_by(row, before)
    ended = mandate_ends.end([other for other in replaced if _waits(other) or not _waits(row)], start)
    act.facts.update(ended=ended)
    return row, ended


def delegate(consultation: int, performer: Performer, at: datetime, *, member: Member, wanted: Mandate) -> FocalPoint:
    """The focal point gives their authority to somebody else for some time, and has it again afterwards.

    Raises:
        Refusal: they have no authority to give, the dates make no sense, or the person has another capacity here.
    """
    person = performer.person
    if person is None:
        raise LookupError("nobody delegates without a mandate")
    with carry_out(consultation, performer, Action.FOCAL_POINT_DELEGATE, at, member=member) as act:
        known = queries.mandates(act.consultation, member)
        # The secretariat passes the table, and has no authority of its own to give.
        require(may_answer_for(known, person.pk, at))
        own = _authority(act, member)
        start, end = _moment(wanted.start, at), wanted.end
        to_oneself = clean(wanted.email).lower() == person.email.lower()
        given = _is_delegated(own, start, end)
        require(may_delegate(start, end, own.mandate, to_oneself=to_oneself, given=given))
        row = _give(act, member, wanted, start, end, under=own)
        mandate_ends.tell(given=[row.pk])
    return row


def withdraw(
    consultation: int, performer: Performer, at: datetime, mandate: int, *, words: str, since: datetime | None = None
) -> FocalPoint:
    """End a mandate, and those delegated under it: the secretariat, who gave it, or who holds it.

    Args:
        words: Why; kept and shown.
        since: From this moment on; from now where there is none.

    Raises:
        Refusal: there is no such mandate, it is over, it is not theirs to withdraw, or nobody says why.
    """
    row = (
        FocalPoint.objects.filter(pk=mandate, consultation=consultation)
        .select_related("member", "person", "delegated_by")
        .first()
    )
    if row is None:
        raise Refusal(PeopleCode.NO_SUCH_MANDATE)
    own = performer.person if is_theirs(row, performer.person, at) else None
    with carry_out(consultation, performer, Action.FOCAL_POINT_WITHDRAW, at, member=row.member, about=own) as act:
        secretariat = act.capacity is Role.SECRETARIAT
        row.refresh_from_db(fields=["end"])
        theirs, why = secretariat or own is not None or performer.person is None, clean(words)
        require(may_withdraw(row.mandate, at, theirs=theirs, words=why))
        if not secretariat:
            # Who withdraws what they gave or hold acts for the Member, registered or not.
            act.capacity = queries.class_of(row.member, act.classes, act.day)
        moment = _moment(since, at)
        require(may_end(row.mandate, moment))
        under = mandate_ends.under([row], act.consultation.focal_points.filter(member=row.member))
        act.place = f"focal_point:{row.pk}"
        ended = mandate_ends.end([row, *under], moment, why)
        act.facts.update(words=why, since=moment.isoformat(), ended=ended)
        mandate_ends.tell(ended=ended)
    row.refresh_from_db()
    return row


def _moment(asked: datetime | None, at: datetime) -> datetime:
    moment = from_when(asked, at)
    if isinstance(moment, Refused):
        raise Refusal(moment.reason)
    return moment


def _authority(act: Act, member: Member) -> FocalPoint:
    """The mandate under which the Member is answered for now; somebody has it, as was found before."""
    in_force = queries.authority_of(act.consultation, member, act.at)
    if in_force is None:
        raise Refusal(RuleCode.NO_MANDATE)
    return in_force


def _is_delegated(own: FocalPoint, start: datetime, end: datetime | None) -> bool:
    """Whether somebody has the same authority for a part of the same time."""
    never = Q(end=F("start"))
    return end is not None and own.delegated.exclude(never).filter(end__gt=start, start__lt=end).exists()


def _give(
    act: Act,
    member: Member,
    wanted: Mandate,
    start: datetime,
    end: datetime | None,
    *,
    under: FocalPoint | None = None,
) -> FocalPoint:
    email = clean(wanted.email).lower()
    person = Person.objects.filter(email__iexact=email).first()
    other = person is not None and _is_another(act, member, person, start, end)
    # The system itself enters what an installation begins with: nothing came on paper.
    has_instrument = wanted.instrument is not None or act.performer.person is None
    allowed = act.settings.several_capacities
    given = require(may_give(delegated=under is not None, other=other, allowed=allowed, has_instrument=has_instrument))
    typed = clean(wanted.name) if person is not None and under is not None else ""
    person = person or Person.objects.create_user(email, clean(wanted.name), language=wanted.language)
    row = FocalPoint(
        consultation=act.consultation,
        member=member,
        person=person,
        start=start,
        end=end,
        delegated_by=under,
        typed_name="" if typed == person.name else typed,
        to_accept=given.code is RuleCode.MANDATE_TO_ACCEPT,
    )
    if wanted.instrument is not None:
        # Last, so that a refusal leaves no file behind. Without a performer nothing is uploaded.
        row.instrument = _kept(act, person, wanted.instrument)
        act.facts.update(instrument=row.instrument.sha256)
    row.save()
    act.place = f"focal_point:{row.pk}"
    if row.to_accept:
        act.facts.update(to_accept=True)
    act.facts.update(person=person.pk, start=start.isoformat(), end=end.isoformat() if end else None)
    return row


def _kept(act: Act, person: Person, instrument: Looked | Upload) -> Upload:
    if isinstance(instrument, Upload):
        return instrument
    return instrument.keep(act.performer.person or person, act.at)


def _is_another(act: Act, member: Member, person: Person, start: datetime, end: datetime | None) -> bool:
    """Whether somebody known is somebody else here too (rule 39).

    Raises:
        Refusal: they were withdrawn or refused as this Member's, or may not sign in any more.
    """
    if not person.is_active:
        raise Refusal(PeopleCode.PERSON_INACTIVE)
    if capacities.has_left(act.consultation, person, member):
        raise Refusal(RuleCode.MANDATE_OF_WITHDRAWN)
    return capacities.has_another(act.consultation, person, member, start, end)


def _waits(row: FocalPoint) -> bool:
    """Whether somebody has yet to accept a mandate."""
    return not row.mandate.accepted


def is_theirs(row: FocalPoint, person: Person | None, at: datetime) -> bool:
    """Whether a person holds this mandate, or one that it was given under, directly or not."""
    current: FocalPoint | None = row
    while current is not None and person is not None:
        if current.person_id == person.pk and (current is row or current.mandate.covers(at)):
            return True
        current = current.delegated_by
    return False
