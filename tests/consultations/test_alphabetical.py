"""The alphabetical order of names, language by language."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils import translation

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.web.toolkit.tables import Column, Table, TableQuery


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ru", ["Израиль", "Исландия", "Италия", "Йемен", "Кабо-Верде", "Япония", "Brazil"]),
        ("zh", ["阿尔巴尼亚", "不丹", "东帝汶", "斐济", "乍得", "中国", "Meridian"]),
        (
            "ar",
            ["الاتحاد الروسي", "أذربيجان", "الأردن", "ألبانيا", "البرازيل", "العراق", "المغرب", "اليمن", "Meridian"],
        ),
        ("en", ["Åland", "Lech", "Łukasz", "Mona", "Østen", "Oz", "Zoë", "Ли"]),
        ("es", ["Nando", "Nzo", "Ñandú", "Omar"]),
        ("fr", ["Egypte", "Émirats", "Équateur", "Espagne", "Œuvre", "Oman"]),
        ("sv", ["Albanien", "Zambia", "Åland", "Ängland", "Österrike", "Йемен"]),
        ("da", ["Zambia", "Æbelø", "Østrig", "Åland"]),
        ("cs", ["Čad", "Česko", "Dánsko", "Honduras", "Chile", "Island", "Řecko", "Spojené", "Španělsko"]),
        ("tr", ["Iğdır", "Irak", "İran", "İtalya", "Japonya"]),
        ("lt", ["Yemenas", "Indija", "Ypatinga", "Islandija", "Japonija"]),
        ("vi", ["Ba Lan", "Dominica", "Đan Mạch", "Đức", "Ecuador"]),
        ("uk", ["Ґана", "Данія", "Єгипет", "Індія", "Їрландія", "Йорданія", "Brazil"]),
        ("fa", ["آلمان", "پاکستان", "چین", "ژاپن", "گینه", "هند", "یمن"]),
        ("hi", ["अफ़ग़ानिस्तान", "भारत", "हैती", "Brazil"]),
        ("he", ["ברזיל", "יפן", "כוסתא", "סין", "Brazil"]),
    ],
)
def test_names_stand_as_in_lists_of_the_language(language: str, names: list[str]) -> None:
    assert sorted(sorted(names), key=lambda name: sort_key(name, language)) == names


def test_an_article_alone_and_letters_that_are_none_count() -> None:
    assert sort_key("ألمانيا", "ar").startswith("ا")
    assert sort_key("ال", "ar")
    assert sort_key("الأردن", "en") != sort_key("الأردن", "ar")


def test_what_is_empty_stays_empty_and_comes_last_in_tables() -> None:
    assert sort_key("  ", "ru") == ""
    rows = ["Йемен", "", "Израиль", "Италия"]
    column = Column[str]("name", "Name", lambda row: row)
    with translation.override("ru"):
        shown = {sort: Table([column], rows, TableQuery(QueryDict(f"sort={sort}"))).rows for sort in ("name", "-name")}
    assert shown == {"name": ["Израиль", "Италия", "Йемен", ""], "-name": ["Йемен", "Италия", "Израиль", ""]}
