"""Symbols of documents: what a series, a number and a mark make of each other, there and back (rule 20)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.symbols import (
    MARKS,
    Pattern,
    counts_on_base,
    is_pattern,
    marked,
    next_mark,
    next_number,
    version_in,
)
from hemicycle.rules.versions import Change, Mark

BRACKETS = "({mark})"
patterns = st.sampled_from([Pattern("C20/{number}"), Pattern("C20/INF/{number}", BRACKETS), Pattern("{number}-A")])
marks = st.builds(Mark, st.sampled_from(Change), st.integers(1, 9999))


def test_rule_20_versions_are_marked_as_the_body_writes_them() -> None:
    assert marked("C20/21", Mark(Change.REVISION, 1)) == "C20/21/Rev.1"
    assert marked("C20/21", Mark(Change.ADDENDUM, 2), BRACKETS) == "C20/21(Add.2)"
    assert marked("A/75/1/Rev.1", Mark(Change.CORRIGENDUM, 1)) == "A/75/1/Rev.1/Corr.1"


@given(patterns, st.integers(1, 999_999))
def test_a_number_is_read_from_the_symbol_that_it_made(pattern: Pattern, number: int) -> None:
    assert pattern.number(pattern.of(number)) == number


@given(patterns, st.integers(1, 999_999), st.lists(marks, min_size=1, max_size=4))
def test_rule_20_each_mark_is_read_from_the_symbol_that_it_made(
    pattern: Pattern, number: int, given: list[Mark]
) -> None:
    symbol = pattern.of(number)
    for mark in given:
        base, symbol = symbol, marked(symbol, mark, pattern.marks)
        found = version_in(symbol, [pattern.marks])
        assert found is not None
        assert (found.base, found.mark) == (base, mark)
    assert pattern.number(symbol) is None


@pytest.mark.parametrize("symbol", ["C20/021", "C20/0", "C20/1a", "C20/", "C21/1", "C20/1234567", "C20/1/Rev.1"])
def test_what_is_no_symbol_of_a_series_has_no_number(symbol: str) -> None:
    assert Pattern("C20/{number}").number(symbol) is None


@pytest.mark.parametrize("symbol", ["C20/1", "C20/1/Rev.", "C20/1/Rev.0", "C20/1/rev.1", "/Rev.1", "C20/1(Rev.1)"])
def test_what_has_no_mark_is_no_version(symbol: str) -> None:
    assert version_in(symbol, [MARKS]) is None


def test_a_pattern_has_its_number_and_its_mark_once() -> None:
    assert is_pattern(Pattern("C20/{number}", BRACKETS))
    for pattern in (Pattern("C20"), Pattern("{number}/{number}"), Pattern("{number}", "Rev."), Pattern("{number}", "")):
        assert not is_pattern(pattern)


@given(st.lists(st.integers(1, 1000)))
def test_no_number_is_given_twice_and_no_gap_is_filled(numbers: list[int]) -> None:
    assert next_number(numbers) == max(numbers, default=0) + 1


@given(st.lists(marks), st.sampled_from(Change))
def test_rule_20_no_mark_is_given_twice(before: list[Mark], change: Change) -> None:
    assert next_mark(change, before) not in before


def test_rule_20_a_revision_of_a_revision_is_one_of_the_document_and_a_corrigendum_corrects_what_it_names() -> None:
    for change in Change:
        assert not counts_on_base(change, None)
        assert counts_on_base(change, change)
        assert counts_on_base(Change.ADDENDUM, change)
    assert not counts_on_base(Change.CORRIGENDUM, Change.REVISION)
    assert not counts_on_base(Change.REVISION, Change.ADDENDUM)
