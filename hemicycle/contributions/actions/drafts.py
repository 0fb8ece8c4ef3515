"""Drafts of contributions: no acts, for nothing is said yet; a delegation writes one together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from hemicycle.contributions import queries
from hemicycle.contributions.content import Content
from hemicycle.contributions.models import Contribution, ContributionDraft
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.ending import may_change
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member, Person
    from hemicycle.people.uploads import Looked

#: A delegation has so many drafts at most: more are made by no hand.
MOST_DRAFTS = 50


def begin_draft(  # noqa: PLR0913 - whose, by whom, when, and what
    consultation: Consultation,
    member: Member,
    person: Person,
    at: datetime,
    content: Content,
    *,
    file: Looked | None = None,
    pages: int = 0,
) -> ContributionDraft:
    """Begin to write a contribution.

    Args:
        file: That is submitted in place of parts.
        pages: Of the file; 0 where they cannot be counted.

    Raises:
        Refusal: they do not contribute for this Member, or it has too many drafts.
    """
    _require_writes(consultation, member, person, at)
    if ContributionDraft.objects.filter(consultation=consultation, member=member).count() >= MOST_DRAFTS:
        raise Refusal(ContributionCode.TOO_MANY_DRAFTS, most=MOST_DRAFTS)
    return ContributionDraft.objects.create(
        consultation=consultation,
        member=member,
        content=content.stored,
        upload=file.keep(person, at) if file else None,
        pages=pages,
        saved_at=at,
        saved_by=person,
    )


def begin_revision(row: Contribution, member: Member, person: Person, at: datetime) -> ContributionDraft:
    """Begin another version of a contribution, with what the latest one says; the same draft where one is begun.

    Raises:
        Refusal: they do not contribute for this Member.
    """
    _require_writes(row.consultation, member, person, at)
    seen = queries.contribution(row.consultation, row.pk)
    if seen is None:
        raise Refusal(ContributionCode.NO_SUCH_CONTRIBUTION)
    others = [one.member.code for one in seen.submitters if one.member_id != member.pk]
    kept: dict[str, Any] = {
        "consultation": row.consultation,
        "member": member,
        "content": Content.of_version(seen.latest, others).stored,
        "upload": seen.latest.upload,
        "pages": seen.latest.pages if seen.latest.upload else 0,
        "saved_at": at,
        "saved_by": person,
    }
    draft, made = ContributionDraft.objects.get_or_create(contribution=row, defaults=kept)
    if not made and draft.member_id != member.pk:
        # Another Member leads by now: what the one before it had begun is its own.
        ContributionDraft.objects.filter(pk=draft.pk).update(**kept, edition=F("edition") + 1)
        draft.refresh_from_db()
    return draft


def save_draft(
    draft: ContributionDraft, person: Person, at: datetime, content: Content, *, edition: int
) -> ContributionDraft:
    """Keep what is written so far.

    Args:
        edition: On top of which it was written.

    Raises:
        Refusal: they do not contribute for this Member now; or a colleague, or another window, has saved another text.
    """
    _require_writes(draft.consultation, draft.member, person, at)
    rows = ContributionDraft.objects.filter(pk=draft.pk, edition=edition)
    # One statement compares and writes, so that of two people at once one is told.
    if not rows.update(content=content.stored, edition=F("edition") + 1, saved_at=at, saved_by=person):
        raise Refusal(ContributionCode.CONTRIBUTION_DRAFT_CHANGED)
    draft.refresh_from_db(fields=["content", "edition", "saved_at", "saved_by"])
    return draft


def give_file(draft: ContributionDraft, person: Person, at: datetime, file: Looked | None, pages: int = 0) -> None:
    """Give a draft its file, or take it away; what is written stays.

    Args:
        pages: Of the file; 0 where they cannot be counted.

    Raises:
        Refusal: they do not contribute for this Member now.
    """
    _require_writes(draft.consultation, draft.member, person, at)
    upload = file.keep(person, at) if file else None
    ContributionDraft.objects.filter(pk=draft.pk).update(
        upload=upload, pages=pages, edition=F("edition") + 1, saved_at=at, saved_by=person
    )


def discard_draft(draft: ContributionDraft, person: Person, at: datetime, *, edition: int) -> None:
    """Throw away what was written and not submitted.

    Raises:
        Refusal: as for ``save_draft``.
    """
    _require_writes(draft.consultation, draft.member, person, at)
    deleted, _rows = ContributionDraft.objects.filter(pk=draft.pk, edition=edition).delete()
    if not deleted:
        raise Refusal(ContributionCode.CONTRIBUTION_DRAFT_CHANGED)


def _require_writes(consultation: Consultation, member: Member, person: Person, at: datetime) -> None:
    require(may_change(Action.CONTRIBUTION_SUBMIT, closed=consultation.closed))
    if member.pk not in {one.pk for one in queries.contributes_for(consultation, person, at)}:
        raise Refusal(RuleCode.NO_MANDATE)
