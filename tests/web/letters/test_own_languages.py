"""Letters in the languages of their consultation: pages that write them, papers in ones that no page is in."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from django.urls import reverse

from hemicycle.correspondence import typed_days
from hemicycle.correspondence.actions import letters
from hemicycle.correspondence.actions.letters import Words
from hemicycle.correspondence.models import LetterText
from hemicycle.journal.record import Performer
from hemicycle.web.letters.documents import paper
from hemicycle.web.letters.version import version
from hemicycle.web.toolkit.docx_styles import tag_of
from tests.correspondence.conftest import NOW
from tests.correspondence.test_letters import HEAD
from tests.support.html import html_of

if TYPE_CHECKING:
    from django.test import Client

    from hemicycle.correspondence.models import Letter
    from tests.factories import World
    from tests.web.setup.test_setup_pages import ClientOf


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def draft(world: World, *codes: str) -> Letter:
    """A letter that is written in the languages of the consultation, which these are."""
    world.consultation.settings["languages"] = {"documents": codes}
    world.consultation.save()
    by = Performer(world["secretariat"].person)
    made = letters.begin(world.consultation.pk, by, NOW, HEAD, template="blank")
    state = LetterText.State.CHECKED.value
    letters.write(made, by, NOW, {code: Words(f"Subject {code}", f"Text {code}", state) for code in codes[:-1]})
    return made


def test_three_languages_are_written_and_the_one_that_is_missing_is_chosen(client: Client, world: World) -> None:
    made = draft(world, "en", "fr", "es")
    where = [world.consultation.slug, made.pk]
    page = html_of(client.get(reverse("letter_desk", args=where)))
    assert "Español" in page
    assert "Русский</" not in page.replace('lang="ru"', "").split("<main")[1]
    assert client.get(reverse("letter_text", args=[*where, "es"])).status_code == 200
    assert client.get(reverse("letter_text", args=[*where, "ru"])).status_code == 404
    page = html_of(client.get(reverse("letter_send", args=where)))
    assert 'name="instead-es"' in page
    assert 'name="instead-ru"' not in page


def test_after_saving_one_goes_on_with_the_next_language_of_the_consultation(client: Client, world: World) -> None:
    made = draft(world, "de", "en", "fr")
    address = reverse("letter_text", args=[world.consultation.slug, made.pk, "en"])
    seen = html_of(client.get(address)).split('name="seen" value="')[1].split('"')[0]
    typed = {"subject": "S", "body": "B", "state": "checked", "seen": seen, "next": "1"}
    assert client.post(address, typed).headers["Location"].endswith("/fr/")


def test_a_paper_in_a_language_without_a_catalogue(world: World) -> None:
    made = draft(world, "de", "he", "fr")
    for code, tag, day in (("de", 'w:val="de-DE"', "14. Mai 2020"), ("he", 'w:bidi="he-IL"', "14 במאי 2020")):
        written = version(made, code, unfinished=True)
        assert written is not None
        assert day in written.place_and_date
        with ZipFile(BytesIO(paper(written, "docx"))) as archive:
            words = archive.read("word/document.xml").decode() + archive.read("word/styles.xml").decode()
        assert tag in words
        assert paper(written, "pdf").startswith(b"%PDF")


def test_days_and_tags_of_other_languages() -> None:
    assert typed_days.anywhere("bis zum 22. Mai 2020", "de") == [(5, 22, "22. Mai")]
    assert typed_days.anywhere("2020年5月22日", "ja") == [(5, 22, "5月22日")]
    assert [tag_of(code) for code in ("en", "de", "pt", "fil")] == ["en-GB", "de-DE", "pt-BR", "fil-PH"]
