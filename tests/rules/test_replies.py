"""Rules 13, 18, 21 and 22: which answer of a State counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.deadlines import Deadline
from hemicycle.rules.reasons import Allowed, Decision
from hemicycle.rules.replies import (
    Channel,
    Status,
    Version,
    assess,
    may_accept_late,
    may_answer,
    may_confirm,
    may_decline_late,
    may_enter,
    may_replace,
    may_return,
    may_settle,
)
from tests.rules.decisions import allowed, refused

NOW = datetime(2020, 5, 20, 12, tzinfo=UTC)
DEADLINE = Deadline.on(date(2020, 5, 22), ZoneInfo("Europe/Zurich"))
END = DEADLINE.moment
HOUR = timedelta(hours=1)
FIRST, SECOND, DESK, OTHER_DESK = 1, 2, 8, 9


def version(number: int, person: int = FIRST, answer: str = "yes", hours: int = -48, **more: object) -> Version:
    return Version(number, person, answer, END + hours * HOUR, **more)  # type: ignore[arg-type]


def paper(number: int, answer: str = "yes", *, confirmed: bool = True, person: int = FIRST) -> Version:
    return version(
        number,
        person,
        answer,
        channel=Channel.PAPER,
        entered_by=DESK,
        confirmed_by=OTHER_DESK if confirmed else None,
    )


def found(*versions: Version) -> tuple[Status, int | None, str, int | None]:
    result = assess(versions, DEADLINE)
    return result.status, result.reason.rule, result.reason.code, result.counted.number if result.counted else None


def test_rule_13_the_latest_version_counts_and_every_version_is_kept() -> None:
    assert found() == (Status.MISSING, None, "no_reply", None)
    assert found(version(1), version(2, answer="no")) == (Status.COUNTED, 13, "reply_counted", 2)


def test_rule_18_a_late_answer_counts_only_when_it_was_accepted() -> None:
    assert found(version(1, hours=1)) == (Status.LATE, 18, "reply_late", None)
    assert found(version(1, hours=1, accepted=True)) == (Status.COUNTED, 18, "late_accepted", 1)


def test_rule_18_a_late_change_leaves_what_was_said_in_time() -> None:
    assert found(version(1), version(2, answer="no", hours=1)) == (Status.COUNTED, 13, "reply_counted", 1)
    accepted = found(version(1), version(2, answer="no", hours=1, accepted=True))
    assert accepted == (Status.COUNTED, 18, "late_accepted", 2)


def test_rule_18_nothing_is_accepted_once_the_result_is_declared() -> None:
    late = version(1, hours=1)
    assert allowed(may_accept_late(late, DEADLINE, declared=False)) == (18, "accept_late")
    assert refused(may_accept_late(late, DEADLINE, declared=True)) == (18, "result_declared")
    assert refused(may_accept_late(version(1), DEADLINE, declared=False)) == (None, "not_late")
    assert refused(may_answer(DEADLINE, END, declared=True)) == (18, "result_declared")
    assert allowed(may_answer(DEADLINE, END, declared=False)) == (13, "answer_in_time")
    assert allowed(may_answer(DEADLINE, END + HOUR, declared=False)) == (18, "answer_late")


def test_rule_21_what_came_on_paper_counts_once_a_second_person_confirmed_it() -> None:
    assert found(paper(1, confirmed=False)) == (Status.UNCONFIRMED, 21, "reply_unconfirmed", None)
    assert found(paper(1)) == (Status.COUNTED, 21, "reply_confirmed", 1)
    # Until then it does not disturb what stands.
    assert found(version(1), paper(2, "no", confirmed=False)) == (Status.COUNTED, 13, "reply_counted", 1)


def test_rule_21_what_was_entered_and_returned_was_never_answered() -> None:
    returned = version(2, answer="no", channel=Channel.PAPER, entered_by=DESK, returned=True)
    assert found(returned) == (Status.MISSING, None, "no_reply", None)
    assert found(version(1), returned) == (Status.COUNTED, 13, "reply_counted", 1)
    waiting = assess([paper(1, confirmed=False), returned], DEADLINE)
    assert (waiting.status, waiting.reason.facts) == (Status.UNCONFIRMED, {"version": 1})


def test_rule_21_who_entered_it_does_not_confirm_it() -> None:
    entered = paper(1, confirmed=False)
    assert refused(may_confirm(entered, DESK, declared=False)) == (21, "needs_second_person")
    assert allowed(may_confirm(entered, OTHER_DESK, declared=False)) == (21, "confirm_reply")
    assert refused(may_confirm(paper(1), OTHER_DESK, declared=False)) == (None, "nothing_to_confirm")
    assert refused(may_confirm(version(1), OTHER_DESK, declared=False)) == (None, "nothing_to_confirm")
    returned = version(1, channel=Channel.PAPER, entered_by=DESK, returned=True)
    assert refused(may_confirm(returned, OTHER_DESK, declared=False)) == (None, "nothing_to_confirm")


def test_rule_18_nothing_is_confirmed_or_returned_once_the_result_is_declared() -> None:
    entered = paper(1, confirmed=False)
    assert refused(may_confirm(entered, OTHER_DESK, declared=True)) == (18, "result_declared")
    assert refused(may_return(entered, OTHER_DESK, declared=True, words="No")) == (18, "result_declared")


def test_rule_21_what_was_returned_speaks_for_nobody_beside_what_the_state_said() -> None:
    returned = version(2, answer="no", channel=Channel.PAPER, entered_by=DESK, returned=True)
    assert found(version(1), returned) == (Status.COUNTED, 13, "reply_counted", 1)
    assert found(returned) == (Status.MISSING, None, "no_reply", None)
    # Where it had been confirmed before, which no act allows, it would still not speak.
    confirmed = version(2, answer="no", channel=Channel.PAPER, entered_by=DESK, confirmed_by=OTHER_DESK, returned=True)
    assert found(version(1), confirmed) == (Status.COUNTED, 13, "reply_counted", 1)
    waiting = paper(3, answer="no", confirmed=False)
    assert found(returned, waiting) == (Status.UNCONFIRMED, 21, "reply_unconfirmed", None)


@pytest.mark.parametrize("channel", [channel for channel in Channel if channel is not Channel.ONLINE])
def test_rule_21_an_entered_answer_has_its_source(channel: Channel) -> None:
    assert refused(may_enter(channel, NOW, NOW, has_source=False)) == (21, "source_missing")
    assert allowed(may_enter(channel, NOW, NOW, has_source=True)) == (21, "enter_reply")
    assert refused(may_enter(Channel.ONLINE, NOW, NOW, has_source=True)) == (21, "online_is_not_entered")


def test_rule_21_nothing_is_entered_before_it_came() -> None:
    tomorrow = NOW + timedelta(days=1)
    assert refused(may_enter(Channel.PAPER, tomorrow, NOW, has_source=True)) == (None, "received_in_the_future")


def test_rule_21_a_second_person_returns_what_its_source_does_not_say_and_says_why() -> None:
    entered = paper(1, confirmed=False)
    assert refused(may_return(entered, DESK, declared=False, words="Page 2 says no")) == (21, "needs_second_person")
    assert refused(may_return(entered, OTHER_DESK, declared=False, words="")) == (None, "return_needs_words")
    assert allowed(may_return(entered, OTHER_DESK, declared=False, words="Page 2 says no")) == (21, "confirm_reply")


def test_rule_18_a_late_answer_is_accepted_on_record() -> None:
    late = version(1, hours=1)
    assert refused(may_accept_late(late, DEADLINE, declared=False, words="")) == (18, "acceptance_needs_words")
    assert allowed(may_accept_late(late, DEADLINE, declared=False, words="The post was late")) == (18, "accept_late")


def test_rule_22_two_people_who_differ_and_neither_counts_until_it_is_settled() -> None:
    differing = (version(1), version(2, SECOND, "no"))
    assert found(*differing) == (Status.CONFLICT, 22, "replies_differ", None)
    assert assess(differing, DEADLINE).differing == differing
    assert found(*differing, version(3, SECOND, "no", settles=True)) == (Status.COUNTED, 22, "settled", 3)
    # Who answers otherwise after that makes a new conflict.
    again = (*differing, version(3, SECOND, "no", settles=True), version(4, FIRST, "yes"))
    assert found(*again)[0] is Status.CONFLICT


def test_rule_22_two_people_who_say_the_same_do_not_differ() -> None:
    assert found(version(1), version(2, SECOND)) == (Status.COUNTED, 13, "reply_counted", 2)


def test_rule_22_a_late_answer_of_another_person_makes_no_conflict() -> None:
    assert found(version(1), version(2, SECOND, "no", hours=1)) == (Status.COUNTED, 13, "reply_counted", 1)


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from([FIRST, SECOND]),
                st.sampled_from(["yes", "no"]),
                st.integers(-72, 24),
                st.booleans(),
                st.booleans(),
                st.booleans(),
            ),
            max_size=7,
        )
    )
    return [
        Version(
            number,
            person,
            answer,
            END + hours * HOUR,
            channel=Channel.PAPER if on_paper else Channel.ONLINE,
            entered_by=DESK if on_paper else None,
            confirmed_by=OTHER_DESK if on_paper and flag else None,
            settles=settles and not on_paper,
            accepted=flag and hours > 0,
        )
        for number, (person, answer, hours, on_paper, settles, flag) in enumerate(drawn, start=1)
    ]


@given(histories())
def test_what_counts_is_confirmed_and_in_time_or_accepted(versions: list[Version]) -> None:
    result = assess(versions, DEADLINE)
    counted = result.counted
    assert (counted is not None) == (result.status is Status.COUNTED)
    if counted is not None:
        assert counted in versions
        assert counted.confirmed
        assert counted.accepted or DEADLINE.met(counted.received)


@given(histories(), st.randoms())
def test_the_order_in_which_versions_are_looked_at_does_not_matter(
    versions: list[Version],
    random: object,
) -> None:
    shuffled = list(versions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    ours, theirs = assess(versions, DEADLINE), assess(shuffled, DEADLINE)
    assert (ours.status, ours.counted) == (theirs.status, theirs.counted)


@given(histories())
def test_rule_22_neither_counts_while_two_people_differ(versions: list[Version]) -> None:
    result = assess(versions, DEADLINE)
    if result.status is Status.CONFLICT:
        assert len({reply.answer for reply in result.differing}) > 1
        settling = Version(len(versions) + 1, FIRST, "yes", END - HOUR, settles=True)
        assert assess([*versions, settling], DEADLINE).counted == settling


def test_rule_21_what_is_entered_after_the_deadline_needs_the_chair_whenever_it_came() -> None:
    entered = replace(paper(1), entered_at=END + HOUR)
    assert found(entered) == (Status.LATE, 21, "entered_late", None)
    assert found(replace(entered, accepted=True)) == (Status.COUNTED, 21, "entered_late_accepted", 1)
    assert found(replace(paper(1), entered_at=END)) == (Status.COUNTED, 21, "reply_confirmed", 1)
    assert found(replace(paper(1), entered_at=END + HOUR / 3600)) == (Status.LATE, 21, "entered_late", None)
    assert allowed(may_accept_late(entered, DEADLINE, declared=False)) == (18, "accept_late")
    both = replace(entered, received=END + HOUR)
    assert found(both) == (Status.LATE, 18, "reply_late", None)
    assert found(replace(both, accepted=True)) == (Status.COUNTED, 18, "late_accepted", 1)


def test_rule_21_a_paper_that_says_so_takes_the_place_of_earlier_papers() -> None:
    first, second = paper(1, "yes", person=-1), paper(2, "no", person=-2)
    assert found(first, second)[0] is Status.CONFLICT
    assert found(first, replace(second, replaces=True)) == (Status.COUNTED, 21, "reply_confirmed", 2)
    waiting = replace(paper(2, "no", person=-2, confirmed=False), replaces=True)
    assert found(first, waiting) == (Status.COUNTED, 21, "reply_confirmed", 1)
    late = replace(second, replaces=True, received=END + HOUR)
    assert found(first, late) == (Status.COUNTED, 21, "reply_confirmed", 1)


def test_rule_22_a_paper_does_not_take_the_place_of_what_somebody_answered_online() -> None:
    """Their difference is the focal point's to settle, and not two people's of the secretariat."""
    online, replacing = version(1, answer="yes"), replace(paper(2, "no", person=-2), replaces=True)
    assert found(online, replacing) == (Status.CONFLICT, 22, "replies_differ", None)


def test_rule_21_an_entry_replaces_something_that_there_is() -> None:
    assert refused(may_replace(replaces=True, earlier=0)) == (None, "nothing_to_replace")
    assert allowed(may_replace(replaces=True, earlier=1))
    assert allowed(may_replace(replaces=False, earlier=0))


def test_rule_21_nothing_reaches_the_secretariat_before_it_is_asked() -> None:
    before = NOW - HOUR
    decision = may_enter(Channel.PAPER, before, NOW, has_source=True, asked_at=NOW)
    assert refused(decision) == (None, "received_before_asked")
    assert decision.reason.facts == {"sent": NOW.isoformat()}
    assert allowed(may_enter(Channel.PAPER, before, NOW, has_source=True, asked_at=before)) == (21, "enter_reply")


def test_rule_22_only_what_differs_is_settled() -> None:
    for status in Status:
        assert isinstance(may_settle(status), Allowed) is (status is Status.CONFLICT)


def test_rule_18_a_late_answer_is_accepted_once_and_by_nobody_of_its_state() -> None:
    late = version(1, hours=1)
    assert refused(may_accept_late(late, DEADLINE, declared=False, own=True, words="Why")) == (18, "own_state")
    again = replace(late, accepted=True)
    assert refused(may_accept_late(again, DEADLINE, declared=False, words="Why")) == (None, "accepted_already")


def test_rule_21_who_was_let_in_by_the_enterer_confirms_nothing_of_theirs() -> None:
    entered = paper(1, confirmed=False)
    decision = may_confirm(entered, OTHER_DESK, declared=False, let_in=True)
    assert refused(decision) == (21, "needs_independent_person")
    decision = may_return(entered, OTHER_DESK, declared=False, let_in=True, words="No")
    assert refused(decision) == (21, "needs_independent_person")


def test_rule_18_a_later_answer_waits_for_the_chair_though_an_earlier_one_was_declined() -> None:
    declined = replace(version(1, hours=1), declined=True)
    waits = version(2, hours=2)
    assert found(declined, waits) == (Status.LATE, 18, "reply_late", None)
    assert found(version(1, hours=1), replace(waits, declined=True)) == (Status.LATE, 18, "reply_late", None)
    assert found(declined, replace(waits, declined=True)) == (Status.LATE, 18, "late_declined", None)


def test_rule_18_a_late_answer_is_declined_with_words_once() -> None:
    late = version(1, hours=1)

    def decline(of: Version = late, *, words: str = "No reason was given", own: bool = False) -> Decision:
        return may_decline_late(of, DEADLINE, declared=False, own=own, words=words)

    assert allowed(decline()) == (18, "decline_late")
    assert refused(decline(words="")) == (None, "declining_needs_words")
    assert refused(decline(own=True)) == (18, "own_state")
    assert refused(decline(version(1))) == (None, "not_late")
    assert refused(decline(replace(late, declined=True))) == (None, "declined_already")
    assert refused(decline(replace(late, accepted=True))) == (None, "accepted_already")
    assert refused(may_decline_late(late, DEADLINE, declared=True, own=False, words="x")) == (18, "result_declared")
    assert found(replace(late, declined=True)) == (Status.LATE, 18, "late_declined", None)
    assert allowed(may_accept_late(replace(late, declined=True), DEADLINE, declared=False)) == (18, "accept_late")
