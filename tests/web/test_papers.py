"""Every kind of paper, as the consultation of 2020 has it: valid PDF/UA-1, and what no validator can know.

Each in the six languages, read back: the same words in PDF and Word, none in another language, the head of the letter.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from hemicycle.consultations import local
from hemicycle.consultations.languages import LANGUAGES, django_language
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.actions.correcting import Correction, correct
from hemicycle.correspondence.letter_queries import letterhead_in_use
from hemicycle.correspondence.models import Enquiry, Letter, LetterPaper, ReplyVersion
from hemicycle.journal.record import Performer
from hemicycle.ops import seed
from hemicycle.people.models import Registration
from hemicycle.rules.versions import Change
from hemicycle.web.letters import documents
from hemicycle.web.letters.version import version
from tests import pdf_ua
from tests.support import wrong_language
from tests.support.paper_text import differences, pdf_lines, plain, repeated, word_lines
from tests.support.pdf import walk
from tests.support.unmeasured import unmeasured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client
    from pytest_django import DjangoDbBlocker

    from hemicycle.people.models import Person

    ClientOf = Callable[[Registration | Person | None], Client]

#: One worker makes them all; there is a database for tests that are marked.
pytestmark = [pytest.mark.xdist_group("papers"), pytest.mark.django_db]
#: Validated: one that runs either way. The six make the same papers from the same templates.
VALIDATED = ("ar", "fr")
#: Letters that change another one. A revision says what that one said, once more.
CHANGES = (Change.ADDENDUM, Change.CORRIGENDUM)
IN_WORD = ("letter", "summary", "agenda", "time-plan", "participants", *(str(change) for change in CHANGES))
#: Functions of people are in the language in which each wrote theirs.
OF_PEOPLE = ("participants", "badge", "badges", "plates")


@dataclass
class Papers:
    """The papers of the consultation of 2020.

    Attributes:
        files: By kind, language and format.
        issuers: By whom each kind is, by language.
        heads: What the head and the foot of letter DM-20/1005 say, by language.
    """

    files: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    issuers: dict[str, dict[str, str]] = field(default_factory=dict)
    heads: dict[str, list[str]] = field(default_factory=dict)

    def of(self, kind: str, language: str) -> list[str]:
        """The lines of a paper: of its Word document, where it has one, else of its PDF."""
        word = self.files.get((kind, language, "docx"))
        return word_lines(word) if word else pdf_lines(self.files[kind, language, "pdf"])


#: What changes, as the secretariat writes it.
WHAT_CHANGES = {
    "ar": "تم تصحيح تاريخ الاجتماع الوارد في الرسالة.",
    "en": "The date of the meeting in the letter is corrected.",
    "es": "Se corrige la fecha de la reunión que figura en la carta.",
    "fr": "La date de la réunion qui figure dans la lettre est corrigée.",
    "ru": "Исправлена дата собрания, указанная в письме.",
    "zh": "更正了信函中的会议日期。",
}


def addresses(consultation: Consultation) -> dict[str, tuple[str, dict[str, str]]]:
    """Of each kind of paper: its page, and what it is asked for beside its language."""
    slug = consultation.slug
    enquiry = Enquiry.objects.get(letter__number=1005)
    reply = ReplyVersion.objects.filter(reply__enquiry=enquiry).order_by("pk").select_related("reply__member")[0]
    return {
        "letter": (reverse("letter", args=[slug, "DM-20/1005"]), {}),
        "summary": (reverse("enquiry_summary", args=[slug, Enquiry.objects.get(letter__number=1004).pk]), {}),
        "receipt": (reverse("reply_receipt", args=[slug, enquiry.pk, reply.reply.member.code, reply.number]), {}),
        "agenda": (reverse("agenda", args=[slug]), {}),
        "time-plan": (reverse("time_plan", args=[slug]), {}),
        "participants": (reverse("participants", args=[slug]), {}),
        "badge": (reverse("badge", args=[slug]), {}),
        "badges": (reverse("papers", args=[slug]), {"paper": "badges-a4", "capacity": "interpreter"}),
        "plates": (reverse("papers", args=[slug]), {"paper": "plates", "member": "CN"}),
        "guide": (reverse("guide", args=[slug]), {}),
    }


@pytest.fixture(scope="module")
def papers(django_db_setup: None, django_db_blocker: DjangoDbBlocker, client_of: ClientOf) -> Papers:  # noqa: ARG001 - opens the database
    """Each kind in each language, made once; of what was loaded for them nothing stays."""
    made = Papers()
    with django_db_blocker.unblock(), transaction.atomic():
        unmeasured(seed.load)
        consultation = Consultation.objects.get()
        desk = Registration.objects.filter(role="secretariat", status="confirmed")[0]
        _open(made, consultation, client_of(desk))
        _correct(made, desk)
        _note(made, consultation)
        transaction.set_rollback(True)
    return made


def _open(made: Papers, consultation: Consultation, client: Client) -> None:
    """The papers of the pages."""
    for kind, (page, asked) in addresses(consultation).items():
        for language in LANGUAGES:
            for form in ("pdf", "docx") if kind in IN_WORD else ("pdf",):
                answer = client.get(page, {**asked, "format": form, "language": language, "paper_language": language})
                assert answer.status_code == 200, (kind, language, form)
                content = b"".join(answer) if answer.streaming else answer.content
                made.files[kind, language, form] = content


def _correct(made: Papers, desk: Registration) -> None:
    """The two kinds of letter that change another one, before they go out."""
    changed, words = Letter.objects.get(number=1004), {language: WHAT_CHANGES[language] for language in LANGUAGES}
    for change in CHANGES:
        correction = Correction(change, words, date(2020, 5, 12), changes_deadline=False)
        letter = correct(changed, Performer(desk.person), timezone.now(), correction)
        whole = letter_queries.whole().get(pk=letter.pk)
        for language in LANGUAGES:
            paper = version(whole, language, unfinished=True)
            assert paper is not None
            assert paper.language == language
            for form in LetterPaper.Kind.values:
                made.files[str(change), language, form] = documents.paper(paper, form)


def _note(made: Papers, consultation: Consultation) -> None:
    """What the papers must say of whose they are."""
    letter, body = Letter.objects.get(number=1005), letterhead_in_use(consultation)
    assert body
    for kind, *_rest in made.files:
        of_body = kind == "letter" or kind in CHANGES
        made.issuers[kind] = dict(body.body if of_body else consultation.title)
    for language in LANGUAGES:
        with translation.override(django_language(language)):
            dated = local.long_date(letter.dated)
        own = [of[language] for of in (body.body, letter.department, letter.contact, letter.signatory_title)]
        head = [*own, body.place[language], dated, letter.symbol, letter.phone, letter.email, letter.signatory]
        made.heads[language] = [*head, *letter_queries.addressed_as(letter, language)]


def test_every_paper_is_made_for_readers_who_hear_it(papers: Papers, tmp_path: Path) -> None:
    made: dict[tuple[str, str], Path] = {}
    for (name, language, form), content in papers.files.items():
        if language in VALIDATED and form == "pdf":
            made[name, language] = tmp_path / f"{name}-{language}.pdf"
            made[name, language].write_bytes(content)
    assert pdf_ua.breaches(made.values()) == []
    for (name, language), file in made.items():
        with pikepdf.open(BytesIO(file.read_bytes())) as paper:
            assert paper.docinfo["/Author"] == papers.issuers[name][language], name
            assert paper.docinfo["/Title"], name
    # Parts in another language than the paper's say which.
    assert {"zh", "ar", "ru"} <= languages(made["participants", "fr"])
    # What is drawn has words, or is decoration; people are a list; a row has its heading.
    assert [bool(tag.get("/Alt")) for tag in tags(made["badges", "fr"], "/Figure")] == [True] * len(
        tags(made["badges", "fr"], "/Figure")
    )
    assert tags(made["badges", "fr"], "/Figure")
    assert [bool(tag.get("/Alt")) for tag in tags(made["badge", "ar"], "/Figure")] == [True]
    assert tags(made["guide", "fr"], "/Figure") == []
    assert len(tags(made["participants", "fr"], "/LI")) > 100
    rows = len(tags(made["time-plan", "fr"], "/TR"))
    assert len(tags(made["time-plan", "fr"], "/TH")) > rows
    assert len(tags(made["letter", "fr"], "/Link")) >= 1
    # What runs along every page is drawn, and is no part of what is read.
    assert [name for name, file in made.items() if in_margins_alone(file) > 0] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_and_word_say_the_same_in_the_same_order(papers: Papers, language: str) -> None:
    found = {}
    for kind in IN_WORD:
        pdf, word = (papers.files[kind, language, form] for form in ("pdf", "docx"))
        assert len(word_lines(word)) > 5, kind
        again = [*repeated(word), plain(papers.issuers[kind][language])]
        found[kind] = differences(pdf_lines(pdf), word_lines(word), language, again)
    assert {kind: what for kind, what in found.items() if what} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_in_another_language_and_no_number_of_ours_is_cited(papers: Papers, language: str) -> None:
    kinds = {kind for kind, *_rest in papers.files}
    assert len(kinds) == 12
    for kind in sorted(kinds):
        lines = papers.of(kind, language)
        drawn = pdf_lines(papers.files[kind, language, "pdf"])
        assert wrong_language.of_catalogues([*lines, *drawn], language, LANGUAGES) == [], kind
        assert wrong_language.rules_cited(" ".join(lines), language) == [], kind
        if kind not in OF_PEOPLE:
            assert wrong_language.paragraphs(lines if kind in IN_WORD else [" ".join(lines)], language) == [], kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_of_a_letter_is_whole(papers: Papers, language: str) -> None:
    word = "".join(" ".join(word_lines(papers.files["letter", language, "docx"])).split())
    parts = ["".join(plain(part).split()) for part in papers.heads[language]]
    assert len(parts) == 11
    assert [part for part in parts if part not in word] == []
    # That of the others is the same, but for what each says of the letter that it changes.
    for change in CHANGES:
        changed = "".join(" ".join(word_lines(papers.files[str(change), language, "docx"])).split())
        assert parts[0] in changed
        assert "DM-20/1004" in changed


#: Read as it is, and by LibreOffice (``bin/setup`` installs it), which lays the paper out by itself.
READERS = ("python-docx", "libreoffice")


@pytest.mark.parametrize("reader", READERS)
def test_a_letter_with_all_its_parts_is_read_by_other_programs(papers: Papers, reader: str, tmp_path: Path) -> None:
    word = papers.files["letter", "fr", "docx"]
    lines = word_lines(word)
    if reader == "libreoffice":
        (tmp_path / "letter.docx").write_bytes(word)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        to = ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        command = ["soffice", profile, *to, str(tmp_path / "letter.docx")]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        # It counts the lists, as Word does: the numbers and the dashes are in no paragraph.
        laid_out = pdf_lines((tmp_path / "letter.pdf").read_bytes())
        lines = [re.sub(r"^(?:–|\d{1,2}\.) ", "", line) for line in laid_out]
        assert sum(map(len, lines)) < sum(map(len, laid_out))
        assert differences(lines, word_lines(word), "fr", repeated(word)) == []
    text = " ".join(lines)
    for part in ("Objet :", "(original signé)", "Annexes : 5", "Annexe 1", "Annexe 5", "N° Titre Document"):
        assert plain(part) in text or " ".join(plain(part).split()) in text, part


@pytest.mark.parametrize(
    ("lines", "language", "found"),
    [
        (["Annex 1", "Sujet"], "fr", []),
        (["Items removed by the Chair"], "fr", ["Items removed by the Chair"] * 2),
        (["Réf. : DM-20/1005"], "fr", []),
        (["Before. Please answer yes or no for each item."], "ru", ["Please answer yes or no for each item."]),
        (["Points retirés par le Président"], "es", ["Points retirés par le Président"] * 2),
        (["Summary of replies"], "en", []),
    ],
)
def test_a_string_of_another_language_is_found(lines: list[str], language: str, found: list[str]) -> None:
    assert wrong_language.of_catalogues(lines, language, LANGUAGES) == found


@pytest.mark.parametrize(
    ("line", "languages"),
    [
        ("I invite you to examine the items of the annex that the secretariat considers to be urgent.", {"en"}),
        ("Je vous invite à examiner les points de l’annexe que le secrétariat juge urgents et à traiter.", {"fr"}),
        ("Прошу рассмотреть пункты приложения, которые секретариат считает срочными.", {"ru"}),
        ("请审议秘书处认为紧急的附件所列各项议题,并在规定的截止日期之前答复我们。", {"zh"}),
        ("International Relations", {"ar", "en", "es", "fr", "ru", "zh"}),
    ],
)
def test_a_paragraph_of_another_language_is_found(line: str, languages: set[str]) -> None:
    assert {code for code in LANGUAGES if not wrong_language.paragraphs([line], code)} == languages


def test_a_number_of_ours_is_found_and_one_of_the_body_is_none() -> None:
    ours = {"en": "rule 14", "fr": "règle 14", "es": "la regla 14", "ru": "правила 14", "zh": "议事规则第14条"}
    assert all(wrong_language.rules_cited(text, language) for language, text in ours.items())
    assert not wrong_language.rules_cited("rule 3.1 of the Rules of Procedure", "en")


def test_words_that_differ_between_two_papers_are_found() -> None:
    assert differences(["One two", "three"], ["One two three"], "en") == []
    assert differences(["One two", "Above", "three"], ["One two three"], "en", ["Above"]) == []
    assert differences(["One two"], ["One two three"], "en") == ["Onetwo[|three]"]
    assert differences(["two One"], ["One two"], "en")


def tags(file: Path, kind: str = "") -> list[dict[str, str]]:
    """The tags of a kind, in reading order, with what they say in words."""
    with pikepdf.open(file) as paper:
        found = walk(paper.Root["/StructTreeRoot"]["/K"])
        return [
            {key: str(tag[key]) for key in ("/S", "/Lang", "/Alt") if key in tag}
            for tag in found
            if kind in {"", str(tag["/S"])}
        ]


def languages(file: Path) -> set[str]:
    """The languages of a paper's parts."""
    return {tag["/Lang"] for tag in tags(file) if "/Lang" in tag}


def in_margins_alone(file: Path) -> int:
    """How much is marked as content of a tag that no reader comes to, for it is not among the document's."""
    with pikepdf.open(file) as paper:
        marked = sum(
            str(each.operator) == "BDC" and "/MCID" in each.operands[1]
            for page in paper.pages
            for each in pikepdf.parse_content_stream(page, "BDC")
        )
        found = walk(paper.Root.StructTreeRoot.K)
        return marked - sum(isinstance(kid, int) for tag in found for kid in _kids(tag))


def _kids(tag: pikepdf.Dictionary) -> list[object]:
    kids: object = tag.get("/K")
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
