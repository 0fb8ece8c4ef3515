"""The secretariat checks contributions: asks for changes, numbers and translates; the chair decides on late ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hemicycle.contributions import notices, queries
from hemicycle.contributions.actions.under_act import (
    contribution_of,
    person_of,
    require_language,
    restate,
    take_step,
)
from hemicycle.contributions.content import Content
from hemicycle.contributions.models import Contribution, ContributionTranslation
from hemicycle.contributions.models.courses import WORDS_LENGTH
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.documents.models import Document
from hemicycle.documents.numbering import Numbering
from hemicycle.documents.reasons import DocumentCode
from hemicycle.documents.record import DocumentRecord
from hemicycle.documents.writing import acceptable, keep, require_free
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.contributions import (
    Name,
    StepKind,
    may_accept_late,
    may_ask_for_changes,
    may_contain,
    may_decline_late,
    may_number,
    may_remove_number,
    may_translate,
)
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act


def ask_for_changes(consultation: int, performer: Performer, at: datetime, *, contribution: int, words: str) -> None:
    """Ask the Member that leads for changes, with a reason: it submits another version, also after the deadline.

    Raises:
        Refusal: there is no reason, or the contribution waits for nobody here.
    """
    with carry_out(consultation, performer, Action.CONTRIBUTION_EDIT, at) as act:
        seen, said = contribution_of(act, contribution), _reason(words)
        require(may_ask_for_changes(seen.stage, said))
        take_step(act, seen, StepKind.CHANGES_ASKED, said)
        act.facts.update(words=said)
        notices.tell_changes_asked(restate(act, contribution), at)


def number(
    consultation: int, performer: Performer, at: datetime, *, contribution: int, series: str = "", symbol: str = ""
) -> str:
    """Give a contribution its number: the document that it becomes is prepared.

    Args:
        series: Key of the series that numbers it.
        symbol: In place of the next one of the series.

    Returns:
        The symbol.

    Raises:
        Refusal: there is no such series, the symbol is none or another's, the contribution waits for nobody here, or
            is late and was not accepted.
    """
    with carry_out(consultation, performer, Action.CONTRIBUTION_EDIT, at) as act:
        seen = contribution_of(act, contribution)
        require(may_number(seen.stage, seen.timeliness))
        document = seen.row.document
        if document is None:
            document = _prepared(act, seen, DocumentRecord(clean(symbol), series=clean(series)))
            Contribution.objects.filter(pk=seen.row.pk).update(document=document)
        take_step(act, seen, StepKind.NUMBERED)
        act.facts.update(symbol=document.symbol, document=document.pk)
        restate(act, contribution)
    return document.symbol


def remove_number(consultation: int, performer: Performer, at: datetime, *, contribution: int) -> None:
    """Take its number away from a contribution that is not posted: the document that was prepared for it is removed.

    Its symbol is free again. What was translated stays.

    Raises:
        Refusal: it has no number, is posted, or something refers to its document.
    """
    with carry_out(consultation, performer, Action.CONTRIBUTION_EDIT, at) as act:
        seen = contribution_of(act, contribution)
        require(may_remove_number(seen.course))
        document = seen.row.document
        if document is None:
            raise LookupError("what has a number has a document")
        if document.items.exists() or document.versions.exists():
            raise Refusal(DocumentCode.DOCUMENT_IN_USE)
        take_step(act, seen, StepKind.NUMBER_REMOVED)
        act.facts.update(symbol=document.symbol, document=document.pk)
        Contribution.objects.filter(pk=seen.row.pk).update(document=None)
        document.delete()
        restate(act, contribution)


def _prepared(act: Act, seen: SeenContribution, record: DocumentRecord) -> Document:
    """The document that a contribution becomes, with its symbol and no file yet."""
    if not record.symbol and not record.series:
        raise Refusal(ContributionCode.CONTRIBUTION_SYMBOL_MISSING)
    wanted = acceptable(act, described(seen, record), Numbering(act.consultation))
    require_free(act, wanted.record.symbol, None)
    return keep(act, Document(consultation=act.consultation), wanted)


def described(seen: SeenContribution, record: DocumentRecord) -> DocumentRecord:
    """The same record with what the contribution says by now: titles, and the Members whose names it carries."""
    titles = {seen.latest.language: seen.latest.title, **{code: row.title for code, row in seen.translations.items()}}
    return replace(
        record,
        title=titles,
        submitters=tuple(member.code for member in seen.standing(Name.CONFIRMED)),
        translating=seen.lacking,
    )


def translate(  # noqa: PLR0913 - which contribution, and what it says
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    contribution: int,
    language: str,
    title: str,
    parts: Mapping[str, str],
    seen: int,
) -> ContributionTranslation:
    """Write a contribution in another language: another wording follows the one before.

    Args:
        seen: Number of the wording that its writer began with; 0 where there was none.

    Raises:
        Refusal: it has no number yet or is posted, somebody has changed the wording meanwhile, or it is empty.
    """
    with carry_out(consultation, performer, Action.CONTRIBUTION_EDIT, at) as act:
        now = contribution_of(act, contribution)
        require(may_translate(now.stage))
        require_language(language)
        if language == now.latest.language:
            raise Refusal(ContributionCode.CONTRIBUTION_OWN_LANGUAGE)
        template = act.settings.contribution_parts
        said = Content(title=title, parts=parts).cleaned([part.key for part in template])
        written = {key for key, text in now.latest.parts.items() if text}
        limits = {part.key: part.limit for part in template}
        has_file = now.latest.upload_id is not None
        require(may_contain(said.title, said.parts, written, limits, has_file=has_file))
        before = now.translations.get(language)
        latest = before.number if before else 0
        if latest != seen:
            raise Refusal(ContributionCode.TRANSLATION_CHANGED)
        made = ContributionTranslation.objects.create(
            version=now.latest,
            language=language,
            number=latest + 1,
            title=said.title,
            parts=dict(said.parts),
            by=person_of(performer),
            at=at,
        )
        act.facts.update(language=language, number=made.number, digest=said.digest)
        restate(act, contribution)
    return made


def accept_late(consultation: int, performer: Performer, at: datetime, *, contribution: int, words: str) -> None:
    """The chair accepts a contribution that came late, with words for the record (as of rule 18).

    Raises:
        Refusal: it is not late, was accepted already, is of a Member for which they speak, or there are no words.
    """
    with carry_out(consultation, performer, Action.CONTRIBUTION_ACCEPT, at) as act:
        seen, said = contribution_of(act, contribution), _reason(words)
        own = queries.speaks_for(person_of(performer), seen)
        require(may_accept_late(seen.stage, seen.timeliness, own=own, words=said))
        take_step(act, seen, StepKind.LATE_ACCEPTED, said)
        act.facts.update(words=said)
        restate(act, contribution)


def decline_late(consultation: int, performer: Performer, at: datetime, *, contribution: int, words: str) -> None:
    """The chair does not accept a contribution that came late, with words that its Members are told.

    Raises:
        Refusal: as for ``accept_late``; or it was declined already.
    """
    with carry_out(consultation, performer, Action.CONTRIBUTION_ACCEPT, at) as act:
        seen, said = contribution_of(act, contribution), _reason(words)
        own = queries.speaks_for(person_of(performer), seen)
        require(may_decline_late(seen.stage, seen.timeliness, own=own, words=said))
        take_step(act, seen, StepKind.LATE_DECLINED, said)
        act.facts.update(words=said, declined=True)
        notices.tell_declined(restate(act, contribution), said, at)


def _reason(words: str) -> str:
    said = clean(words)
    if len(said) > WORDS_LENGTH:
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=WORDS_LENGTH)
    return said
