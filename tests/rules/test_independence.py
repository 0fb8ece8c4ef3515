"""Rules 21, 38 and 40: whatever is entered and confirmed, an act that needs two persons has two."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import Role
from hemicycle.rules.independence import LettingIn, are_independent
from hemicycle.rules.reasons import Allowed
from hemicycle.rules.registration import may_let_in

#: A and D began; M to Q came later. All were entered by the first and confirmed by the second.
A, D, M, N, Q, V = range(1, 7)


def let_in(**by: tuple[int, int]) -> dict[int, LettingIn]:
    keys = {"M": M, "N": N, "Q": Q, "V": V}
    return {keys[name]: LettingIn(frozenset({entered}), confirmed) for name, (entered, confirmed) in by.items()}


@pytest.mark.parametrize(
    ("first", "second", "independent"),
    [
        (A, D, True),
        (D, A, True),
        (A, A, False),
        (A, M, False),  # whom one entered
        (M, A, False),  # and the other way round
        (D, M, False),  # whom one confirmed
        (M, D, True),  # who confirmed somebody entered by another looks at what they do
        (M, N, False),  # one and the same entered both
        (N, M, False),
        (A, Q, False),  # entered by whom one entered
        (Q, A, False),
        (N, Q, False),  # the same, by another branch
        (D, Q, False),  # confirmed whom Q was entered by
        (Q, D, True),
        (A, V, False),  # entered by D, but confirmed by M, whom A entered
        (M, V, False),
        (V, M, True),
        (N, V, True),  # A entered N, and D entered V: two persons
        (V, A, True),
    ],
)
def test_rule_21_who_looks_at_what_somebody_did(first: int, second: int, independent: bool) -> None:  # noqa: FBT001
    known = let_in(M=(A, D), N=(A, D), Q=(M, D), V=(D, M))
    assert are_independent(first, second, known) is independent


def test_rule_38_who_was_taken_up_again_by_whom_they_let_in_ends_no_search() -> None:
    known = {M: LettingIn(frozenset({N}), D), N: LettingIn(frozenset({M}), D)}
    assert not are_independent(M, N, known)
    assert are_independent(A, D, known)


@dataclass
class Body:
    """A secretariat whose members enter and confirm each other.

    Attributes:
        behind: Who really is each of them: somebody of their own, or a second self of whoever entered them.
        made: Who entered each for the first time.
        entered: Who entered each, or took them up again, last.
    """

    behind: dict[int, int] = field(default_factory=lambda: {A: A, D: D})
    made: dict[int, int] = field(default_factory=dict)
    entered: dict[int, int] = field(default_factory=dict)
    confirmed: dict[int, int] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)

    @property
    def inside(self) -> list[int]:
        """Whoever is confirmed."""
        return [key for key in self.behind if key not in self.waiting]

    @property
    def let_in(self) -> dict[int, LettingIn]:
        """What is on record."""
        return {
            key: LettingIn(frozenset({self.made[key], self.entered[key]}), self.confirmed.get(key)) for key in self.made
        }

    def enter(self, by: int, *, made_up: bool) -> None:
        """Somebody is entered."""
        key = max(self.behind) + 1
        self.behind[key] = self.behind[by] if made_up else key
        self.made[key] = self.entered[key] = by
        self.waiting.append(key)

    def take_up(self, key: int, by: int) -> None:
        """Somebody withdraws, and is taken up again."""
        self.entered[key] = by
        self.waiting.append(key)

    def confirm(self, key: int, turn: int) -> None:
        """Whoever waits is confirmed by the first, from this one in turn, whom the rule lets do so; by nobody else."""
        first, inside, known = self.entered[key], self.inside, self.let_in
        for by in inside[turn:] + inside[:turn]:
            independent = are_independent(first, by, known)
            if isinstance(may_let_in(Role.SECRETARIAT, first, by, independent=independent), Allowed):
                self.confirmed[key] = by
                self.waiting.remove(key)
                return


ACTS = st.lists(
    st.tuples(st.sampled_from(["made up", "confirm", "enter", "take up"]), st.integers(0, 50), st.integers(0, 50)),
    min_size=6,
    max_size=40,
)


def played(acts: list[tuple[str, int, int]], *, taken_up: bool = True) -> Body:
    body = Body()
    for act, one, other in acts:
        by = body.inside[one % len(body.inside)]
        match act:
            case "enter" | "made up":
                body.enter(by, made_up=act == "made up")
            case "confirm" if body.waiting:
                body.confirm(body.waiting[other % len(body.waiting)], one % len(body.inside))
            case "take up" if taken_up:
                key = body.inside[other % len(body.inside)]
                if key not in {A, D, by}:
                    body.take_up(key, by)
    return body


@given(ACTS)
def test_rule_21_whatever_is_entered_and_confirmed_two_who_are_independent_are_two_persons(
    acts: list[tuple[str, int, int]],
) -> None:
    body = played(acts)
    for first, second in permutations(body.inside, 2):
        if are_independent(first, second, body.let_in):
            assert body.behind[first] != body.behind[second]


@given(ACTS)
def test_rule_38_nobody_is_let_in_by_one_person_alone(acts: list[tuple[str, int, int]]) -> None:
    body = played(acts)
    for key in set(body.inside) - {A, D}:
        assert body.behind[body.entered[key]] != body.behind[body.confirmed[key]]


@given(ACTS)
def test_rule_38_while_the_two_who_began_are_there_each_act_finds_a_second_person(
    acts: list[tuple[str, int, int]],
) -> None:
    body = played(acts, taken_up=False)
    for first in body.inside:
        assert are_independent(first, A, body.let_in) or are_independent(first, D, body.let_in)


@given(ACTS)
def test_rule_38_of_two_whom_the_one_and_the_other_entered_at_least_one_may_look_at_what_the_other_did(
    acts: list[tuple[str, int, int]],
) -> None:
    body = played(acts, taken_up=False)

    def began(key: int) -> int:
        return key if key in {A, D} else began(body.made[key])

    for first, second in permutations(body.inside, 2):
        if began(first) != began(second):
            either_way = ((first, second), (second, first))
            assert any(are_independent(*pair, body.let_in) for pair in either_way)
