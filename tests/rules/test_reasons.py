"""Every decision brings its reason."""

from __future__ import annotations

import pytest

from hemicycle.rules.reasons import Reason, Refusal, allow, refuse, require


def test_a_permission_gives_its_reason() -> None:
    assert require(allow(6, "next_in_order")) == Reason(6, "next_in_order")


def test_a_refusal_stops_the_act_and_carries_its_reason() -> None:
    with pytest.raises(Refusal, match="rule 9: observer_once") as stopped:
        require(refuse(9, "observer_once"))
    assert stopped.value.reason == Reason(9, "observer_once")


def test_a_reason_goes_into_documents_with_rule_code_and_facts() -> None:
    assert refuse(12, "queue_changed", turn=3).reason.as_json() == {
        "rule": 12,
        "code": "queue_changed",
        "facts": {"turn": 3},
    }
