"""A language version of a sent letter: written, looked at, cleared and sent at the desk, read by its readers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from pytest_django.asserts import assertContains

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.models import LanguageVersion, LanguageVersionPaper, Letter, LetterPaper
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Contact, Member, Registration, Upload
from hemicycle.web.letters import documents, posting, trial
from hemicycle.web.letters.version import version
from tests.support.pdf import text_of
from tests.web.letters.test_letters import ARABIC, DESK, READ, begin, day, desk, hidden, page, send

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from hemicycle.web.letters.version import Version
    from tests.factories import World
    from tests.web.letters.test_letters import ClientOf

__all__ = ["desk"]
PDF = b"%PDF-1.7 report"
HEAD = {"act": "head", "series": "DM-20", "number": 1005, "dated": "2020-05-14", "addressed": ["council_state"]}
SUBJECT = "الموضوع"


@pytest.fixture
def letter(desk: Client, world: World) -> Letter:
    """In English and French, with an annex of text and a file, and a question; Japan got it in English for Arabic."""
    made = begin(desk, template="blank")
    desk.post(f"{DESK}{made.pk}/", {**HEAD, "signatory": "Dr. A", "title_en": "Chair", "title_fr": "Président"})
    for code in ("en", "fr"):
        words = {"subject": f"Subject {code}", "body": f"Text {code} until {{deadline}}", "state": "checked"}
        assert desk.post(f"{DESK}{made.pk}/texts/{code}/", words).status_code == 302
    for kind in ("text", "file"):
        where = desk.post(f"{DESK}{made.pk}/", {"act": "annex_add", "kind": kind}).headers["Location"]
        words = {"en-title": f"{kind} en", "fr-title": f"{kind} fr", "en-body": "Body en", "fr-body": "Body fr"}
        files = {f"{code}-file": SimpleUploadedFile(f"{code}.pdf", PDF, "application/pdf") for code in ("en", "fr")}
        assert desk.post(where, {**words, **(files if kind == "file" else {})}).status_code == 302
    for item in world.items:
        item.title = {"en": f"Item {item.number}", "fr": f"Point {item.number}"}
        item.save()
    asks = {"kind": "items", "asked": ["council_state"], "day": day(9), "zone": "Europe/Zurich"}
    assert desk.post(f"{DESK}{made.pk}/asks/", {**asks, "items": [world.items[0].pk]}).status_code == 302
    instead = {f"instead-{code}": "en" for code in LANGUAGES if code not in {"en", "fr"}}
    assert send(desk, made, **instead).status_code == 302
    posting.make_papers.call(made.pk)
    made.refresh_from_db()
    return made


def of(letter: Letter, rest: str = "", code: str = "ar") -> str:
    return f"{DESK}{letter.pk}/languages/{code}/{rest}"


def typed(letter: Letter, desk: Client, **changes: Any) -> dict[str, Any]:
    """All that is missing, on top of what is saved."""
    question = letter.enquiry.questions.get()
    return {
        "subject": SUBJECT,
        "body": f"{ARABIC} {{deadline}}",
        "annex-1-title": "تقرير",
        "annex-1-body": "نص المرفق",
        "annex-2-title": "ملف",
        "annex-2-file": SimpleUploadedFile("ar.pdf", PDF, "application/pdf"),
        f"q{question.pk}": "البند الأول",
        "seen": hidden(page(desk.get(of(letter))), "seen"),
        **changes,
    }


def write(desk: Client, letter: Letter, **changes: Any) -> None:
    response = desk.post(of(letter), typed(letter, desk, **changes))
    assert response.status_code == 302, page(response)
    assert response.headers["Location"] == of(letter, "preview/")


def issue(desk: Client, letter: Letter, *doubts: str) -> LanguageVersion:
    """Send it, with what was ticked on top of the title of the signatory, which is not Arabic."""
    number = hidden(page(desk.get(of(letter, "send/"))), "number")
    response = desk.post(of(letter, "send/"), {"number": number, "doubt": ["version_parts_missing", *doubts]})
    assert response.status_code == 302, page(response)
    row = LanguageVersion.objects.get(language="ar")
    posting.make_version_papers.call(row.pk)
    row.refresh_from_db()
    return row


def content(response: Answer) -> bytes:
    """Of a file as it is downloaded."""
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def kept(row: LanguageVersion, kind: str) -> bytes:
    """A paper as it is stored."""
    with row.papers.get(kind=kind).upload.file.open("rb") as opened:
        return bytes(opened.read())


def test_the_desk_offers_it_where_another_language_stood_in(desk: Client, letter: Letter) -> None:
    seen = page(desk.get(f"{DESK}{letter.pk}/"))
    assert "Add the version: العربية" in seen
    assert "Add the version: Français" not in seen
    assert "the letter, annex 1, annex 2 and the questions" in seen
    assert desk.get(of(letter, code="fr")).status_code == 404
    assert desk.get(of(letter, code="de")).status_code == 404
    form = page(desk.get(of(letter)))
    assert "Text en until" in form, "what stood in is beside"
    assert "Body en" in form
    # There is nothing yet to look at or to send.
    assert desk.get(of(letter, "preview/")).headers["Location"] == of(letter)
    assert desk.get(of(letter, "send/")).status_code == 404


def test_it_is_written_and_looked_at_as_page_and_paper(desk: Client, letter: Letter) -> None:
    write(desk, letter)
    seen = page(desk.get(of(letter, "preview/")))
    assert ARABIC in seen
    assert "نص المرفق" in seen
    assert "البند الأول" in seen
    assert "{deadline}" not in seen
    assert desk.get(of(letter, "preview/?format=pdf")).content.startswith(b"%PDF")
    file = letter.annexes.get(number=2)
    assert content(desk.get(of(letter, f"annexes/{file.pk}/file/"))) == PDF
    assert "ar.pdf" in page(desk.get(of(letter)))
    assert "Draft" in page(desk.get(f"{DESK}{letter.pk}/"))
    assert not Delivery.objects.filter(mailing__template="language_version").exists()


def test_titles_that_items_have_by_now_are_proposed(desk: Client, letter: Letter, world: World) -> None:
    item = world.items[0]
    assert "البند الأول" not in page(desk.get(of(letter)))
    item.title = {**item.title, "ar": "البند الأول"}
    item.save()
    assert 'value="البند الأول"' in page(desk.get(of(letter)))


def test_bad_input_says_why_and_keeps_all_that_was_typed(desk: Client, letter: Letter) -> None:
    fake = SimpleUploadedFile("ar.pdf", b"MZ no PDF", "application/pdf")
    before = Upload.objects.count()
    for changes, why in (
        ({"body": f"{ARABIC} {{deadlin}}"}, "{deadlin} cannot be filled in"),
        ({"annex-2-file": fake}, "ar.pdf"),
        ({"subject": "x" * 301}, "the maximum is 300"),
    ):
        response = desk.post(of(letter), typed(letter, desk, **changes))
        assert response.status_code == 422
        seen = page(response)
        assert why in seen
        assert ARABIC in seen
        assert 'value="تقرير"' in seen
        assert "نص المرفق" in seen
        assert 'value="البند الأول"' in seen
    assert not LanguageVersion.objects.exists()
    assert Upload.objects.count() == before


def test_of_two_windows_the_second_one_is_told_and_loses_nothing(desk: Client, letter: Letter) -> None:
    mine = typed(letter, desk, body=f"{ARABIC} 2")
    write(desk, letter)
    refused = desk.post(of(letter), mine)
    assert refused.status_code == 409
    seen = page(refused)
    assert "Another user saved this text in the meantime" in seen
    assert f"{ARABIC} 2" in seen
    assert "Text saved in the meantime" in seen
    # Whoever saves again has both before them.
    again = {**mine, "seen": hidden(seen, "seen")}
    again["annex-2-file"] = SimpleUploadedFile("ar.pdf", PDF, "application/pdf")
    assert desk.post(of(letter), again).status_code == 302
    assert LanguageVersion.objects.get().body == f"{ARABIC} 2"


def test_a_draft_is_deleted(desk: Client, letter: Letter) -> None:
    write(desk, letter)
    assert "The draft was deleted" in page(desk.post(of(letter), {"act": "discard"}, follow=True))
    assert not LanguageVersion.objects.exists()
    assert "Nothing is written yet" in page(desk.post(of(letter), {"act": "discard"}))


def test_a_test_goes_to_oneself_alone(desk: Client, letter: Letter, world: World) -> None:
    write(desk, letter)
    again = desk.post(of(letter, "send/"), {"act": "try_out"})
    assert "A test e-mail is being sent to your own address: secretariat@example.org." in page(again)
    trial.send_version_trial.call(LanguageVersion.objects.get().pk, world["secretariat"].person.pk)
    (tried,) = mail.outbox
    assert tried.to == ["secretariat@example.org"]
    assert SUBJECT in tried.subject
    assert [file[0] for file in tried.attachments] == ["DM-20-1005-ar.pdf", "ar.pdf"]
    # Where a further address reads the language, so does the copy.
    Contact.objects.create(member=Member.objects.get(code="JP"), email="m@example.org", language="ar", copies=True)
    Contact.objects.create(member=Member.objects.get(code="GH"), email="g@example.org", language="en", copies=True)
    mail.outbox.clear()
    trial.send_version_trial.call(LanguageVersion.objects.get().pk, world["secretariat"].person.pk)
    assert [message.to for message in mail.outbox] == [["secretariat@example.org"]] * 2
    assert "اليابان" in str(mail.outbox[1].body)


def test_it_goes_to_its_readers_with_its_papers_and_to_nobody_else(desk: Client, letter: Letter) -> None:
    Sender().round()
    mail.outbox.clear()
    write(desk, letter)
    check = page(desk.get(of(letter, "send/")))
    assert "JP@gov.example" in check
    assert "GH@gov.example" not in check
    row = issue(desk, letter)
    assert row.papers_state == Letter.PapersState.MADE
    assert row.papers.count() == len(LetterPaper.Kind)
    assert letter.papers.count() == 2 * len(LetterPaper.Kind), "those of the letter stay as they are"
    Sender().round()
    (message,) = mail.outbox
    assert message.to == ["JP@gov.example"]
    assert SUBJECT in message.subject
    assert [file[0] for file in message.attachments] == ["DM-20-1005-ar.pdf", "ar.pdf"]
    entry = Entry.objects.filter(act="letter.send").latest("pk")
    assert (entry.data["language"], entry.data["mails"]) == ("ar", 1)
    seen = page(desk.get(f"{DESK}{letter.pk}/"))
    assert "Add the version: العربية" not in seen
    assert seen.count("JP@gov.example") == 4, "in the log of the letter and in that of the version, with its button"
    export = desk.get(f"{DESK}{letter.pk}/?format=csv").content.decode()
    assert [line for line in export.splitlines() if "العربية" in line]
    assert desk.get(of(letter)).headers["Location"] == f"{DESK}{letter.pk}/"
    assert desk.get(of(letter, "send/")).headers["Location"] == f"{DESK}{letter.pk}/"
    assert desk.post(of(letter), {"subject": "S", "body": "B"}).status_code == 409


def test_what_is_printed_around_it_in_another_language_is_named_and_ticked(desk: Client, letter: Letter) -> None:
    write(desk, letter)
    seen = desk.get(of(letter, "send/"))
    assert "Some parts of the letter do not exist in this language." in page(seen)
    assertContains(seen, '<li>Title of the signatory (<span lang="en">English</span>)</li>', html=True)
    refused = desk.post(of(letter, "send/"), {"number": hidden(page(seen), "number")})
    assert refused.status_code == 409
    assert not LanguageVersion.objects.get().sent
    assert issue(desk, letter).sent


def test_its_readers_see_it_from_then_on_by_the_old_link_too(
    desk: Client, letter: Letter, client_of: ClientOf, client: Client
) -> None:
    old = Delivery.objects.get(address="JP@gov.example")
    link = posting.receipt_address(old).partition("://")[2].partition("/")[2]
    assert "Text en until" in page(client.get(f"/{link}"))
    write(desk, letter)
    row = issue(desk, letter)
    assert row.mailing
    new = row.mailing.deliveries.get()
    for delivery in (old, new):
        path = "/" + posting.receipt_address(delivery).partition("://")[2].partition("/")[2]
        seen = page(client.get(path))
        assert ARABIC in seen
        assert "Text en until" not in seen
        assert content(client.get(f"{path}?format=pdf")) == kept(row, "pdf")
    address = f"{READ}{letter.symbol}/"
    reader = client_of(Registration.objects.get(person__email="jp@example.org"))
    seen = page(reader.get(f"{address}?language=ar"))
    assert ARABIC in seen
    assert "There is no version in this language" not in seen
    assert "العربية" in page(reader.get(address))
    assert "There is no version in this language" in page(reader.get(f"{address}?language=zh"))
    docx = Document(BytesIO(content(reader.get(f"{address}?language=ar&format=docx"))))
    assert any(ARABIC in paragraph.text for paragraph in docx.paragraphs)


def test_the_paper_says_when_it_was_issued_and_what_became_of_the_letter(desk: Client, letter: Letter) -> None:
    write(desk, letter)
    issue(desk, letter)
    of_version = version(letter_queries.whole().get(pk=letter.pk), "ar")
    assert of_version
    assert len(of_version.issue) == 1
    paragraphs = [one.text for one in Document(BytesIO(documents.paper(of_version, "docx"))).paragraphs]
    assert of_version.issue[0] in paragraphs


def test_a_late_translation_says_that_the_letter_was_corrected(desk: Client, letter: Letter) -> None:
    what = {"what_changes_en": "Paragraph 3", "what_changes_fr": "Paragraphe 3", "deadline": "stays"}
    asked = {"change": "Corr.", "dated": day(0), **what}
    response = desk.post(f"{DESK}{letter.pk}/correct/", asked)
    assert response.status_code == 302, page(response)
    made = Letter.objects.latest("pk")
    for text in made.texts.all():
        text.state = "checked"
        text.save()
    made.texts.exclude(language__in=["en", "fr"]).delete()
    instead = {f"instead-{code}": "en" for code in LANGUAGES if code not in {"en", "fr"}}
    sent = send(desk, made, **instead)
    assert sent.status_code == 302, page(sent)
    Sender().round()
    mail.outbox.clear()
    write(desk, letter)
    seen = page(desk.get(of(letter, "send/")))
    assert "The letter has been corrected since it was sent: DM-20/1005/Corr.1." in seen
    number = hidden(seen, "number")
    refused = desk.post(of(letter, "send/"), {"number": number})
    assert refused.status_code == 409
    assert "Points to be ticked before this version is sent" in page(refused)
    row = issue(desk, letter, "letter_corrected_since")
    assert row.later == {"corrected": ["DM-20/1005/Corr.1"]}
    Sender().round()
    (told,) = (one for one in mail.outbox if SUBJECT in one.subject)
    assert "DM-20/1005/Corr.1" in str(told.body)
    assert "Corr.1" in text_of(kept(row, "pdf"))  # a line may end within the symbol


def test_rule_40_a_second_person_clears_it(desk: Client, letter: Letter, world: World, client_of: ClientOf) -> None:
    write(desk, letter)
    Registration.objects.filter(pk=world["technician"].pk).update(role="secretariat")
    assert desk.post(f"{DESK}letterhead/", {"act": "clearance", "clearance": "on"}).status_code == 302
    colleague = client_of(world["technician"])
    look = of(letter, "preview/")
    assert "This letter has not been cleared yet" in page(desk.get(of(letter, "send/")))
    assert "The version is submitted for clearance" in page(
        desk.post(look, {"act": "hand_in", "words": "New"}, follow=True)
    )
    assert "Clear this version" not in page(desk.get(look))
    seen = page(colleague.get(look))
    assert "Clear this version" in seen
    digest = hidden(seen, "seen")
    back = colleague.post(look, {"act": "give_back", "seen": digest, "words": "Typo"}, follow=True)
    assert "The version is returned" in page(back)
    assert "Typo" in page(desk.get(look))
    desk.post(look, {"act": "hand_in"})
    digest = hidden(page(colleague.get(look)), "seen")
    assert "The version is cleared" in page(colleague.post(look, {"act": "clear", "seen": digest}, follow=True))
    assert "Cleared by" in page(desk.get(of(letter, "send/")))
    assert issue(desk, letter).sent


def test_papers_that_cannot_be_made_hold_its_mails_and_are_made_again(
    desk: Client, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    Sender().round()
    mail.outbox.clear()
    write(desk, letter)
    real, broken = documents.paper, ["docx"]

    def breaks(version: Version, kind: str) -> bytes:
        if kind in broken:
            raise OSError("no space left")
        return real(version, kind)

    monkeypatch.setattr(posting, "paper", breaks)
    with pytest.raises(OSError, match="no space"):
        issue(desk, letter)
    row = LanguageVersion.objects.get()
    assert "Some papers could not be made, and no e-mail has been sent" in page(desk.get(f"{DESK}{letter.pk}/"))
    there = set(LanguageVersionPaper.objects.values_list("pk", flat=True))
    assert len(there) == 1
    broken.clear()
    again = {"act": "version_again", "language": "ar"}
    assert "The papers are being made again" in page(desk.post(f"{DESK}{letter.pk}/", again, follow=True))
    assert Entry.objects.latest("pk").data == {"letter": letter.symbol, "language": "ar", "did": "papers again"}
    assert "Check again shortly" in page(desk.post(f"{DESK}{letter.pk}/", again, follow=True))
    Sender().round()
    assert not mail.outbox
    posting.make_version_papers.call(row.pk)
    assert there < set(LanguageVersionPaper.objects.values_list("pk", flat=True))
    Sender().round()
    assert [one.to for one in mail.outbox] == [["JP@gov.example"]]
