"""The summary record of a sitting is drawn up, edited paragraph by paragraph, and circulated to the delegations."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import F, Max
from django.utils import translation

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import django_language, falling_back_to
from hemicycle.consultations.settings import settings_of
from hemicycle.outcome.actions.drafting import tidied
from hemicycle.outcome.models import SummaryParagraph, SummaryRecord, SummaryWording
from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.outcome.sitting_record import record_of
from hemicycle.outcome.statements import by_turn
from hemicycle.outcome.summaries import compiled_lines
from hemicycle.outcome.summary_drafts import drafts
from hemicycle.outcome.summary_notices import tell_circulated
from hemicycle.outcome.wording_changes import PARAGRAPH
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.summary_records import (
    ParagraphKind,
    may_circulate,
    may_draw_up,
    may_remove,
    may_word,
)
from hemicycle.sittings.models import Sitting, Turn

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.outcome.summary_drafts import DraftParagraph
    from hemicycle.people.act import Act
    from hemicycle.people.models import Person


def draw_up(consultation: int, performer: Performer, at: datetime, *, sitting: int, language: str) -> SummaryRecord:
    """Draw up the summary record of a sitting that has ended, from its record and the texts that were handed in.

    Args:
        language: In which it is drawn up: one of those in which the consultation publishes documents.

    Raises:
        Refusal: the sitting has not ended, was a rehearsal or a test session, or has a summary record.
    """
    with carry_out(consultation, performer, Action.SUMMARY_EDIT, at, corrects=_corrects) as act:
        row = _sitting(act, sitting)
        known = SummaryRecord.objects.filter(sitting=row).exists()
        ended = row.state == SittingState.ENDED.value
        require(may_draw_up(ended=ended, drawn_up=known, counts=row.counts))
        _require_language(act.consultation, language)
        made = SummaryRecord.objects.create(
            sitting=row, language=language, drawn_up_at=at, drawn_up_by=_person(performer)
        )
        with (
            translation.override(django_language(language)),
            falling_back_to(act.consultation.languages.last_resort),
            own_words.within(act.consultation),
        ):
            record = record_of(row)
            heard = Turn.objects.filter(sitting=row, connected_at__isnull=False)
            drawn = drafts(record, by_turn(heard), language)
        _write(made, drawn, act)
        act.facts.update(summary=made.pk, sitting=row.pk, language=language, paragraphs=len(drawn))
    return made


def _write(made: SummaryRecord, drawn: list[DraftParagraph], act: Act) -> None:
    paragraphs = SummaryParagraph.objects.bulk_create(
        SummaryParagraph(
            record=made,
            place=place,
            kind=draft.kind.value,
            item_id=draft.item,
            registration_id=draft.registration,
            member_id=draft.member,
            rests_on=draft.rests_on,
        )
        for place, draft in enumerate(drawn, 1)
    )
    person = _person(act.performer)
    wordings = []
    for paragraph, draft in zip(paragraphs, drawn, strict=True):
        texts = {made.language: draft.text, **draft.others}
        for language, text in texts.items():
            follows = None if language == made.language else 1
            wordings.append(
                SummaryWording(
                    paragraph=paragraph, language=language, number=1, text=text, follows=follows, person=person,
                    at=act.at,
                )
            )  # fmt: skip
    SummaryWording.objects.bulk_create(wordings)


def word(  # noqa: PLR0913 - which paragraph, and what it says
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    paragraph: int,
    language: str,
    text: str,
    seen: int,
    follows: int = 0,
    reason: str = "",
) -> SummaryWording:
    """Write a paragraph in a language: another wording follows the one before.

    Args:
        seen: Number of the wording that its writer began with; 0 where there was none.
        follows: Of the wording in the language of the record that they had before them, where they wrote in another.
        reason: Why, where the record was circulated.

    Raises:
        Refusal: somebody has changed it meanwhile, it was removed, is empty or too long, or has no reason.
    """
    with carry_out(consultation, performer, Action.SUMMARY_EDIT, at, corrects=_corrects) as act:
        row = paragraph_of(act, paragraph)
        _require_language(act.consultation, language)
        made = next_wording(row, act, language, text, seen=seen, follows=follows, reason=reason)
        act.facts.update(_facts(made))
    return made


def next_wording(  # noqa: PLR0913 - which paragraph, and what it says
    row: SummaryParagraph, act: Act, language: str, text: str, *, seen: int, follows: int = 0, reason: str = ""
) -> SummaryWording:
    """Write the wording that follows; the caller has authorised it.

    Raises:
        Refusal: as for ``word``.
    """
    said, main = tidied(text), row.record.language
    latest = _latest(row, language)
    require(may_word(said, removed=row.removed_at is not None, seen=seen, latest=latest, optional=language != main))
    if row.record.circulated_at is not None and not reason.strip():
        raise Refusal(RuleCode.CORRECTION_NEEDS_WORDS)
    return SummaryWording.objects.create(
        paragraph=row,
        language=language,
        number=latest + 1,
        text=said,
        follows=None if language == main else follows or _latest(row, main),
        reason=clean(reason),
        person=_person(act.performer),
        at=act.at,
    )


def add(
    consultation: int, performer: Performer, at: datetime, *, summary: int, after: int, text: str
) -> SummaryParagraph:
    """Add a paragraph behind another one, in the language of the record.

    Args:
        after: Key of the paragraph behind which it comes; 0 to begin the record with it.

    Raises:
        Refusal: that one was removed, or the text is empty or too long.
    """
    with carry_out(consultation, performer, Action.SUMMARY_EDIT, at, corrects=_corrects) as act:
        record = summary_record_of(act, summary)
        before = paragraph_of(act, after) if after else None
        if before is not None and (before.record_id != record.pk or before.removed_at is not None):
            raise Refusal(OutcomeCode.NO_SUCH_PARAGRAPH)
        said = tidied(text)
        require(may_word(said, removed=False, seen=0, latest=0))
        place = before.place + 1 if before else 1
        record.paragraphs.filter(place__gte=place).update(place=F("place") + 1)
        made = SummaryParagraph.objects.create(
            record=record, place=place, kind=ParagraphKind.ADDED.value, item=before.item if before else None
        )
        wording = SummaryWording.objects.create(
            paragraph=made, language=record.language, number=1, text=said, person=_person(performer), at=at
        )
        act.facts.update(_facts(wording))
    return made


def remove(consultation: int, performer: Performer, at: datetime, *, paragraph: int, reason: str) -> None:
    """Remove a paragraph; it stays on record with the reason.

    Raises:
        Refusal: it was removed already, or there is no reason.
    """
    with carry_out(consultation, performer, Action.SUMMARY_EDIT, at, corrects=_corrects) as act:
        row = paragraph_of(act, paragraph)
        _remove(row, act, reason)
        act.facts.update(summary=row.record_id, paragraph=row.pk, reason=row.removed_why)


def merge(consultation: int, performer: Performer, at: datetime, *, paragraph: int, reason: str) -> None:
    """Merge a paragraph into the one before it, in the language of the record; it stays on record with the reason.

    Raises:
        Refusal: there is none before it, it was removed already, or there is no reason.
    """
    with carry_out(consultation, performer, Action.SUMMARY_EDIT, at, corrects=_corrects) as act:
        row = paragraph_of(act, paragraph)
        lines = compiled_lines(row.record).lines
        place = next((place for place, line in enumerate(lines) if line.paragraph.pk == row.pk), 0)
        if place == 0:
            raise Refusal(OutcomeCode.NO_SUCH_PARAGRAPH)
        into, language = lines[place - 1], row.record.language
        text = PARAGRAPH.join(filter(None, [into.text(language), lines[place].text(language)]))
        require(may_remove(reason, removed=False))
        made = next_wording(into.paragraph, act, language, text, seen=into.seen(language), reason=reason)
        _remove(row, act, reason)
        act.facts.update(_facts(made), merged=row.pk, reason=row.removed_why)


def circulate(consultation: int, performer: Performer, at: datetime, *, summary: int) -> SummaryRecord:
    """Send the summary record to the delegations, which may ask for corrections from now on.

    Raises:
        Refusal: it was circulated already, or a paragraph is still to be filled.
    """
    with carry_out(consultation, performer, Action.SUMMARY_EDIT, at, corrects=_corrects) as act:
        record = summary_record_of(act, summary)
        unfinished = len(compiled_lines(record).unfinished)
        require(may_circulate(circulated=record.circulated_at is not None, unfinished=unfinished))
        days = settings_of(act.consultation.settings).correction_days
        record.circulated_at, record.circulated_by = at, _person(performer)
        record.correct_until = _end_of_day(act.consultation, at, days)
        record.save(update_fields=["circulated_at", "circulated_by", "correct_until"])
        act.facts.update(summary=record.pk, until=record.correct_until.isoformat())
        tell_circulated(record)
    return record


def _end_of_day(consultation: Consultation, at: datetime, days: int) -> datetime:
    """The last minute of the day, so many days later, in the consultation's zone."""
    there = (at.astimezone(consultation.zone) + timedelta(days=days)).replace(tzinfo=None)
    return there.replace(hour=23, minute=59, second=0, microsecond=0, tzinfo=consultation.zone)


def _corrects() -> bool:
    """What is recorded of a consultation is completed after it was closed."""
    return True


def summary_record_of(act: Act, key: int) -> SummaryRecord:
    """A summary record of the consultation.

    Raises:
        Refusal: it has none with this key.
    """
    rows = SummaryRecord.objects.filter(pk=key, sitting__consultation=act.consultation)
    found = rows.select_related("sitting__consultation").first()
    if found is None:
        raise Refusal(OutcomeCode.NO_SUCH_PARAGRAPH)
    return found


def paragraph_of(act: Act, key: int) -> SummaryParagraph:
    """A paragraph of a summary record of the consultation.

    Raises:
        Refusal: it has none with this key.
    """
    rows = SummaryParagraph.objects.filter(pk=key, record__sitting__consultation=act.consultation)
    found = rows.select_related("record__sitting", "item").first()
    if found is None:
        raise Refusal(OutcomeCode.NO_SUCH_PARAGRAPH)
    return found


def _remove(row: SummaryParagraph, act: Act, reason: str) -> None:
    require(may_remove(reason, removed=row.removed_at is not None))
    row.removed_at, row.removed_by, row.removed_why = act.at, _person(act.performer), clean(reason)
    row.save(update_fields=["removed_at", "removed_by", "removed_why"])


def _latest(row: SummaryParagraph, language: str) -> int:
    return row.wordings.filter(language=language).aggregate(number=Max("number"))["number"] or 0


def _sitting(act: Act, key: int) -> Sitting:
    row = Sitting.objects.select_for_update().filter(pk=key, consultation=act.consultation).first()
    if row is None:
        raise Refusal(OutcomeCode.NO_SUCH_PARAGRAPH)
    row.consultation = act.consultation
    return row


def _require_language(consultation: Consultation, language: str) -> None:
    if language not in consultation.languages.every:
        raise Refusal(RuleCode.NOT_A_LANGUAGE_HERE, language=language)


def _facts(made: SummaryWording) -> dict[str, object]:
    """What the journal keeps: which text, by its digest (the text itself is the wording's)."""
    return {
        "summary": made.paragraph.record_id,
        "paragraph": made.paragraph_id,
        "language": made.language,
        "number": made.number,
        "digest": sha256(made.text.encode()).hexdigest(),
    }


def _person(performer: Performer) -> Person:
    if performer.person is None:
        raise LookupError("the system writes no summary record")
    return performer.person
