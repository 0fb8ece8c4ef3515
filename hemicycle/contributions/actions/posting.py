"""A contribution is posted: it becomes a document, in each language in which it is written, and never changes (20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.contributions import notices
from hemicycle.contributions.actions.under_act import contribution_of, restate, take_step
from hemicycle.contributions.models import Contribution
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.documents.actions.documents import keep, place
from hemicycle.documents.models import TITLE_LENGTH, Document
from hemicycle.documents.record import DocumentRecord
from hemicycle.people.act import carry_out
from hemicycle.rules.contributions import StepKind, may_post
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.journal.record import Performer
    from hemicycle.people.uploads import Looked


def post(
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    contribution: int,
    papers: Mapping[str, Looked],
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
        titles = {now.latest.language: now.latest.title, **{code: row.title for code, row in now.translations.items()}}
        record = DocumentRecord(now.row.symbol, {code: words[:TITLE_LENGTH] for code, words in titles.items()})
        document = keep(act, Document(consultation=act.consultation), record)
        for language, paper in papers.items():
            place(act, document, language, file=paper, link="")
        Contribution.objects.filter(pk=now.row.pk).update(document=document)
        take_step(act, now, StepKind.POSTED)
        act.facts.update(
            symbol=document.symbol, document=document.pk, files={code: paper.sha256 for code, paper in papers.items()}
        )
        notices.tell_posted(restate(act, contribution), at)
    return document


def state_of(seen: SeenContribution) -> str:
    """Tells whether what a paper of it says is still so: its version, its translations, and whose names it carries."""
    translated = ".".join(f"{code}{row.number}" for code, row in sorted(seen.translations.items()))
    answers = sum(len(row.answers.all()) for row in seen.submitters)
    return f"{seen.latest.number}:{translated}:{answers}"
