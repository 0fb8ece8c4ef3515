"""Seats in a booth, and its one voice."""

from __future__ import annotations

from hemicycle.rules.booths import may_go_on_air, may_sit_in, may_use_seat
from hemicycle.rules.reasons import Allowed, Refused
from tests.rules.decisions import refused


def test_an_interpreter_sits_in_a_booth_of_their_languages() -> None:
    assert isinstance(may_sit_in("fr", ["fr", "es"]), Allowed)
    assert isinstance(may_sit_in("ru", []), Allowed)
    assert refused(may_sit_in("ru", ["fr", "es"])) == (None, "not_their_booth")


def test_who_has_no_seat_uses_none() -> None:
    assert isinstance(may_use_seat(seated=True), Allowed)
    assert refused(may_use_seat(seated=False)) == (None, "no_seat")


def test_one_voice_speaks_at_a_time_and_the_other_is_told_whose() -> None:
    assert isinstance(may_go_on_air(None), Allowed)
    decision = may_go_on_air("Paul")
    assert isinstance(decision, Refused)
    assert decision.reason.as_json() == {"rule": 0, "code": "partner_on_air", "facts": {"name": "Paul"}}
