"""Replies of the seed: given by made-up focal points, entered from papers, and their conditions gathered."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from hemicycle.correspondence import notices
from hemicycle.correspondence.actions import conditions, replies
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.changes import reply_changed
from hemicycle.journal.record import Performer
from hemicycle.ops.seed import files, letter_files
from hemicycle.people.queries import authority_of
from hemicycle.people.uploads import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from hemicycle.correspondence.models import Enquiry, Question, ReplyVersion
    from hemicycle.ops.seed.letter_files import ConditionRecord, EnteredReply, ItemReply, LetterFile, OptionReply
    from hemicycle.ops.seed.letters import Desk
    from hemicycle.people.models import Member


@contextmanager
def without_receipts() -> Iterator[None]:
    """What was answered in 2020 had its receipts then: nobody is written to now."""
    reply_changed.disconnect(dispatch_uid="correspondence.notices")
    try:
        yield
    finally:
        notices.listen()


def local(enquiry: Enquiry, moment: datetime) -> datetime:
    """A moment of the files, in the zone of the consultation."""
    return moment.replace(tzinfo=enquiry.letter.consultation.zone)


def _answering(enquiry: Enquiry, member: Member, at: datetime) -> Performer:
    """The Member's focal point at that moment.

    Raises:
        LookupError: it had none.
    """
    mandate = authority_of(enquiry.letter.consultation, member, at)
    if mandate is None:
        raise LookupError(f"{member.code} has no focal point")
    return Performer(mandate.person)


def _members(enquiry: Enquiry) -> dict[str, Member]:
    return {member.code: member for member in enquiry.letter.consultation.body.members.all()}


def choose(enquiry: Enquiry, records: list[OptionReply]) -> dict[str, list[ConditionRecord]]:
    """Replies by options; returns the conditions of each Member."""
    question = enquiry.questions.get()
    members = _members(enquiry)
    for record in records:
        at, member = local(enquiry, record.at), members[record.member]
        stated = tuple((condition.heading, condition.words) for condition in record.conditions)
        answer = Answer({question.pk: record.option}, stated, language=record.language)
        replies.submit(enquiry, _answering(enquiry, member, at), at, member=member, answer=answer)
    return {record.member: record.conditions for record in records}


def gather(
    enquiry: Enquiry,
    desk: Desk,
    at: datetime,
    texts: Mapping[str, LetterFile],
    stated: Mapping[str, list[ConditionRecord]],
) -> None:
    """Gather the conditions in clusters, in the order of the files."""
    rows = {
        (row.version.reply.member.code, row.words): row.pk
        for reply in enquiry.replies.select_related("counted", "member")
        if reply.counted
        for row in reply.counted.conditions.select_related("version__reply__member")
    }
    headings = {
        condition.cluster: condition.heading
        for records in stated.values()
        for condition in records
        if condition.cluster is not None
    }
    for place, heading in sorted(headings.items()):
        title = {code: text.clusters[place] for code, text in texts.items()}
        cluster = conditions.make_cluster(enquiry, desk.first, at, heading=heading, title=title)
        keys = [
            rows[member, condition.words]
            for member, records in stated.items()
            for condition in records
            if condition.cluster == place
        ]
        conditions.gather(enquiry, desk.first, at, conditions=keys, cluster=cluster.pk)
    for led_in in dict.fromkeys(heading for text in texts.values() for heading in text.lead_ins):
        words = {code: text.lead_ins[led_in] for code, text in texts.items() if led_in in text.lead_ins}
        conditions.lead_in(enquiry, desk.first, at, heading=led_in, words=words)


def say_yes_or_no(enquiry: Enquiry, records: list[ItemReply]) -> dict[str, list[ReplyVersion]]:
    """Replies for each item, in the order in which they came; returns the versions of each Member."""
    questions = list(enquiry.questions.all())
    members = _members(enquiry)
    versions: dict[str, list[ReplyVersion]] = {}
    for record in records:
        at, member = local(enquiry, record.at), members[record.member]
        answer = _answer(questions, record)
        version = replies.submit(enquiry, _answering(enquiry, member, at), at, member=member, answer=answer)
        versions.setdefault(record.member, []).append(version)
    return versions


def _answer(questions: list[Question], record: ItemReply | EnteredReply) -> Answer:
    """Yes to every urgent item but some, no to every other but some."""
    choices = {}
    for question in questions:
        urgent = question.listing == files.URGENT
        yes = question.number not in record.no if urgent else question.number in record.yes
        choices[question.pk] = "yes" if yes else "no"
    return Answer(choices)


def enter(enquiry: Enquiry, desk: Desk, records: list[EnteredReply]) -> None:
    """The secretariat enters what came otherwise, and a second person confirms it (rule 21)."""
    questions, papers = list(enquiry.questions.all()), letter_files.sources()
    for record in records:
        paper = papers[record.member]
        source = Source(
            record.channel,
            None,
            received=local(enquiry, record.received),
            signed_by=record.signed_by,
            file=look(ContentFile(paper.text.strip().encode(), name=paper.name)),
        )
        version = replies.enter(
            enquiry,
            desk.first,
            local(enquiry, record.entered),
            member=_members(enquiry)[record.member],
            answer=_answer(questions, record),
            source=source,
        )
        replies.confirm(version, desk.second, local(enquiry, record.confirmed))


def accept(version: ReplyVersion, desk: Desk, at: datetime, *, words: str) -> None:
    """The chair accepts a reply that came late (rule 18)."""
    replies.accept_late(version, desk.chair, at, words=words)
