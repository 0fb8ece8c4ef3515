"""Seats in a booth, and its one voice."""

from __future__ import annotations

from hemicycle.rules.booths import may_be_planned, may_go_on_air, may_sit_in, may_use_seat
from hemicycle.rules.capacity import Role
from hemicycle.rules.reasons import Allowed, Refused
from tests.rules.decisions import allowed, refused


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


def test_interpreters_and_captioners_are_planned_for_booths() -> None:
    assert allowed(may_be_planned(Role.INTERPRETER, ["fr"], "fr", ended=False))
    assert refused(may_be_planned(Role.INTERPRETER, ["fr"], "en", ended=False))[1] == "not_their_booth"
    assert allowed(may_be_planned(Role.CAPTIONER, ["fr"], "en", ended=False))
    assert refused(may_be_planned(Role.TECHNICIAN, [], "en", ended=False))[1] == "no_booth_for_role"
    assert refused(may_be_planned(Role.CAPTIONER, [], "en", ended=True))[1] == "booths_of_ended"
