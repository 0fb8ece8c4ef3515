"""A new version of a letter that was sent: a revision, an addendum, a corrigendum (rule 20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.languages import localized
from hemicycle.correspondence import templates
from hemicycle.correspondence.actions.letters import say_of_deadline
from hemicycle.correspondence.issued import issued
from hemicycle.correspondence.models import Annex, AnnexText, Letter, LetterText
from hemicycle.correspondence.models.letters import WORDS_LENGTH
from hemicycle.correspondence.particulars import Particulars, cleaned
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.correspondence.templates import states_of, worded
from hemicycle.people.act import carry_out
from hemicycle.rules.deadlines import END_OF_DAY
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.versions import Change, following, may_correct

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer


@dataclass(frozen=True)
class Correction:
    """What a new version is to be.

    Attributes:
        what_changes: For its readers, by language.
        changes_deadline: Whether it extends a deadline that runs, and until when (rule 19); None where that was not
            said: it is then said before the version is sent.
    """

    change: Change
    what_changes: Text
    dated: date
    changes_deadline: bool | None = None
    new_day: date | None = None
    new_time: time = END_OF_DAY

    def corrects(self) -> bool:
        """Whether it may be made once the consultation is closed: it replaces nothing whole, and extends nothing."""
        return self.change is not Change.REVISION and not self.changes_deadline


def correct(letter: Letter, performer: Performer, at: datetime, correction: Correction) -> Letter:
    """Begin a new version of a letter. A revision begins with its words, another one with ours.

    What the letter asked stays asked: a version has no questions of its own unless it is given some.

    Raises:
        Refusal: the letter was not sent, nothing says what changes, it asks nothing whose deadline could be
            extended, or the consultation is closed and it is more than a corrigendum or an addendum.
    """
    words, change = cleaned(correction.what_changes, WORDS_LENGTH), correction.change
    with carry_out(letter.consultation_id, performer, Action.LETTER_WRITE, at, corrects=correction.corrects) as act:
        row = Letter.objects.prefetch_related("texts", "annexes__texts", "language_versions__annexes").get(pk=letter.pk)
        require(may_correct(sent=row.sent, what_changes=localized(words)))
        if change is Change.ADDENDUM:
            row = _added_to(row)
        versions = Letter.objects.filter(consultation=row.consultation_id, series=row.series, number=row.number)
        mark = following(change, [version.mark for version in versions if version.mark is not None])
        ours = _template(change, extends=correction.changes_deadline is True)
        made = Letter(
            consultation=act.consultation,
            series=row.series,
            number=row.number,
            change=mark.change.value,
            change_number=mark.number,
            replaces=row,
            what_changes=words,
            template=row.template if change is Change.REVISION else ours,
            addressed=row.addressed,
            signatory=row.signatory,
            signatory_title=row.signatory_title,
            dated=correction.dated,
        )
        Particulars.of(row).put(made)
        say_of_deadline(made, at, changes=correction.changes_deadline)
        if correction.changes_deadline and made.extends is None:
            raise Refusal(CorrespondenceCode.EXTENSION_OF_WHAT)
        if made.extends:
            made.new_day, made.new_time = correction.new_day, correction.new_time
        made.save()
        texts = {} if change is Change.REVISION else worded(ours, act.consultation)
        states = states_of(ours, act.consultation)
        if change is Change.REVISION:
            _copy(row, made)
        LetterText.objects.bulk_create(
            LetterText(letter=made, language=code, subject=subject, body=body, state=states[code])
            for code, (subject, body) in texts.items()
        )
        act.place = f"letter:{made.pk}"
        act.facts.update(letter=made.symbol, replaces=row.symbol, words=words, did="correction")
        if correction.changes_deadline is not None:
            act.facts.update(changes_deadline=correction.changes_deadline)
    return made


def _added_to(letter: Letter) -> Letter:
    """The letter that an addendum is added to, from whichever page it is begun: the whole one, not a part of it."""
    while letter.replaces is not None and letter.change != Change.REVISION.value:
        letter = letter.replaces
    return letter


def _template(change: Change, *, extends: bool) -> str:
    if change is Change.ADDENDUM:
        return templates.EXTENDING_ADDENDUM if extends else templates.ADDENDUM
    return templates.EXTENDING_CORRECTION if extends else templates.CORRECTION


def _copy(letter: Letter, to: Letter) -> None:
    """The words and annexes of a letter, with what was added since, as drafts: a change concerns every language."""
    now = issued(letter)
    texts = [text for code in letter.languages if (text := now.text(code)) is not None]
    LetterText.objects.bulk_create(
        LetterText(letter=to, language=text.language, subject=text.subject, body=text.body) for text in texts
    )
    for annex in letter.annexes.all():
        made = Annex.objects.create(letter=to, number=annex.number, kind=annex.kind, summarizes=annex.summarizes)
        rows = {code: row for code in letter.languages if (row := now.annex(annex, code)) is not None}
        AnnexText.objects.bulk_create(
            AnnexText(
                annex=made,
                language=code,
                title=row.title,
                body=row.body,
                upload=row.upload,
                basis=row.basis if isinstance(row, AnnexText) else "",
            )
            for code, row in rows.items()
        )
