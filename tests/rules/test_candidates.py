"""Rule 14: candidates for the agenda, and what the chair decides on them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.candidates import (
    Asked,
    Choice,
    ListRule,
    Terms,
    candidate,
    may_choose,
    may_choose_with,
    may_confirm_among,
    may_drop_list,
    may_leave,
    may_publish,
    on_agenda,
)
from hemicycle.rules.reasons import Allowed
from tests.rules.decisions import allowed, refused

TERMS = Terms(ListRule.CANDIDATE)
STAYS = replace(TERMS, rule=ListRule.STAYS)
ITEM = Asked()

states = st.lists(st.sampled_from(["BR", "CH", "KE", "JP", "EG"]), unique=True).map(tuple)
asked = st.builds(Asked, states, states)
terms = st.builds(Terms, st.sampled_from(ListRule), st.integers(1, 4))


def test_rule_14_one_yes_makes_an_item_a_candidate_and_the_chair_confirms() -> None:
    wanted = replace(ITEM, yes=("KE",))
    assert refused(candidate(ITEM, TERMS)) == (14, "not_asked_for")
    assert allowed(candidate(wanted, TERMS)) == (14, "asked_for")
    assert refused(on_agenda(wanted, TERMS, None)) == (14, "not_confirmed_yet")
    assert allowed(on_agenda(wanted, TERMS, Choice.CONFIRMED)) == (14, "confirmed_by_chair")
    assert refused(candidate(wanted, replace(TERMS, least_yes=2))) == (14, "not_asked_for")


def test_rule_14_an_item_of_a_list_that_stays_does_unless_the_chair_removes_it_and_says_who_said_no() -> None:
    advised_against = replace(ITEM, no=("BR", "CH", "KE"))
    decision = candidate(advised_against, STAYS)
    assert isinstance(decision, Allowed)
    assert decision.reason.facts == {"no": 3, "yes": 0}
    assert allowed(on_agenda(advised_against, STAYS, None)) == (14, "urgent_stays")
    assert refused(on_agenda(advised_against, STAYS, Choice.REMOVED)) == (14, "removed_by_chair")


def test_rule_14_the_chair_confirms_candidates_only() -> None:
    assert refused(may_choose(ITEM, TERMS, Choice.CONFIRMED)) == (14, "not_asked_for")
    assert allowed(may_choose(ITEM, TERMS, Choice.REMOVED)) == (14, "chair_chooses")
    # It was confirmed, and the States took their yes back.
    assert refused(on_agenda(ITEM, TERMS, Choice.CONFIRMED)) == (14, "not_asked_for")


def test_an_item_that_was_withdrawn_is_no_candidate_whatever_was_said() -> None:
    gone = Asked(yes=("KE",), withdrawn=True)
    for rule in ListRule:
        assert refused(on_agenda(gone, replace(TERMS, rule=rule), Choice.CONFIRMED)) == (None, "item_withdrawn")


@given(asked, terms, states)
def test_rule_14_a_no_is_advice(item: Asked, set_: Terms, no: tuple[str, ...]) -> None:
    ours, theirs = candidate(item, set_), candidate(replace(item, no=no), set_)
    assert isinstance(ours, Allowed) == isinstance(theirs, Allowed)


@given(asked, terms)
def test_rule_14_another_yes_takes_nothing_off(item: Asked, set_: Terms) -> None:
    if isinstance(candidate(item, set_), Allowed):
        assert isinstance(candidate(replace(item, yes=(*item.yes, "FR")), set_), Allowed)


@given(asked, terms, st.sampled_from([None, *Choice]))
def test_rule_14_what_is_on_the_agenda_is_a_candidate_that_the_chair_did_not_remove(
    item: Asked, set_: Terms, choice: Choice | None
) -> None:
    if isinstance(on_agenda(item, set_, choice), Allowed):
        assert isinstance(candidate(item, set_), Allowed)
        assert choice is not Choice.REMOVED
        assert choice is Choice.CONFIRMED or set_.rule is ListRule.STAYS


def test_rule_14_the_chair_removes_and_takes_back_with_words_alone() -> None:
    assert isinstance(may_choose_with("", Choice.CONFIRMED), Allowed)
    for choice in (Choice.REMOVED, None):
        assert refused(may_choose_with("", choice)) == (None, "choice_needs_words")
        assert isinstance(may_choose_with("The document came late", choice), Allowed)


def test_rule_14_what_the_chair_removed_is_not_confirmed_among_others() -> None:
    asked_for = replace(ITEM, yes=("br",))
    assert allowed(may_confirm_among(asked_for, TERMS, None, 3)) == (14, "chair_chooses")
    assert refused(may_confirm_among(asked_for, TERMS, Choice.REMOVED, 3)) == (None, "item_was_removed")
    assert refused(may_confirm_among(ITEM, TERMS, Choice.REMOVED, 3)) == (14, "not_asked_for")


def test_an_item_that_was_opened_in_a_sitting_stays_on_the_agenda() -> None:
    assert refused(may_leave(opened=True, position=4)) == (None, "item_discussed")
    assert isinstance(may_leave(opened=False, position=4), Allowed)


def test_rule_14_an_agenda_is_published_as_states_and_chair_made_it() -> None:
    assert refused(may_publish(stale=1, items=0)) == (None, "agenda_out_of_date")
    assert refused(may_publish(stale=0, items=0)) == (None, "agenda_empty")
    assert isinstance(may_publish(stale=0, items=1), Allowed)


@given(asked, terms, st.sampled_from([None, *Choice]))
def test_rule_14_what_is_for_information_is_never_discussed(item: Asked, set_: Terms, choice: Choice | None) -> None:
    for_information = replace(set_, rule=ListRule.INFORMATION)
    assert not isinstance(on_agenda(item, for_information, choice), Allowed)
    assert not any(isinstance(may_choose(item, for_information, chosen), Allowed) for chosen in Choice)


@given(asked, terms)
def test_rule_14_a_list_with_a_lower_number_has_no_fewer_candidates(item: Asked, set_: Terms) -> None:
    if isinstance(candidate(item, set_), Allowed):
        assert isinstance(candidate(item, replace(set_, least_yes=1)), Allowed)


def test_a_list_is_taken_away_while_no_item_stands_in_it() -> None:
    assert isinstance(may_drop_list(items=0), Allowed)
    assert refused(may_drop_list(items=2)) == (None, "list_has_items")
