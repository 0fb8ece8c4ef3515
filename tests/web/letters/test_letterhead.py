"""The head of a letter: on its page of the desk, on the letter's page, on paper."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence.models import Letterhead
from hemicycle.people.models import Upload
from tests.support import pictures
from tests.support.pdf import text_of
from tests.web.letters.test_letters import DESK, HEAD, READ, begin, complete, desk, page, send

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import World

__all__ = ["desk"]

PLACE = f"{DESK}letterhead/"
TYPED = {"body_en": "A Union of Tests", "address_en": "1 Street\nTown", "place_en": "Utopia", "body_ar": "اتحاد"}
PARTICULARS = {
    "signatory": "Dr. A", "original_signed": "on", "phone": "+41 22 730 6266", "email": "b@gov.example",
    "contact_en": "Ms. Contact", "department_en": "General Secretariat", "copies_en": "The Chair\nThe Bureau",
}  # fmt: skip


def png() -> SimpleUploadedFile:
    return SimpleUploadedFile("emblem.png", pictures.png())


def test_a_head_is_set_with_its_emblem_and_shown(desk: Client) -> None:
    assert desk.get(PLACE).status_code == 200
    sent = {**TYPED, "emblem": png(), "emblem_words_en": "A hemicycle"}
    assert desk.post(PLACE, sent).headers["Location"] == DESK
    used = Letterhead.objects.get()
    assert (used.body, used.address) == ({"en": "A Union of Tests", "ar": "اتحاد"}, {"en": "1 Street\nTown"})
    shown = page(desk.get(PLACE))
    assert "data:image/png;base64," in shown
    assert 'value="A Union of Tests"' in shown


def test_an_emblem_that_is_refused_leaves_nothing_and_loses_nothing_typed(desk: Client) -> None:
    refused = desk.post(PLACE, {**TYPED, "emblem": png()})
    assert refused.status_code == 422
    assert "Describe the emblem in at least one language" in page(refused)
    assert 'value="A Union of Tests"' in page(refused)
    no_picture = desk.post(PLACE, {**TYPED, "emblem": SimpleUploadedFile("e.png", b"no picture")})
    assert no_picture.status_code == 422
    assert not Letterhead.objects.exists()
    assert not Upload.objects.exists()


def test_head_and_foot_are_the_same_on_the_page_and_on_paper(desk: Client, world: World) -> None:
    desk.post(PLACE, {**TYPED, "emblem": png(), "emblem_words_en": "A hemicycle"})
    made = complete(desk, world)
    assert desk.post(f"{DESK}{made.pk}/", {**HEAD, **PARTICULARS}).status_code == 302
    # The head is not given in each language.
    as_it_is = {f"instead-{code}": code for code in LANGUAGES}
    assert send(desk, made, **as_it_is).status_code == 302
    shown = page(desk.get(f"{READ}DM-20/1005/?language=en"))
    assert 'alt="A hemicycle"' in shown
    assert 'src="data:image/png;base64,' in shown
    pdf = text_of(desk.get(f"{READ}DM-20/1005/?language=en&format=pdf").content, "layout")
    paper = Document(BytesIO(desk.get(f"{READ}DM-20/1005/?language=en&format=docx").content))
    word = "\n".join(line.text for line in paper.paragraphs)
    assert len(paper.inline_shapes) == 1
    for words in (
        *("A Union of Tests", "1 Street", "Utopia, 14 May 2020", "General Secretariat", "DM-20/1005", "Ms. Contact"),
        *("+41 22 730 6266", "b@gov.example", "(original signed)", "Dr. A", "The Bureau"),
    ):
        assert words in shown, words
        assert words in pdf, words
        assert words in word, words
    for text in (pdf, word):
        assert "Annexes: 2" in text
        assert "text en" in text
    assert "Fax" not in shown


def test_a_language_without_its_words_has_those_of_another_one_and_no_body_is_the_consultation(
    desk: Client, world: World
) -> None:
    made = complete(desk, world)
    assert "Test Consultation" in page(desk.get(f"{DESK}{made.pk}/preview/?language=fr"))
    desk.post(PLACE, TYPED)
    assert "A Union of Tests" in page(desk.get(f"{DESK}{made.pk}/preview/?language=fr"))
    assert "اتحاد" in page(desk.get(f"{DESK}{made.pk}/preview/?language=ar"))


def test_what_is_no_address_or_number_is_said_at_its_field(desk: Client) -> None:
    made = begin(desk, template="blank")
    refused = desk.post(f"{DESK}{made.pk}/", {**HEAD, "email": "nobody", "phone": "call me"})
    assert refused.status_code == 422
    assert "This is not a valid e-mail address" in page(refused)
    assert "This is not a telephone number" in page(refused)
