"""Rule 26: a virtual consultation decides nothing; rule 27: how an item may end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.outcomes import DECIDING_WORDS, Outcome, may_end_as
from hemicycle.rules.reasons import Allowed
from tests.rules.decisions import allowed, refused


@pytest.mark.parametrize("outcome", Outcome)
def test_rule_27_an_item_ends_in_one_of_three_ways(outcome: Outcome) -> None:
    assert allowed(may_end_as(outcome.value)) == (27, "outcome_permitted")


def test_rule_27_there_are_no_other_ways() -> None:
    assert {outcome.value for outcome in Outcome} == {"proposed_conclusion", "deferred", "noted"}


@pytest.mark.parametrize("word", ["decided", "adopted", "approved", "agreed"])
def test_rule_26_no_item_is_decided_or_adopted(word: str) -> None:
    decision = may_end_as(word)
    assert refused(decision) == (26, "decides_nothing")
    assert decision.reason.facts == {"outcome": word}


def test_rule_26_no_way_to_end_is_a_deciding_word() -> None:
    assert not DECIDING_WORDS & {outcome.value for outcome in Outcome}


words = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyz_ ", max_size=20),
    st.sampled_from(sorted(DECIDING_WORDS)).flatmap(
        lambda word: st.sampled_from([word.upper(), word.title(), f" {word}", f"{word} ", f"{word}\n", f"{word}\u200f"])
    ),
)


@given(words)
def test_rule_26_no_other_spelling_gets_through(word: str) -> None:
    assert isinstance(may_end_as(word), Allowed) == (word in {"proposed_conclusion", "deferred", "noted"})


def test_rule_26_another_spelling_of_decided_is_refused_by_the_same_rule() -> None:
    assert refused(may_end_as(" Adopted\n")) == (26, "decides_nothing")


def test_rule_27_an_unknown_way_to_end_is_refused() -> None:
    assert refused(may_end_as("postponed")) == (27, "no_such_outcome")
