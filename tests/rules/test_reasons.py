"""Every decision brings its reason."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason, ReasonCode, Refusal, Rule, allow, refuse, require


class ExampleCode(ReasonCode):
    """As a room writes them."""

    PLAIN = "an_example_of_a_code"
    EMPTY = "an_example_of_what_is_wrong", None, HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_permission_gives_its_reason() -> None:
    assert require(allow(RuleCode.NEXT_IN_ORDER)) == Reason(RuleCode.NEXT_IN_ORDER)


def test_a_refusal_stops_the_act_and_carries_its_reason() -> None:
    with pytest.raises(Refusal, match="rule 9: times_spent") as stopped:
        require(refuse(RuleCode.TIMES_SPENT))
    assert stopped.value.reason == Reason(RuleCode.TIMES_SPENT)


def test_a_room_refuses_for_a_code_of_its_own_with_facts() -> None:
    refusal = Refusal(ExampleCode.EMPTY, reason="nothing", longest=3)
    assert refusal.reason == Reason(ExampleCode.EMPTY, {"reason": "nothing", "longest": 3})
    assert (refusal.reason.rule, refusal.reason.status) == (None, 422)
    assert (ExampleCode.PLAIN.status, str(ExampleCode.PLAIN)) == (409, "an_example_of_a_code")


def test_a_reason_goes_into_documents_with_rule_code_and_facts() -> None:
    assert refuse(RuleCode.TIMES_SPENT, turn=3).reason.as_json() == {
        "rule": 9,
        "code": "times_spent",
        "facts": {"turn": 3},
    }
    assert refuse(RuleCode.LIST_CLOSED).reason.as_json() == {"rule": 0, "code": "list_closed", "facts": {}}


def test_a_stored_reason_is_read_again_and_cites_what_its_code_does_now() -> None:
    stored = {"rule": 4, "code": "list_closed", "facts": {"turn": 3}}
    assert Reason.from_json(stored) == Reason(RuleCode.LIST_CLOSED, {"turn": 3})
    assert Reason.from_json(stored).rule is None
    assert Reason.from_json(refuse(RuleCode.TIMES_SPENT).reason.as_json()).rule is Rule.TIMES_AN_ITEM


def test_a_stored_code_that_nobody_has_any_more_is_named() -> None:
    with pytest.raises(LookupError, match="taken_away_in_2019"):
        Reason.from_json({"rule": 0, "code": "taken_away_in_2019", "facts": {}})


def test_nobody_is_refused_for_what_permits_something() -> None:
    with pytest.raises(ValueError, match="words in messages"):
        refuse(RuleCode.MAY_SPEAK)
    with pytest.raises(ValueError, match="words in messages"):
        Refusal(RuleCode.MAY_SPEAK)
