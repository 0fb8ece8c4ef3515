"""Rules 15, 20 and 23 to 25: contributions, their submitters, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hemicycle.rules.candidates import Asked, ListRule, Terms, candidate
from hemicycle.rules.contributions import (
    MOST_SUBMITTERS,
    TITLE_LENGTH,
    Course,
    Name,
    NameAnswer,
    Stage,
    Step,
    StepKind,
    Submitter,
    Timeliness,
    counts,
    leading,
    length,
    may_accept_late,
    may_answer,
    may_ask_for_changes,
    may_confirm_entered,
    may_contain,
    may_correct_entry,
    may_decline_late,
    may_name,
    may_number,
    may_post,
    may_remove_number,
    may_return_entered,
    may_revise,
    may_submit,
    may_translate,
    name,
    stage,
    standing,
    timeliness,
)
from hemicycle.rules.deadlines import Deadline
from hemicycle.rules.reasons import Allowed, Refused
from tests.rules.decisions import allowed, refused

DEADLINE = Deadline.on(date(2020, 5, 29), ZoneInfo("Europe/Zurich"))
IN_TIME = datetime(2020, 5, 29, 21, 59, 59, tzinfo=UTC)
LATE = datetime(2020, 5, 29, 22, 0, 0, tzinfo=UTC)
YES, NO = True, False


def submitter(member: str, *answers: bool, version: int = 1) -> Submitter:
    return Submitter(member, tuple(NameAnswer(version, confirmed) for confirmed in answers))


def course(*submitters: Submitter, version: int = 1, steps: tuple[StepKind, ...] = (), lacking: int = 0) -> Course:
    return Course(version, submitters, tuple(Step(kind, version) for kind in steps), lacking)


ALONE = course(submitter("KE", YES))
JOINT = course(submitter("KE", YES), submitter("BR"), submitter("JP"))
NUMBERED = replace(ALONE, steps=(Step(StepKind.NUMBERED, 1),))
POSTED = replace(ALONE, steps=(Step(StepKind.NUMBERED, 1), Step(StepKind.POSTED, 1)))


def test_rule_15_a_contribution_received_in_time_makes_a_listed_item_a_candidate() -> None:
    item, terms = Asked(contributions=("x/1-KE-1",)), Terms(ListRule.CANDIDATE)
    assert allowed(candidate(item, terms)) == (15, "contributed")
    assert refused(candidate(Asked(), terms)) == (14, "not_asked_for")
    assert allowed(candidate(replace(item, yes=("BR",)), terms)) == (14, "asked_for")


def test_rule_15_a_list_may_take_none_by_contribution_and_information_is_never_discussed() -> None:
    item = Asked(contributions=("x/1-KE-1",))
    assert refused(candidate(item, Terms(ListRule.CANDIDATE, by_contribution=False))) == (14, "not_asked_for")
    assert isinstance(candidate(item, Terms(ListRule.INFORMATION)), Refused)
    assert isinstance(candidate(replace(item, withdrawn=True), Terms(ListRule.CANDIDATE)), Refused)


@pytest.mark.parametrize(
    ("reached", "when", "said"),
    [
        (Stage.SUBMITTED, Timeliness.IN_TIME, True),
        (Stage.CHANGES_ASKED, Timeliness.IN_TIME, True),
        (Stage.POSTED, Timeliness.ACCEPTED, True),
        (Stage.SUBMITTED, Timeliness.LATE, False),
        (Stage.SUBMITTED, Timeliness.DECLINED, False),
        (Stage.WITHDRAWN, Timeliness.IN_TIME, False),
        (Stage.UNCONFIRMED, Timeliness.IN_TIME, False),
    ],
)
def test_rule_15_it_counts_once_it_is_confirmed_and_in_time_or_accepted(
    reached: Stage, when: Timeliness, *, said: bool
) -> None:
    assert counts(reached, when) is said


def test_rule_25_a_late_one_is_received_and_marked() -> None:
    assert allowed(may_submit(DEADLINE, IN_TIME, listed=True, withdrawn=False)) == (25, "contribution_in_time")
    assert allowed(may_submit(DEADLINE, LATE, listed=True, withdrawn=False)) == (25, "contribution_late")
    assert allowed(may_submit(None, LATE, listed=True, withdrawn=False)) == (25, "contribution_in_time")


def test_rule_15_only_to_an_item_that_is_listed_and_not_withdrawn() -> None:
    assert refused(may_submit(None, IN_TIME, listed=False, withdrawn=False))[1] == "contribution_item"
    assert refused(may_submit(None, IN_TIME, listed=True, withdrawn=True))[1] == "contribution_item_withdrawn"


LIMITS = {"comments": 100, "proposal": 50}


def test_rule_23_a_title_and_each_part_that_is_required() -> None:
    said = {"comments": "C", "proposal": "P"}
    required = {"comments", "proposal"}
    assert isinstance(may_contain("T", said, required, LIMITS, has_file=False), Allowed)
    assert refused(may_contain("", said, required, LIMITS, has_file=False)) == (23, "contribution_without_title")
    long_title = "T" * (TITLE_LENGTH + 1)
    assert refused(may_contain(long_title, said, required, LIMITS, has_file=False))[1] == "contribution_title_long"
    empty = may_contain("T", {"comments": "C"}, required, LIMITS, has_file=False)
    assert refused(empty) == (23, "contribution_part_empty")
    assert empty.reason.facts == {"part": "proposal"}
    too_long = may_contain("T", {**said, "proposal": "P" * 51}, required, LIMITS, has_file=False)
    assert refused(too_long)[1] == "contribution_part_long"
    assert too_long.reason.facts == {"part": "proposal", "most": 50}


def test_rule_23_a_file_says_what_the_parts_would() -> None:
    assert isinstance(may_contain("T", {}, {"comments"}, LIMITS, has_file=True), Allowed)
    assert refused(may_contain("T", {}, set(), LIMITS, has_file=False)) == (23, "contribution_empty")


def test_rule_23_more_pages_than_are_recommended_are_a_warning() -> None:
    assert allowed(length(2, 2)) == (23, "contribution_short_enough")
    assert allowed(length(40, 2)) == (23, "contribution_longer")


def test_rule_24_who_submits_is_among_them_and_each_is_named_once() -> None:
    assert allowed(may_name(["KE", "BR"], "KE")) == (24, "joint_contribution")
    assert isinstance(may_name(["KE"], "KE"), Allowed)
    assert refused(may_name(["BR", "JP"], "KE"))[1] == "contribution_of_others"
    assert refused(may_name(["KE", "BR", "BR"], "KE"))[1] == "contribution_twice_named"
    many = [f"m{place}" for place in range(MOST_SUBMITTERS + 1)]
    assert refused(may_name(many, "m0"))[1] == "contribution_many_named"


def test_rule_24_who_has_not_answered_is_shown_so() -> None:
    assert [name(one, 1) for one in JOINT.submitters] == [Name.CONFIRMED, Name.UNANSWERED, Name.UNANSWERED]
    assert stage(JOINT) is Stage.SUBMITTED
    assert leading(JOINT) == "KE"


def test_rule_24_a_revised_text_is_confirmed_again_and_who_withdrew_has_withdrawn() -> None:
    assert name(submitter("BR", YES), 2) is Name.UNANSWERED
    assert name(submitter("BR", YES, version=2), 2) is Name.CONFIRMED
    assert name(submitter("BR", YES, NO), 2) is Name.WITHDRAWN
    assert name(submitter("BR", NO, YES, version=2), 2) is Name.CONFIRMED


def test_rule_24_where_the_first_withdraws_the_next_that_confirmed_leads() -> None:
    assert leading(course(submitter("KE", YES, NO), submitter("BR"), submitter("JP", YES))) == "JP"
    waits = course(submitter("KE", YES, NO), submitter("BR"))
    assert (leading(waits), stage(waits)) == (None, Stage.UNCONFIRMED)
    none_left = course(submitter("KE", YES, NO), submitter("BR", NO))
    assert stage(none_left) is Stage.WITHDRAWN


def test_rule_24_a_name_is_confirmed_or_withdrawn_by_its_member_until_it_is_posted() -> None:
    assert allowed(may_answer(JOINT, "BR", confirmed=True)) == (24, "name_confirmed")
    assert allowed(may_answer(JOINT, "BR", confirmed=False)) == (24, "name_withdrawn")
    assert allowed(may_answer(JOINT, "KE", confirmed=False)) == (24, "name_withdrawn")
    assert refused(may_answer(JOINT, "KE", confirmed=True))[1] == "name_is_so"
    assert refused(may_answer(JOINT, "EG", confirmed=True))[1] == "not_a_submitter"


def test_rule_20_a_posted_contribution_never_changes() -> None:
    assert stage(POSTED) is Stage.POSTED
    assert refused(may_answer(POSTED, "KE", confirmed=False)) == (20, "contribution_fixed")
    assert refused(may_revise(POSTED, "KE", None, IN_TIME, seen=1)) == (20, "contribution_fixed")
    assert isinstance(may_ask_for_changes(Stage.POSTED, "Shorter"), Refused)
    assert isinstance(may_translate(Stage.POSTED), Refused)
    assert isinstance(may_post(Stage.POSTED, Timeliness.IN_TIME), Refused)


def test_rule_23_it_is_revised_by_who_leads_until_the_deadline_or_where_changes_were_asked() -> None:
    assert allowed(may_revise(ALONE, "KE", DEADLINE, IN_TIME, seen=1)) == (20, "new_version")
    assert refused(may_revise(ALONE, "KE", DEADLINE, LATE, seen=1))[1] == "contribution_revised_late"
    asked = course(submitter("KE", YES), steps=(StepKind.CHANGES_ASKED,))
    assert stage(asked) is Stage.CHANGES_ASKED
    assert allowed(may_revise(asked, "KE", DEADLINE, LATE, seen=1))[1] == "contribution_changed_as_asked"
    assert refused(may_revise(JOINT, "BR", DEADLINE, IN_TIME, seen=1))[1] == "contribution_led_by_another"
    assert refused(may_revise(ALONE, "KE", DEADLINE, IN_TIME, seen=0))[1] == "contribution_revised_meanwhile"
    assert refused(may_revise(NUMBERED, "KE", DEADLINE, IN_TIME, seen=1))[1] == "contribution_numbered"


def test_rule_23_what_was_changed_as_asked_is_where_it_was_before() -> None:
    steps = (Step(StepKind.NUMBERED, 1), Step(StepKind.CHANGES_ASKED, 1))
    assert stage(Course(1, (submitter("KE", YES),), steps)) is Stage.CHANGES_ASKED
    assert stage(Course(2, (submitter("KE", YES, version=2),), steps)) is Stage.NUMBERED
    assert stage(Course(2, (submitter("KE", YES, version=2),), steps, lacking=3)) is Stage.IN_TRANSLATION


def test_rule_21_what_was_entered_waits_for_its_member_or_for_a_second_person() -> None:
    entered = course(submitter("KE"))
    assert stage(entered) is Stage.UNCONFIRMED

    def confirms(one: Course, person: int, *, by: int | None, entered: bool = True, independent: bool = True) -> str:
        decision = may_confirm_entered(one, "KE", person, entered=entered, by=by, independent=independent)
        return decision.reason.code.value

    assert confirms(entered, 2, by=1) == "name_confirmed"
    assert confirms(entered, 2, by=None) == "name_confirmed"
    assert confirms(entered, 1, by=1) == "needs_second_person"
    assert confirms(entered, 2, by=1, independent=False) == "needs_independent_person"
    assert confirms(entered, 2, by=None, entered=False) == "nothing_to_confirm"
    assert confirms(ALONE, 2, by=1) == "nothing_to_confirm"
    assert isinstance(may_number(Stage.UNCONFIRMED, Timeliness.IN_TIME), Refused)


def test_rule_21_what_was_entered_is_returned_until_somebody_confirms_it() -> None:
    entered = course(submitter("KE"), submitter("TN"))
    assert allowed(may_return_entered(entered, entered=True))[1] == "nothing_against"
    assert refused(may_return_entered(entered, entered=False))[1] == "nothing_to_confirm"
    for one in (ALONE, course(submitter("KE"), submitter("TN", YES)), course(submitter("KE", NO))):
        assert refused(may_return_entered(one, entered=True))[1] == "nothing_to_confirm"


def test_rule_21_an_entry_is_corrected_until_somebody_has_confirmed_it() -> None:
    entered = course(submitter("KE"), version=2)
    assert allowed(may_correct_entry(entered, entered=True, seen=2)) == (20, "new_version")
    assert refused(may_correct_entry(entered, entered=True, seen=1))[1] == "contribution_corrected_meanwhile"
    assert refused(may_correct_entry(entered, entered=False, seen=2))[1] == "contribution_confirmed"
    assert refused(may_correct_entry(ALONE, entered=True, seen=1))[1] == "contribution_confirmed"
    withdrawn = course(submitter("KE", NO))
    assert refused(may_correct_entry(withdrawn, entered=True, seen=1))[1] == "contribution_confirmed"


def test_rule_18_the_chair_accepts_a_late_one_with_words_and_not_their_own() -> None:
    for decide, said in ((may_accept_late, "accept_late"), (may_decline_late, "decline_late")):
        assert decide(Stage.SUBMITTED, Timeliness.LATE, own=False, words="W").reason.code.value == said
        assert refused(decide(Stage.SUBMITTED, Timeliness.LATE, own=False, words=""))[1] == "acceptance_needs_words"
        assert refused(decide(Stage.SUBMITTED, Timeliness.LATE, own=True, words="W"))[1] == "contribution_own"
        assert refused(decide(Stage.SUBMITTED, Timeliness.IN_TIME, own=False, words="W"))[1] == "contribution_not_late"
        assert refused(decide(Stage.WITHDRAWN, Timeliness.LATE, own=False, words="W"))[1] == "contribution_fixed"
        already = decide(Stage.SUBMITTED, Timeliness.ACCEPTED, own=False, words="W")
        assert refused(already)[1] == "contribution_accepted_already"
    again = may_decline_late(Stage.SUBMITTED, Timeliness.DECLINED, own=False, words="W")
    assert refused(again)[1] == "contribution_declined_already"
    assert isinstance(may_accept_late(Stage.SUBMITTED, Timeliness.DECLINED, own=False, words="W"), Allowed)


def test_rule_18_a_late_one_is_neither_numbered_nor_posted_until_the_chair_accepts_it() -> None:
    for when in (Timeliness.LATE, Timeliness.DECLINED):
        assert refused(may_number(Stage.SUBMITTED, when))[1] == "contribution_late_undecided"
        assert refused(may_post(Stage.NUMBERED, when))[1] == "contribution_late_undecided"
    assert isinstance(may_number(Stage.SUBMITTED, Timeliness.ACCEPTED), Allowed)
    assert isinstance(may_post(Stage.IN_TRANSLATION, Timeliness.ACCEPTED), Allowed)


@pytest.mark.parametrize("reached", [Stage.CHANGES_ASKED, Stage.UNCONFIRMED, Stage.NUMBERED, Stage.WITHDRAWN])
def test_rule_23_only_what_was_submitted_gets_a_number(reached: Stage) -> None:
    assert refused(may_number(reached, Timeliness.IN_TIME))[1] == "contribution_not_waiting"


def test_rule_23_a_number_is_removed_until_it_is_posted_and_can_be_given_again() -> None:
    assert isinstance(may_remove_number(NUMBERED), Allowed)
    removed = replace(NUMBERED, steps=(*NUMBERED.steps, Step(StepKind.NUMBER_REMOVED, 1)), lacking=3)
    assert (stage(removed), removed.numbered) == (Stage.SUBMITTED, False)
    assert refused(may_remove_number(removed))[1] == "contribution_not_numbered"
    assert isinstance(may_number(stage(removed), Timeliness.IN_TIME), Allowed)
    again = replace(removed, steps=(*removed.steps, Step(StepKind.NUMBERED, 1)))
    assert (stage(again), again.numbered) == (Stage.IN_TRANSLATION, True)
    assert refused(may_remove_number(POSTED)) == (20, "contribution_fixed")
    assert refused(may_remove_number(ALONE))[1] == "contribution_not_numbered"
    over = replace(NUMBERED, submitters=(submitter("KE", YES, NO),))
    assert isinstance(may_remove_number(over), Allowed)


def test_rule_23_changes_are_asked_for_with_a_reason() -> None:
    assert isinstance(may_ask_for_changes(Stage.SUBMITTED, "Shorter"), Allowed)
    assert refused(may_ask_for_changes(Stage.SUBMITTED, ""))[1] == "changes_need_words"
    assert refused(may_ask_for_changes(Stage.CHANGES_ASKED, "Shorter"))[1] == "contribution_not_waiting"
    assert refused(may_translate(Stage.SUBMITTED))[1] == "contribution_not_numbered"
    assert refused(may_post(Stage.SUBMITTED, Timeliness.IN_TIME))[1] == "contribution_not_numbered"


def test_rule_17_a_deadline_that_is_a_date_ends_with_its_last_second_there() -> None:
    steps = [Step(StepKind.LATE_DECLINED, 1), Step(StepKind.LATE_ACCEPTED, 1)]
    assert timeliness(IN_TIME, DEADLINE, ()) is Timeliness.IN_TIME
    assert timeliness(LATE, DEADLINE, ()) is Timeliness.LATE
    assert timeliness(LATE, None, ()) is Timeliness.IN_TIME
    assert timeliness(LATE, DEADLINE, steps[:1]) is Timeliness.DECLINED
    assert timeliness(LATE, DEADLINE, steps) is Timeliness.ACCEPTED


MEMBERS = ("KE", "BR", "JP", "EG")
#: What may happen: a Member confirms or withdraws, the one that leads revises, the secretariat asks for changes,
#: numbers, removes the number and posts.
happens = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["confirm", "withdraw", "revise"]), st.sampled_from(MEMBERS)),
        st.tuples(st.sampled_from(["ask", "number", "remove", "post"]), st.just("")),
    ),
    max_size=25,
)


def after(one: Course, what: str, member: str) -> Course:
    """The course after this, where the rules permit it; the same where they do not."""
    reached = stage(one)
    if what in {"confirm", "withdraw"}:
        confirmed = what == "confirm"
        if isinstance(may_answer(one, member, confirmed=confirmed), Refused):
            return one
        return _answered(one, member, confirmed=confirmed)
    if what == "revise":
        if isinstance(may_revise(one, member, DEADLINE, IN_TIME, seen=one.version), Refused):
            return one
        return _answered(replace(one, version=one.version + 1), member, confirmed=True)
    permitted = {
        "ask": (may_ask_for_changes(reached, "W"), StepKind.CHANGES_ASKED),
        "number": (may_number(reached, Timeliness.IN_TIME), StepKind.NUMBERED),
        "remove": (may_remove_number(one), StepKind.NUMBER_REMOVED),
        "post": (may_post(reached, Timeliness.IN_TIME), StepKind.POSTED),
    }
    decision, kind = permitted[what]
    return one if isinstance(decision, Refused) else replace(one, steps=(*one.steps, Step(kind, one.version)))


def _answered(one: Course, member: str, *, confirmed: bool) -> Course:
    said = NameAnswer(one.version, confirmed)
    submitters = tuple(
        replace(row, answers=(*row.answers, said)) if row.member == member else row for row in one.submitters
    )
    return replace(one, submitters=submitters)


@given(happens)
@example(
    [
        ("confirm", "EG"),
        *(("withdraw", code) for code in ("KE", "BR", "JP")),
        ("number", ""),
        ("withdraw", "EG"),
        ("remove", ""),
    ]
)
def test_rule_24_names_and_stages_fit_whatever_happens(acts: list[tuple[str, str]]) -> None:
    now = course(submitter(MEMBERS[0], YES), *(submitter(member) for member in MEMBERS[1:]))
    for what, member in acts:
        before, now = now, after(now, what, member)
        reached = stage(now)
        led = leading(now)
        # Each name stands in one way, and they are all there, in their order.
        ways = [standing(now, one) for one in Name]
        assert sorted(code for way in ways for code in way) == sorted(MEMBERS)
        assert led is None or led in standing(now, Name.CONFIRMED)
        assert (led is None) == (not standing(now, Name.CONFIRMED))
        if reached not in {Stage.POSTED, Stage.WITHDRAWN}:
            assert (reached is Stage.UNCONFIRMED) == (led is None)
        # What is over stays over: what is posted as it is, and what all have withdrawn from but for its number.
        if stage(before) in {Stage.POSTED, Stage.WITHDRAWN}:
            assert reached is stage(before)
            assert now == before or (not now.numbered and now.submitters == before.submitters)
        if stage(before) is Stage.POSTED:
            assert now == before
        # Nothing is posted without a number, and with it only under a confirmed name.
        if reached is Stage.POSTED:
            assert now.numbered
            assert led is not None
        # A revision leaves one confirmed name: that of who revised it.
        if now.version > before.version:
            assert standing(now, Name.CONFIRMED) == (member,)
            assert set(standing(now, Name.WITHDRAWN)) == set(standing(before, Name.WITHDRAWN))


@given(st.datetimes(), st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)))
def test_rule_15_an_extended_deadline_makes_nothing_late(received: datetime, later: timedelta) -> None:
    moment = received.replace(year=2020, tzinfo=UTC)
    extended = replace(DEADLINE, local=DEADLINE.local + later)
    if timeliness(moment, DEADLINE, ()) is Timeliness.IN_TIME:
        assert timeliness(moment, extended, ()) is Timeliness.IN_TIME
