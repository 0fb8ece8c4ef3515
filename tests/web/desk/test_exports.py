"""What is taken away as CSV or as a calendar, read back in each language: no word of ours is in another one."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.urls import reverse
from icalendar import Calendar

from hemicycle.consultations.languages import LANGUAGES, django_language
from hemicycle.web.desk.pages import ENTRIES
from tests.support import wrong_language
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from tests.support.two_consultations.whole import Whole

    ClientOf = Callable[[object], Client]

TABLE = re.compile(r'href="(\?[^"]*format=csv[^"]*)"')
#: At least so many pages of the desk have a table that is taken away.
TABLES = 8
#: What of an event a reader reads.
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION"}


def reads(client: Client, language: str) -> None:
    """The pages are shown in a language."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = django_language(language)


def tables(client: Client, slug: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Each table of the desk's own pages, as it is taken away, with its heading."""
    for entry in ENTRIES:
        page = reverse(entry.name, args=[slug])
        answer = client.get(page)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for query in dict.fromkeys(TABLE.findall(html_of(answer))):
            taken = client.get(page + query.replace("&amp;", "&"))
            content = b"".join(taken) if taken.streaming else taken.content
            yield entry.name, list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_taken_away_in_the_readers_language(whole: Whole, client_of: ClientOf, language: str) -> None:
    client = client_of(whole["secretariat"])
    reads(client, language)
    found = list(tables(client, whole.consultation.slug))
    assert len({name for name, _rows in found}) >= TABLES
    for name, rows in found:
        assert wrong_language.of_catalogues(rows[0], language, LANGUAGES) == [], name
        assert all(len(row) == len(rows[0]) for row in rows), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_is_taken_away_in_the_readers_language(whole: Whole, client_of: ClientOf, language: str) -> None:
    client = client_of(whole["br"])
    reads(client, language)
    answer = client.get(reverse("calendar", args=[whole.consultation.slug]))
    made = Calendar.from_ical(b"".join(answer) if answer.streaming else answer.content)
    lines = [str(value) for event in made.walk("VEVENT") for name, value in event.property_items() if name in TEXTS]
    assert lines
    said = [line for text in lines for line in text.splitlines() if line.strip()]
    assert wrong_language.of_catalogues(said, language, LANGUAGES) == []
