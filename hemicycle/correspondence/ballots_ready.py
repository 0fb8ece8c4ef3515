"""How far each letter that will put something to a vote is prepared, before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.correspondence import waiting
from hemicycle.correspondence.models import Enquiry, Letter
from hemicycle.people import queries as people
from hemicycle.people import voting
from hemicycle.people.models import Member

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.clearance import Outcome

_PUT_TO_A_VOTE = (Enquiry.Kind.BALLOT, Enquiry.Kind.SILENCE)


@dataclass(frozen=True)
class BallotReady:
    """A draft that asks by ballot or by silence.

    Attributes:
        silence: Whoever does not object agrees.
        questions: How many it asks.
        lacking: Languages of documents in which not every question and option is written.
        electorate: So many of the Members asked can reply: in a ballot, those entitled to vote today.
        late: Its deadline has passed already.
        outcome: What became of it when it was last submitted for clearance; None where it never was.
    """

    letter: Letter
    silence: bool
    questions: int
    lacking: tuple[str, ...]
    electorate: int
    late: bool
    outcome: Outcome | None


def ballots_ready(consultation: Consultation, at: datetime) -> list[BallotReady]:
    """Each of them by its symbol; a number of queries that does not grow with drafts and Members."""
    rows = Enquiry.objects.filter(
        letter__consultation=consultation, letter__state=Letter.State.DRAFT, kind__in=_PUT_TO_A_VOTE
    )
    drafts = list(
        rows.select_related("letter")
        .prefetch_related("questions__options", "extensions")
        .order_by("letter__number", "pk")
    )
    if not drafts:
        return []
    able = _able(consultation, at)
    outcomes = {row.letter: row.outcome for row in waiting.letters(consultation) if not row.language}
    return [_ready(row, consultation, able, at, outcomes.get(row.letter_id)) for row in drafts]


def _able(consultation: Consultation, at: datetime) -> list[tuple[str, bool]]:
    """Of each invited Member the key of its class, and whether it is entitled to vote."""
    day, classes = consultation.day(at), consultation.classes
    invited = Member.objects.filter(invitations__consultation=consultation)
    found = []
    for member in invited.prefetch_related("organ_seats", "vote_suspensions"):
        one = people.class_of(member, classes, day)
        found.append((one.value, voting.may_vote(member, one, day)))
    return found


def _ready(
    enquiry: Enquiry,
    consultation: Consultation,
    able: Iterable[tuple[str, bool]],
    at: datetime,
    outcome: Outcome | None,
) -> BallotReady:
    silence = enquiry.kind == Enquiry.Kind.SILENCE
    questions = [question for question in enquiry.questions.all() if question.withdrawn_at is None]
    texts = [question.title for question in questions]
    texts += [option.label for question in questions for option in question.options.all()]
    texts += [question.text for question in questions if question.text]
    lacking = [code for code in consultation.languages.documents if not all(text.get(code) for text in texts)]
    return BallotReady(
        enquiry.letter,
        silence,
        len(questions),
        tuple(lacking),
        sum(key in enquiry.asked and (silence or votes) for key, votes in able),
        enquiry.hours is None and not enquiry.deadline.met(at),
        outcome,
    )
