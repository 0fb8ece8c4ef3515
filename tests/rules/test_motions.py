"""Rules 43 to 45: motions, the right of reply, and rulings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import ParticipationClass, Right
from hemicycle.rules.floor import Asking, SittingState, may_ask
from hemicycle.rules.motions import ABOUT_ITEM, Effect, Motion, Verdict, effect_of, is_before_list, may_rule
from hemicycle.rules.motions import may_suspend_until as until
from hemicycle.rules.queue import Request, in_order, places
from tests.classes import COUNCIL_STATE, OBSERVER_STATE
from tests.rules.decisions import allowed, refused
from tests.rules.strategies import START, queues

BEFORE = [motion for motion in Motion if is_before_list(motion)]
SPEAKERS = ParticipationClass("speakers", frozenset({Right.TAKE_PART, Right.SPEAK}), times=1)


def test_rule_43_the_precedence_is_that_of_the_practice() -> None:
    waiting = [
        Request(turn, COUNCIL_STATE, START - timedelta(minutes=turn), motion) for turn, motion in enumerate(Motion)
    ]
    list_ = Request(99, COUNCIL_STATE, START + timedelta(minutes=1))
    assert [one.motion for one in in_order([*reversed(waiting), list_])] == [*BEFORE, None, Motion.RIGHT_OF_REPLY]


@pytest.mark.parametrize("motion", BEFORE)
def test_rule_43_who_may_raise_a_point_of_order_moves_with_a_closed_list_and_nobody_else(motion: Motion) -> None:
    asking = Asking(COUNCIL_STATE, SittingState.OPEN, list_open=False, spoken=9, motion=motion)
    assert allowed(may_ask(asking)) == ((7, "point_of_order") if motion is Motion.POINT_OF_ORDER else (43, "motion"))
    assert refused(may_ask(replace(asking, capacity=OBSERVER_STATE))) == (7, "point_of_order_not_permitted")
    assert refused(may_ask(replace(asking, waits=True))) == (None, "waits_already")


def test_rule_44_whoever_may_speak_replies_however_often_they_have_spoken() -> None:
    asking = Asking(SPEAKERS, SittingState.OPEN, list_open=False, spoken=1, motion=Motion.RIGHT_OF_REPLY)
    assert allowed(may_ask(asking)) == (44, "right_of_reply")
    assert refused(may_ask(replace(asking, motion=None, list_open=True))) == (9, "times_spent")


@given(queues(least=1))
def test_rule_44_a_reply_comes_once_the_list_is_exhausted(queue: list[Request]) -> None:
    ordered = in_order([replace(one, placement=None) for one in queue])
    replies = [one.motion is Motion.RIGHT_OF_REPLY for one in ordered]
    assert replies == sorted(replies)
    assert all(place.reason.code for place in places(queue))


@pytest.mark.parametrize("motion", [*BEFORE, None])
@pytest.mark.parametrize("verdict", [*Verdict, None])
@pytest.mark.parametrize("words", ["", " ", "As the rules have it."])
def test_rule_45_a_ruling_has_words_where_something_is_not_simply_granted(
    motion: Motion | None, verdict: Verdict | None, words: str
) -> None:
    decision = may_rule(motion, verdict, words, pending=True)
    granted = verdict is Verdict.NOTED or (verdict is Verdict.ACCEPTED and motion is not Motion.POINT_OF_ORDER)
    if (motion is None) is not (verdict is None):
        assert refused(decision) == (45, "ruling_unclear")
    elif words.strip() or granted:
        assert allowed(decision) == (45, "ruled")
    else:
        assert refused(decision) == (45, "ruling_needs_words")


def test_rule_45_a_motion_is_ruled_on_once_and_a_reply_never() -> None:
    again = may_rule(Motion.CLOSURE_OF_LIST, Verdict.ACCEPTED, "", pending=False)
    reply = may_rule(Motion.RIGHT_OF_REPLY, Verdict.ACCEPTED, "", pending=True)
    assert refused(again) == refused(reply) == (45, "motion_not_before_them")


@given(st.none() | st.sampled_from(Motion), st.none() | st.sampled_from(Verdict))
def test_rule_43_nothing_follows_but_from_what_is_accepted(motion: Motion | None, verdict: Verdict | None) -> None:
    expected = {
        Motion.SUSPENSION_OF_SITTING: Effect.SUSPENDS,
        Motion.CLOSURE_OF_DEBATE: Effect.CLOSES_DEBATE,
        Motion.CLOSURE_OF_LIST: Effect.CLOSES_LIST,
    }
    follows = effect_of(motion, verdict)
    if verdict is Verdict.ACCEPTED and motion in expected:
        assert follows is expected[motion]
    else:
        assert follows is Effect.NOTHING, "a debate is adjourned, and a sitting ended, by acts of their own"


def test_rule_43_what_is_moved_about_the_sitting_is_about_no_item() -> None:
    of_sitting = {Motion.POINT_OF_ORDER, Motion.SUSPENSION_OF_SITTING, Motion.ADJOURNMENT_OF_SITTING}
    assert set(Motion) - ABOUT_ITEM == of_sitting


def test_rule_43_a_sitting_is_suspended_until_a_moment_to_come_within_its_time() -> None:
    ends = START + timedelta(hours=1)
    assert allowed(until(None, START, ends)) == (None, "nothing_against")
    for moment in (START + timedelta(seconds=1), ends):
        assert allowed(until(moment, START, ends)) == (None, "nothing_against")
    for moment in (START, ends + timedelta(seconds=1)):
        assert refused(until(moment, START, ends)) == (43, "suspended_too_long")
