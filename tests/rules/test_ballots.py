"""Rules 34 to 37: a decision by correspondence, and how it follows from the votes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.ballots import (
    DECIDING,
    Authority,
    BallotOutcome,
    Basis,
    Broken,
    Cast,
    Missed,
    Mode,
    Quorum,
    Share,
    Unit,
    Votes,
    cast,
    decides,
    is_sealed,
    is_valid_quorum,
    may_be_put,
    may_close_at,
    needed,
    tally,
)
from hemicycle.rules.deadlines import Deadline
from hemicycle.rules.reasons import Allowed
from tests.rules.decisions import allowed, refused

if TYPE_CHECKING:
    from hemicycle.rules.ballots import BallotResult

NOON = datetime(2020, 6, 19, 12, tzinfo=UTC)
FLAGGED, AUTHORISED = NOON - timedelta(days=7), NOON - timedelta(days=4)
WHOLE = Authority(FLAGGED, AUTHORISED)
OF_ENTITLED, OF_CAST = Mode(), Mode(Basis.CAST)
SILENCE = Mode(silence=True, broken=Broken.BALLOT)


def votes(approve: int = 0, against: int = 0, abstained: int = 0, none: int = 0, **more: int) -> Votes:
    counted = {Cast.FOR: approve, Cast.AGAINST: against, Cast.ABSTAINED: abstained, Cast.NO_REPLY: none}
    counted |= {Cast(name): number for name, number in more.items() if name != "suspended"}
    return Votes.of(Counter(counted).elements(), more.get("suspended", 0))


def codes(result: BallotResult) -> list[str]:
    return [step.code.value for step in result.steps]


@pytest.mark.parametrize(("entitled", "wanted"), [(48, 25), (45, 23), (1, 1), (2, 2), (193, 97), (0, 1)])
def test_rule_35_a_simple_majority_is_more_than_half_of_those_entitled(entitled: int, wanted: int) -> None:
    assert needed(OF_ENTITLED, votes(none=entitled)) == wanted
    if entitled >= wanted:
        assert tally(OF_ENTITLED, votes(wanted, none=entitled - wanted)).outcome is BallotOutcome.APPROVED
    fewer = votes(wanted - 1, none=entitled - wanted + 1)
    assert tally(OF_ENTITLED, fewer).outcome is BallotOutcome.NOT_APPROVED


def test_rule_35_abstention_and_silence_are_no_approval() -> None:
    result = tally(OF_ENTITLED, votes(24, 0, 20, 4))
    assert result.outcome is BallotOutcome.NOT_APPROVED
    assert codes(result) == ["ballot_entitled", "abstention_is_no_approval", "too_few_approve"]
    assert result.steps[-1].facts == {
        "approve": 24,
        "needed": 25,
        "of": 48,
        "basis": "entitled",
        "share": "majority",
    }


def test_rule_35_more_for_than_against_counts_neither_abstentions_nor_silence() -> None:
    assert tally(OF_CAST, votes(3, 2, 30, 13)).outcome is BallotOutcome.APPROVED
    assert tally(OF_CAST, votes(3, 3, 30, 12)).outcome is BallotOutcome.NOT_APPROVED
    assert tally(OF_CAST, votes(0, 0, 40, 8)).outcome is BallotOutcome.NOT_APPROVED


def test_rule_35_two_thirds_of_either() -> None:
    entitled, of_cast = Mode(share=Share.TWO_THIRDS), Mode(Basis.CAST, Share.TWO_THIRDS)
    assert needed(entitled, votes(none=48)) == 32
    assert needed(entitled, votes(none=49)) == 33
    assert tally(entitled, votes(31, 0, 0, 17)).outcome is BallotOutcome.NOT_APPROVED
    assert tally(of_cast, votes(2, 1, 0, 45)).outcome is BallotOutcome.APPROVED
    assert tally(of_cast, votes(5, 3, 0, 40)).outcome is BallotOutcome.NOT_APPROVED
    assert tally(of_cast, votes(0, 0, 0, 48)).outcome is BallotOutcome.NOT_APPROVED


@pytest.mark.parametrize(("quorum", "least"), [(Quorum(Unit.REPLIES, 10), 10), (Quorum(Unit.PERCENT, 50), 24)])
def test_rule_35_a_quorum_counts_every_reply_that_counts(quorum: Quorum, least: int) -> None:
    mode = Mode(Basis.CAST, quorum=quorum)
    assert quorum.of(48) == least
    reached = tally(mode, votes(least - 2, 1, 1, 48 - least))
    assert (reached.outcome, codes(reached)[1]) == (BallotOutcome.APPROVED, "quorum_reached")
    missed = tally(mode, votes(least - 2, 1, 0, 48 - least, late=1))
    assert missed.outcome is BallotOutcome.NOT_APPROVED
    assert codes(missed) == ["ballot_entitled", "ballot_late", "quorum_not_reached"]
    again = tally(replace(mode, missed=Missed.EXTENSION), votes(least - 1, 0, 0, 49 - least))
    assert again.outcome is BallotOutcome.QUORUM_MISSED
    assert again.steps[-1].facts == {"replies": least - 1, "quorum": least, "then": "extension"}


def test_rule_35_a_share_as_quorum_is_rounded_up() -> None:
    assert [Quorum(Unit.PERCENT, 50).of(number) for number in (1, 2, 45, 193)] == [1, 1, 23, 97]
    assert Quorum().of(48) == 0


def test_rule_35_one_objection_breaks_a_silence_procedure() -> None:
    broken = tally(SILENCE, votes(none=46, objected=1, no_objection=1))
    assert (broken.outcome, broken.needed) == (BallotOutcome.BROKEN, 0)
    assert broken.steps[-1].facts == {"objections": 1, "then": "ballot"}
    kept = tally(SILENCE, votes(none=47, no_objection=1))
    assert (kept.outcome, codes(kept)[-1]) == (BallotOutcome.ACCEPTED, "silence_kept")


def test_rule_35_a_silence_procedure_lasts_72_hours_from_the_moment_of_sending() -> None:
    ends = Deadline(NOON.replace(day=22, tzinfo=None), UTC)
    assert isinstance(may_close_at(ends, NOON, silence=True), Allowed)
    late = NOON + timedelta(seconds=1)
    assert refused(may_close_at(ends, late, silence=True)) == (35, "silence_too_short")
    assert isinstance(may_close_at(ends, late, silence=False), Allowed)


def test_rule_36_those_suspended_are_not_among_those_entitled() -> None:
    result = tally(OF_ENTITLED, votes(23, none=22, suspended=3))
    assert (result.votes.entitled, result.votes.suspended, result.needed) == (45, 3, 23)
    assert result.outcome is BallotOutcome.APPROVED
    assert result.steps[0].facts == {"entitled": 45, "suspended": 3}


@pytest.mark.parametrize(
    ("choice", "known", "expected"),
    [
        ("approve", {}, Cast.FOR),
        ("reject", {}, Cast.AGAINST),
        ("abstain", {}, Cast.ABSTAINED),
        ("object", {}, Cast.OBJECTED),
        ("no_objection", {}, Cast.NO_OBJECTION),
        ("yes", {}, Cast.NO_REPLY),
        ("", {}, Cast.NO_REPLY),
        ("", {"late": True}, Cast.LATE),
        ("", {"waiting": True}, Cast.WAITING),
        ("approve", {"late": True}, Cast.FOR),
    ],
)
def test_rule_37_a_vote_is_what_the_reply_that_counts_says(choice: str, known: dict[str, bool], expected: Cast) -> None:
    assert cast(choice, **known) is expected


def test_rule_34_a_conclusion_is_put_to_a_ballot_on_both_authorities_once_at_a_time() -> None:
    assert allowed(may_be_put(WHOLE)) == (34, "ballot_permitted")
    assert refused(may_be_put(Authority(None, None))) == (34, "not_urgent")
    assert refused(may_be_put(Authority(FLAGGED, None))) == (34, "ballot_without_authority")
    assert refused(may_be_put(replace(WHOLE, ended=False))) == (None, "ballot_of_old_conclusion")
    elsewhere = may_be_put(replace(WHOLE, open_elsewhere="DM-20/1011"))
    assert refused(elsewhere) == (None, "ballot_open_already")
    assert elsewhere.reason.facts == {"letter": "DM-20/1011"}
    before = may_be_put(replace(WHOLE, decided_by="DM-20/1011"))
    assert refused(before) == (None, "ballot_decided_already")
    assert before.reason.facts == {"letter": "DM-20/1011"}


def test_rule_34_the_explanation_begins_with_both_authorities() -> None:
    (step,) = WHOLE.steps()
    assert (step.code.value, step.facts) == (
        "ballot_authorised",
        {"flagged": FLAGGED.isoformat(), "authorised": AUTHORISED.isoformat()},
    )
    assert Authority(FLAGGED, None).steps() == Authority(None, None).steps() == ()


def test_rule_37_votes_are_sealed_until_the_close_unless_the_mode_says_so() -> None:
    ends = Deadline(NOON.replace(day=22, tzinfo=None), UTC)
    assert is_sealed(OF_ENTITLED, ends, NOON, declared=False)
    assert not is_sealed(OF_ENTITLED, ends, NOON + timedelta(days=4), declared=False)
    assert not is_sealed(OF_ENTITLED, ends, NOON, declared=True)
    assert not is_sealed(Mode(open=True), ends, NOON, declared=False)
    assert not is_sealed(SILENCE, ends, NOON, declared=False)
    assert not is_sealed(None, ends, NOON, declared=False)


@pytest.mark.parametrize(
    ("unit", "least", "valid"),
    [("none", 0, True), ("replies", 0, False), ("replies", 300, True), ("percent", 100, True), ("percent", 101, False)],
)
def test_rule_35_a_quorum_can_be_reached(unit: str, least: int, valid: bool) -> None:  # noqa: FBT001 - a column
    decision = is_valid_quorum(Quorum(Unit(unit), least))
    assert isinstance(decision, Allowed) is valid
    if not valid:
        assert refused(decision) == (None, "quorum_out_of_range")


quorums = st.builds(Quorum, st.sampled_from(Unit), st.integers(1, 100))
modes = st.builds(
    Mode,
    st.sampled_from(Basis),
    st.sampled_from(Share),
    quorums,
    st.sampled_from(Missed),
    st.booleans(),
    st.sampled_from(Broken),
)
#: Of those in a ballot, and of those in a silence procedure.
BALLOT = (Cast.FOR, Cast.AGAINST, Cast.ABSTAINED, Cast.LATE, Cast.WAITING, Cast.NO_REPLY)
QUIET = (Cast.OBJECTED, Cast.NO_OBJECTION, Cast.LATE, Cast.WAITING, Cast.NO_REPLY)


@given(modes, st.lists(st.sampled_from(Cast), max_size=200), st.integers(0, 20))
def test_rule_37_totals_add_up_and_every_result_explains_itself(mode: Mode, given_: list[Cast], suspended: int) -> None:
    result = tally(mode, Votes.of(given_, suspended))
    assert sum(result.votes.counts.values()) == result.votes.entitled == len(given_)
    assert 0 <= result.votes.replies <= result.votes.entitled
    assert result.votes.suspended == suspended
    assert len(result.steps) >= 2
    if not mode.silence:
        assert result.needed >= 1


@given(modes, st.lists(st.sampled_from(BALLOT), min_size=1, max_size=100), st.data())
def test_rule_35_one_more_approval_never_makes_a_ballot_fail(
    mode: Mode, given_: list[Cast], data: st.DataObject
) -> None:
    mode = replace(mode, silence=False)
    place = data.draw(st.integers(0, len(given_) - 1))
    more = [*given_]
    more[place] = Cast.FOR
    if tally(mode, Votes.of(given_)).outcome is BallotOutcome.APPROVED:
        assert tally(mode, Votes.of(more)).outcome is BallotOutcome.APPROVED


@given(modes, st.lists(st.sampled_from(BALLOT), max_size=100))
def test_rule_35_what_is_approved_has_the_approvals_that_are_needed(mode: Mode, given_: list[Cast]) -> None:
    result = tally(replace(mode, silence=False), Votes.of(given_))
    approved = result.outcome is BallotOutcome.APPROVED
    enough = result.votes.counts[Cast.FOR] >= result.needed
    reached = result.votes.replies >= mode.quorum.of(result.votes.entitled)
    assert approved == (enough and reached)
    if approved:
        assert result.votes.counts[Cast.FOR] > result.votes.counts[Cast.AGAINST]


@given(st.lists(st.sampled_from(QUIET), max_size=100), st.sampled_from(Broken))
def test_rule_35_a_silence_is_accepted_exactly_without_an_objection(given_: list[Cast], then: Broken) -> None:
    result = tally(Mode(silence=True, broken=then), Votes.of(given_))
    assert (result.outcome is BallotOutcome.BROKEN) == (Cast.OBJECTED in given_)
    assert result.outcome in {BallotOutcome.BROKEN, BallotOutcome.ACCEPTED}


moments = st.none() | st.just(FLAGGED)


@given(st.sampled_from(BallotOutcome), st.none() | st.builds(Authority, moments, moments), st.booleans())
def test_rule_34_nothing_is_decided_but_by_a_declared_ballot_with_both_authorities(
    outcome: BallotOutcome,
    authority: Authority | None,
    declared: bool,  # noqa: FBT001 - drawn
) -> None:
    whole = authority is not None and authority.flagged is not None and authority.authorised is not None
    assert decides(outcome, authority, declared=declared) == (declared and whole and outcome in DECIDING)
