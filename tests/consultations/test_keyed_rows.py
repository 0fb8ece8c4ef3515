"""Rows of settings: whether one is still what somebody began to change."""

from __future__ import annotations

from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.consultations.participation import ClassSetting


def test_a_row_is_told_by_what_it_is_and_not_by_the_order_of_its_sets() -> None:
    """Each process iterates over a set in an order of its own: a page may be sent back to another one."""
    codes = [f"M{number}" for number in range(60)]
    one, other = (ClassSetting(key="a", members=frozenset(order)) for order in (codes, codes[::-1]))
    assert one == other
    assert list(one.members) != list(other.members), "or the test says nothing"
    assert seen_of(one) == seen_of(other)
    assert seen_of(one) != seen_of(ClassSetting(key="a", members=frozenset(codes[1:])))
