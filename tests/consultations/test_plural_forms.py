"""Which forms a language has behind a number, and what may be written in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hemicycle.consultations.languages import known_languages
from hemicycle.consultations.plural_forms import faults, plural_forms
from hemicycle.consultations.presets import preset, presets
from hemicycle.consultations.settings import settings_of


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        (
            "ar",
            {
                "zero": (0,),
                "one": (1,),
                "two": (2,),
                "few": (3, 4, 5, 6),
                "many": (11, 12, 13, 14),
                "other": (100, 101, 102, 200),
            },
        ),
        ("zh", {"other": (0, 1, 2, 3)}),
        ("en", {"one": (1,), "other": (0, 2, 3, 4)}),
        ("fr", {"one": (0, 1), "many": (1_000_000,), "other": (2, 3, 4, 5)}),
        (
            "ru",
            {
                "one": (1, 21, 31, 41),
                "few": (2, 3, 4, 22),
                "many": (0, 5, 6, 7),
                "other": (Decimal("0.5"), Decimal("1.5")),
            },
        ),
        ("cs", {"one": (1,), "few": (2, 3, 4), "many": (Decimal("0.5"), Decimal("1.5")), "other": (0, 5, 6, 7)}),
    ],
)
def test_each_language_has_its_forms_with_numbers_that_use_them(
    language: str, forms: dict[str, tuple[int | Decimal, ...]]
) -> None:
    assert {form.category: form.examples for form in plural_forms(language)} == forms


def test_every_language_that_can_be_chosen_has_a_form_for_each_number() -> None:
    for language in known_languages():
        forms = plural_forms(language)
        assert any(form.needed for form in forms), language
        assert all(form.examples for form in forms), language


def test_only_what_whole_numbers_use_is_needed_and_what_one_uses_may_leave_it_out() -> None:
    assert [form.category for form in plural_forms("ru") if form.needed] == ["one", "few", "many"]
    assert [form.category for form in plural_forms("fr") if form.needed] == ["one", "other"]
    assert [form.category for form in plural_forms("ar") if form.alone] == ["zero", "one", "two"]
    assert [form.category for form in plural_forms("ru") if form.alone] == []
    assert [form.further for form in plural_forms("cs")] == [False, False, True, True]


@pytest.mark.parametrize(
    ("language", "said", "wrong"),
    [
        ("en", {}, {}),
        ("en", {"one": "", "other": ""}, {}),
        ("en", {"one": "One guest", "other": "{number} guests"}, {}),
        ("en", {"other": "{number} guests"}, {"one": "missing"}),
        ("en", {"one": "{number} guest", "other": "guests"}, {"other": "number"}),
        ("en", {"one": "{number} guest", "other": "{number} of {number} guests"}, {"other": "number"}),
        ("en", {"one": "{name}", "other": "{number} {guests"}, {"one": "number", "other": "number"}),
        ("fr", {"one": "un invité", "other": "{number} invités"}, {"one": "number"}),
        ("fr", {"one": "{number} invité", "many": "millions", "other": "{number} invités"}, {"many": "number"}),
        ("ru", {"one": "{number} гость", "few": "{number} гостя", "many": "{number} гостей"}, {}),
        ("zh", {"other": "{number}位来宾"}, {}),
    ],
)
def test_a_language_is_given_whole_and_with_its_number(
    language: str, said: dict[str, str], wrong: dict[str, str]
) -> None:
    assert {form.category: fault.value for form, fault in faults(said, language)} == wrong


def test_what_presets_have_is_right() -> None:
    for name in presets():
        for one in settings_of(preset(name).settings).classes:
            for language, said in one.counted.items():
                assert list(faults(said, language)) == [], (name, one.key, language)
