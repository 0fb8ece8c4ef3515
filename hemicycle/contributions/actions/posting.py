"""A contribution is posted: it becomes a document, in each language in which it is written, and never changes (20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.contributions import notices
from hemicycle.contributions.actions.checking import described
from hemicycle.contributions.actions.under_act import contribution_of, restate, take_step
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.documents.numbering import Numbering
from hemicycle.documents.posting import post_prepared
from hemicycle.documents.record import DocumentRecord
from hemicycle.documents.writing import acceptable, keep, place
from hemicycle.people.act import carry_out
from hemicycle.rules.contributions import StepKind, may_post
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.documents.models import Document
    from hemicycle.documents.writing import Given
    from hemicycle.journal.record import Performer


def post(
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    contribution: int,
    papers: Mapping[str, Given],
    seen: str,
) -> Document:
    """Post a contribution as a document with a file for each language.

    Args:
        papers: As they are printed, or as the file came, by language.
        seen: ``state_of`` what was printed: what changed meanwhile is printed once more.

    Raises:
        Refusal: it has no number, is late and was not accepted, or has changed since the papers were made.
    """
    with carry_out(consultation, performer, Action.CONTRIBUTION_EDIT, at) as act:
        now = contribution_of(act, contribution)
        require(may_post(now.stage, now.timeliness))
        if state_of(now) != seen:
            raise Refusal(ContributionCode.CONTRIBUTION_CHANGED_MEANWHILE)
        document = now.row.document
        if document is None:
            raise LookupError("what has a number has a document")
        record = described(now, DocumentRecord.of(document))
        keep(act, document, acceptable(act, record, Numbering(act.consultation)))
        for language, paper in papers.items():
            place(act, document, language, paper)
        post_prepared(act, document)
        take_step(act, now, StepKind.POSTED)
        notices.tell_posted(restate(act, contribution), at)
    return document


def state_of(seen: SeenContribution) -> str:
    """Tells whether what a paper of it says is still so: its version, its translations, and whose names it carries."""
    translated = ".".join(f"{code}{row.number}" for code, row in sorted(seen.translations.items()))
    answers = sum(len(row.answers.all()) for row in seen.submitters)
    return f"{seen.latest.number}:{translated}:{answers}"
