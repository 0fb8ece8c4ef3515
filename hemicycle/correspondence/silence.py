"""Silence procedures: whether one is broken, and who is told of it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from hemicycle.correspondence import queries
from hemicycle.correspondence.models import Enquiry, Question, Reply
from hemicycle.mail.audience import Selection, To, recipients
from hemicycle.rules.capacity import Role
from hemicycle.rules.enquiries import is_broken

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.correspondence.models import ReplyVersion
    from hemicycle.mail.audience import Recipient

#: Who of those that serve the body is told, beside the Members that were asked.
_TOLD = (Role.SECRETARIAT.value, Role.CHAIR.value, Role.VICE_CHAIR.value)


def objects(enquiry: Enquiry, version: ReplyVersion | None) -> bool:
    """Whether a version of a reply breaks the silence, if it counts."""
    by_silence = enquiry.kind == Enquiry.Kind.SILENCE
    return version is not None and is_broken(by_silence, version.choices.values())


@dataclass(frozen=True)
class Break:
    """A silence procedure is broken: an objection counts to something that is still asked.

    Attributes:
        since: When the first objection came that counts now.
        extended: Everybody was given a later deadline since the last one counted.
    """

    since: datetime
    extended: bool


def breaks(enquiries: Iterable[Enquiry]) -> dict[int, Break]:
    """Of those that go by silence and are broken now, by their keys. Two queries; reads ``extensions``."""
    by_silence = {enquiry.pk: enquiry for enquiry in enquiries if enquiry.kind == Enquiry.Kind.SILENCE}
    if not by_silence:
        return {}
    withdrawn = Question.objects.filter(enquiry__in=by_silence, withdrawn_at__isnull=False)
    not_asked = {str(key) for key in withdrawn.order_by().values_list("pk", flat=True)}
    rows = Reply.objects.filter(enquiry__in=by_silence, counted__isnull=False)
    objections: dict[int, list[ReplyVersion]] = {}
    for reply in rows.select_related("counted").order_by("pk"):
        version = cast("ReplyVersion", reply.counted)
        asked = [choice for question, choice in version.choices.items() if question not in not_asked]
        if is_broken(by_silence=True, counted=asked):
            objections.setdefault(reply.enquiry_id, []).append(version)
    return {key: _break(by_silence[key], versions) for key, versions in objections.items()}


def broken(enquiries: Iterable[Enquiry]) -> set[int]:
    """The keys of those that go by silence and are broken now."""
    return set(breaks(enquiries))


def _break(enquiry: Enquiry, versions: list[ReplyVersion]) -> Break:
    counted = [max(filter(None, (row.received_at, row.confirmed_at, row.accepted_at))) for row in versions]
    return Break(min(row.received_at for row in versions), enquiry.extended_since(max(counted)))


def was_broken_before(enquiry: Enquiry, by: ReplyVersion) -> bool:
    """Whether another Member, which still objects, had objected when a version came."""
    others = enquiry.replies.exclude(pk=by.reply_id).select_related("counted").prefetch_related("versions")
    return any(
        objects(enquiry, other.counted)
        and any(objects(enquiry, row) and row.received_at <= by.received_at for row in other.versions.all())
        for other in others
    )


def told(enquiry: Enquiry, at: datetime) -> list[Recipient]:
    """Who is told at once: who serves the body, and of each Member that was asked its focal point, or its contacts."""
    consultation = enquiry.letter.consultation
    of_body = recipients(consultation, Selection(To.REGISTERED, classes=_TOLD, statuses=("confirmed",)), at)
    asked = tuple(row.member.code for row in queries.put_to(enquiry, consultation.day(at)))
    of_members = recipients(consultation, Selection(To.MEMBERS, members=asked), at) if asked else []
    return [row for row in (*of_body, *of_members) if row.address]
