"""Lines of a letter in another language than its text: asked about before sending, marked on page and paper."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pikepdf

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.models import Letter, LetterText
from hemicycle.web.letters.documents import paper
from hemicycle.web.letters.version import version
from tests.web.letters.test_letters import DESK, HEAD, READ, complete, desk, page, send, sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

__all__ = ["desk", "sent"]

TITLES = {f"title_{code}": "Chair" for code in LANGUAGES}
OTHERS = [code for code in LANGUAGES if code != "en"]


def in_one_language(desk: Client, world: World) -> Letter:
    """A letter in six languages whose department is given in English alone."""
    made = complete(desk, world)
    particulars = {"signatory": "Dr. A", "department_en": "Registry", **TITLES}
    assert desk.post(f"{DESK}{made.pk}/", {**HEAD, **particulars}).status_code == 302
    return made


def test_the_sender_is_told_which_parts_are_in_which_language(desk: Client, world: World) -> None:
    made = in_one_language(desk, world)
    seen = page(desk.get(f"{DESK}{made.pk}/send/"))
    assert seen.count("Some parts of the letter do not exist in this language") == len(OTHERS)
    assert 'Department (<span lang="en">English</span>)' in seen
    assert 'name="instead-en"' not in seen
    assert send(desk, made).status_code == 409
    assert send(desk, made, **{f"instead-{code}": code for code in OTHERS}).status_code == 302


def test_a_line_in_another_language_says_so_on_the_page_and_on_paper(desk: Client, world: World) -> None:
    made = in_one_language(desk, world)
    assert send(desk, made, **{f"instead-{code}": code for code in OTHERS}).status_code == 302
    arabic = page(desk.get(f"{READ}DM-20/1005/?language=ar"))
    assert '<p class="letter-department"><span lang="en" dir="ltr">Registry</span></p>' in arabic
    english = page(desk.get(f"{READ}DM-20/1005/?language=en"))
    assert '<p class="letter-department">Registry</p>' in english
    french = version(letter_queries.whole().get(pk=made.pk), "fr")
    assert french is not None
    assert "en" in languages_of_parts(paper(french, "pdf"))
    with ZipFile(BytesIO(paper(french, "docx"))) as archive:
        written = archive.read("word/document.xml").decode()
    run = next(run for run in re.findall(r"<w:r>.*?</w:r>", written) if "Registry" in run)
    assert 'w:val="en-GB"' in run


def languages_of_parts(content: bytes) -> set[str]:
    """The languages that elements of a PDF say they are in."""
    with pikepdf.open(BytesIO(content)) as pdf:
        found = (one.get("/Lang") for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one)
        return {str(language) for language in found if language is not None}


def test_what_a_version_changes_is_in_the_readers_language_or_marked(
    desk: Client, sent: Letter, world: World, client_of: ClientOf
) -> None:
    given = {"change": "Corr.", "what_changes_en": "The date", "what_changes_fr": "La date", "dated": "2020-05-20"}
    assert desk.post(f"{DESK}{sent.pk}/correct/", {**given, "deadline": "stays"}).status_code == 302
    made = Letter.objects.get(change="Corr.")
    made.texts.update(state=LetterText.State.CHECKED)
    instead = {f"instead-{code}": "en" for code in LANGUAGES if code not in {"en", "fr"}}
    assert send(desk, made, **instead).status_code == 302
    reader = client_of(world["br"])

    def read(address: str, language: str, by: Client = reader) -> str:
        by.cookies["django_language"] = language
        return page(by.get(address))

    marked, own = '<bdi><span lang="en" dir="ltr">The date</span></bdi>', "<bdi>La date</bdi>"
    for address in (f"{READ}DM-20/1005/", f"{READ}DM-20/1005/Corr.1/"):
        assert marked in read(address, "zh-hans")
        assert own in read(address, "fr")
    assert marked in read(f"{DESK}{made.pk}/", "zh-hans", desk)
    assert own in read(f"{DESK}{made.pk}/", "fr", desk)
