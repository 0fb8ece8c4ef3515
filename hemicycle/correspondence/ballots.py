"""What a ballot or a silence procedure comes to: counted from what came back, or read as it was declared (rule 37)."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hemicycle.correspondence import grounds
from hemicycle.correspondence.models import Enquiry
from hemicycle.correspondence.procedures import mode_of
from hemicycle.rules.ballots import Authority, BallotOutcome, BallotResult, Cast, Votes, cast, decides, tally
from hemicycle.rules.reasons import Reason
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.correspondence.models import DeclaredResult, Question
    from hemicycle.correspondence.results import Return, Returns
    from hemicycle.rules.ballots import Mode

_WAITING = frozenset({Status.UNCONFIRMED, Status.CONFLICT})


@dataclass(frozen=True)
class BallotOn:
    """A ballot on one question.

    Attributes:
        authority: On whose the conclusion was put to it; None where the question is no conclusion.
        declared: It is final.
    """

    question: Question
    result: BallotResult
    authority: Authority | None
    declared: bool

    @property
    def decides(self) -> bool:
        """Whether the conclusion is decided by correspondence (rule 34)."""
        return decides(self.result.outcome, self.authority, declared=self.declared)

    @property
    def steps(self) -> tuple[Reason, ...]:
        """How the outcome follows, the authorities first."""
        before = self.authority.steps() if self.authority else ()
        return (*before, *self.result.steps)


def entitled(returned: Returns) -> list[Return]:
    """Those who may vote, or in a silence procedure all who are asked, in the order of lists."""
    if returned.enquiry.kind == Enquiry.Kind.SILENCE:
        return list(returned.rows)
    return [row for row in returned.rows if row.put_to.may_vote]


def suspended(returned: Returns) -> list[Return]:
    """Those who would be entitled but for the suspension of their vote; in a silence procedure nobody is counted so."""
    if returned.enquiry.kind == Enquiry.Kind.SILENCE:
        return []
    return [row for row in returned.rows if row.put_to.suspended]


def vote_of(row: Return, question: int) -> Cast:
    """What became of the vote of one who is entitled on a question, by its key."""
    choice = row.choices.get(str(question), "") if row.status is Status.COUNTED else ""
    return cast(choice, late=row.status is Status.LATE, waiting=row.status in _WAITING)


def turnout(returned: Returns) -> tuple[int, int]:
    """How many of those entitled have voted, and how many they are: to be seen at any time."""
    rows = entitled(returned)
    return sum(row.status is Status.COUNTED for row in rows), len(rows)


def ballots_of(returned: Returns) -> list[BallotOn]:
    """Each question that is still asked, counted apart; none while votes are sealed, nor of what decides nothing."""
    if returned.declared is not None:
        return _declared(returned.declared, returned.questions)
    mode = mode_of(returned.enquiry)
    if mode is None or returned.sealed:
        return []
    authorities = grounds.authorities(returned.enquiry)
    return [
        BallotOn(question, _counted(mode, returned, question), authorities.get(question.pk), declared=False)
        for question in returned.questions
        if question.withdrawn_at is None
    ]


def _counted(mode: Mode, returned: Returns, question: Question) -> BallotResult:
    votes = Votes.of((vote_of(row, question.pk) for row in entitled(returned)), len(suspended(returned)))
    return tally(mode, votes)


def frozen(returned: Returns) -> dict[str, Any] | None:
    """What a declaration keeps of it: ``correspondence.declared``; None of what decides nothing."""
    mode, sent = mode_of(returned.enquiry), returned.enquiry.letter.sent_at
    if mode is None:
        return None
    results = [_frozen(one) for one in ballots_of(returned)]
    return {"mode": asdict(mode), "opened": sent.isoformat() if sent else None, "results": results}


def _frozen(one: BallotOn) -> dict[str, Any]:
    result = one.result
    return {
        "question": one.question.pk,
        "outcome": result.outcome.value,
        "entitled": result.votes.entitled,
        "suspended": result.votes.suspended,
        "counts": {name.value: number for name, number in result.votes.counts.items() if number},
        "needed": result.needed,
        "authority": _moments(one.authority) if one.authority else None,
        "steps": [step.as_json() for step in result.steps],
    }


def _moments(authority: Authority) -> dict[str, str | None]:
    found = {"flagged": authority.flagged, "authorised": authority.authorised}
    return {name: moment.isoformat() if moment else None for name, moment in found.items()}


def _declared(declared: DeclaredResult, questions: Iterable[Question]) -> list[BallotOn]:
    content = declared.content
    if "ballot" not in content:
        return []
    known = {(question.listing, question.number): question for question in questions}
    asked = {row["key"]: known[row["listing"], row["number"]] for row in content["questions"]}
    return [_as_declared(row, asked[row["question"]]) for row in content["ballot"]["results"]]


def _as_declared(row: Mapping[str, Any], question: Question) -> BallotOn:
    counts = Counter({Cast(name): number for name, number in row["counts"].items()})
    votes = Votes(row["entitled"], row["suspended"], counts)
    steps = tuple(Reason.from_json(step) for step in row["steps"])
    result = BallotResult(BallotOutcome(row["outcome"]), votes, row["needed"], steps)
    return BallotOn(question, result, _authority(row["authority"]), declared=True)


def _authority(stored: Mapping[str, str | None] | None) -> Authority | None:
    if stored is None:
        return None
    moments = (stored["flagged"], stored["authorised"])
    flagged, authorised = (datetime.fromisoformat(at) if at else None for at in moments)
    return Authority(flagged, authorised)
