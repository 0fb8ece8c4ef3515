"""Rule 40: a letter leaves after a second person's clearance."""

from __future__ import annotations

import pytest

from hemicycle.rules.clearance import (
    HandedIn,
    Outcome,
    Standing,
    may_clear,
    may_give_back,
    may_hand_in,
    may_leave,
    standing,
)
from tests.rules.decisions import allowed, refused

WAITING = HandedIn(1, "a")
CLEARED, RETURNED = HandedIn(1, "a", Outcome.CLEARED), HandedIn(1, "a", Outcome.RETURNED)


@pytest.mark.parametrize(
    ("last", "digest", "where"),
    [
        (None, "a", Standing.NOT_HANDED_IN),
        (WAITING, "a", Standing.WAITING),
        (WAITING, "b", Standing.CHANGED),
        (CLEARED, "a", Standing.CLEARED),
        (CLEARED, "b", Standing.WITHDRAWN),
        (RETURNED, "a", Standing.RETURNED),
        (RETURNED, "b", Standing.RETURNED),
    ],
)
def test_rule_40_a_change_ends_what_was_asked_or_said_of_a_letter(
    last: HandedIn | None, digest: str, where: Standing
) -> None:
    assert standing(last, digest) is where


def test_rule_40_a_letter_is_handed_in_once_for_what_it_is() -> None:
    for last, digest in ((None, "a"), (WAITING, "b"), (CLEARED, "b"), (RETURNED, "a")):
        assert allowed(may_hand_in(last, digest)) == (40, "hand_in")
    for last in (WAITING, CLEARED):
        assert refused(may_hand_in(last, "a")) == (None, "handed_in_already")


def test_rule_40_another_person_who_is_independent_clears_what_they_saw() -> None:
    assert allowed(may_clear(WAITING, "a", 2, seen="a", let_in=False)) == (40, "clear_letter")
    assert refused(may_clear(WAITING, "a", 1, seen="a", let_in=False)) == (40, "clearance_by_another")
    assert refused(may_clear(WAITING, "a", 2, seen="a", let_in=True)) == (40, "clearance_by_independent")
    assert refused(may_clear(WAITING, "a", 2, seen="b", let_in=False)) == (None, "changed_since_handed_in")
    assert refused(may_clear(WAITING, "b", 2, seen="b", let_in=False)) == (None, "changed_since_handed_in")
    for last in (None, CLEARED, RETURNED):
        assert refused(may_clear(last, "a", 2, seen="a", let_in=False)) == (None, "nothing_to_clear")


def test_rule_40_it_is_returned_with_words() -> None:
    assert allowed(may_give_back(WAITING, "a", 2, words="The date", seen="a", let_in=False)) == (40, "give_back_letter")
    assert refused(may_give_back(WAITING, "a", 2, words=" ", seen="a", let_in=False)) == (
        None,
        "letter_return_needs_words",
    )
    assert refused(may_give_back(WAITING, "a", 1, words="The date", seen="a", let_in=False)) == (
        40,
        "clearance_by_another",
    )


def test_rule_40_only_what_is_cleared_leaves() -> None:
    assert allowed(may_leave(CLEARED, "a")) == (40, "cleared")
    assert refused(may_leave(CLEARED, "b")) == (40, "clearance_withdrawn")
    for last in (None, WAITING, RETURNED):
        assert refused(may_leave(last, "a")) == (40, "not_cleared")
