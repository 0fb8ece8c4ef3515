"""Texts of statements: their length, the turn that each belongs to, and who reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.reasons import Allowed, Refused
from hemicycle.rules.statements import (
    STATEMENT_CHARACTERS,
    HeardTurn,
    Spoken,
    Stage,
    may_hand_in,
    may_read,
    may_withdraw,
    spoken_in,
    words_in,
)

START = datetime(2020, 6, 9, 10, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def turn(key: int, begun: int, ended: int | None) -> HeardTurn:
    return HeardTurn(key, at(begun), None if ended is None else at(ended))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Thank you, Chair.", 3),
        ("l’ordre du jour", 3),
        ("follow-up", 1),
        ("谢谢主席", 4),
        ("شكراً السيد الرئيس", 3),
        ("2,5 %", 2),
    ],
)
def test_words_are_counted_in_whichever_script(text: str, words: int) -> None:
    assert words_in(text) == words


def refused(text: str = "Thank you.", *, file: bool = False, most: int = 3, seen: int = 0, latest: int = 0) -> str:
    decision = may_hand_in(text, file=file, most=most, seen=seen, latest=latest)
    return decision.reason.code.value if isinstance(decision, Refused) else ""


def test_a_text_within_the_limit_is_handed_in_by_who_has_seen_the_one_before() -> None:
    assert refused() == ""
    assert refused("one two three") == ""
    assert refused("one two three four") == "statement_too_long"
    assert refused(" ") == "statement_empty"
    assert refused("", file=True) == ""
    assert refused("." * (STATEMENT_CHARACTERS + 1)) == "statement_characters"
    assert refused(seen=1, latest=2) == "statement_changed"
    assert refused(seen=2, latest=2) == ""


def test_a_text_is_withdrawn_until_it_is_spoken_or_on_record() -> None:
    def code(stage: Stage | None, *, drawn_up: bool = False) -> str:
        decision = may_withdraw(stage, drawn_up=drawn_up)
        return "" if isinstance(decision, Allowed) else decision.reason.code.value

    assert code(Stage.WAITING) == code(Stage.AFTERWARDS) == code(Stage.WAITING, drawn_up=True) == ""
    assert code(Stage.SPOKEN) == code(Stage.AFTERWARDS, drawn_up=True) == "statement_spoken"
    assert code(None) == "no_statement"


def test_a_text_belongs_to_the_first_turn_that_was_not_over() -> None:
    assert spoken_in([at(0)], [turn(1, 5, 8)]) == [Spoken(Stage.SPOKEN, 1)]
    assert spoken_in([at(6)], [turn(1, 5, 8), turn(2, 20, 22)]) == [Spoken(Stage.SPOKEN, 1)], "handed in while spoken"
    assert spoken_in([at(6)], [turn(1, 5, None)]) == [Spoken(Stage.SPOKEN, 1)]
    assert spoken_in([at(0)], []) == [Spoken()]


def test_one_without_such_a_turn_belongs_to_the_last_one_before() -> None:
    assert spoken_in([at(9)], [turn(1, 1, 2), turn(2, 5, 8)]) == [Spoken(Stage.AFTERWARDS, 2)]
    assert spoken_in([at(0), at(9)], [turn(1, 5, 8)]) == [Spoken(Stage.SPOKEN, 1), Spoken()]
    assert spoken_in([at(0), at(9)], [turn(1, 5, 8), turn(2, 12, 13)]) == [
        Spoken(Stage.SPOKEN, 1),
        Spoken(Stage.SPOKEN, 2),
    ]


TURNS = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=6).map(
    lambda pairs: [turn(key, begun, begun + length) for key, (begun, length) in enumerate(pairs, 1)]
)


@given(st.lists(st.integers(0, 80), max_size=6).map(sorted), TURNS)
def test_no_turn_has_two_texts_and_each_is_as_its_stage_says(minutes: list[int], turns: list[HeardTurn]) -> None:
    moments = [at(minute) for minute in minutes]
    found = spoken_in(moments, turns)
    taken = [one.turn for one in found if one.turn is not None]
    assert len(found) == len(moments)
    assert len(set(taken)) == len(taken)
    by_key = {one.key: one for one in turns}
    for moment, one in zip(moments, found, strict=True):
        assert (one.turn is None) == (one.stage is Stage.WAITING)
        if one.turn is not None and (ended := by_key[one.turn].ended):
            assert (ended > moment) == (one.stage is Stage.SPOKEN)


@given(stage=st.sampled_from(Stage), own=st.booleans(), serves=st.booleans(), published=st.booleans())
def test_other_delegations_read_what_was_published_and_spoken(
    *, stage: Stage, own: bool, serves: bool, published: bool
) -> None:
    reads = may_read(stage, own=own, serves=serves, published=published)
    if not own and not serves:
        assert reads == (published and stage is not Stage.WAITING)
    else:
        assert reads
