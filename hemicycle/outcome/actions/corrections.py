"""Delegations ask for corrections of what is recorded of their statements; the secretariat decides and publishes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hemicycle.outcome.actions.drafting import tidied
from hemicycle.outcome.actions.summaries import next_wording, paragraph_of, summary_record_of
from hemicycle.outcome.models import CorrectionRequest, SummaryVersion
from hemicycle.outcome.models.published_versions import SYMBOL_LENGTH, WHAT_CHANGES_LENGTH
from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.outcome.statements import party_of
from hemicycle.outcome.summaries import compiled_lines, content_of
from hemicycle.outcome.summary_notices import tell_decided
from hemicycle.people import queries as people
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean, clean_texts
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.summary_records import may_ask_for_correction, may_decide, may_publish

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer
    from hemicycle.outcome.models import SummaryParagraph
    from hemicycle.people.act import Act
    from hemicycle.people.models import Person, Registration

#: Letters and digits, with what symbols have between them: ``C20/2``, ``SR-1``.
_SYMBOL = re.compile(r"[A-Za-z0-9]+(?:[./()-][A-Za-z0-9]+)*")


def ask_for_correction(
    consultation: int, performer: Performer, at: datetime, *, paragraph: int, language: str, text: str
) -> CorrectionRequest:
    """Ask that the record of one's delegation's statement reads otherwise, within the period for that.

    Raises:
        Refusal: the period is over or has not begun, it is another delegation's statement, a request about it waits,
            or the text is empty, too long, or as it was.
    """
    with carry_out(consultation, performer, Action.SUMMARY_CORRECT, at) as act:
        row, mine = paragraph_of(act, paragraph), _registration(act)
        said = tidied(text)
        latest = row.wordings.filter(language=language).order_by("number").last()
        if latest is None or row.removed_at is not None:
            raise Refusal(OutcomeCode.NO_SUCH_PARAGRAPH)
        require(
            may_ask_for_correction(
                said,
                own=is_own(row, mine),
                until=row.record.correct_until,
                at=at,
                waiting=row.requests.filter(decided_at=None).exists(),
                same=said == latest.text,
            )
        )
        made = CorrectionRequest.objects.create(paragraph=row, registration=mine, language=language, text=said, at=at)
        act.facts.update(summary=row.record_id, paragraph=row.pk, request=made.pk, language=language)
    return made


def is_own(paragraph: SummaryParagraph, registration: Registration) -> bool:
    """Whether a paragraph records a statement of somebody's delegation."""
    if paragraph.registration_id is None:
        return False
    if paragraph.member_id is not None:
        return paragraph.member_id == registration.member_id
    return (None, paragraph.registration_id) == party_of(registration)


def decide(
    consultation: int, performer: Performer, at: datetime, *, request: int, accepts: bool, reason: str = ""
) -> None:
    """Accept a request, whose text is the next wording, or decline it with a reason, which its delegation is told.

    Raises:
        Refusal: somebody has decided on it, or it is declined without a reason.
    """

    def corrects() -> bool:
        return True

    with carry_out(consultation, performer, Action.SUMMARY_ANSWER, at, corrects=corrects) as act:
        row = _request(act, request)
        require(may_decide(reason, decided=row.decided_at is not None, accepts=accepts))
        if accepts:
            _accept(row, act)
        row.decided_at, row.decided_by_id = at, _person(performer).pk
        row.accepted, row.reason = accepts, "" if accepts else clean(reason)
        row.save(update_fields=["decided_at", "decided_by", "accepted", "reason"])
        act.facts.update(summary=row.paragraph.record_id, paragraph=row.paragraph_id, request=row.pk, accepted=accepts)
        if row.reason:
            act.facts.update(reason=row.reason)
        tell_decided(row)


def _accept(row: CorrectionRequest, act: Act) -> None:
    latest = row.paragraph.wordings.filter(language=row.language).order_by("number").last()
    who = row.registration.member.code if row.registration.member else row.registration.person.name
    next_wording(row.paragraph, act, row.language, row.text, seen=latest.number if latest else 0, reason=who)


def publish_summary(
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    summary: int,
    symbol: str = "",
    words: Text | None = None,
) -> SummaryVersion:
    """Publish the summary record as it reads at this moment, as a version that never changes (rule 20).

    Args:
        symbol: Of the first version; the later ones keep it.
        words: What a revision changes, in at least one language; a first version needs none.

    Raises:
        Refusal: it was not circulated, the period for corrections goes on, requests wait, nothing is different from the
            version before, there are no words, or the symbol is none.
    """

    def corrects() -> bool:
        return True

    with carry_out(consultation, performer, Action.SUMMARY_PUBLISH, at, corrects=corrects) as act:
        record = summary_record_of(act, summary)
        compiled, before = compiled_lines(record), record.versions.first()
        content, said = content_of(compiled), _said(words or {})
        require(
            may_publish(
                circulated=record.circulated_at is not None,
                until=record.correct_until,
                at=at,
                waiting=len(compiled.waiting),
                first=before is None,
                same=before is not None and before.content == content,
                what_changes="".join(said.values()),
            )
        )
        made = SummaryVersion(record=record, base=clean(symbol), content=content)
        if before is None:
            if not _SYMBOL.fullmatch(made.base) or len(made.base) > SYMBOL_LENGTH:
                raise Refusal(OutcomeCode.REPORT_SYMBOL, longest=SYMBOL_LENGTH)
        else:
            made.base, made.revision, made.what_changes = before.base, before.revision + 1, said
        made.published_at, made.published_by_id = at, _person(performer).pk
        made.save()
        act.facts.update(summary=record.pk, version=made.pk, symbol=made.symbol)
    return made


def _said(words: Text) -> Text:
    said = clean_texts(words)
    if max(map(len, said.values()), default=0) > WHAT_CHANGES_LENGTH:
        raise Refusal(OutcomeCode.REPORT_WORDS, most=WHAT_CHANGES_LENGTH)
    return said


def _request(act: Act, key: int) -> CorrectionRequest:
    rows = CorrectionRequest.objects.filter(pk=key, paragraph__record__sitting__consultation=act.consultation)
    found = rows.select_related("paragraph__record__sitting", "registration__member", "registration__person").first()
    if found is None:
        raise Refusal(OutcomeCode.NO_SUCH_REQUEST)
    return found


def _registration(act: Act) -> Registration:
    """Theirs, which the act has authorised."""
    if act.performer.person is None:
        raise LookupError("the system asks for no correction")
    found = people.registration_of(act.performer.person, act.consultation)
    if found is None:
        raise LookupError("nobody asks for a correction without a registration")
    return found


def _person(performer: Performer) -> Person:
    if performer.person is None:
        raise LookupError("the system decides on no correction")
    return performer.person
