"""Values beside each other, as each language joins them."""

from __future__ import annotations

import pytest
from django.utils import translation

from hemicycle.consultations import joins


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Japan, Observer"),
        ("ar", f"{joins.isolated('Japan')}، {joins.isolated('Observer')}"),
        ("zh-hans", "Japan，Observer"),
        ("fr", "Japan, Observer"),
    ],
)
def test_two_values_have_the_comma_of_the_language_and_what_is_empty_none(language: str, said: str) -> None:
    with translation.override(language):
        assert joins.beside(["Japan", "", "Observer"]) == said


def test_what_runs_the_other_way_is_isolated_alone() -> None:
    with translation.override("en"):
        assert joins.beside(["اليابان", "Chair"]) == "\N{FIRST STRONG ISOLATE}اليابان\N{POP DIRECTIONAL ISOLATE}, Chair"
    with translation.override("ar"):
        assert joins.listed(["اليابان", "غانا"]) == "اليابان وغانا"


@pytest.mark.parametrize(("language", "colon"), [("en", ": "), ("fr", "\N{NO-BREAK SPACE}: "), ("zh-hans", "：")])
def test_a_label_has_the_colon_of_the_language(language: str, colon: str) -> None:
    with translation.override(language):
        assert joins.colon() == colon


@pytest.mark.parametrize(("language", "stop"), [("en", ". "), ("ar", ". "), ("zh-hans", "。")])
def test_a_sentence_ends_as_the_language_ends_sentences(language: str, stop: str) -> None:
    with translation.override(language):
        assert joins.full_stop() == stop


@pytest.mark.parametrize(
    ("language", "mark"), [("en", "; "), ("ar", "؛ "), ("fr", "\N{NO-BREAK SPACE}; "), ("zh-hans", "；")]
)
def test_parts_of_a_line_have_the_semicolon_of_the_language(language: str, mark: str) -> None:
    with translation.override(language):
        assert joins.semicolon() == mark


def test_a_list_ends_as_the_language_ends_lists() -> None:
    with translation.override("en"):
        assert joins.listed(["a", "b", "c"]) == "a, b and c"
        assert joins.listed([]) == ""
    with translation.override("zh-hans"):
        assert joins.listed(["中国", "日本"]) == "中国和日本"
