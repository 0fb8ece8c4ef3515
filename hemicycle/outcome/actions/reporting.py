"""The report is compiled and published, whole, as a version that never changes (rules 20 and 33)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hemicycle.outcome.models import Report
from hemicycle.outcome.models.reports import SYMBOL_LENGTH, WHAT_CHANGES_LENGTH
from hemicycle.outcome.queries import latest_report
from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.outcome.report_content import compiled
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean, clean_texts
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.reports import may_report

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

    def corrects() -> bool:
        return True

    with carry_out(consultation, performer, Action.REPORT_PUBLISH, at, corrects=corrects) as act:
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
        made = Report(consultation=act.consultation, base=clean(symbol), content=content)
        if before is None:
            if not _SYMBOL.fullmatch(made.base) or len(made.base) > SYMBOL_LENGTH:
                raise Refusal(OutcomeCode.REPORT_SYMBOL, longest=SYMBOL_LENGTH)
        else:
            made.base, made.revision = before.base, before.revision + 1
            made.what_changes = said
        made.published_at, made.published_by_id = at, _person(performer)
        made.save()
        act.facts.update(report=made.pk, symbol=made.symbol)
    return made


def _said(words: Text) -> Text:
    said = clean_texts(words)
    if max(map(len, said.values()), default=0) > WHAT_CHANGES_LENGTH:
        raise Refusal(OutcomeCode.REPORT_WORDS, most=WHAT_CHANGES_LENGTH)
    return said


def _person(performer: Performer) -> int:
    if performer.person is None:
        raise LookupError("the system publishes no report")
    return performer.person.pk
