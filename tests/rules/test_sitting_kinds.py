"""Rule 47: nothing counts that is said in a rehearsal or a test session."""

from __future__ import annotations

import pytest

from hemicycle.rules.reasons import Allowed, Refused
from hemicycle.rules.sitting_kinds import PRACTICE, SittingKind, counts, may_take_up_items


@pytest.mark.parametrize("kind", list(SittingKind))
def test_rule_47_an_item_is_taken_up_exactly_where_it_counts(kind: SittingKind) -> None:
    decision = may_take_up_items(kind)
    assert isinstance(decision, Allowed) is counts(kind) is (kind not in PRACTICE)
    if isinstance(decision, Refused):
        assert decision.reason.code.value == "practice_takes_no_item"


def test_rule_47_a_demonstration_stands_for_a_sitting() -> None:
    assert {kind for kind in SittingKind if counts(kind)} == {SittingKind.SITTING, SittingKind.DEMONSTRATION}
