"""Drafts of replies: no acts, for nothing is said yet; one of each person, in however many windows they write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from hemicycle.correspondence.models import Draft, ReplyVersion
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people import queries as people
from hemicycle.rules.ending import may_change
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import may_answer_for

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.correspondence.answers import Base
    from hemicycle.correspondence.models import Enquiry, Reply
    from hemicycle.people.models import Member, Person


def save_draft(
    enquiry: Enquiry,
    member: Member,
    person: Person,
    at: datetime,
    content: dict[str, Any],
    *,
    base: Base | None = None,
) -> Draft:
    """Keep what a focal point has filled in so far.

    Args:
        base: What it was filled in on top of; None takes the place of whatever is there.

    Raises:
        Refusal: they do not answer for this Member now; or another draft was saved, or a version submitted, since.
    """
    require(may_change(Action.REPLY_GIVE, closed=enquiry.letter.consultation.closed))
    require(may_answer_for(people.mandates(enquiry.letter.consultation, member), person.pk, at))
    kept = {"content": content, "saved_at": at}
    if base is None:
        return Draft.objects.update_or_create(enquiry=enquiry, member=member, person=person, defaults=kept)[0]
    _require_same_versions(enquiry, member, base)
    draft = _of(enquiry, member, person)
    # One statement compares and writes, so that of two windows at once one is told.
    if base.saved is not None:
        if not draft.filter(saved_at=base.saved).update(**kept):
            raise Refusal(CorrespondenceCode.REPLY_DRAFT_CHANGED)
        return draft.get()
    try:
        with transaction.atomic():
            return Draft.objects.create(enquiry=enquiry, member=member, person=person, **kept)
    except IntegrityError as error:
        raise Refusal(CorrespondenceCode.REPLY_DRAFT_CHANGED) from error


def discard_draft(enquiry: Enquiry, member: Member, person: Person, *, base: Base | None = None) -> None:
    """Throw away what a focal point has filled in and not submitted.

    Raises:
        Refusal: another draft was saved, or a version submitted, since.
    """
    if base is not None:
        _require_same_versions(enquiry, member, base)
        _require_same_draft(enquiry, member, person, base)
    _of(enquiry, member, person).delete()


def require_base(reply: Reply, person: Person | None, base: Base | None, *, versions: int) -> None:
    """Whoever submits has seen what stands there now; inside the act that submits.

    Args:
        versions: How many the reply has, read under its lock.

    Raises:
        Refusal: as for ``discard_draft``.
    """
    if base is None or person is None:
        return
    if versions != base.versions:
        raise Refusal(CorrespondenceCode.REPLY_SUBMITTED_MEANWHILE)
    _require_same_draft(reply.enquiry, reply.member, person, base)


def _require_same_draft(enquiry: Enquiry, member: Member, person: Person, base: Base) -> None:
    saved = _of(enquiry, member, person).values_list("saved_at", flat=True)
    if next(iter(saved), None) != base.saved:  # there is one of a person
        raise Refusal(CorrespondenceCode.REPLY_DRAFT_CHANGED)


def _of(enquiry: Enquiry, member: Member, person: Person) -> QuerySet[Draft]:
    return Draft.objects.filter(enquiry=enquiry, member=member, person=person)


def _require_same_versions(enquiry: Enquiry, member: Member, base: Base) -> None:
    if ReplyVersion.objects.filter(reply__enquiry=enquiry, reply__member=member).count() != base.versions:
        raise Refusal(CorrespondenceCode.REPLY_SUBMITTED_MEANWHILE)
