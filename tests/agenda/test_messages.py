"""Every reason beside an item has words, in the number that it counts."""

from __future__ import annotations

from hemicycle.agenda import messages
from hemicycle.rules import candidates, time_plan
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason
from hemicycle.web.agenda.candidates import FOLLOWS
from tests.rules.decisions import codes_in


def test_every_reason_of_an_item_is_worded() -> None:
    codes = codes_in(candidates.candidate, candidates.on_agenda, time_plan.plan)
    assert codes == set(messages.REASONS)
    facts = {"yes": 2, "no": 1, "least": 3, "contributions": 1, "minutes": 1}
    assert all(messages.why(Reason(code, facts)) for code in codes)


def test_every_decision_on_an_item_has_its_chip() -> None:
    decided = codes_in(candidates.on_agenda)
    decided |= {RuleCode.LISTED_TO_STAY, RuleCode.ITEM_WITHDRAWN, RuleCode.NOT_ASKED_FOR}
    decided |= {RuleCode.FOR_INFORMATION}
    assert decided == set(FOLLOWS)


def test_a_reason_counts_one_and_many() -> None:
    said = [messages.why(Reason(RuleCode.ASKED_FOR, {"yes": number, "least": 1})) for number in (1, 3)]
    assert said == ["1 Member asked for it", "3 Members asked for it"]
    assert messages.why(Reason(RuleCode.NOT_ASKED_FOR, {"yes": 0, "least": 1})) == "No Member asked for it"
    assert messages.why(Reason(RuleCode.NOT_ASKED_FOR, {"yes": 1, "least": 2})).endswith("at least 2 must")
