"""Languages: which there are, what they are called and how they are written, and which a consultation has."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.signals import request_started
from django.utils import translation
from pydantic import ValidationError as SettingsError

from hemicycle.consultations import joins, languages, local
from hemicycle.consultations.language_settings import Languages, choices
from hemicycle.consultations.models import Consultation
from hemicycle.consultations.settings import settings_of


def test_a_consultation_has_the_six_until_it_says_otherwise() -> None:
    kept = settings_of({}).languages
    assert kept.documents == kept.of_sittings == languages.LANGUAGES
    assert kept.last_resort == "en"
    assert Consultation(settings={}).languages == kept


def test_any_language_that_cldr_knows_in_the_order_of_the_setting() -> None:
    kept = Consultation(settings={"languages": {"documents": ["de", "pt", "he"], "sittings": ["de"]}}).languages
    assert (kept.documents, kept.of_sittings, kept.last_resort) == (("de", "pt", "he"), ("de",), "de")
    assert Languages(documents=("fr", "es"), fallback="es").last_resort == "es"
    assert choices(kept.documents) == [("de", "Deutsch"), ("pt", "Português"), ("he", "עברית")]


@pytest.mark.parametrize(
    "stored",
    [
        {"documents": []},
        {"documents": ["xx"]},
        {"documents": ["en", "en"]},
        {"documents": ["en"], "fallback": "fr"},
        {"sittings": ["English"]},
        {"documents": list(languages.known_languages()[:13])},
    ],
)
def test_others_are_no_settings(stored: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        settings_of({"languages": stored})


def test_native_names_and_directions_are_those_of_cldr() -> None:
    assert [languages.direction(code) for code in ("he", "fa", "ur", "ar", "de", "??")] == [*["rtl"] * 4, *["ltr"] * 2]
    with pytest.raises(KeyError):
        languages.NATIVE_NAMES["xx"]
    assert languages.known_languages()[:6] == languages.LANGUAGES
    assert {"de", "pt", "sw"} < set(languages.known_languages())


def test_a_column_keeps_codes_of_languages_alone() -> None:
    languages.check_language("de")
    with pytest.raises(ValidationError, match="xx"):
        languages.check_language("xx")


def test_a_paper_in_a_language_without_catalogue_has_its_dates_and_lists() -> None:
    with translation.override(languages.django_language("de")):
        assert languages.reader_language() == "de"
        assert local.long_date(date(2020, 6, 9)) == "9. Juni 2020"
        assert joins.listed(["A", "B", "C"]) == "A, B und C"
    with translation.override("tlh"):
        assert languages.reader_language() == "en"
    assert languages.django_language("zh") == "zh-hans"
    assert languages.django_language("tlh") == "tlh"


@pytest.mark.django_db  # the end of a request looks at the connection, where a test before has left one
def test_a_missing_text_is_read_in_the_language_that_stands_in() -> None:
    text = {"es": "Sesión", "fr": "Séance"}
    assert languages.localized(text, "ru") == "Sesión"
    with languages.falling_back_to("fr"):
        assert languages.localized(text, "ru") == "Séance"
        with translation.override("ru"):
            assert languages.localized_in(text) == "fr"
    languages.fall_back_to("fr")
    assert languages.localized(text, "ru") == "Séance"
    request_started.send(sender=None)
    assert languages.localized(text, "ru") == "Sesión"
