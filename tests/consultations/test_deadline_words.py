"""Rule 17: deadlines and moments in words, in six languages, where the clocks change and where a year was mistyped."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from hemicycle.consultations import local
from hemicycle.consultations.languages import LANGUAGES, django_language
from hemicycle.rules.deadlines import Deadline
from hemicycle.web.toolkit.deadlines import time_left, which_of_two

ZURICH = ZoneInfo("Europe/Zurich")


def words(limit: Deadline, language: str = "en") -> str:
    with translation.override(django_language(language)):
        return local.deadline(limit)


def at(*typed: int) -> Deadline:
    return Deadline(datetime(*typed), ZURICH)  # type: ignore[arg-type]  # noqa: DTZ001 - a local time, its zone beside it


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (at(2020, 10, 25, 2, 30), "25 October 2020, 02:30 (Geneva time, UTC+1)"),
        (Deadline.on(date(2020, 5, 22), ZURICH), "22 May 2020, 24:00 (Geneva time, UTC+2)"),
        (at(2020, 5, 22, 23, 59), "22 May 2020, 23:59 (Geneva time, UTC+2)"),
        (at(2020, 5, 22, 23, 59, 58), "22 May 2020, 23:59:58 (Geneva time, UTC+2)"),
        (at(2020, 2, 29, 12), "29 February 2020, 12:00 (Geneva time, UTC+1)"),
        (Deadline.on(date(2020, 5, 22), ZoneInfo("Asia/Kathmandu")), "22 May 2020, 24:00 (Kathmandu time, UTC+5:45)"),
    ],
)
def test_rule_17_a_deadline_says_its_moment_and_what_the_zone_is_ahead_then(limit: Deadline, said: str) -> None:
    assert words(limit) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "22 مايو 2020، 24:00 (بتوقيت جنيف، UTC+2)"),
        ("zh", "2020年5月22日 24:00（日内瓦时间，UTC+2）"),
        ("en", "22 May 2020, 24:00 (Geneva time, UTC+2)"),
        ("fr", "22 mai 2020 à 24:00 (heure de Genève, UTC+2)"),
        ("ru", "22 мая 2020\u202fг., 24:00 (Женева, местное время, UTC+2)"),
        ("es", "22 de mayo de 2020, 24:00 (hora de Ginebra, UTC+2)"),
    ],
)
def test_rule_17_a_date_and_23_59_are_different_words_in_each_language(language: str, said: str) -> None:
    day = date(2020, 5, 22)
    assert words(Deadline.on(day, ZURICH), language).replace("\xa0", "\u202f") == said
    assert words(at(2020, 5, 22, 23, 59), language).replace("\xa0", "\u202f") == said.replace("24:00", "23:59")


@pytest.mark.parametrize("language", LANGUAGES)
def test_rule_17_a_receipt_names_the_offset_of_its_moment_in_the_hour_that_comes_twice(language: str) -> None:
    with translation.override(django_language(language)):
        first = local.to_the_second(datetime(2020, 10, 25, 0, 15, 7, tzinfo=UTC), ZURICH)
        second = local.to_the_second(datetime(2020, 10, 25, 1, 15, 7, tzinfo=UTC), ZURICH)
        last = local.to_the_second(datetime(2020, 5, 22, 21, 59, 59, tzinfo=UTC), ZURICH)
    assert [("02:15:07" in said, said.count("UTC+2"), said.count("UTC+1")) for said in (first, second)] == [
        (True, 1, 0), (True, 0, 1)
    ]  # fmt: skip
    assert "23:59:59" in last


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (Deadline(datetime(1, 1, 1), ZURICH), "1 January 1,"),  # noqa: DTZ001
        (Deadline(datetime(9999, 12, 31, 23, 59), ZoneInfo("America/Sao_Paulo")), "31 December 9999"),  # noqa: DTZ001
        (Deadline(datetime(8000, 2, 29), ZoneInfo("Pacific/Kiritimati")), "29 February 8000"),  # noqa: DTZ001
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_rule_17_a_year_that_was_mistyped_is_shown_and_breaks_nothing(
    limit: Deadline, shown: str, language: str
) -> None:
    now = datetime(2020, 5, 1, tzinfo=UTC)
    assert str(limit.local.year) in words(limit, language)
    assert limit.met(now) == (limit.local.year > 2020)
    with translation.override(django_language(language)):
        assert bool(time_left(limit.moment, now)) == (limit.local.year > 2020)
    if language == "en":
        assert words(limit).startswith(shown)


def test_rule_17_the_reader_has_their_own_time_where_it_is_another() -> None:
    moment = at(2020, 5, 22, 18).moment
    with translation.override("en"):
        assert local.own_time(moment, ZURICH, "Asia/Kathmandu") == "22 May 2020, 21:45 (Kathmandu time, UTC+5:45)"
        assert local.own_time(moment, ZURICH, "Pacific/Kiritimati").startswith("23 May 2020, 06:00 ")
        assert [local.own_time(moment, ZURICH, own) for own in ("", "Europe/Paris")] == ["", ""]
        end_of_day = Deadline.on(date(2020, 5, 22), ZURICH).shown
        assert local.own_time(end_of_day, ZURICH, "Africa/Accra") == "22 May 2020, 22:00 (Accra time, UTC)"
        assert local.own_time(moment.replace(second=7), ZURICH, "Africa/Accra").startswith("22 May 2020, 16:00:07")


def test_rule_17_of_a_time_that_comes_twice_the_form_says_which_is_meant() -> None:
    with translation.override("en"):
        said = which_of_two(at(2020, 10, 25, 2, 30))
        assert which_of_two(at(2020, 10, 25, 3)) == ""
        assert which_of_two(at(2021, 3, 28, 2, 30)) == ""
    assert "until the second one: 25 October 2020, 02:30 (Geneva time, UTC+1)" in said
    assert "the first one (UTC+2)" in said


#: Days of one month, of two, of two years; one day.
PERIODS = [
    (date(2020, 6, 9), date(2020, 6, 12)),
    (date(2020, 6, 29), date(2020, 7, 2)),
    (date(2020, 12, 30), date(2021, 1, 2)),
    (date(2020, 6, 9), date(2020, 6, 9)),
]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["9–12 June 2020", "29 June – 2 July 2020", "30 December 2020 – 2 January 2021", "9 June 2020"]),
        ("fr", ["9–12 juin 2020", "29 juin – 2 juillet 2020", "30 décembre 2020 – 2 janvier 2021", "9 juin 2020"]),
        (
            "ru",
            [
                "9–12 июня 2020 г.",
                "29 июня – 2 июля 2020 г.",
                "30 декабря 2020 г. – 2 января 2021 г.",
                "9 июня 2020 г.",
            ],
        ),
        ("zh", ["2020年6月9日至12日", "2020年6月29日至7月2日", "2020年12月30日至2021年1月2日", "2020年6月9日"]),
    ],
)
def test_days_from_one_to_another_name_month_and_year_once_and_in_full(language: str, said: list[str]) -> None:
    with translation.override(django_language(language)):
        assert [re.sub(r"\s", " ", local.long_period(*days)) for days in PERIODS] == said
