"""The report is compiled, published as a version that never changes, and handed over (rules 20 and 33)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hemicycle.outcome.models import Report, ReportSubmission
from hemicycle.outcome.models.published_versions import SYMBOL_LENGTH, WHAT_CHANGES_LENGTH
from hemicycle.outcome.queries import latest_report, submission_of
from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.outcome.report_content import compiled
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean, clean_texts
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.reports import may_report, may_submit

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer

#: Letters and digits, with what symbols have between them: ``C20/2``, ``REPORT-2020``.
_SYMBOL = re.compile(r"[A-Za-z0-9]+(?:[./()-][A-Za-z0-9]+)*")


def publish_report(
    consultation: int, performer: Performer, at: datetime, *, symbol: str = "", words: Text | None = None
) -> Report:
    """Publish the report as it is compiled at this moment.

    Args:
        symbol: Of the first version; the later ones keep it.
        words: What a revision changes, in at least one language; a first version needs none.

    Raises:
        Refusal: no item has ended, nothing is different from the version before, there are no words, or the symbol is
            none.
    """
    with carry_out(consultation, performer, Action.REPORT_PUBLISH, at, corrects=lambda: True) as act:
        content, before = compiled(act.consultation), latest_report(act.consultation)
        said = _said(words or {})
        require(
            may_report(
                ended=sum(1 for item in content["items"] if item["outcome"]),
                first=before is None,
                same=before is not None and before.content == content,
                what_changes="".join(said.values()),
            )
        )
        made = Report(consultation=act.consultation, content=content)
        if before is None:
            made.base = _symbol(symbol)
        else:
            made.base, made.revision = before.base, before.revision + 1
            made.what_changes = said
        made.published_at, made.published_by_id = at, _person(performer)
        made.save()
        act.facts.update(report=made.pk, symbol=made.symbol)
    return made


def submit_report(
    consultation: int, performer: Performer, at: datetime, *, revision: int, symbol: str
) -> ReportSubmission:
    """Hand the version in force over as an input document of the physical session.

    Args:
        revision: Of the version that they saw.
        symbol: That the document has there. Where it was recorded wrongly, it is recorded once more: the last holds.

    Raises:
        Refusal: a later version replaces it, it was handed over under this symbol already, or the symbol is none.
    """
    with carry_out(consultation, performer, Action.REPORT_SUBMIT, at, corrects=lambda: True) as act:
        report, named = latest_report(act.consultation), _symbol(symbol)
        before = submission_of(report) if report is not None else None
        submitted = before is not None and before.symbol == named
        require(may_submit(newest=report is not None and report.revision == revision, submitted=submitted))
        if report is None:
            raise LookupError("the rule lets nobody hand over a report that is not published")
        made = ReportSubmission.objects.create(
            report=report, symbol=named, submitted_at=at, submitted_by_id=_person(performer)
        )
        act.facts.update(report=made.report_id, submission=made.pk, symbol=named)
    return made


def _symbol(symbol: str) -> str:
    named = clean(symbol)
    if not _SYMBOL.fullmatch(named) or len(named) > SYMBOL_LENGTH:
        raise Refusal(OutcomeCode.REPORT_SYMBOL, longest=SYMBOL_LENGTH)
    return named


def _said(words: Text) -> Text:
    said = clean_texts(words)
    if max(map(len, said.values()), default=0) > WHAT_CHANGES_LENGTH:
        raise Refusal(OutcomeCode.REPORT_WORDS, most=WHAT_CHANGES_LENGTH)
    return said


def _person(performer: Performer) -> int:
    if performer.person is None:
        raise LookupError("the system publishes no report")
    return performer.person.pk
