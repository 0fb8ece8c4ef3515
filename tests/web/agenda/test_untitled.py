"""A title that some language lacks goes into its papers only knowingly, and says of what language it is."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document as Paper
from docx.oxml.ns import qn

from hemicycle.agenda.models import AgendaPublication, Item
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.web.toolkit import pdf
from tests.factories import URGENT
from tests.support import time_plan
from tests.support.agenda import more_sittings
from tests.support.html import html_of
from tests.web.agenda.test_agenda import PAGE, PUBLISH, edition, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.support.agenda import Agenda

    ClientOf = Callable[[Registration | Person | None], Client]

LACKING = "العربية · 中文 · Français · Русский · Español"


@pytest.mark.parametrize("plan", [False, True])
def test_whoever_publishes_sees_them_and_says_that_the_original_stands(
    *, plan: bool, agenda: Agenda, client_of: ClientOf
) -> None:
    more_sittings(agenda, 2)
    client, page = client_of(agenda.world["secretariat"]), time_plan.PUBLISH if plan else PUBLISH
    seen = html_of(client.get(page))
    assert f"1. Item 1: <bdi>{LACKING}</bdi>" in " ".join(seen.split()).replace("<bdi >", "<bdi>")
    form = {"symbol": "VC/9", "editions": ".".join(map(str, time_plan.editions(agenda)))}
    refused = client.post(page, form)
    assert refused.status_code == 409
    assert f"Titles of items are missing in these languages: {LACKING}." in html_of(refused)
    assert 'value="VC/9"' in html_of(refused)
    client.post(page, {**form, "titles_stand": "on"})
    assert AgendaPublication.objects.get().symbol == "VC/9"


def test_nothing_is_asked_where_each_title_is_there(agenda: Agenda, client_of: ClientOf) -> None:
    Item.objects.update(title=dict.fromkeys(LANGUAGES, "Title"))
    client = client_of(agenda.world["secretariat"])
    assert "titles_stand" not in html_of(client.get(PUBLISH))
    client.post(PUBLISH, {"symbol": "VC/9", "editions": f"{edition()}.0"})
    assert AgendaPublication.objects.get().symbol == "VC/9"


def test_such_a_title_says_its_language_on_pages_and_papers(
    agenda: Agenda, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = {"fr": "Un titre", "ar": "عنوان"}
    Item.objects.filter(pk=agenda.item(1, URGENT).pk).update(title=titles, unchecked=["fr"])
    publish(agenda)
    client = client_of(agenda.world["secretariat"])

    def marked(language: str, words: str, html: str) -> bool:
        way = "rtl" if language == "ar" else "ltr"
        return f'<span lang="{language}" dir="{way}">{words}</span>' in html

    client.cookies["django_language"] = "zh-hans"
    for page in (PAGE, "/"):
        seen = html_of(client.get(page))
        assert marked("fr", "Un titre", seen), page
        assert marked("en", "Item 2", seen), page
    monkeypatch.setattr(pdf, "_printed", lambda html, _name: html.encode())
    printed = client.get(PAGE, {"format": "pdf", "language": "zh"}).content.decode()
    assert marked("fr", "Un titre", printed)
    assert "\x02" not in printed
    english = client.get(PAGE, {"format": "pdf", "language": "en"}).content.decode()
    assert "<h2>Item 2</h2>" in english
    assert english.count("Title in the original language") == 1
    assert "Working translation" not in english
    french = client.get(PAGE, {"format": "pdf", "language": "fr"}).content.decode()
    assert "<h2>Un titre</h2>" in french
    said = languages(client.get(PAGE, {"format": "docx", "language": "es"}).content)
    assert (said["Un titre"], said["Item 2"]) == ("fr-FR", "en-GB")


def languages(content: bytes) -> dict[str, Any]:
    """By the words of each run of a paper for Word."""
    runs = [run for paragraph in Paper(BytesIO(content)).paragraphs for run in paragraph.runs]
    assert not any(re.search("[\x02\x03\x1f]", run.text) for run in runs)
    found = {run.text: run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}") for run in runs}  # noqa: SLF001 - python-docx has no name for it
    return {words: language.get(qn("w:val")) for words, language in found.items()}
