"""The languages of a consultation: how many, which may go, and when booths may change."""

from __future__ import annotations

import pytest

from hemicycle.rules.languages import (
    MOST_LANGUAGES,
    LanguageUse,
    may_change_booths,
    may_have,
    may_remove_language,
    may_speak_in,
    removed,
)
from hemicycle.rules.reasons import Allowed, Refused
from tests.rules.decisions import refused

SIX = ("ar", "zh", "en", "fr", "ru", "es")


def test_between_one_and_twelve_with_one_of_them_to_fall_back_to() -> None:
    assert isinstance(may_have(["en"], "", []), Allowed)
    assert isinstance(may_have(["en", "fr", "es"], "fr", ["en"]), Allowed)
    many = [f"l{number}" for number in range(MOST_LANGUAGES + 1)]
    for documents, sittings in (([], []), (many, []), (["en"], many)):
        assert refused(may_have(documents, "", sittings)) == (None, "languages_number")
    assert refused(may_have(["en", "fr"], "de", [])) == (None, "fallback_not_among")


def test_no_booth_comes_or_goes_while_a_sitting_goes_on() -> None:
    three = ("en", "fr", "es")
    assert isinstance(may_change_booths(SIX, three, sitting=None), Allowed)
    assert isinstance(may_change_booths(three, ("es", "en", "fr"), sitting=2), Allowed), "their order may"
    decision = may_change_booths(SIX, three, sitting=2)
    assert isinstance(decision, Refused)
    assert decision.reason.as_json() == {"rule": 0, "code": "booths_in_sitting", "facts": {"sitting": 2}}


def test_what_goes_is_named_in_order() -> None:
    assert list(removed(SIX, ("es", "de", "en"))) == ["ar", "zh", "fr", "ru"]


@pytest.mark.parametrize(
    ("use", "code"),
    [
        (LanguageUse(letters=1), "language_written"),
        (LanguageUse(papers=2), "language_written"),
        (LanguageUse(registrations=1), "language_spoken"),
        (LanguageUse(turns=1), "language_spoken"),
        (LanguageUse(seats=1), "language_spoken"),
    ],
)
def test_a_language_that_is_used_stays(use: LanguageUse, code: str) -> None:
    assert refused(may_remove_language("Français", use)) == (None, code)


def test_one_that_nothing_uses_may_go() -> None:
    assert isinstance(may_remove_language("Français", LanguageUse()), Allowed)


def test_the_floor_is_taken_in_a_language_of_the_sitting() -> None:
    assert isinstance(may_speak_in("fr", ["en", "fr"]), Allowed)
    assert refused(may_speak_in("de", ["en", "fr"])) == (None, "not_a_language_here")
