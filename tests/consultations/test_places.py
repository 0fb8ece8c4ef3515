"""Zones by their place and offset, in six languages; no name of the IANA database, and no country."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.utils import translation

from hemicycle.consultations import local, places
from hemicycle.consultations.languages import LANGUAGES, django_language

JUNE = datetime(2020, 6, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "called"),
    [
        ("ar", "جنيف"),
        ("zh", "日内瓦"),
        ("en", "Geneva"),
        ("fr", "Genève"),
        ("ru", "Женева"),
        ("es", "Ginebra"),
    ],
)
def test_a_zone_that_the_organization_calls_otherwise_than_cldr(language: str, called: str) -> None:
    with translation.override(django_language(language)):
        assert local.city("Europe/Zurich") == called


def test_every_place_of_the_file_is_of_a_zone_and_in_six_languages() -> None:
    assert all(set(names) == set(LANGUAGES) for names in places.own_places().values())
    assert set(places.own_places()) <= available_timezones()


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "Europe/Kyiv"])
@pytest.mark.parametrize(("language", "script"), [("zh", "\u4e00"), ("ar", "\u0621"), ("ru", "\u0410")])
def test_a_city_that_cldr_knows_by_the_zones_old_name_is_in_the_readers_script(
    zone: str, language: str, script: str
) -> None:
    assert all(letter in " -" or letter >= script for letter in places.city(zone, language))


@pytest.mark.parametrize(
    ("zone", "called"),
    [
        ("Asia/Calcutta", "Kolkata"),
        ("US/Eastern", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("America/Indiana/Indianapolis", "Indianapolis"),
        ("UTC", "UTC"),
    ],
)
def test_no_name_of_the_database_is_shown(zone: str, called: str) -> None:
    assert places.city(zone, "en") == called


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_zone_at_all_shows_a_name_of_the_database(language: str) -> None:
    assert not [zone for zone in available_timezones() if {"/", "_"} & set(places.city(zone, language))]


@pytest.mark.parametrize(
    ("zone", "ahead"),
    [
        ("Europe/Zurich", "UTC+2"),
        ("America/New_York", "UTC−4"),
        ("America/St_Johns", "UTC−2:30"),
        ("Africa/Accra", "UTC"),
        ("Asia/Kathmandu", "UTC+5:45"),
    ],
)
def test_what_a_zone_is_ahead_has_a_minus_of_typography(zone: str, ahead: str) -> None:
    assert local.offset(JUNE, ZoneInfo(zone)) == ahead


def test_a_moment_in_words_is_as_a_deadline_and_utc_is_itself() -> None:
    with translation.override("en"):
        assert local.moment(JUNE, ZoneInfo("Europe/Zurich")) == "9 June 2020, 14:00 (Geneva time, UTC+2)"
        assert local.moment(JUNE.replace(second=5), UTC) == "9 June 2020, 12:00:05 (UTC)"
