"""A language version goes out: looked at, then sent in one act to those alone who read it (rule 20)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from hemicycle.consultations import local
from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES, django_language
from hemicycle.correspondence import agreement, clearing, letter_queries
from hemicycle.correspondence.actions import papers
from hemicycle.correspondence.actions.language_versions import DID, find, require_addable
from hemicycle.correspondence.actions.papers import copies_among
from hemicycle.correspondence.addressees import addressed
from hemicycle.correspondence.changes import version_sent
from hemicycle.correspondence.issued import lacking, still_standing_in, unsaid, unwritten, what_became
from hemicycle.correspondence.models import LanguageVersion, Letter
from hemicycle.correspondence.placeholders import ASKING, Filler, known, new_deadline, require_sound
from hemicycle.correspondence.printed_parts import foreign_of_version
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.mail.models import Delivery
from hemicycle.mail.placeholders import used
from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.correspondence.models import LanguageVersionPaper, LetterPaper
    from hemicycle.correspondence.printed_parts import Foreign
    from hemicycle.journal.record import Performer
    from hemicycle.mail.audience import Recipient
    from hemicycle.mail.models import Mailing
    from hemicycle.people.models import Member, Upload

#: The mail with which language versions go out, and that of a copy for information, among ``mail.texts``.
MAIL, COPY = "language_version", "language_version_copy"


@dataclass(frozen=True)
class Check:
    """A language version looked at before it is sent.

    Attributes:
        problems: To be corrected first.
        recipients: The addressees of the letter who read it, with copies.
        without_reader: Members to which the letter went in this language, and for which nobody reads it now: the
            sender says that this is known.
        doubts: What it lacks still, what became of the letter since, and where it may differ from what the letter
            asks: the sender says that they looked at each.
        parts: What is printed around its text, or filled in, in another language: one of the doubts.
    """

    problems: list[Reason]
    recipients: list[Recipient]
    without_reader: list[Member]
    doubts: list[Reason]
    parts: tuple[Foreign, ...]


def check(version: LanguageVersion, at: datetime) -> Check:
    """Everything that is in the way of a version, and whom it would reach. Its letter is whole (``letter_queries``)."""
    recipients, without_reader = _whom(version, at)
    parts = foreign_of_version(version)
    doubts = _of_missing(version, parts) + _of_later(version.letter, at) + agreement.doubts(version.letter, version)
    return Check(_problems(version), recipients, without_reader, doubts, parts)


def _whom(version: LanguageVersion, at: datetime) -> tuple[list[Recipient], list[Member]]:
    """Whoever reads the language now, of the Members that got the letter in it, in another's place, or got no mail.

    So with copies, by themselves: nobody who read one is missed.
    """
    letter, language = version.letter, version.language
    got: dict[tuple[int | None, bool], set[str]] = {}
    rows = Delivery.objects.filter(mailing=letter.mailing_id, member__isnull=False)
    for member, copy, spoken in rows.values_list("member", "copy", "language"):
        got.setdefault((member, copy), set()).add(spoken)
    reading = [
        row
        for row in letter_queries.recipients_of(letter, at)
        if row.language == language
        and row.member is not None
        and language in got.get((row.member.pk, row.copy), {language})
    ]
    reached = {row.member.pk for row in reading if row.member is not None and not row.copy}
    before = {member for (member, copy), languages in got.items() if language in languages and not copy}
    members = [row.member for row in addressed(letter, letter.consultation.day(at))]
    return reading, [member for member in members if member.pk in before - reached]


def _problems(version: LanguageVersion) -> list[Reason]:
    letter = version.letter
    if not version.body and lacking(letter, version.language).text:
        return [Reason(CorrespondenceCode.VERSION_WITHOUT_TEXT)]
    if not (version.body or version.questions or version.annexes.all()):
        return [Reason(CorrespondenceCode.VERSION_EMPTY)]
    problems = _broken(version) or agreement.contradictions(letter, version)
    return problems + _of_changes(version) + _of_extension(version) + clearing.problem(version)


def _broken(version: LanguageVersion) -> list[Reason]:
    letter = version.letter
    bodies = [version.subject, version.body, *(row.body for row in version.annexes.all())]
    try:
        require_sound(bodies, known(letter))
    except Refusal as refusal:
        return [refusal.reason]
    if letter_queries.enquiry_of(letter) is None and any(used(body) & set(ASKING) for body in bodies):
        return [Reason(CorrespondenceCode.DEADLINE_OF_NOTHING)]
    return []


def _of_changes(version: LanguageVersion) -> list[Reason]:
    """What the letter changes is filled in here in its own language, and in no other one."""
    names = used(version.subject) | used(version.body)
    said = version.what_changes or version.letter.what_changes.get(version.language)
    if "what_changes" in names and not said:
        return [Reason(CorrespondenceCode.VERSION_WITHOUT_CHANGES)]
    return []


def _of_extension(version: LanguageVersion) -> list[Reason]:
    """Of a letter that extends a deadline, the version gives the new one as it is kept."""
    new = new_deadline(version.letter)
    if new is None or not version.body or "new_deadline" in used(version.subject) | used(version.body):
        return []
    with translation.override(django_language(version.language)):
        words = local.deadline(new)
    if words in version.body:
        return []
    return [Reason(CorrespondenceCode.NEW_DEADLINE_NOT_NAMED, {"languages": NATIVE_NAMES[version.language]})]


def _of_missing(version: LanguageVersion, parts: Sequence[Foreign]) -> list[Reason]:
    """What stays in another language."""
    missing, found = lacking(version.letter, version.language), []
    if numbers := [str(annex.number) for annex in unwritten(version, missing)]:
        found.append(Reason(CorrespondenceCode.VERSION_ANNEXES_MISSING, {"numbers": listed(numbers)}))
    if without := unsaid(version, missing):
        found.append(Reason(CorrespondenceCode.VERSION_QUESTIONS_MISSING, {"number": len(without)}))
    if parts:
        found.append(Reason(CorrespondenceCode.VERSION_PARTS_MISSING))
    return found


def _of_later(letter: Letter, at: datetime) -> list[Reason]:
    """What became of the letter since it was sent."""
    became, found = what_became(letter), []
    if corrected := became.get("corrected"):
        found.append(Reason(CorrespondenceCode.LETTER_CORRECTED_SINCE, {"symbols": listed(corrected)}))
    if extended := became.get("extended"):
        found.append(Reason(CorrespondenceCode.DEADLINE_EXTENDED_SINCE, {"symbols": listed(extended)}))
    enquiry = letter_queries.whose_deadline(letter)
    if enquiry is not None and enquiry.declared_at is not None:
        found.append(Reason(CorrespondenceCode.RESULT_DECLARED_SINCE))
    elif enquiry is not None and not enquiry.deadline.met(at):
        found.append(Reason(CorrespondenceCode.ENQUIRY_OVER_SINCE, {"deadline": local.deadline(enquiry.deadline)}))
    return found


@dataclass(frozen=True)
class Sending:
    """What the sender says with the version.

    Attributes:
        expected: To how many the sender was told that it goes.
        known_without_reader: Codes of the Members for which nobody reads it, as they were shown.
        known_doubts: Codes of what was shown to be looked at.
    """

    expected: int
    known_without_reader: frozenset[str] = frozenset()
    known_doubts: frozenset[str] = frozenset()


def send(letter: Letter, language: str, performer: Performer, at: datetime, sending: Sending) -> LanguageVersion:
    """Send a version: filled in as the letter was, frozen, and queued to its readers once its papers are made.

    Raises:
        Refusal: there is none to send, or it was sent already; something is in its way; what became of the letter
            since, or what it lacks, was not acknowledged; or it would go to others by now.
    """
    with carry_out(letter.consultation_id, performer, Action.LETTER_SEND, at, corrects=lambda: letter.corrects) as act:
        whole = letter_queries.whole().get(pk=letter.pk)
        require_addable(whole, language)
        row = find(whole, language)
        if row is None:
            raise Refusal(CorrespondenceCode.VERSION_EMPTY)
        looked = check(row, at)
        _require_known(looked, sending)
        cleared = clearing.latest_of(row) if clearing.needed(row) else None
        row.stand_ins, row.later = still_standing_in(row), what_became(whole)
        _fill(row)
        row.mailing = _mail(row, performer, at, looked.recipients)
        row.state, row.sent_at, row.sent_by = LanguageVersion.State.SENT, at, performer.person
        row.papers_state = Letter.PapersState.WAITING
        row.save()
        act.place = f"letter:{whole.pk}"
        act.facts.update(
            did=DID,
            letter=whole.symbol,
            language=language,
            mails=len(looked.recipients),
            copies=copies_among(looked.recipients),
            members=sorted({to.member.code for to in looked.recipients if to.member is not None}),
            without_reader=[member.code for member in looked.without_reader],
            stand_ins=row.stand_ins,
            **row.later,
        )
        if cleared is not None:
            act.facts.update(cleared_by=cleared.decided_by_id)
        transaction.on_commit(partial(version_sent.send, sender=LanguageVersion, version=row.pk))
    return row


def _require_known(looked: Check, sending: Sending) -> None:
    if looked.problems:
        raise Refusal(looked.problems[0])
    if {member.code for member in looked.without_reader} - sending.known_without_reader:
        raise Refusal(CorrespondenceCode.LETTER_WITHOUT_ADDRESS, number=len(looked.without_reader))
    if {doubt.code for doubt in looked.doubts} - sending.known_doubts:
        raise Refusal(CorrespondenceCode.VERSION_DOUBTS, number=len(looked.doubts))
    if len(looked.recipients) != sending.expected:
        raise Refusal(CorrespondenceCode.VERSION_SHOWN_OTHERS, number=len(looked.recipients), expected=sending.expected)


def _fill(version: LanguageVersion) -> None:
    """Write down for good what is in braces; annexes first, which never change once the version is sent."""
    filled = Filler(version.letter, version.language, what_changes=version.what_changes)
    for row in version.annexes.all():
        row.body = filled(row.body)
        row.save(update_fields=["body"])
    version.subject, version.body = filled(version.subject), filled(version.body)


def _mail(version: LanguageVersion, performer: Performer, at: datetime, people: list[Recipient]) -> Mailing:
    selection = {"letter": version.letter.symbol, "languages": [version.language]}
    letter = version.letter
    return papers.queue(letter.consultation, (MAIL, COPY), people, selection, performer, at, follows=letter.mailing)


def try_again(letter: Letter, language: str, performer: Performer, at: datetime) -> None:
    """Make the papers of a version that was sent once more: those that are not there yet.

    Raises:
        Refusal: they are made, or being made.
    """
    with carry_out(letter.consultation_id, performer, Action.LETTER_SEND, at, corrects=lambda: letter.corrects) as act:
        row = find(letter, language)
        if row is None or not papers.may_try_again(row, at):
            raise Refusal(CorrespondenceCode.LETTER_PAPERS_NOT_FAILED)
        row.papers_state = Letter.PapersState.WAITING
        row.save(update_fields=["papers_state"])
        act.place = f"letter:{letter.pk}"
        act.facts.update(letter=letter.symbol, language=language, did="papers again")
        transaction.on_commit(partial(version_sent.send, sender=LanguageVersion, version=row.pk))


def keep_paper(version: LanguageVersion, kind: LetterPaper.Kind, upload: Upload) -> LanguageVersionPaper:
    """Keep a paper as it goes out: the system's own bookkeeping, no act."""
    return version.papers.create(kind=kind, upload=upload)
