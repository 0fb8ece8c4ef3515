"""What one version of a reply says otherwise than another."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from hemicycle.correspondence.differences import Piece, difference, pieces

texts = st.text(alphabet="ab cé。\n", max_size=40)
conditions = st.lists(st.tuples(st.sampled_from(["form", "agenda"]), texts), max_size=4)
choices = st.dictionaries(st.sampled_from(["1", "2", "10"]), st.sampled_from(["yes", "no"]))


def test_choices_that_changed_came_or_went() -> None:
    found = difference(({"1": "yes", "2": "no", "10": "no"}, []), ({"1": "no", "2": "no", "3": "yes"}, []))
    assert found.choices == {1: ("yes", "no"), 3: ("", "yes"), 10: ("no", "")}
    assert not found.conditions


def test_the_words_of_a_change_are_as_they_read_after_it_or_as_they_were_where_they_are_gone() -> None:
    changed = difference(({}, [("form", "Five days"), ("form", "Abc")]), ({}, [("form", "Six days")])).conditions
    assert [change.words for change in changed] == ["Six days", "Abc"]


def test_a_condition_that_was_worded_otherwise_is_one_and_shows_its_words() -> None:
    before = [("form", "Only if the session is held in two parts"), ("agenda", "Without item 5")]
    after = [("form", "Only if the session is held in three parts"), ("duration", "At most four days")]
    changed, gone, new = difference(({}, before), ({}, after)).conditions
    assert changed.heading == "form"
    assert [piece for piece in changed.pieces if piece.kind != "same"] == [Piece("gone", "two"), Piece("new", "three")]
    assert (gone.heading, gone.pieces) == ("agenda", (Piece("gone", "Without item 5"),))
    assert (new.heading, new.pieces) == ("duration", (Piece("new", "At most four days"),))


@given(texts, texts)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.words for piece in found if piece.kind != "new") == before
    assert "".join(piece.words for piece in found if piece.kind != "gone") == after


@given(choices, conditions, choices, conditions)
def test_nothing_differs_exactly_where_both_say_the_same(
    first: dict[str, str],
    conditions_of_first: list[tuple[str, str]],
    second: dict[str, str],
    conditions_of_second: list[tuple[str, str]],
) -> None:
    assert difference((first, conditions_of_first), (first, conditions_of_first)).none
    same = first == second and set(conditions_of_first) == set(conditions_of_second)
    assert difference((first, conditions_of_first), (second, conditions_of_second)).none == same


def test_the_longest_conditions_are_compared_quickly() -> None:
    before, after = "word and another, " * 1_111, "word or another; " * 1_176
    started = process_time()
    difference(({}, [("form", before)]), ({}, [("form", after)]))
    assert process_time() - started < 2
