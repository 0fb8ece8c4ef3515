"""Messages of the booths: who writes to whom."""

from __future__ import annotations

import pytest

from hemicycle.rules.booth_chat import FLOOD_MOST, Circle, may_write, reads
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from tests.classes import CAPACITIES

#: Who is of each circle; everybody else, delegates of any class among them, is of none.
THEIRS = {
    Role.INTERPRETER: set(Circle),
    Role.CAPTIONER: {Circle.BOOTHS},
    Role.TECHNICIAN: {Circle.TECHNICIANS},
    Role.CHAIR: {Circle.PRESIDING},
    Role.VICE_CHAIR: {Circle.PRESIDING},
}


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_each_writes_to_their_circles_alone(capacity: Role) -> None:
    theirs = THEIRS.get(capacity, set())
    for circle in Circle:
        decision = may_write(capacity, circle, seated=True, presided=True, said=True, lately=0)
        expected = RuleCode.NOTHING_AGAINST if circle in theirs else RuleCode.CHAT_OTHER_CIRCLE
        assert decision.reason.code is expected, circle
        assert reads(capacity, circle) == (circle in theirs)


@pytest.mark.parametrize(
    ("circle", "seated", "presided", "said", "lately", "code"),
    [
        (Circle.PARTNER, True, False, True, FLOOD_MOST - 1, RuleCode.NOTHING_AGAINST),
        (Circle.PARTNER, False, True, True, 0, RuleCode.NO_SEAT),
        (Circle.TECHNICIANS, False, True, True, 0, RuleCode.NO_SEAT),
        (Circle.BOOTHS, False, False, True, 0, RuleCode.NOTHING_AGAINST),
        (Circle.PRESIDING, True, False, True, 0, RuleCode.CHAT_NOBODY_PRESIDES),
        (Circle.BOOTHS, True, True, False, 0, RuleCode.CHAT_EMPTY),
        (Circle.BOOTHS, True, True, True, FLOOD_MOST, RuleCode.CHAT_TOO_MANY),
    ],
)
def test_an_interpreter_writes_from_a_booth_and_not_too_often(
    *, circle: Circle, seated: bool, presided: bool, said: bool, lately: int, code: RuleCode
) -> None:
    decision = may_write(Role.INTERPRETER, circle, seated=seated, presided=presided, said=said, lately=lately)
    assert decision.reason.code is code
