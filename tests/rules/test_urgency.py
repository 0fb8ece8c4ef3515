"""Rule 34: two persons make a proposed conclusion one that may be decided by correspondence."""

from __future__ import annotations

import pytest

from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.reasons import Allowed
from hemicycle.rules.urgency import may_authorise, may_flag, may_take_back
from tests.rules.decisions import allowed, refused

CONCLUDED = Outcome.PROPOSED_CONCLUSION.value


@pytest.mark.parametrize("outcome", ["", "deferred", "noted", "decided"])
def test_rule_34_only_a_proposed_conclusion_is_flagged(outcome: str) -> None:
    assert refused(may_flag(outcome, flagged=False, reason="words")) == (34, "urgent_without_conclusion")


def test_rule_34_it_is_flagged_once_and_with_a_reason() -> None:
    assert allowed(may_flag(CONCLUDED, flagged=False, reason="words")) == (34, "marked_urgent")
    assert refused(may_flag(CONCLUDED, flagged=True, reason="words")) == (None, "urgent_already")
    assert refused(may_flag(CONCLUDED, flagged=False, reason=" ")) == (None, "urgency_needs_words")


def test_rule_34_another_person_records_the_authority_and_its_source() -> None:
    def given(*, flagged: bool = True, authorised: bool = False, theirs: bool = False, source: str = "Memorandum"):  # type: ignore[no-untyped-def]  # noqa: ANN202
        return may_authorise(flagged=flagged, authorised=authorised, flagged_by_them=theirs, source=source)

    assert allowed(given()) == (34, "authorised")
    assert refused(given(flagged=False)) == (34, "not_urgent")
    assert refused(given(authorised=True)) == (None, "authorised_already")
    assert refused(given(theirs=True)) == (34, "authority_by_another")
    assert refused(given(source=" ")) == (None, "authority_needs_source")


def test_rule_34_the_flag_is_taken_back_until_the_authority_is_recorded() -> None:
    assert isinstance(may_take_back(flagged=True, authorised=False), Allowed)
    assert refused(may_take_back(flagged=True, authorised=True)) == (None, "authorised_already")
    assert refused(may_take_back(flagged=False, authorised=False)) == (34, "not_urgent")
