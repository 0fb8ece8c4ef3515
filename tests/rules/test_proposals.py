"""Rule 16: what is proposed where something does not fit, and that it helps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.proposals import Proposal, Remedy, lifted, moved, proposals
from hemicycle.rules.time_plan import Frame, Part, Window, plan

FIRST = datetime(2020, 6, 9, 10, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
NO_FRAME = Frame()


def window(day: int, minutes: int = 180) -> Window:
    opens = FIRST + (day - 1) * DAY
    return Window(day, opens, opens + minutes * MINUTE)


def parts(*minutes: int) -> list[Part]:
    return [Part(key, length) for key, length in enumerate(minutes, start=1)]


frames = st.builds(Frame, st.integers(0, 20), st.integers(0, 20), st.integers(30, 120), st.integers(0, 20))
programmes = st.lists(st.tuples(st.integers(1, 240), st.integers(0, 2)), max_size=14).map(
    lambda rows: [Part(key, minutes, earliest) for key, (minutes, earliest) in enumerate(rows, start=1)]
)
calendars = st.integers(0, 3).map(lambda days: [window(day) for day in range(1, days + 1)])


def test_rule_16_nothing_is_proposed_where_everything_fits() -> None:
    assert proposals([window(1)], parts(60, 60), NO_FRAME) == []


def test_rule_16_a_short_item_fits_at_the_end_of_an_earlier_sitting() -> None:
    # 100 and 150 fill the two days; 20 has no place at the end, and one before the second.
    found = proposals([window(1), window(2)], parts(100, 150, 40, 20), NO_FRAME)
    assert found[0] == Proposal(Remedy.MOVE, item=3, before=2)
    assert plan([window(1), window(2)], moved(parts(100, 150, 40, 20), 3, 2), NO_FRAME).left == ()


def test_rule_16_what_waits_for_a_later_sitting_may_be_taken_before() -> None:
    programme = [Part(1, 60), Part(2, 60, earliest=1), Part(3, 150)]
    found = proposals([window(1), window(2)], programme, NO_FRAME)
    assert Proposal(Remedy.LIFT, item=2) in found
    assert plan([window(1), window(2)], lifted(programme, 2), NO_FRAME).left == ()


def test_rule_16_another_day_up_to_five_and_what_would_be_left() -> None:
    found = proposals([window(1)], parts(120, 90, 90), NO_FRAME)
    assert found == [
        Proposal(Remedy.ANOTHER_DAY),
        Proposal(Remedy.LEAVE, item=2, minutes=180, items=2),
    ]
    full = [window(day) for day in range(1, 6)]
    assert [proposal.remedy for proposal in proposals(full, parts(*[180] * 6), NO_FRAME, 5)] == [Remedy.LEAVE]


def test_rule_16_an_item_longer_than_a_sitting_is_to_be_shortened() -> None:
    (found,) = proposals([window(1)], parts(200), Frame(introduction=10, closing=10))
    assert found == Proposal(Remedy.SHORTEN, item=1, minutes=40)


@given(calendars, programmes, frames)
def test_rule_16_a_move_that_is_proposed_helps_and_takes_nobodys_place(
    windows: list[Window], programme: list[Part], frame: Frame
) -> None:
    before = {left.key for left in plan(windows, programme, frame).left}
    found = proposals(windows, programme, frame)
    assert bool(found) == bool(before) or not windows
    for proposal in found:
        if proposal.remedy is Remedy.MOVE:
            assert proposal.item is not None
            assert proposal.before is not None
            tried = moved(programme, proposal.item, proposal.before)
        elif proposal.remedy is Remedy.LIFT:
            assert proposal.item is not None
            tried = lifted(programme, proposal.item)
        else:
            continue
        assert {left.key for left in plan(windows, tried, frame).left} < before
        assert sorted(part.key for part in tried) == [part.key for part in programme]
