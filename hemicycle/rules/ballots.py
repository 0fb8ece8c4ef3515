"""Rules 34 to 37: how a decision by correspondence is reached, and how that follows from the votes.

A ballot is for as many questions as its letter asks, each tallied apart. A result explains itself: each of its steps is
a reason with the numbers that it rests on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.enquiries import OBJECTION
from hemicycle.rules.reasons import Decision, Reason, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.rules.deadlines import Deadline

#: A silence procedure runs for at least so long from the moment of sending (rule 35).
LEAST_SILENCE = timedelta(hours=72)
_WHOLE = 100
_TWO_THIRDS = Fraction(2, 3)


class Basis(StrEnum):
    """Of whom a share must approve."""

    ENTITLED = "entitled"
    CAST = "cast"


class Share(StrEnum):
    """Which share of them."""

    MAJORITY = "majority"
    TWO_THIRDS = "two_thirds"


class Unit(StrEnum):
    """In what a quorum is given."""

    NONE = "none"
    REPLIES = "replies"
    PERCENT = "percent"


class Missed(StrEnum):
    """What follows where fewer replied than the quorum asks for."""

    EXTENSION = "extension"
    NOT_APPROVED = "not_approved"


class Broken(StrEnum):
    """What follows where somebody objected to what was put to a silence procedure."""

    SESSION = "session"
    BALLOT = "ballot"
    AGAIN = "again"


@dataclass(frozen=True)
class Quorum:
    """How many must reply, abstentions included, for a ballot to be valid.

    Attributes:
        least: So many replies, or so many in a hundred of those entitled; nothing where there is no quorum.
    """

    unit: Unit = Unit.NONE
    least: int = 0

    def of(self, entitled: int) -> int:
        """How many replies that is; 0 where there is no quorum."""
        if self.unit is Unit.PERCENT:
            return ceil(Fraction(entitled * self.least, _WHOLE))
        return self.least if self.unit is Unit.REPLIES else 0


@dataclass(frozen=True)
class Mode:
    """How votes decide; chosen before a letter is sent, and the same from then on.

    Attributes:
        silence: Nobody votes: what nobody objects to is accepted.
        missed: What follows where the quorum is missed.
        broken: What follows where the silence is broken.
        open: Votes are seen before the deadline.
    """

    basis: Basis = Basis.ENTITLED
    share: Share = Share.MAJORITY
    quorum: Quorum = Quorum()
    missed: Missed = Missed.NOT_APPROVED
    silence: bool = False
    broken: Broken = Broken.SESSION
    open: bool = False


class Vote(StrEnum):
    """What is chosen in a ballot, as an answer has it."""

    FOR = "approve"
    AGAINST = "reject"
    ABSTENTION = "abstain"


class Cast(StrEnum):
    """What became of the vote of one who is entitled."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    OBJECTED = "objected"
    NO_OBJECTION = "no_objection"
    LATE = "late"
    WAITING = "waiting"
    NO_REPLY = "no_reply"


#: As what a choice counts; whatever else was chosen counts as nothing.
_COUNTED: dict[str, Cast] = {
    Vote.FOR.value: Cast.FOR,
    Vote.AGAINST.value: Cast.AGAINST,
    Vote.ABSTENTION.value: Cast.ABSTAINED,
    OBJECTION: Cast.OBJECTED,
    "no_objection": Cast.NO_OBJECTION,
}


def cast(choice: str, *, late: bool = False, waiting: bool = False) -> Cast:
    """What became of a vote on a question.

    Args:
        choice: That of the reply that counts; empty where none does, or it says nothing to the question.
        late: What came was late, and the chair did not accept it (rule 18).
        waiting: What came waits for a second person, or contradicts itself (rules 21 and 22).
    """
    if choice:
        return _COUNTED.get(choice, Cast.NO_REPLY)
    if waiting:
        return Cast.WAITING
    return Cast.LATE if late else Cast.NO_REPLY


class BallotOutcome(StrEnum):
    """What a ballot on a question came to."""

    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    QUORUM_MISSED = "quorum_missed"
    BROKEN = "broken"
    ACCEPTED = "accepted"


#: By these a conclusion is decided, once they are declared.
DECIDING = frozenset({BallotOutcome.APPROVED, BallotOutcome.ACCEPTED})


@dataclass(frozen=True)
class Votes:
    """The votes on one question, counted.

    Attributes:
        suspended: How many would be entitled but for the suspension of their vote; they are not among those entitled.
    """

    entitled: int
    suspended: int
    counts: Counter[Cast]

    @classmethod
    def of(cls, votes: Iterable[Cast], suspended: int = 0) -> Votes:
        """Of the vote of each who is entitled."""
        counts = Counter(votes)
        return cls(counts.total(), suspended, counts)

    @property
    def replies(self) -> int:
        """How many replied in a way that counts, abstentions included."""
        return self.entitled - sum(self.counts[one] for one in (Cast.LATE, Cast.WAITING, Cast.NO_REPLY))


def needed(mode: Mode, votes: Votes) -> int:
    """How many must approve: 25 of 48 for a simple majority of those entitled (rule 35)."""
    whole = votes.entitled
    if mode.basis is Basis.CAST:
        whole = votes.counts[Cast.FOR] + votes.counts[Cast.AGAINST]
    if mode.share is Share.TWO_THIRDS:
        # Of none, one at least must approve: nobody approves by silence.
        return max(1, ceil(whole * _TWO_THIRDS))
    return whole // 2 + 1


@dataclass(frozen=True)
class BallotResult:
    """What a ballot on one question came to, and how that follows.

    Attributes:
        needed: How many must approve; 0 in a silence procedure.
        steps: In order, each a reason with its numbers.
    """

    outcome: BallotOutcome
    votes: Votes
    needed: int
    steps: tuple[Reason, ...]


def tally(mode: Mode, votes: Votes) -> BallotResult:
    """Count one question of a ballot by its mode (rules 35 to 37)."""
    steps = [Reason(RuleCode.BALLOT_ENTITLED, {"entitled": votes.entitled, "suspended": votes.suspended})]
    if votes.counts[Cast.LATE]:
        steps.append(Reason(RuleCode.BALLOT_LATE, {"late": votes.counts[Cast.LATE]}))
    return _by_silence(mode, votes, steps) if mode.silence else _by_votes(mode, votes, steps)


def _by_silence(mode: Mode, votes: Votes, steps: list[Reason]) -> BallotResult:
    objections = votes.counts[Cast.OBJECTED]
    if objections:
        steps.append(Reason(RuleCode.SILENCE_IS_BROKEN, {"objections": objections, "then": mode.broken.value}))
        return BallotResult(BallotOutcome.BROKEN, votes, 0, tuple(steps))
    steps.append(Reason(RuleCode.SILENCE_KEPT, {"entitled": votes.entitled}))
    return BallotResult(BallotOutcome.ACCEPTED, votes, 0, tuple(steps))


def _by_votes(mode: Mode, votes: Votes, steps: list[Reason]) -> BallotResult:
    least, wanted = mode.quorum.of(votes.entitled), needed(mode, votes)
    if least:
        facts = {"replies": votes.replies, "quorum": least}
        if votes.replies < least:
            steps.append(Reason(RuleCode.QUORUM_NOT_REACHED, {**facts, "then": mode.missed.value}))
            missed = mode.missed is Missed.EXTENSION
            outcome = BallotOutcome.QUORUM_MISSED if missed else BallotOutcome.NOT_APPROVED
            return BallotResult(outcome, votes, wanted, tuple(steps))
        steps.append(Reason(RuleCode.QUORUM_REACHED, facts))
    steps.append(Reason(RuleCode.ABSTENTION_IS_NO_APPROVAL))
    whole = votes.entitled
    if mode.basis is Basis.CAST:
        whole = votes.counts[Cast.FOR] + votes.counts[Cast.AGAINST]
    approve = votes.counts[Cast.FOR]
    numbers = {"approve": approve, "needed": wanted, "of": whole, "basis": mode.basis.value, "share": mode.share.value}
    enough = approve >= wanted
    steps.append(Reason(RuleCode.ENOUGH_APPROVE if enough else RuleCode.TOO_FEW_APPROVE, numbers))
    outcome = BallotOutcome.APPROVED if enough else BallotOutcome.NOT_APPROVED
    return BallotResult(outcome, votes, wanted, tuple(steps))


@dataclass(frozen=True)
class Authority:
    """On what a conclusion is put to a ballot (rule 34).

    Attributes:
        flagged: When the chair flagged it as too urgent; None where nobody did, or took it back.
        authorised: When the second authority was recorded.
        ended: The item still ends with the conclusion that was flagged.
        open_elsewhere: Symbol of another letter that puts it to a ballot and is not declared; empty for none.
        decided_by: Symbol of the letter by which it was decided already; empty for none.
    """

    flagged: datetime | None
    authorised: datetime | None
    ended: bool = True
    open_elsewhere: str = ""
    decided_by: str = ""

    def steps(self) -> tuple[Reason, ...]:
        """The first steps of an explanation; none where the authority is not whole."""
        if self.flagged is None or self.authorised is None:
            return ()
        facts = {"flagged": self.flagged.isoformat(), "authorised": self.authorised.isoformat()}
        return (Reason(RuleCode.BALLOT_AUTHORISED, facts),)


def may_be_put(authority: Authority) -> Decision:
    """Whether a conclusion may be put to correspondence: on both authorities, once at a time, undecided (rule 34)."""
    if authority.flagged is None:
        return refuse(RuleCode.NOT_URGENT)
    if authority.authorised is None:
        return refuse(RuleCode.BALLOT_WITHOUT_AUTHORITY)
    if not authority.ended:
        return refuse(RuleCode.BALLOT_OF_OLD_CONCLUSION)
    if authority.open_elsewhere:
        return refuse(RuleCode.BALLOT_OPEN_ALREADY, letter=authority.open_elsewhere)
    if authority.decided_by:
        return refuse(RuleCode.BALLOT_DECIDED_ALREADY, letter=authority.decided_by)
    return allow(RuleCode.BALLOT_PERMITTED)


def may_close_at(deadline: Deadline, sent: datetime, *, silence: bool) -> Decision:
    """Whether what is sent now may end then: a silence procedure lasts 72 hours at least (rule 35)."""
    if silence and deadline.moment - sent < LEAST_SILENCE:
        hours = LEAST_SILENCE // timedelta(hours=1)
        return refuse(RuleCode.SILENCE_TOO_SHORT, hours=hours)
    return allow(RuleCode.NOTHING_AGAINST)


def is_sealed(mode: Mode | None, deadline: Deadline, at: datetime, *, declared: bool) -> bool:
    """Whether votes are seen by nobody but those who gave them (rule 37): until the close, unless the mode says so.

    Args:
        mode: None for what is no ballot.
    """
    if mode is None or mode.silence or mode.open or declared:
        return False
    return deadline.met(at)


def decides(outcome: BallotOutcome, authority: Authority | None, *, declared: bool) -> bool:
    """Whether a conclusion is decided by correspondence: approved, declared, and put on both authorities (rule 34)."""
    if not declared or outcome not in DECIDING or authority is None:
        return False
    return authority.flagged is not None and authority.authorised is not None


def is_valid_quorum(quorum: Quorum) -> Decision:
    """Whether a quorum can be reached: a number of replies, or a share from 1 to 100 in a hundred."""
    if quorum.unit is Unit.NONE:
        return allow(RuleCode.NOTHING_AGAINST)
    if quorum.least < 1 or (quorum.unit is Unit.PERCENT and quorum.least > _WHOLE):
        return refuse(RuleCode.QUORUM_OUT_OF_RANGE)
    return allow(RuleCode.NOTHING_AGAINST)
