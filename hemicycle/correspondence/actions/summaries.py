"""The summary of replies: generated, edited, generated again without a loss, made into an annex of a letter."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import results, summaries
from hemicycle.correspondence.actions import annexes
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.letters import clean_body, digest
from hemicycle.correspondence.attached_summaries import basis_of, drawn, drawn_now
from hemicycle.correspondence.models import Annex, Enquiry, Letter, Summary, SummaryText
from hemicycle.correspondence.models.letters import SUBJECT_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.correspondence.summaries import Drawn
from hemicycle.people.act import Act, carry_out
from hemicycle.people.details import clean
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.correspondence.summaries import Choices
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Person


@contextmanager
def _writing(enquiry: Enquiry, performer: Performer, at: datetime) -> Iterator[tuple[Act, Person]]:
    person = performer.person
    if person is None:
        raise LookupError("a person writes a summary")
    with carry_out(enquiry.letter.consultation_id, performer, Action.LETTER_WRITE, at) as act:
        act.place = f"enquiry:{enquiry.pk}"
        yield act, person


def draw_up(enquiry: Enquiry, performer: Performer, at: datetime, choices: Choices | None = None) -> Summary:
    """Generate the summary from the replies as they are now.

    What nobody edited follows in every language. What somebody edited stays, with the new text beside it.

    Args:
        choices: What it says beside numbers; as before, where that is not asked.

    Raises:
        Refusal: not this person's to do, the letter has not been sent, or the votes are sealed.
    """
    with _writing(enquiry, performer, at) as (act, person):
        current = results.find(act.consultation, enquiry.pk)
        if not current.letter.sent:
            raise Refusal(RuleCode.NOT_ASKED_YET)
        returned = results.returns(current, act.day, at=at)
        if returned.sealed:
            raise Refusal(CorrespondenceCode.VOTES_SEALED)
        basis = summaries.Basis.of(returned)
        chosen = choices or summaries.choices_of(Summary.objects.filter(enquiry=current).first())
        made = {"basis": basis.mark, "drawn_at": at, "drawn_by": person, **asdict(chosen)}
        summary, _new = Summary.objects.update_or_create(enquiry=current, defaults=made)
        edited = _redraw(summary, drawn(basis, chosen))
        act.facts.update(summary="drawn", basis=basis.mark, edited=edited, **asdict(chosen))
    return summary


def _redraw(summary: Summary, texts_now: dict[str, Drawn]) -> list[str]:
    """Keep what was generated; return the languages whose edited text stays as it is."""
    texts = {text.language: text for text in summary.texts.all()}
    edited = []
    for language, new in texts_now.items():
        text = texts.get(language) or SummaryText(summary=summary, language=language)
        if text.edited:
            edited.append(language)
        elif (text.title, text.body) != (new.title, new.body):
            text.title, text.body = new.title, new.body
            text.saves += 1
        text.drawn_title, text.drawn_body = new.title, new.body
        text.save()
    return edited


@dataclass(frozen=True)
class Seen:
    """The text that somebody began to edit: its language, and how often it had been saved (``SummaryText.saves``)."""

    language: str
    saves: int


def _text(enquiry: Enquiry, seen: Seen) -> SummaryText:
    """A text as it was looked at.

    Raises:
        Refusal: there is none, or somebody has changed it meanwhile.
    """
    text = SummaryText.objects.filter(summary__enquiry=enquiry, language=seen.language).first()
    if text is None:
        raise Refusal(CorrespondenceCode.SUMMARY_NOT_DRAWN)
    if text.saves != seen.saves:
        raise Refusal(CorrespondenceCode.SUMMARY_CHANGED_MEANWHILE)
    return text


def edit(enquiry: Enquiry, performer: Performer, at: datetime, seen: Seen, *, title: str, body: str) -> SummaryText:
    """Keep the summary in one language as somebody edited it.

    Raises:
        Refusal: not this person's to do, somebody saved meanwhile, there is no title or text, or it is too long.
    """
    heading, written = clean(title), clean_body(body)
    if len(heading) > SUBJECT_LENGTH:
        raise Refusal(CorrespondenceCode.LETTER_SUBJECT_TOO_LONG, longest=SUBJECT_LENGTH, length=len(heading))
    with _writing(enquiry, performer, at) as (act, person):
        text = _text(enquiry, seen)
        if not (heading and written):
            raise Refusal(CorrespondenceCode.SUMMARY_EMPTY)
        text.title, text.body = heading, written
        _save(text, person, at)
        act.facts.update(summary="edited", language=seen.language, saves=text.saves)
    return text


def take_drawn(enquiry: Enquiry, performer: Performer, at: datetime, seen: Seen) -> SummaryText:
    """Put what was generated last in the place of what somebody edited: only when they say so, language by language.

    Raises:
        Refusal: not this person's to do, or somebody saved meanwhile.
    """
    with _writing(enquiry, performer, at) as (act, person):
        text = _text(enquiry, seen)
        # What gives way is kept in the journal.
        act.facts.update(summary="drawn text taken", language=seen.language, title=text.title, body=text.body)
        text.title, text.body = text.drawn_title, text.drawn_body
        _save(text, person, at)
    return text


def _save(text: SummaryText, person: Person, at: datetime) -> None:
    text.saves += 1
    text.edited_by, text.edited_at = person, at
    text.save()


def attach(enquiry: Enquiry, performer: Performer, at: datetime, letter: Letter) -> Annex:
    """Make the summary an annex of a letter that has not been sent, in every language; after the annexes it has.

    Raises:
        Refusal: not this person's to do, it has not been generated, or the letter was sent or has it already.
    """
    # Around the act on the letter: the summary is locked before it, and says which annex it made. Before both the
    # consultation, in the order in which all who draw it up or edit it lock them.
    with transaction.atomic():
        Consultation.objects.select_for_update().get(pk=letter.consultation_id)
        summary = Summary.objects.select_for_update().filter(enquiry=enquiry).first()
        if summary is None:
            raise Refusal(CorrespondenceCode.SUMMARY_NOT_DRAWN)
        there = summary.annex
        if there is not None and there.letter_id == letter.pk and not letter.sent:
            raise Refusal(CorrespondenceCode.SUMMARY_ATTACHED, annex=there.number)
        texts = summary.texts.select_related("summary")
        words = {text.language: AnnexWords(text.title, text.body, basis=basis_of(text)) for text in texts}
        summary.annex = annexes.add(letter, performer, at, Annex.Kind.TEXT, words, enquiry)
        summary.save(update_fields=["annex"])
    return summary.annex


def take_into(annex: Annex, performer: Performer, at: datetime) -> list[str]:
    """Put the summary as the replies are now into the annex that was made from it, which is not sent yet.

    It is generated again where replies have changed. A text that somebody edited, and that nobody has gone over since,
    stays as it is in the annex too.

    Returns:
        The languages whose text stays.

    Raises:
        Refusal: not this person's to do, or the letter was sent.
    """
    enquiry = annex.summarizes
    if enquiry is None:
        raise Refusal(CorrespondenceCode.SUMMARY_NOT_DRAWN)
    with transaction.atomic():
        rows, now = SummaryText.objects.filter(summary__enquiry=enquiry), drawn_now(enquiry, at)
        # Only then: what somebody has gone over since it was generated last is to be gone over again.
        if any(Drawn(row.drawn_title, row.drawn_body) != now[row.language] for row in rows):
            draw_up(enquiry, performer, at)
        texts = list(rows.all().select_related("summary"))
        there = {text.language: text for text in annex.texts.all()}
        words = {}
        for text in texts:
            before = there.get(text.language)
            seen = digest(before.title, before.body) if before else ""
            words[text.language] = AnnexWords(text.title, text.body, seen=seen, basis=basis_of(text))
        stay = [code for code, taken in words.items() if not taken.basis]
        annexes.write(annex, performer, at, {code: taken for code, taken in words.items() if taken.basis})
    return stay
