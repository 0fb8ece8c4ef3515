"""The page on which a consultation gives the words that papers print, and papers that print them."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hemicycle.consultations import own_words
from hemicycle.consultations.document_contents import contents_of
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import letter_queries, results, summaries
from hemicycle.correspondence.models import Enquiry, LetterPaper, Question
from hemicycle.mail import paper_words as kept_words
from hemicycle.mail.models import OwnText
from hemicycle.mail.paper_words import Given, given, nothing, write
from hemicycle.ops import seed
from hemicycle.people.models import Registration
from hemicycle.web.letters import documents as letter_documents
from hemicycle.web.letters import version as letter_version
from hemicycle.web.toolkit.paper_words import paper_words
from tests.support.html import html_of
from tests.support.pdf import text_of
from tests.web.mail.test_mailings import hidden
from tests.web.test_papers import addresses, languages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from hemicycle.people.models import Person
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

WORDS = "/consultations/test/desk/mail/words/"
GERMAN = f"{WORDS}?language=de"
AGENDA = "Items removed by the Chair"


def speaks(consultation: Consultation, *codes: str) -> None:
    consultation.settings["languages"] = {"documents": codes}
    consultation.save()


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    speaks(world.consultation, "en", "de", "pl")
    return client_of(world["secretariat"])


def field(page: str, word: str) -> str:
    """The name of the first field of a word."""
    return page.partition(f">{word}</bdi></l")[2].partition('name="')[2].partition('"')[0]


def number(page: str) -> int:
    """How many words are missing."""
    return int(page.partition('<span class="chip wait">')[2].split()[0])


def test_words_are_typed_counted_and_shown_again(desk: Client, world: World) -> None:
    page = html_of(desk.get(WORDS))
    before = number(page)
    assert before > 100
    checklist = "/consultations/test/desk/set-up/"
    assert f"{before} phrases in Deutsch" in html_of(desk.get(checklist))
    assert f"{WORDS}?language=pl" in html_of(desk.get("/consultations/test/desk/mail/texts/"))
    form = {"act": "save", "seen": hidden(page, "seen"), field(page, AGENDA): "Gestrichene Punkte"}
    answer = desk.post(GERMAN, form, follow=True)
    page = html_of(answer)
    assert "1 phrase is saved" in page
    assert 'value="Gestrichene Punkte"' in page.partition("Other phrases")[2]
    assert number(page) == before - 1
    assert f"{before - 1} phrases in Deutsch" in html_of(desk.get(checklist))
    assert "Nothing was changed." in html_of(desk.post(GERMAN, {**form, "seen": hidden(page, "seen")}, follow=True))
    # Somebody else was quicker: what they gave stands beside what was typed.
    late = desk.post(GERMAN, {**form, field(page, AGENDA): "Anders"})
    assert late.status_code == 409
    page = html_of(late)
    assert 'value="Anders"' in page
    assert "Text in use:" in page
    assert world["secretariat"].person.name in page
    desk.post(GERMAN, {**form, field(page, AGENDA): "Anders", "seen": hidden(page, "seen")})
    assert "Anders" in OwnText.objects.get().body


def test_what_is_wrong_stands_at_its_word_and_nothing_typed_is_lost(desk: Client) -> None:
    address = f"{WORDS}?language=pl"
    page = html_of(desk.get(address))
    assert "Form used with 2, 3, 4 and 22" in page
    opposed = field(page, "Opposed by %(number)d Member: %(names)s")
    form = {"seen": hidden(page, "seen"), field(page, AGENDA): "<b>Skreślone</b>", opposed: "Przeciw: %(names)s"}
    answer = desk.post(address, {**form, "act": "save"})
    assert answer.status_code == 422
    page = html_of(answer)
    assert "Check: &lt;/b&gt; &lt;b&gt;" in page
    assert 'value="&lt;b&gt;Skreślone&lt;/b&gt;"' in page
    assert "Enter every form of this phrase, or leave all of them empty." in page
    assert not OwnText.objects.exists()


def test_a_translators_file_is_downloaded_and_taken_in(desk: Client) -> None:
    answer = desk.get(f"{GERMAN}&format=po")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="papers-test-de.po"'
    file = answer.content.decode()
    assert f'msgid "{AGENDA}"\nmsgstr ""' in file
    filled = file.replace(f'msgid "{AGENDA}"\nmsgstr ""', f'msgid "{AGENDA}"\nmsgstr "Gestrichen"')
    page = html_of(
        desk.post(GERMAN, {"act": "take", "file": SimpleUploadedFile("de.po", filled.encode())}, follow=True)
    )
    assert "1 phrase is saved" in page
    for content, said in (
        (b"\x00\xff", "This is not a gettext catalogue"),
        (file.replace("Language: de", "Language: fr").encode(), "in another language: Français"),
        (file.replace("Language: de", "Language: tlh").encode(), "Nothing was changed"),
        (f'msgid "{AGENDA}"\nmsgstr "<i>"\n'.encode(), f"{AGENDA}: Keep the placeholders"),
        (b"#" * 2_000_001, "The file is too large"),
    ):
        answer = desk.post(GERMAN, {"act": "take", "file": SimpleUploadedFile("de.po", content)}, follow=True)
        assert said in html_of(answer), said
    assert given(OwnText.objects.get(), "de").forms == {AGENDA: ("Gestrichen",)}


def test_without_such_a_language_there_is_nothing_to_do(client_of: ClientOf, world: World) -> None:
    client = client_of(world["secretariat"])
    assert "No entries needed" in html_of(client.get(WORDS))
    assert client.post(WORDS, {"act": "save"}).status_code == 400
    assert client.get(GERMAN).status_code == 400
    assert "Standard wording" not in html_of(client.get("/consultations/test/desk/set-up/"))


@pytest.mark.django_db
def test_every_word_of_every_paper_is_found(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seed.load()
    consultation = Consultation.objects.get()
    speaks(consultation, "en", "de")
    english, real = set[str](), own_words.parts

    def noted(text: str) -> list[tuple[str, str]]:
        found = real(text)
        english.update(part for part, language in found if language == "en")
        return found

    monkeypatch.setattr(own_words, "parts", noted)
    client = client_of(Registration.objects.filter(role="secretariat", status="confirmed")[0])
    papers = addresses(consultation)
    papers.pop("summary")  # in the languages that there are
    agenda = tmp_path / "agenda.pdf"
    agenda.write_bytes(client.get(papers["agenda"][0], {"format": "pdf", "language": "de"}).content)
    assert "Draft decision" in english
    assert "Draft decision" in text_of(agenda.read_bytes())
    assert "en" in languages(agenda), "as a part in English"
    english.clear()
    empty = nothing("de")
    forms = {word.key: (word.plural or word.text,) * (2 if word.plural else 1) for word in paper_words()}
    OwnText.objects.create(
        consultation=consultation,
        name=kept_words.NAME,
        language="de",
        body=write(paper_words(), Given(forms, 2, empty.rule), "de").decode(),
        changed_at=timezone.now(),
    )
    for name, (page, asked) in papers.items():
        answer = client.get(page, {**asked, "format": "pdf", "language": "de", "paper_language": "de"})
        assert answer.status_code == 200, name
        client.get(page, {**asked, "format": "docx", "language": "de"})
    with own_words.within(consultation), own_words.marked():
        for enquiry in Enquiry.objects.filter(letter__consultation=consultation):
            basis = summaries.Basis.of(results.returns(enquiry, timezone.localdate()))
            for both in (True, False):
                drawn = summaries.draw(basis, summaries.Choices(names=both, quoted=both))["de"]
                noted(f"{drawn.title}{drawn.body}")
    # A letter of which there is no German text, as if its words were to be German. What stands around it was typed.
    around = set[str]()
    for module in (letter_documents, letter_version):
        monkeypatch.setattr(module, "django_language", lambda _code: own_words.prepare("de"))
    for letter in letter_queries.whole().filter(consultation=consultation, state="sent"):
        made = letter_version.version(letter, "en")
        assert made is not None
        head = made.head
        around.update(made.to, made.copies, head.address, (fact.text for fact in head.facts))
        around.update((made.consultation, made.signatory_title, head.body, head.department, head.place))
        with own_words.within(consultation):
            for kind in LetterPaper.Kind:
                letter_documents.paper(made, kind)
    questions = Question.objects.filter(enquiry__letter__consultation=consultation).prefetch_related("options")
    options = [option.label for question in questions for option in question.options.all()]
    titles = [*(item.title for item in consultation.items.all()), *(question.title for question in questions)]
    named = [row.name for row in contents_of(consultation).values()]
    typed = {words for text in (*titles, *options, *named) for words in text.values()} | set(
        map(own_words.unmarked, around)
    )
    assert {unescape(words) for words in english} - typed == set()
