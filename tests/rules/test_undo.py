"""Taking back what was just done with many registrations at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import STEPS
from hemicycle.rules.undo import UNDO_ACT_FOR, UNDO_FOR, may_undo, may_undo_act, restored
from tests.rules.decisions import allowed, refused

NOON = datetime(2020, 5, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_who_acted_takes_it_back_for_ten_minutes() -> None:
    assert allowed(may_undo(mine=True, undone=False, acted_at=NOON, at=NOON + UNDO_FOR)) == (None, "undo")
    late = may_undo(mine=True, undone=False, acted_at=NOON, at=NOON + UNDO_FOR + SECOND)
    assert refused(late) == (None, "undo_too_late")


def test_not_twice_and_not_for_somebody_else() -> None:
    assert refused(may_undo(mine=True, undone=True, acted_at=NOON, at=NOON)) == (None, "undone_already")
    assert refused(may_undo(mine=False, undone=False, acted_at=NOON, at=NOON)) == (None, "undo_of_another")


@pytest.mark.parametrize(("before", "after"), [pair for steps in STEPS.values() for pair in steps.items()])
def test_every_step_is_taken_back_to_where_it_came_from(before: RegistrationStatus, after: RegistrationStatus) -> None:
    for now in RegistrationStatus:
        to = restored(before, after, now)
        assert isinstance(to, Refused) if now is not after else to is before


def test_rule_42_who_presides_undoes_their_own_act_for_five_seconds_and_what_is_on_its_way() -> None:
    assert UNDO_ACT_FOR == 5 * SECOND
    for seconds in range(8):
        assert allowed(may_undo_act(mine=True, changed=False, acted_at=NOON, at=NOON + seconds * SECOND)) == (
            None,
            "undo",
        )
    late = may_undo_act(mine=True, changed=False, acted_at=NOON, at=NOON + 8 * SECOND)
    assert refused(late) == (42, "undo_seconds_over")


def test_rule_42_nobody_undoes_what_another_did_or_what_has_had_consequences() -> None:
    assert refused(may_undo_act(mine=False, changed=False, acted_at=NOON, at=NOON)) == (None, "undo_of_another")
    assert refused(may_undo_act(mine=True, changed=True, acted_at=NOON, at=NOON)) == (42, "undo_since_changed")
