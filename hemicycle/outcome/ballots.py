"""Conclusions that are put to a decision by correspondence: on whose authority, and what became of them (rule 34)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.correspondence.models import DeclaredResult
from hemicycle.outcome.models import BallotedConclusion, Conclusion, Ending, Urgency, Wording
from hemicycle.rules.ballots import Authority, BallotOutcome, decides, may_be_put
from hemicycle.rules.reasons import Allowed
from hemicycle.sittings.models import Discussion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Enquiry
    from hemicycle.rules.reasons import Decision


@dataclass(frozen=True)
class ConclusionBallot:
    """A decision by correspondence on a conclusion.

    Attributes:
        outcome: As it was declared; None before that.
        decides: The conclusion is decided by it.
        text: The conclusion as its letter has it, by language: as it was when the letter was drafted (rule 20).
    """

    urgency: int
    enquiry: Enquiry
    outcome: BallotOutcome | None
    decides: bool
    text: Text

    @property
    def letter(self) -> str:
        """Symbol of its letter."""
        return self.enquiry.letter.symbol

    @property
    def sent(self) -> bool:
        """Whether its letter went out."""
        return self.enquiry.letter.sent

    @property
    def declared_at(self) -> datetime | None:
        """When its result was declared."""
        return self.enquiry.declared_at


def ballots_of(urgencies: Iterable[Urgency]) -> dict[int, list[ConclusionBallot]]:
    """Those of each flagged conclusion, by the key of its flag, the earliest first. Two queries at most."""
    rows = list(
        BallotedConclusion.objects.filter(urgency__in=[row.pk for row in urgencies])
        .select_related("question__enquiry__letter", "urgency")
        .order_by("pk")
    )
    declared = {row.question.enquiry_id for row in rows if row.question.enquiry.declared_at is not None}
    results = {row.enquiry_id: row.content for row in DeclaredResult.objects.filter(enquiry__in=declared)}
    found: dict[int, list[ConclusionBallot]] = {}
    for row in rows:
        found.setdefault(row.urgency_id, []).append(_ballot(row, results.get(row.question.enquiry_id)))
    return found


def _ballot(row: BallotedConclusion, content: Mapping[str, Any] | None) -> ConclusionBallot:
    outcome = _declared_outcome(row, content) if content is not None else None
    authority = Authority(row.urgency.flagged_at, row.urgency.authorised_at)
    decided = outcome is not None and decides(outcome, authority, declared=True)
    return ConclusionBallot(row.urgency_id, row.question.enquiry, outcome, decided, row.question.text)


def _declared_outcome(row: BallotedConclusion, content: Mapping[str, Any]) -> BallotOutcome | None:
    """What a declared result says of a question; None where it was withdrawn."""
    place = (row.question.listing, row.question.number)
    keys = {one["key"] for one in content["questions"] if (one["listing"], one["number"]) == place}
    results = content["ballot"]["results"]
    return next((BallotOutcome(one["outcome"]) for one in results if one["question"] in keys), None)


def authorities(enquiry: Enquiry) -> dict[int, Authority]:
    """On whose authority each question of an enquiry is put that is a conclusion, by the key of the question."""
    rows = list(BallotedConclusion.objects.filter(question__enquiry=enquiry.pk).select_related("urgency"))
    if not rows:
        return {}
    known = _authorities([row.urgency for row in rows], besides=enquiry.pk)
    return {row.question_id: known[row.urgency_id] for row in rows}


def _authorities(urgencies: Iterable[Urgency], besides: int | None = None) -> dict[int, Authority]:
    rows = list(urgencies)
    lasting, ballots = _lasting(rows), ballots_of(rows)
    return {
        row.pk: _authority(row, [one for one in ballots.get(row.pk, []) if one.enquiry.pk != besides], ended=lasting)
        for row in rows
    }


def _authority(row: Urgency, others: list[ConclusionBallot], ended: set[int]) -> Authority:
    return Authority(
        row.flagged_at if row.taken_back_at is None else None,
        row.authorised_at,
        ended=row.ending_id in ended,
        open_elsewhere=next((one.letter for one in others if one.declared_at is None), ""),
        decided_by=next((one.letter for one in others if one.decides), ""),
    )


def _lasting(urgencies: Iterable[Urgency]) -> set[int]:
    """Of the endings of the flagged conclusions, those after which the item was not taken up again."""
    endings = Ending.objects.filter(pk__in=[row.ending_id for row in urgencies]).select_related("discussion")
    by_item = {row.discussion.item_id: row for row in endings}
    latest = dict(Discussion.objects.filter(item__in=by_item).order_by("item", "pk").values_list("item", "pk"))
    return {row.pk for item, row in by_item.items() if latest[item] == row.discussion_id}


@dataclass(frozen=True)
class Candidate:
    """A flagged conclusion, and whether it may be put to a decision by correspondence now.

    Attributes:
        before: Those that it was put to already.
    """

    urgency: Urgency
    decision: Decision
    before: tuple[ConclusionBallot, ...]

    @property
    def permitted(self) -> bool:
        """Whether it may."""
        return isinstance(self.decision, Allowed)


def candidates(consultation: Consultation) -> list[Candidate]:
    """Every conclusion that is flagged, in the order of the agenda; a constant number of queries."""
    rows = Urgency.objects.filter(ending__discussion__item__consultation=consultation, taken_back_at=None)
    found = list(
        rows.select_related("ending__discussion__item__document").order_by("ending__discussion__item__position")
    )
    known, ballots = _authorities(found), ballots_of(found)
    return [Candidate(row, may_be_put(known[row.pk]), tuple(ballots.get(row.pk, ()))) for row in found]


def text_as_read(ending: Ending) -> Text:
    """The conclusion as it was read out, in every language that says the same, also where it was translated later."""
    reading = ending.reading
    if reading is None:
        return {}
    conclusion = Conclusion.objects.get(pk=reading.conclusion_id)
    number = reading.wordings[conclusion.language]
    texts: dict[str, str] = {}
    for row in Wording.objects.filter(conclusion=conclusion).order_by("number"):
        own = row.language == conclusion.language and row.number == number
        if own or (row.language != conclusion.language and row.follows == number):
            texts[row.language] = row.text
    return {language: text for language, text in texts.items() if text}
