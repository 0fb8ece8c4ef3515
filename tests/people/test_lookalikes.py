"""Names typed: what cannot be seen is dropped, and names that are not what they seem are found."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.people.details import clean
from hemicycle.people.lookalikes import looking_like, mixed_words, same_or_looking_like


@pytest.mark.parametrize(
    "hidden",
    ["\u00ad", "\u061c", "\u180e", "\u200b", "\u200e", "\u200f", "\u202e", "\u2060", "\u2066", "\ufeff", "\U000e0041"],
)
def test_format_characters_are_dropped_from_names(hidden: str) -> None:
    assert clean(f"Ms. Bra{hidden}zil") == "Ms. Brazil"


@pytest.mark.parametrize("word", ["می‌خواهم", "क्‍ष", "ශ්‍රී"])
def test_a_joiner_stays_between_letters_that_it_shapes(word: str) -> None:
    assert clean(word) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize(
    "word", ["Bra\u200dzil", "Bra\u200czil", "\u200dBrazil", "م\u200d", "\u200cم", "مB\u200cم", "В\u200dr"]
)
def test_a_joiner_goes_where_it_shapes_nothing(word: str) -> None:
    assert clean(word) == word.replace("\u200d", "").replace("\u200c", "")


def test_running_text_keeps_its_marks_of_direction_and_nothing_else_that_is_not_seen() -> None:
    assert clean("نص\u200f (ITU)\n\u202eX\u200bY", lines=True) == "نص\u200f (ITU)\nXY"


@given(st.text())
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert all(unicodedata.category(character) != "Cf" or character in "\u200c\u200d" for character in once)


@pytest.mark.parametrize("text", ["Вrazil", "P\u0430ypal", "Ms. Jоhn Doe"])
def test_a_letter_of_another_script_within_a_word_is_found(text: str) -> None:
    assert mixed_words(text)


@pytest.mark.parametrize(
    "text",
    ["O’Brien-Müller", "Иван Ivan", "東京タワー", "한國", "محمد Ali", "Nguyễn Văn A", "José 2", "ライト兄弟ヶ丘"],
)
def test_words_that_people_write_are_not_found(text: str) -> None:
    assert mixed_words(text) == []


def test_a_name_that_looks_like_another_is_found() -> None:
    others = ["Brazil", "Brasil", "Ms. Elena Duarte"]
    assert looking_like("Вrazil", others) == ["Brazil"]
    assert looking_like("BRAZlL", others) == ["Brazil"]
    assert looking_like("ВRAZIL", others) == ["Brazil"]
    assert looking_like("Ms. Еlеnа Duаrtе", others) == ["Ms. Elena Duarte"]
    assert looking_like("Ms. Paula Duarte", others) == []


def test_the_same_name_is_no_other_persons_disguise_and_is_another_members() -> None:
    for same in ("Brazil", "BRAZIL", "Brazíl"):
        assert looking_like(same, ["Brazil"]) == []
        assert same_or_looking_like(same, ["Brazil"]) == ["Brazil"]
