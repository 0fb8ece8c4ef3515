"""A letter is drafted that puts flagged conclusions to a decision by correspondence (rule 34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.actions.letters import Head, begin_within
from hemicycle.correspondence.actions.questions import Asking, Put, ask_within
from hemicycle.correspondence.models import Enquiry
from hemicycle.correspondence.particulars import Particulars
from hemicycle.correspondence.templates import BALLOT, SILENCE, refers_to
from hemicycle.outcome.ballots import Candidate, candidates, text_as_read
from hemicycle.outcome.models import BallotedConclusion
from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.people.act import carry_out
from hemicycle.rules.ballots import LEAST_SILENCE
from hemicycle.rules.capacity import Right
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hemicycle.correspondence.models import Letter
    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act

#: A ballot is drafted with so many days; its letter says how many they are.
_DAYS = timedelta(days=30)


@dataclass(frozen=True)
class Wanted:
    """What is put to a decision by correspondence.

    Attributes:
        items: Keys of the items whose conclusions are put to it.
        silence: By a silence procedure instead of a ballot.
    """

    items: Collection[int]
    silence: bool = False


def draft_letter(consultation: int, performer: Performer, at: datetime, wanted: Wanted) -> Letter:
    """Draft a letter that asks one question for each conclusion, with its text as it was read out.

    Raises:
        Refusal: none is chosen; one is not flagged, without its authority, put to another open ballot, or decided
            already.
    """
    with carry_out(consultation, performer, Action.LETTER_WRITE, at) as act:
        chosen = _chosen(act, wanted.items)
        earlier = next((one.enquiry for row in chosen for one in reversed(row.before)), None)
        letter = _begun(act, wanted, again=earlier is not None)
        enquiry = ask_within(act, letter, _asking(act, wanted, chosen))
        if earlier is not None:
            enquiry.procedure.follows = earlier
            enquiry.procedure.save(update_fields=["follows"])
        by_place = {(row.listing, row.number): row for row in enquiry.questions.all()}
        BallotedConclusion.objects.bulk_create(
            BallotedConclusion(question=by_place[_place(row)], urgency=row.urgency) for row in chosen
        )
        act.facts.update(
            did="ballot",
            urgencies=[row.urgency.pk for row in chosen],
            follows=earlier.letter.symbol if earlier is not None else "",
        )
    return letter


def _chosen(act: Act, items: Collection[int]) -> list[Candidate]:
    if not items:
        raise Refusal(OutcomeCode.BALLOT_OF_NOTHING)
    known = {row.urgency.ending.discussion.item_id: row for row in candidates(act.consultation)}
    if set(items) - known.keys():
        raise Refusal(RuleCode.NOT_URGENT)
    chosen = [row for item, row in known.items() if item in items]
    for row in chosen:
        require(row.decision)
    return chosen


def _begun(act: Act, wanted: Wanted, *, again: bool) -> Letter:
    usual = letter_queries.usual(act.consultation, act.day)
    head = Head(
        usual.series,
        usual.number,
        usual.dated,
        tuple({*usual.addressed, *act.classes.having(Right.VOTE)}),
        usual.signatory,
        usual.signatory_title,
        particulars=Particulars.of(usual),
    ).cleaned()
    after = refers_to(act.consultation.languages.documents) if again else {}
    return begin_within(act, head, template=SILENCE if wanted.silence else BALLOT, after=after)


def _asking(act: Act, wanted: Wanted, chosen: list[Candidate]) -> Asking:
    kind = Enquiry.Kind.SILENCE if wanted.silence else Enquiry.Kind.BALLOT
    return (
        Asking(
            kind.value,
            tuple(act.classes.having(Right.VOTE)),
            act.day + _DAYS,
            zone=act.consultation.time_zone,
            questions=tuple(_put(row) for row in chosen),
            hours=LEAST_SILENCE // timedelta(hours=1) if wanted.silence else None,
        )
        .cleaned(act.classes)
        .counted_from(act.at)
    )


def _put(row: Candidate) -> Put:
    item = row.urgency.ending.discussion.item
    listing, number = _place(row)
    symbol = item.document.symbol if item.document else ""
    return Put(number, item.title, listing, symbol, text=text_as_read(row.urgency.ending))


def _place(row: Candidate) -> tuple[str, int]:
    """Where it stands in the letter: as the item does in its list."""
    item = row.urgency.ending.discussion.item
    return item.listing, item.number
