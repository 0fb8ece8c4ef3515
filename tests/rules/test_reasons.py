"""Every decision brings its reason."""

from __future__ import annotations

import pytest

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason, Refusal, allow, refuse, require


def test_a_permission_gives_its_reason() -> None:
    assert require(allow(RuleCode.NEXT_IN_ORDER)) == Reason(RuleCode.NEXT_IN_ORDER)


def test_a_refusal_stops_the_act_and_carries_its_reason() -> None:
    with pytest.raises(Refusal, match="rule 9: observer_once") as stopped:
        require(refuse(RuleCode.OBSERVER_ONCE))
    assert stopped.value.reason == Reason(RuleCode.OBSERVER_ONCE)


def test_a_reason_goes_into_documents_with_rule_code_and_facts() -> None:
    assert refuse(RuleCode.QUEUE_CHANGED, turn=3).reason.as_json() == {
        "rule": 12,
        "code": "queue_changed",
        "facts": {"turn": 3},
    }
