"""A letter goes out: looked at, then sent in one act. From then on it never changes (rule 20)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence import (
    addressees,
    agreement,
    clearing,
    grounds,
    letter_queries,
    missing_languages,
    queries,
)
from hemicycle.correspondence.actions import papers
from hemicycle.correspondence.actions.papers import copies_among
from hemicycle.correspondence.actions.replies import judge_late_ones_again
from hemicycle.correspondence.attached_summaries import named, outdated_annexes
from hemicycle.correspondence.changes import letter_sent
from hemicycle.correspondence.models import Annex, DeadlineExtension, Enquiry, Letter
from hemicycle.correspondence.placeholders import ASKING, Filler, known, new_deadline, require_sound
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.mail.placeholders import used
from hemicycle.mail.reasons import MailCode
from hemicycle.people.act import carry_out
from hemicycle.people.member_names import member_name
from hemicycle.rules.ballots import may_be_put, may_close_at
from hemicycle.rules.deadlines import Sent, may_ask_until, may_be, may_extend
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal, Refused, require
from hemicycle.rules.versions import may_edit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.correspondence.models import LetterPaper
    from hemicycle.journal.record import Performer
    from hemicycle.mail.audience import Recipient
    from hemicycle.mail.models import Mailing
    from hemicycle.people.models import Member, Upload

#: The mail with which letters go out, and that of a copy for information, among ``mail.texts``.
MAIL, COPY = "letter", "letter_copy"
#: Of a summary that names many Members, so many stand for all.
MOST_NAMES = 3


@dataclass(frozen=True)
class Check:
    """A letter looked at before it is sent.

    Attributes:
        problems: To be corrected first.
        gaps: What is missing in some language: the sender chooses what goes out instead.
        recipients: To whom it goes, with copies.
        without_address: Addressees to whom nothing can be sent: the sender says that this is known.
        outdated: Annexes that were made from a summary and do not agree with the replies as they are, by their number,
            each with its languages: the sender takes the new text, or says that this is known.
        doubts: Where the letter and what it asks may differ: the sender says that they looked at each.
    """

    problems: list[Reason]
    gaps: list[missing_languages.Gap]
    recipients: list[Recipient]
    without_address: list[Member]
    outdated: dict[int, list[str]]
    doubts: list[Reason]


def check(letter: Letter, at: datetime) -> Check:
    """Everything that stands in the way of a letter, and whom it would reach."""
    return Check(
        _problems(letter, at),
        missing_languages.gaps(letter),
        letter_queries.recipients_of(letter, at),
        letter_queries.without_address(letter, at) if letter.addressed else [],
        outdated_annexes(letter, at),
        [*agreement.doubts(letter), *_naming(letter)],
    )


def _naming(letter: Letter) -> list[Reason]:
    """Summaries of replies that say who replied what: nobody sends one without having looked."""
    members = named(letter)
    if not members:
        return []
    names = {member_name(member, on=letter.dated) for several in members.values() for member in several}
    shown = listed(sorted(names)[:MOST_NAMES])
    facts: dict[str, str | int] = {"annexes": listed(members), "number": len(names), "names": shown}
    return [Reason(CorrespondenceCode.SUMMARY_NAMES_STATES, facts)]


def _problems(letter: Letter, at: datetime) -> list[Reason]:
    problems: list[Reason] = []
    if not letter.texts.all():
        problems.append(Reason(CorrespondenceCode.LETTER_WITHOUT_WORDS))
    if not letter.addressed:
        problems.append(Reason(CorrespondenceCode.LETTER_TO_NOBODY))
    if not letter.signatory:
        problems.append(Reason(CorrespondenceCode.LETTER_WITHOUT_SIGNATORY))
    problems += _broken(letter) or agreement.contradictions(letter)
    return problems + _of_questions(letter, at) + _of_extension(letter, at) + clearing.problem(letter)


def _broken(letter: Letter) -> list[Reason]:
    names = known(letter)
    bodies = [text for row in letter.texts.all() for text in (row.subject, row.body)]
    bodies += [row.body for annex in letter.annexes.all() for row in annex.texts.all()]
    try:
        require_sound(bodies, names)
    except Refusal as refusal:
        return [refusal.reason]
    if letter_queries.enquiry_of(letter) is None and any(used(body) & set(ASKING) for body in bodies):
        return [Reason(CorrespondenceCode.DEADLINE_OF_NOTHING)]
    return []


def _of_questions(letter: Letter, at: datetime) -> list[Reason]:
    problems = []
    asked_here = getattr(letter, "enquiry", None)
    if letter_queries.enquiry_of(letter) is None and any(
        annex.kind == Annex.Kind.QUESTIONS for annex in letter.annexes.all()
    ):
        problems.append(Reason(CorrespondenceCode.ANNEX_WITHOUT_QUESTIONS))
    if asked_here is None:
        return problems
    if not set(asked_here.asked) <= set(letter.addressed):
        problems.append(Reason(CorrespondenceCode.ASKED_BUT_NOT_ADDRESSED))
    if not asked_here.waits_for_sending and isinstance(until := may_ask_until(asked_here.deadline, at), Refused):
        problems.append(until.reason)
    elif isinstance(closes := may_close_at(asked_here.until(at), at, silence=_by_silence(asked_here)), Refused):
        problems.append(closes.reason)
    return problems + _without_authority(asked_here)


def _by_silence(enquiry: Enquiry) -> bool:
    return enquiry.kind == Enquiry.Kind.SILENCE


def _without_authority(enquiry: Enquiry) -> list[Reason]:
    """Each conclusion is put to a decision by correspondence on both authorities (rule 34)."""
    decisions = [may_be_put(authority) for authority in grounds.authorities(enquiry).values()]
    return [decision.reason for decision in decisions if isinstance(decision, Refused)]


def _of_extension(letter: Letter, at: datetime) -> list[Reason]:
    if letter.extends is None:
        said = letter.deadline_stays or letter_queries.still_asked(letter, at) is None
        return [] if said else [Reason(CorrespondenceCode.VERSION_AND_DEADLINE)]
    new = new_deadline(letter)
    if new is None:
        return [Reason(CorrespondenceCode.NEW_DEADLINE_MISSING)]
    consultation = letter.consultation
    today = consultation.day(at)
    told = frozenset(row.member.code for row in addressees.computed(letter, today))
    going, asked = Sent(letter.symbol, at, told), queries.as_asked(letter.extends)
    decisions = (
        may_be(new, consultation.first_day, consultation.last_day, today),
        may_extend(
            letter.extends.deadline,
            new,
            at,
            letter=going,
            question=asked,
            declared=letter.extends.declared_at is not None,
            extended=len(letter.extends.extensions.all()),
            most=settings_of(consultation.settings).most_extensions,
        ),
    )
    return [decision.reason for decision in decisions if isinstance(decision, Refused)] + _unnamed(letter)


def _unnamed(letter: Letter) -> list[Reason]:
    """A letter that extends a deadline gives the new one as it is kept, not as somebody typed it."""
    names = {text.language: used(text.subject) | used(text.body) for text in letter.texts.all()}
    silent = [NATIVE_NAMES[code] for code, named in names.items() if "new_deadline" not in named]
    facts = {"languages": listed(silent)}
    return [Reason(CorrespondenceCode.NEW_DEADLINE_NOT_NAMED, facts)] if silent else []


@dataclass(frozen=True)
class Sending:
    """What the sender says with the letter.

    Attributes:
        stand_ins: Which language goes out where something is missing, by ``Gap.key``.
        known_unreachable: Codes of the addressees without an address, as they were shown.
        expected: To how many the sender was told that it goes.
        known_outdated: Numbers of the annexes that do not agree with the replies, as they were shown.
        known_doubts: Codes of what may differ between the letter and what it asks, as they were shown.
    """

    stand_ins: Mapping[str, str] = field(default_factory=dict)
    known_unreachable: frozenset[str] = frozenset()
    expected: int = 0
    known_outdated: frozenset[int] = frozenset()
    known_doubts: frozenset[str] = frozenset()


def send(letter: Letter, performer: Performer, at: datetime, sending: Sending) -> Letter:
    """Send a letter: filled in, frozen, and queued to every addressee once its papers are made.

    Raises:
        Refusal: it was sent already; something stands in its way; a language is missing and nothing was chosen
            for it; addressees without an address were not acknowledged; or it would go to others by now.
    """
    with carry_out(letter.consultation_id, performer, Action.LETTER_SEND, at, corrects=lambda: letter.corrects) as act:
        row = letter_queries.whole().get(pk=letter.pk)
        require(may_edit(sent=row.sent))
        looked = check(row, at)
        row.stand_ins = _required(looked, sending)
        _count_hours(row, at)
        _fill(row)
        if row.extends is not None and row.new_day is not None and performer.person is not None:
            DeadlineExtension.objects.create(
                enquiry=row.extends,
                letter=row,
                day=row.new_day,
                time=row.new_time,
                given_at=at,
                given_by=performer.person,
            )
            judge_late_ones_again(row.extends, at)
        cleared = clearing.latest_of(row) if clearing.needed(row) else None
        unreachable = [member.code for member in looked.without_address]
        addressed = addressees.write_down(row, act.day)
        row.mailing = _mail(row, performer, at, looked.recipients, unreachable)
        row.state, row.sent_at, row.sent_by = Letter.State.SENT, at, performer.person
        row.papers_state = Letter.PapersState.WAITING
        row.letterhead = letter_queries.letterhead_in_use(row.consultation)
        row.addressed_as = {code: letter_queries.addressed_as(row, code) for code in row.languages}
        row.save()
        act.place = f"letter:{row.pk}"
        act.facts.update(
            letter=row.symbol,
            addressed=row.addressed,
            members=len(addressed),
            mails=len(looked.recipients),
            copies=copies_among(looked.recipients),
            without_address=unreachable,
            stand_ins=row.stand_ins,
            replaces=row.replaces.symbol if row.replaces else "",
        )
        if row.extends is not None:
            act.facts.update(extends=row.extends.letter.symbol, until=_until(row))
        if cleared is not None:
            act.facts.update(cleared_by=cleared.decided_by_id)
        transaction.on_commit(partial(letter_sent.send, sender=Letter, letter=row.pk))
    return row


def _until(letter: Letter) -> str:
    """Until when a letter extends a deadline: a moment in UTC, ISO 8601."""
    new = new_deadline(letter)
    return new.moment.isoformat() if new else ""


def _count_hours(letter: Letter, at: datetime) -> None:
    """A deadline that was given in hours is a day and a time from now on."""
    enquiry = getattr(letter, "enquiry", None)
    if enquiry is not None and enquiry.hours is not None:
        enquiry.count_from(at)
        enquiry.save(update_fields=["deadline_day", "deadline_time"])


def _required(looked: Check, sending: Sending) -> dict[str, str]:
    """The stand-ins that hold, where nothing else is in the way."""
    if looked.problems:
        raise Refusal(looked.problems[0])
    held, open_ones = missing_languages.chosen(looked.gaps, sending.stand_ins)
    if open_ones:
        raise Refusal(CorrespondenceCode.LETTER_LANGUAGES_MISSING, number=len(open_ones))
    if {member.code for member in looked.without_address} - sending.known_unreachable:
        raise Refusal(CorrespondenceCode.LETTER_WITHOUT_ADDRESS, number=len(looked.without_address))
    if looked.outdated.keys() - sending.known_outdated:
        raise Refusal(CorrespondenceCode.SUMMARY_OUTDATED, number=len(looked.outdated))
    if {doubt.code for doubt in looked.doubts} - sending.known_doubts:
        raise Refusal(CorrespondenceCode.LETTER_DIFFERS_FROM_ENQUIRY, number=len(looked.doubts))
    if not looked.recipients:
        raise Refusal(CorrespondenceCode.LETTER_REACHES_NOBODY)
    if len(looked.recipients) != sending.expected:
        facts = {"number": len(looked.recipients), "expected": sending.expected}
        raise Refusal(Reason(MailCode.MAIL_PEOPLE_CHANGED, facts))
    return held


def _fill(letter: Letter) -> None:
    """Write down for good what stood in braces."""
    for text in letter.texts.all():
        filled = Filler(letter, text.language)
        text.subject, text.body = filled(text.subject), filled(text.body)
        text.save(update_fields=["subject", "body"])
    for annex in letter.annexes.all():
        for words in annex.texts.all():
            words.body = Filler(letter, words.language)(words.body)
            words.save(update_fields=["body"])


def _mail(
    letter: Letter, performer: Performer, at: datetime, people: list[Recipient], unreachable: list[str]
) -> Mailing:
    selection = {"letter": letter.symbol, "classes": letter.addressed, "without_address": unreachable}
    earlier = letter.replaces or (letter.extends.letter if letter.extends else None)
    follows = earlier.mailing if earlier else None
    return papers.queue(letter.consultation, (MAIL, COPY), people, selection, performer, at, follows=follows)


def try_again(letter: Letter, performer: Performer, at: datetime) -> None:
    """Make the papers of a sent letter once more: those that are not there yet.

    Raises:
        Refusal: they are made, or being made.
    """
    with carry_out(letter.consultation_id, performer, Action.LETTER_SEND, at, corrects=lambda: letter.corrects) as act:
        row = Letter.objects.get(pk=letter.pk)
        if not papers.may_try_again(row, at):
            raise Refusal(CorrespondenceCode.LETTER_PAPERS_NOT_FAILED)
        row.papers_state = Letter.PapersState.WAITING
        row.save(update_fields=["papers_state"])
        act.place = f"letter:{letter.pk}"
        act.facts.update(letter=letter.symbol, did="papers again")
        transaction.on_commit(partial(letter_sent.send, sender=Letter, letter=letter.pk))


def keep_paper(letter: Letter, language: str, kind: LetterPaper.Kind, upload: Upload) -> LetterPaper:
    """Keep a paper as it goes out: the system's own bookkeeping, no act."""
    return letter.papers.create(language=language, kind=kind, upload=upload)
