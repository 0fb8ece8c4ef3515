"""Replies: given, entered from paper, confirmed, accepted although late (rules 13, 18, 21 and 22)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from hemicycle.correspondence import queries, sealed_votes
from hemicycle.correspondence.actions.drafts import discard_draft, require_base
from hemicycle.correspondence.answers import Answer, require_fitting
from hemicycle.correspondence.changes import reply_changed
from hemicycle.correspondence.models import Condition, Enquiry, LetterMail, Reply, ReplyVersion
from hemicycle.correspondence.written_in import language_of
from hemicycle.journal import sealing
from hemicycle.journal.locks import made_once
from hemicycle.people.act import Act, carry_out_in_share
from hemicycle.people.details import clean
from hemicycle.rules import replies as rules
from hemicycle.rules.capacity import ParticipationClass, Right
from hemicycle.rules.enquiries import may_be_answered, may_reply
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.rules.replies import Channel, Status
from hemicycle.verification import facts
from hemicycle.verification.facts import ANSWER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.arrivals.models import Arrival
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Member, Person, Upload
    from hemicycle.people.uploads import Looked
    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.reasons import Decision
    from hemicycle.rules.replies import Version

    #: A version as it is kept, and as the rules see it.
    Known = tuple[ReplyVersion, Version]


@dataclass(frozen=True)
class Source:
    """How an answer came that a Member did not give online (rule 21).

    Attributes:
        upload: The paper or mail itself, or a note of the call, where it is kept already.
        file: The same as it was sent and looked at, to be kept.
        received: When it reached the secretariat.
        signed_by: Who signed it, as it stands there.
        person: The same person, where they are known here.
        replaces: It says that it takes the place of what this Member answered on paper before.
        arrival: The message that was filed at the letter, of which ``upload`` is the original.
    """

    channel: Channel
    upload: Upload | None
    received: datetime
    signed_by: str = ""
    person: Person | None = None
    file: Looked | None = None
    replaces: bool = False
    arrival: Arrival | None = None


def submit(
    enquiry: Enquiry,
    performer: Performer,
    at: datetime,
    *,
    member: Member,
    answer: Answer,
    settles: bool = False,
) -> ReplyVersion:
    """A Member's focal point answers; a later answer of theirs takes the place of an earlier one (rule 13).

    Args:
        settles: The answer settles different ones that came before (rule 22).

    Raises:
        Refusal: not this person's to give, not asked, after the result was declared, not what was asked, there is
            nothing to settle, or another draft was saved, or a version submitted, since.
    """
    wanted = answer.cleaned()
    consultation = enquiry.letter.consultation_id
    asked_as = queries.addressed_class(enquiry.letter_id, member)
    with carry_out_in_share(consultation, performer, Action.REPLY_GIVE, at, member=member, asked_as=asked_as) as act:
        reply, known = _reply(enquiry, member, act)
        require(_may_reply(reply.enquiry, member, act.classes.named(asked_as)))
        # Read under the lock: an extension may have come meanwhile, or the declaration of the result.
        require(rules.may_answer(reply.enquiry.deadline, at, declared=reply.enquiry.declared_at is not None))
        require_base(reply, performer.person, answer.base, versions=len(known))
        if settles:
            require(rules.may_settle(Status(reply.status)))
        require_fitting(reply.enquiry, wanted)
        version = _add(reply, wanted, known, person=performer.person, received_at=at, settles=settles)
        if performer.person is not None:
            discard_draft(reply.enquiry, member, performer.person)
        _note_answer(act, version, wanted)
        _restate(act, reply, version, Action.REPLY_GIVE, known)
    return version


def enter(
    enquiry: Enquiry,
    performer: Performer,
    at: datetime,
    *,
    member: Member,
    answer: Answer,
    source: Source,
) -> ReplyVersion:
    """The secretariat enters an answer that came on paper, by mail or by phone; a second person confirms it (rule 21).

    Raises:
        Refusal: as for ``submit``; there is no source, it was received in the future or before the letter was sent, or
            there is nothing that it could replace.
    """
    wanted = answer.cleaned()
    consultation = enquiry.letter.consultation_id

    def corrects() -> bool:
        return queries.was_entered(enquiry, member)

    action = Action.REPLY_ENTER
    with carry_out_in_share(consultation, performer, action, at, member=member, corrects=corrects) as act:
        has_source = source.upload is not None or source.file is not None
        sent = enquiry.letter.sent_at
        require(rules.may_enter(source.channel, source.received, at, has_source=has_source, asked_at=sent))
        reply, known = _reply(enquiry, member, act)
        require(_may_reply(reply.enquiry, member, None))
        require(rules.may_replace(replaces=source.replaces, earlier=queries.entered_before(enquiry, member)))
        declared = reply.enquiry.declared_at is not None
        require(rules.may_answer(reply.enquiry.deadline, source.received, declared=declared))
        require_fitting(reply.enquiry, wanted)
        version = _add(
            reply,
            wanted,
            known,
            person=source.person,
            received_at=source.received,
            channel=source.channel.value,
            source=source.upload or _kept(source, performer, at),
            signed_by=clean(source.signed_by)[:300],
            entered_by=performer.person,
            entered_at=at,
            replaces=source.replaces,
        )
        act.facts.update(replaces=source.replaces)
        if source.arrival is not None:
            LetterMail.objects.filter(arrival=source.arrival).update(version=version)
        _note_answer(act, version, wanted)
        _restate(act, reply, version, Action.REPLY_ENTER, known)
    return version


def _kept(source: Source, performer: Performer, at: datetime) -> Upload:
    if source.file is None or performer.person is None:
        raise LookupError("a person enters an answer, with its source")
    return source.file.keep(performer.person, at)


def confirm(version: ReplyVersion, performer: Performer, at: datetime) -> ReplyVersion:
    """Somebody of the secretariat has compared what another of them entered with its source (rule 21).

    Raises:
        Refusal: they entered it themselves, there is nothing to confirm, or the result is declared.
    """
    person = performer.person
    if person is None:
        raise LookupError("a person confirms")
    with _on_version(version, performer, Action.REPLY_CONFIRM, at) as (act, row):
        declared = row.reply.enquiry.declared_at is not None
        let_in = queries.let_in(person, act.consultation, row.entered_by_id)
        require(rules.may_confirm(queries.version_of(row), person.pk, declared=declared, let_in=let_in))
        row.confirmed_by, row.confirmed_at = person, at
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        _restate(act, row.reply, row, Action.REPLY_CONFIRM)
    return row


def return_entry(version: ReplyVersion, performer: Performer, at: datetime, *, words: str) -> ReplyVersion:
    """A second person found that what was entered is not what its source says: it never counts (rule 21).

    It stays on record. The answer is entered anew, with the same source.

    Raises:
        Refusal: they entered it themselves, there is nothing to confirm, no words say what is wrong, or the result
            is declared.
    """
    person = performer.person
    if person is None:
        raise LookupError("a person compares")
    with _on_version(version, performer, Action.REPLY_CONFIRM, at) as (act, row):
        said, declared = clean(words), row.reply.enquiry.declared_at is not None
        let_in = queries.let_in(person, act.consultation, row.entered_by_id)
        require(rules.may_return(queries.version_of(row), person.pk, declared=declared, words=said, let_in=let_in))
        row.returned_by, row.returned_at, row.returned_why = person, at, said[:1000]
        row.save(update_fields=["returned_by", "returned_at", "returned_why"])
        act.facts.update(words=row.returned_why, returned=True)
        _restate(act, row.reply, row, Action.REPLY_CONFIRM)
    return row


def accept_late(version: ReplyVersion, performer: Performer, at: datetime, *, words: str) -> ReplyVersion:
    """The chair accepts an answer that came late, with words for the record (rule 18).

    Raises:
        Refusal: it is not late, was returned or accepted already, is of a State for which they speak, the result is
            declared, or there are no words.
    """
    with _on_version(version, performer, Action.REPLY_ACCEPT, at) as (act, row):
        said, (person, known) = clean(words), _deciding(row, performer)
        require(rules.may_accept_late(queries.version_of(row), row.reply.enquiry.deadline, words=said, **known))
        row.accepted_by, row.accepted_at, row.accepted_why = person, at, said[:1000]
        row.save(update_fields=["accepted_by", "accepted_at", "accepted_why"])
        act.facts.update(words=row.accepted_why)
        _restate(act, row.reply, row, Action.REPLY_ACCEPT)
    return row


def decline_late(version: ReplyVersion, performer: Performer, at: datetime, *, words: str) -> ReplyVersion:
    """The chair does not accept an answer that came late, with words that its State is told (rule 18).

    Raises:
        Refusal: it is not late, was returned, accepted or declined already, is of a State for which they speak, the
            result is declared, or there are no words.
    """
    with _on_version(version, performer, Action.REPLY_ACCEPT, at) as (act, row):
        said, (person, known) = clean(words), _deciding(row, performer)
        require(rules.may_decline_late(queries.version_of(row), row.reply.enquiry.deadline, words=said, **known))
        row.declined_by, row.declined_at, row.declined_why = person, at, said[:1000]
        row.save(update_fields=["declined_by", "declined_at", "declined_why"])
        act.facts.update(words=row.declined_why, declined=True)
        _restate(act, row.reply, row, Action.REPLY_ACCEPT)
    return row


def _deciding(row: ReplyVersion, performer: Performer) -> tuple[Person, dict[str, bool]]:
    """Who of the chair decides on a late answer, and what the rules ask of that beside the words."""
    if (person := performer.person) is None:
        raise LookupError("a person decides on a late answer")
    return person, {"declared": row.reply.enquiry.declared_at is not None, "own": queries.speaks_for(person, row)}


@contextmanager
def _on_version(
    version: ReplyVersion, performer: Performer, action: Action, at: datetime
) -> Iterator[tuple[Act, ReplyVersion]]:
    reply = version.reply
    consultation = reply.enquiry.letter.consultation_id

    def corrects() -> bool:
        entered = version.channel != Channel.ONLINE.value
        return entered and queries.was_entered(reply.enquiry, reply.member, version.number)

    with carry_out_in_share(consultation, performer, action, at, member=reply.member, corrects=corrects) as act:
        lock(reply)
        related = ReplyVersion.objects.select_related("reply__member", "reply__enquiry__letter")
        yield act, related.prefetch_related("reply__enquiry__extensions").get(pk=version.pk)


def lock(reply: Reply) -> None:
    """Have everybody else who would change the reply wait; within an act that holds the consultation in share.

    What is read of the reply from here on stays so: its versions and their conditions change under this lock alone.
    """
    Reply.objects.select_for_update().get(pk=reply.pk)


def _reply(enquiry: Enquiry, member: Member, act: Act) -> tuple[Reply, list[Known]]:
    """The Member's reply, locked, and made on its first answer, to an enquiry that is put to it; with its versions."""
    current = queries.judged_by(enquiry.pk)
    current.letter.consultation = act.consultation
    capacity = act.asked_as or queries.addressed_class(current.letter_id, member)
    require(may_be_answered(sent=current.letter.sent, asked=capacity in current.asked))
    act.facts["asked_as"] = capacity  # beside its class as at the act, which can be another one (rule 5)
    reply = Reply(enquiry=current, member=member)
    # Of two first answers at once the second waits here for the first, and then for its lock.
    if made_once(reply):
        return reply, []
    reply = Reply.objects.select_for_update().get(enquiry=current, member=member)
    reply.enquiry, reply.member = current, member
    return reply, _known(reply)


def _may_reply(enquiry: Enquiry, member: Member, answering: Capacity | None) -> Decision:
    """Whether a reply of this Member to this letter may be taken.

    Args:
        answering: The class as which it is asked; None where the secretariat enters what came otherwise.
    """
    ballot = enquiry.kind == Enquiry.Kind.BALLOT
    return may_reply(
        ballot=ballot,
        answers=not isinstance(answering, ParticipationClass) or answering.has(Right.ANSWER),
        votes=ballot and queries.votes(enquiry, member),
    )


def _known(reply: Reply) -> list[Known]:
    """The versions of a reply, as they are kept and as the rules see them; under its lock they stay so."""
    return [(row, queries.version_of(row)) for row in reply.versions.prefetch_related("conditions")]


def _add(reply: Reply, answer: Answer, known: list[Known], **more: Any) -> ReplyVersion:
    """Keep an answer as one more version, which also joins those that are known."""
    number = len(known) + 1
    symbol = reply.enquiry.letter.symbol
    version = reply.versions.create(
        number=number,
        choices=answer.stored,
        receipt=f"{symbol}-{reply.member.code.upper()}-{number}",
        nonce=sealed_votes.nonce(reply.enquiry),
        journal_head=sealing.head(),
        **more,
    )
    known.append((version, queries.version_of(version, answer.conditions)))
    if not answer.conditions:
        return version
    _add_conditions(version, answer)
    return version


def _add_conditions(version: ReplyVersion, answer: Answer) -> None:
    """Keep what the answer came with; what is repeated word for word stays where it was gathered, in its language."""
    before = list(Condition.objects.filter(version__reply=version.reply).order_by("version__number"))
    clusters = {(row.heading, row.words): row.cluster_id for row in before if row.cluster_id is not None}
    languages = {row.words: row.language for row in before}
    Condition.objects.bulk_create(
        Condition(
            version=version,
            number=place,
            heading=heading,
            words=words,
            language=languages.get(words) or language_of(words, answer.language),
            cluster_id=clusters.get((heading, words)),
        )
        for place, (heading, words) in enumerate(answer.conditions, start=1)
    )


def assess_again(reply: Reply, known: list[Known] | None = None) -> int:
    """Write down where a reply stands by all its versions and the deadline that holds; inside an act.

    Args:
        known: All its versions, where the act has read them under its lock.

    Returns:
        How many versions it has.
    """
    versions = _known(reply) if known is None else known
    rows = {row.number: row for row, _version in versions}
    assessment = rules.assess([version for _row, version in versions], reply.enquiry.deadline)
    reply.status, reply.why = assessment.status.value, assessment.reason.as_json()
    reply.counted = rows[assessment.counted.number] if assessment.counted else None
    reply.save(update_fields=["status", "why", "counted"])
    return len(rows)


def judge_late_ones_again(enquiry: Enquiry, at: datetime) -> None:
    """What was recorded as late while an extension waited for its turn is judged by the deadline that holds now.

    Within the act that extends, however it does. Where an earlier version counts, the late one may take its place.
    What came in time and was entered late is late too.
    """
    current = Enquiry.objects.prefetch_related("extensions").get(pk=enquiry.pk)
    ended = current.first_deadline.moment
    came, entered = Q(versions__received_at__gt=ended), Q(versions__entered_at__gt=ended)
    late = enquiry.replies.filter(came | entered).distinct()
    for reply in late:
        reply.enquiry = current
        stood = _judged(reply)
        if (stood["before"], stood["counted_before"]) != (reply.status, reply.counted_id):
            waits = Q(confirmed_at=None) & ~Q(channel=Channel.ONLINE.value)
            speaking = reply.versions.filter(returned_at=None).exclude(waits)
            version = reply.counted_id or speaking.latest("number").pk
            _announce(reply, version, Action.DEADLINE_EXTEND, at, stood)


def _note_answer(act: Act, version: ReplyVersion, answer: Answer) -> None:
    """Have the journal's chain cover what was answered, and how it came."""
    how = {"channel": version.channel, "settles": version.settles, "replaces": version.replaces}
    act.facts[ANSWER] = facts.answer(version.choices, answer.conditions, version.nonce, **how)


def _restate(act: Act, reply: Reply, version: ReplyVersion, action: Action, known: list[Known] | None = None) -> None:
    """Write down anew where the reply stands, and say so."""
    stood = _judged(reply, known)
    act.place = f"reply:{reply.pk}"
    act.facts.update(
        letter=reply.enquiry.letter.symbol,
        receipt=version.receipt,
        **sealed_votes.in_journal(version),
        received=version.received_at.isoformat(),
        before=stood["before"],
        after=reply.status,
    )
    _announce(reply, version.pk, action, act.at, stood)


def _judged(reply: Reply, known: list[Known] | None = None) -> dict[str, Any]:
    """Assess a reply again; where it stood before and stands now, as ``ReplyNotice`` keeps it."""
    stood: dict[str, Any] = {"before": reply.status, "counted_before": reply.counted_id}
    stood["versions"] = assess_again(reply, known)
    return stood | {"status": reply.status, "counted": reply.counted_id, "why": reply.why}


def _announce(reply: Reply, version: int, action: Action, at: datetime, stood: dict[str, Any]) -> None:
    told = {"reply": reply.pk, "version": version, "act": action.value}
    reply_changed.send(sender=Reply, at=at, stood=stood, **told)
