"""A new version of a letter that was sent: a revision, an addendum, a corrigendum (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.correspondence.models import Annex, AnnexText, Letter, LetterText
from hemicycle.correspondence.models.letters import WORDS_LENGTH
from hemicycle.correspondence.templates import CORRECTION, worded
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.versions import Change, following, may_correct

if TYPE_CHECKING:
    from datetime import date, datetime

    from hemicycle.journal.record import Performer


def correct(
    letter: Letter, performer: Performer, at: datetime, change: Change, *, what_changes: str, dated: date
) -> Letter:
    """Begin a new version of a letter. A revision begins with its words, another one with ours.

    What the letter asked stays asked: a version has no questions of its own unless it is given some.

    Raises:
        Refusal: the letter was not sent, or nothing says what changes.
    """
    words = clean(what_changes)
    if len(words) > WORDS_LENGTH:
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=WORDS_LENGTH)
    ours = {} if change is Change.REVISION else worded(CORRECTION)
    with carry_out(letter.consultation_id, performer, Action.LETTER_WRITE, at) as act:
        row = Letter.objects.prefetch_related("texts", "annexes__texts").get(pk=letter.pk)
        require(may_correct(sent=row.sent, what_changes=words))
        versions = Letter.objects.filter(series=row.series, number=row.number)
        mark = following(change, [version.mark for version in versions if version.mark is not None])
        made = Letter.objects.create(
            consultation=act.consultation,
            series=row.series,
            number=row.number,
            change=mark.change.value,
            change_number=mark.number,
            replaces=row,
            what_changes=words,
            template=row.template if change is Change.REVISION else CORRECTION,
            addressed=row.addressed,
            signatory=row.signatory,
            signatory_title=row.signatory_title,
            dated=dated,
        )
        if change is Change.REVISION:
            _copy(row, made)
        LetterText.objects.bulk_create(
            LetterText(letter=made, language=code, subject=subject, body=body) for code, (subject, body) in ours.items()
        )
        act.place = f"letter:{made.pk}"
        act.facts.update(letter=made.symbol, replaces=row.symbol, words=words, did="correction")
    return made


def _copy(letter: Letter, to: Letter) -> None:
    """The words and annexes of a letter, as drafts: what changes in one language changes in all."""
    LetterText.objects.bulk_create(
        LetterText(letter=to, language=text.language, subject=text.subject, body=text.body)
        for text in letter.texts.all()
    )
    for annex in letter.annexes.all():
        made = Annex.objects.create(letter=to, number=annex.number, kind=annex.kind)
        AnnexText.objects.bulk_create(
            AnnexText(annex=made, language=text.language, title=text.title, body=text.body, upload=text.upload)
            for text in annex.texts.all()
        )
