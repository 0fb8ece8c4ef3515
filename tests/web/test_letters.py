"""Letters in a browser: at the desk, as their addressees read them, on paper, and by mail."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence.models import Acknowledgement, Enquiry, Letter, LetterPaper, LetterText
from hemicycle.people.mail.sending import Sender
from hemicycle.people.models import Contact, Delivery, FocalPoint, Member, Person, Registration, Upload
from hemicycle.web.letters import papers, posting
from tests.web.test_participants import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import Settings

    from hemicycle.web.letters.version import Version
    from tests.factories import World

    Browser = Callable[[Registration | Person | None], Client]

DESK = "/consultations/test/desk/letters/"
READ = "/consultations/test/letters/"
HEAD = {"act": "head", "series": "DM-20", "number": 1005, "dated": "2020-05-14", "addressed": ["council_state"]}
ARABIC = "نص الرسالة إلى أعضاء المجلس"


@pytest.fixture
def desk(world: World, browser: Browser, settings: Settings, tmp_path: Path) -> Client:
    """The secretariat's browser; Brazil has a focal point, Japan and Ghana contacts."""
    settings.STORAGES["uploads"]["OPTIONS"]["location"] = tmp_path / "uploads"
    settings.EMAIL_PER_MINUTE = 100_000
    FocalPoint.objects.create(
        consultation=world.consultation,
        member=Member.objects.get(code="BR"),
        person=world["br"].person,
        start=timezone.now() - timedelta(days=1),
    )
    for code, language in (("JP", "ar"), ("GH", "fr")):
        member = Member.objects.get(code=code)
        Contact.objects.create(member=member, name=f"Office {code}", email=f"{code}@gov.example", language=language)
    return browser(world["secretariat"])


def begin(desk: Client, **changes: Any) -> Letter:
    asked = {"template": "items", "series": "DM-20", "number": 1005, "dated": "2020-05-14", **changes}
    response = desk.post(f"{DESK}new/", asked)
    assert response.status_code == 302, response.content.decode()
    made = Letter.objects.latest("pk")
    assert response.headers["Location"] == f"{DESK}{made.pk}/"
    return made


def page(response: Answer) -> str:
    return response.content.decode()


def day(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def complete(desk: Client, world: World) -> Letter:
    """A letter with its text in six languages, two annexes, and questions."""
    made = begin(desk)
    desk.post(f"{DESK}{made.pk}/", {**HEAD, "signatory": "Dr. A", "title_en": "Chair", "title_ar": "الرئيس"})
    for code in LANGUAGES:
        seen = hidden(page(desk.get(f"{DESK}{made.pk}/texts/{code}/")), "seen")
        words = {
            "subject": f"Subject {code}",
            "body": ARABIC if code == "ar" else f"Text **{code}** until {{deadline}}",
        }
        response = desk.post(f"{DESK}{made.pk}/texts/{code}/", {**words, "state": "checked", "seen": seen})
        assert response.status_code == 302, page(response)
    for kind in ("text", "questions"):
        where = desk.post(f"{DESK}{made.pk}/", {"act": "annex_add", "kind": kind}).headers["Location"]
        words = {f"{code}-title": f"{kind} {code}" for code in LANGUAGES}
        words |= {f"{code}-body": f"Body {code}" for code in LANGUAGES}
        assert desk.post(where, words).status_code == 302
    items = [item.pk for item in world.items]
    for item in world.items:
        item.title = {code: f"Item {item.number} {code}" for code in LANGUAGES}
        item.save()
    asks = {"kind": "items", "asked": ["council_state"], "day": day(9), "zone": "Europe/Zurich", "items": items}
    assert desk.post(f"{DESK}{made.pk}/asks/", asks).status_code == 302
    return made


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}"(?: value="([^"]*)")?', text)
    assert found, name
    return found[1] or ""


def send(desk: Client, letter: Letter, **more: Any) -> Answer:
    number = hidden(page(desk.get(f"{DESK}{letter.pk}/send/")), "number")
    return desk.post(f"{DESK}{letter.pk}/send/", {"number": number, **more})


@pytest.fixture
def sent(desk: Client, world: World) -> Letter:
    made = complete(desk, world)
    assert send(desk, made).status_code == 302
    made.refresh_from_db()
    return made


@pytest.fixture
def posted(sent: Letter) -> Letter:
    """The letter with its papers."""
    posting.make_papers.call(sent.pk)
    sent.refresh_from_db()
    return sent


def test_a_letter_is_begun_with_the_number_that_follows(desk: Client) -> None:
    begin(desk)
    again = page(desk.get(f"{DESK}new/"))
    assert 'value="1006"' in again
    taken = desk.post(f"{DESK}new/", {"template": "blank", "series": "DM-20", "number": 1005, "dated": "2020-05-14"})
    assert taken.status_code == 422
    assert "There is a letter DM-20/1005 already. The next free number of this series is 1006." in page(taken)
    assert 'value="1005"' in page(taken)


def test_what_is_typed_wrongly_stays_and_says_why(desk: Client) -> None:
    made = begin(desk)
    text = f"{DESK}{made.pk}/texts/en/"
    seen = hidden(page(desk.get(text)), "seen")
    for body, why in (
        ("Until {deadlin}", "{deadlin} cannot be filled in"),
        ("Open {symbol", "A brace stands alone"),
        ("x" * 100_001, "The text has 100001 characters"),
    ):
        response = desk.post(text, {"subject": "Mine", "body": body, "seen": seen, "state": "draft"})
        assert response.status_code == 422
        assert why in page(response)
        assert body in page(response)
    stale = desk.post(text, {"subject": "Mine", "body": "My words", "seen": "x", "state": "draft"})
    assert stale.status_code == 409
    assert "Somebody else saved this text meanwhile" in page(stale)
    assert "My words" in page(stale)
    assert "I refer to the organisation" in page(stale)


def test_ten_megabytes_of_text_are_refused_with_words(desk: Client) -> None:
    made = begin(desk)
    response = desk.post(f"{DESK}{made.pk}/texts/en/", {"subject": "S", "body": "x" * 10_000_000, "state": "draft"})
    assert response.status_code == 413
    assert "too long" in page(response).lower()
    # The browser keeps the form for the way back.
    assert "no-store" not in desk.get(f"{DESK}{made.pk}/texts/en/").headers["Cache-Control"]


def test_html_in_a_body_is_text(desk: Client) -> None:
    made = begin(desk, template="blank")
    body = (
        "<script>alert(1)</script> <b>x</b> [go](javascript:alert(1)) ![p](http://x.example/p.png)\n\n<div onclick=x>"
    )
    desk.post(f"{DESK}{made.pk}/texts/en/", {"subject": "<i>S</i>", "body": body, "state": "checked"})
    seen = page(desk.get(f"{DESK}{made.pk}/preview/?language=en"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen
    assert "&lt;i&gt;S&lt;/i&gt;" in seen
    for bad in ("<script>alert", "<b>x</b>", 'href="javascript', '<img src="http', "<div onclick"):
        assert bad not in seen
    pdf = desk.get(f"{DESK}{made.pk}/preview/?language=en&format=pdf").content
    assert "<script>alert(1)</script>" in text_of(pdf)


def test_an_annex_that_is_not_what_it_says_is_refused(desk: Client) -> None:
    made = begin(desk)
    where = desk.post(f"{DESK}{made.pk}/", {"act": "annex_add", "kind": "file"}).headers["Location"]
    fake = SimpleUploadedFile("report.pdf", b"MZ\x00\x01 no PDF", "application/pdf")
    response = desk.post(where, {"en-title": "Report", "fr-title": "Rapport", "en-file": fake})
    assert response.status_code == 422
    assert 'value="Rapport"' in page(response)
    assert not Upload.objects.exists()
    real = SimpleUploadedFile("report.pdf", b"%PDF-1.7 report", "application/pdf")
    assert desk.post(where, {"en-title": "Report", "en-file": real}).status_code == 302
    annex = made.annexes.get()
    file = desk.get(f"{DESK}{made.pk}/annexes/{annex.pk}/file/?language=en")
    assert b"".join(file.streaming_content) == b"%PDF-1.7 report"  # type: ignore[attr-defined]
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert desk.get(f"{DESK}{made.pk}/annexes/{annex.pk}/file/?language=fr").status_code == 404


def test_options_are_written_line_by_line_and_the_languages_match(desk: Client) -> None:
    made = begin(desk, template="options")
    address = f"{DESK}{made.pk}/asks/"
    asks = {
        "kind": "options",
        "asked": ["council_state"],
        "day": day(9),
        "time": "18:00",
        "zone": "Europe/Zurich",
        "conditions": "on",
        "questions_en": "Which option?",
        "questions_fr": "Quelle option ?",
        "options_en": "In June\nLater\n\nNot at all",
        "options_fr": "En juin\nPlus tard",
    }
    wrong = desk.post(address, asks)
    assert wrong.status_code == 422
    assert "Lines here: 2. Another language has 3." in page(wrong)
    assert "Plus tard" in page(wrong)
    assert desk.post(address, {**asks, "options_fr": "En juin\nPlus tard\nPas du tout"}).status_code == 302
    options = Enquiry.objects.get().questions.get().options.all()
    assert [(one.key, one.label) for one in options][2] == ("c", {"en": "Not at all", "fr": "Pas du tout"})
    again = page(desk.get(address))
    assert "In June\nLater\nNot at all" in again
    assert 'value="18:00"' in again
    assert desk.post(address, {"act": "nothing"}).status_code == 302
    assert not Enquiry.objects.exists()


def test_items_of_the_agenda_are_ticked_and_come_back_ticked(desk: Client, world: World) -> None:
    made = begin(desk)
    chosen = [world.items[0].pk, world.items[2].pk]
    asks = {"kind": "items", "asked": ["council_state"], "day": day(9), "zone": "Europe/Zurich", "items": chosen}
    assert desk.post(f"{DESK}{made.pk}/asks/", asks).status_code == 302
    questions = Enquiry.objects.get().questions.all()
    assert [(one.listing, one.number, one.reference) for one in questions] == [
        ("urgent", 1, "C20/1"),
        ("urgent", 3, "C20/3"),
    ]
    assert page(desk.get(f"{DESK}{made.pk}/asks/")).count('name="items"') == 3
    assert len(re.findall(r'name="items" value="\d+" checked', page(desk.get(f"{DESK}{made.pk}/asks/")))) == 2


def test_what_is_missing_is_chosen_one_by_one_before_it_is_sent(desk: Client, world: World) -> None:
    made = complete(desk, world)
    made.texts.filter(language="ru").delete()
    made.texts.filter(language="fr").update(state=LetterText.State.DRAFT)
    Contact.objects.filter(member__code="GH").delete()
    seen = page(desk.get(f"{DESK}{made.pk}/send/"))
    assert 'name="instead-ru"' in seen
    assert "The letter is a draft in this language" in seen
    assert "1 addressee has no address" in seen
    refused = send(desk, made, **{"instead-ru": "en", "unreachable": "on", "member": ["GH"]})
    assert refused.status_code == 409
    assert "Choose for each what goes out instead" in page(refused)
    assert re.search(r'<option value="en"[^>]* selected', page(refused))
    refused = send(desk, made, **{"instead-ru": "en", "instead-fr": "fr"})
    assert "Addressees without an address: 1" in page(refused)
    assert not Delivery.objects.exists()
    choices = {"instead-ru": "en", "instead-fr": "fr", "unreachable": "on", "member": ["GH"]}
    assert send(desk, made, **choices).status_code == 302
    made.refresh_from_db()
    assert made.stand_ins == {"ru": "en", "fr": "fr"}


def test_rule_20_a_letter_that_was_sent_is_changed_by_no_page(desk: Client, sent: Letter) -> None:
    annex = sent.annexes.first()
    assert annex
    own = f"{DESK}{sent.pk}/"
    for path in (f"{own}texts/en/", f"{own}asks/", f"{own}annexes/{annex.pk}/", f"{own}send/"):
        assert desk.get(path).headers["Location"] == own
    before = LetterText.objects.get(letter=sent, language="en").body
    words = {"subject": "New", "body": "New", "state": "checked"}
    assert desk.post(f"{own}texts/en/", words).status_code == 409
    assert desk.post(f"{own}annexes/{annex.pk}/", {"en-title": "New"}).status_code == 409
    assert "never changes" in page(desk.post(f"{own}asks/", {"act": "nothing"}))
    for act in ({"act": "discard"}, {"act": "annex_add", "kind": "text"}, {"act": "annex_remove", "annex": annex.pk}):
        assert "never changes" in page(desk.post(own, act, follow=True))
    assert desk.post(own, {**HEAD, "signatory": "Mr. B"}).status_code == 404
    assert send_again(desk, sent) == 409
    assert LetterText.objects.get(letter=sent, language="en").body == before


def send_again(desk: Client, letter: Letter) -> int:
    return desk.post(f"{DESK}{letter.pk}/send/", {"number": "3"}).status_code


def test_papers_are_made_in_each_language_and_then_the_mails_go(desk: Client, posted: Letter) -> None:
    assert posted.papers_state == Letter.PapersState.MADE
    assert posted.papers.count() == posting.expected(posted) == 2 * len(LANGUAGES)
    assert "12 of 12" in page(desk.get(f"{DESK}{posted.pk}/"))
    Sender().round()
    assert len(mail.outbox) == 3
    by_address = {message.to[0]: message for message in mail.outbox}
    brazil, japan = by_address["br@example.org"], by_address["JP@gov.example"]
    assert brazil.subject == "DM-20/1005: Subject en"
    assert "Please reply by" in brazil.body
    assert [file[0] for file in brazil.attachments] == ["DM-20-1005-en.pdf"]
    assert [file[0] for file in japan.attachments] == ["DM-20-1005-ar.pdf"]
    assert bytes(japan.attachments[0][1]).startswith(b"%PDF")
    assert "3 sent" in page(desk.get(f"{DESK}{posted.pk}/"))


def test_papers_that_cannot_be_made_hold_the_mails_and_are_made_again(
    desk: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = complete(desk, world)
    send(desk, made)
    real, broken = papers.paper, {"ru"}

    def breaks(version: Version, kind: str) -> bytes:
        if version.language in broken:
            raise OSError("no space left")
        return real(version, kind)

    monkeypatch.setattr(posting, "paper", breaks)
    with pytest.raises(OSError, match="no space"):
        posting.make_papers.call(made.pk)
    seen = page(desk.get(f"{DESK}{made.pk}/"))
    assert "Some papers could not be made, and no mail has gone out" in seen
    Sender().round()
    assert not mail.outbox
    kept = set(LetterPaper.objects.values_list("pk", flat=True))
    broken.clear()
    # So it was where the worker was interrupted: it says nothing any more.
    Letter.objects.update(papers_state=Letter.PapersState.WAITING)
    again = {"act": "again"}
    assert "are being made. Look again shortly" in page(desk.post(f"{DESK}{made.pk}/", again, follow=True))
    Letter.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    assert "Make them again" in page(desk.get(f"{DESK}{made.pk}/"))
    assert "The papers are being made again" in page(desk.post(f"{DESK}{made.pk}/", again, follow=True))
    posting.make_papers.call(made.pk)
    assert kept < set(LetterPaper.objects.values_list("pk", flat=True))
    Sender().round()
    assert len(mail.outbox) == 3


def test_papers_are_in_their_language_and_run_its_way(sent: Letter, browser: Browser, world: World) -> None:
    reader = browser(world["french"])
    address = f"{READ}{sent.symbol}/"
    arabic = reader.get(f"{address}?language=ar&format=docx").content
    paper = Document(BytesIO(arabic))
    body = next(one for one in paper.paragraphs if ARABIC in one.text)
    assert body._p.pPr is not None  # noqa: SLF001 - python-docx has no name for the direction
    assert "w:bidi" in body._p.xml  # noqa: SLF001 - the same
    assert "w:rtl" in body._p.xml  # noqa: SLF001 - the same
    assert paper.core_properties.language == "ar-SA"
    fonts = paper.styles["Normal"].element.xml
    assert "Noto Sans Arabic" in fonts
    assert "Noto Sans CJK SC" in fonts
    pdf = reader.get(f"{address}?language=zh&format=pdf").content
    assert "Subject zh" in text_of(pdf)
    assert "Item 3 zh" in text_of(pdf)
    english = reader.get(f"{address}?language=en&format=docx").content
    words = "\n".join(one.text for one in Document(BytesIO(english)).paragraphs)
    assert "Text en until" in words
    assert "UTC+" in words
    assert [cell.text for cell in Document(BytesIO(english)).tables[0].rows[1].cells] == ["1", "Item 1 en", "C20/1"]


def test_what_went_out_is_what_is_read_later(desk: Client, posted: Letter) -> None:
    kept = LetterPaper.objects.get(letter=posted, language="fr", kind="pdf").upload
    response = desk.get(f"{READ}{posted.symbol}/?language=fr&format=pdf")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    with kept.file.open("rb") as file:
        assert content == file.read()
    assert 'filename="DM-20-1005-fr.pdf"' in response.headers["Content-Disposition"]
    assert desk.get(f"{READ}{posted.symbol}/?language=fr&format=exe").status_code == 404


def test_a_draft_is_read_by_nobody_but_the_desk(desk: Client, world: World, browser: Browser) -> None:
    made = begin(desk)
    assert browser(world["br"]).get(f"{READ}{made.symbol}/").status_code == 404
    assert made.symbol not in page(browser(world["br"]).get(READ))


def test_a_focal_point_reads_and_acknowledges(desk: Client, sent: Letter, world: World, browser: Browser) -> None:
    address = f"{READ}{sent.symbol}/"
    other = browser(world["jp"])
    assert "Acknowledge receipt" not in page(other.get(address))
    assert other.post(address, {"member": "BR"}).status_code == 404
    brazil = browser(world["br"])
    assert "Acknowledge receipt" in page(brazil.get(address))
    after = page(brazil.post(address, {"member": "BR"}, follow=True))
    assert "acknowledged the receipt of this letter on" in after
    assert Acknowledgement.objects.get().person == world["br"].person
    log = desk.get(f"{DESK}{sent.pk}/?show=acknowledged&format=csv").content.decode("utf-8-sig")
    assert log.count("\n") == 2
    assert "Ms. Br" in log


def test_a_focal_point_who_is_not_registered_reads_too(sent: Letter, world: World, browser: Browser) -> None:
    Registration.objects.filter(pk=world["br"].pk).delete()
    assert browser(world["br"].person).get(f"{READ}{sent.symbol}/").status_code == 200
    assert browser(Person.objects.create_user("x@example.org", "Mr. X")).get(READ).status_code == 403


@pytest.mark.usefixtures("sent")
def test_the_link_of_a_mail_shows_the_letter_and_acknowledges_by_its_button(browser: Browser) -> None:
    delivery = Delivery.objects.get(member__code="JP")
    path = "/" + posting.receipt_address(delivery).split("/", 3)[3]
    stranger = browser(None)
    seen = page(stranger.get(path))
    assert ARABIC in seen
    assert stranger.get(path).headers["Referrer-Policy"] == "no-referrer"
    assert not Acknowledgement.objects.exists()  # looking is not saying
    assert stranger.post(path).status_code == 302
    assert Acknowledgement.objects.get().member.code == "JP"
    assert stranger.get(f"{path}?format=pdf").content.startswith(b"%PDF")
    forged = reverse("letter_by_mail", args=[f"{delivery.pk}.forged"])
    assert stranger.get(forged).status_code == 404
    assert stranger.post(forged).status_code == 404


def test_where_a_language_is_missing_its_readers_are_told(desk: Client, world: World, browser: Browser) -> None:
    made = complete(desk, world)
    made.texts.filter(language="ar").delete()
    assert send(desk, made, **{"instead-ar": "fr"}).status_code == 302
    posting.make_papers.call(made.pk)
    Sender().round()
    japan = next(message for message in mail.outbox if message.to == ["JP@gov.example"])
    assert [file[0] for file in japan.attachments] == ["DM-20-1005-fr.pdf"]
    assert "Français" in japan.body
    seen = page(browser(world["br"]).get(f"{READ}DM-20/1005/?language=ar"))
    assert "There is no version in this language: العربية" in seen
    assert '<article class="card letter-sheet" lang="fr" dir="ltr">' in seen


@pytest.mark.usefixtures("posted")
def test_papers_too_large_for_a_mail_are_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "MOST_BYTES", 100)
    Sender().round()
    assert all(not message.attachments for message in mail.outbox)
    assert all("too large for a mail" in message.body for message in mail.outbox if message.to == ["br@example.org"])


def test_a_correction_begins_says_what_changes_and_is_shown_with_the_letter(
    desk: Client, sent: Letter, world: World, browser: Browser
) -> None:
    address = f"{DESK}{sent.pk}/correct/"
    empty = desk.post(address, {"change": "Corr.", "what_changes": " ", "dated": "2020-05-20"})
    assert empty.status_code == 422
    assert "Say what the new version changes" in page(empty)
    made = desk.post(address, {"change": "Rev.", "what_changes": "The date", "dated": "2020-05-20"})
    revision = Letter.objects.get(change="Rev.")
    assert made.headers["Location"] == f"{DESK}{revision.pk}/"
    revision.texts.update(state=LetterText.State.CHECKED)
    assert send(desk, revision).status_code == 302
    reader = browser(world["br"])
    assert "This letter was corrected" in page(reader.get(f"{READ}DM-20/1005/"))
    seen = page(reader.get(f"{READ}DM-20/1005/Rev.1/"))
    assert "Revision of letter DM-20/1005" in seen
    assert "The date" in seen


def test_an_extension_is_begun_from_its_enquiry(desk: Client, sent: Letter) -> None:
    enquiry = Enquiry.objects.get()
    assert f'<option value="{enquiry.pk}" selected>DM-20/1005</option>' in page(
        desk.get(f"{DESK}new/?template=extension&extends={enquiry.pk}")
    )
    made = begin(desk, template="extension", number=1006, extends=enquiry.pk, new_day=day(20))
    assert made.extends == enquiry
    assert "Extends the deadline of" in page(desk.get(f"{DESK}{made.pk}/"))
    nothing = desk.post(f"{DESK}new/", {"template": "extension", "series": "DM-20", "number": 9, "dated": "2020-05-14"})
    assert "Choose the letter whose deadline is extended" in page(nothing)
    assert sent.sent


def test_the_list_is_searched_sorted_and_taken_away(desk: Client, sent: Letter) -> None:
    begin(desk, template="blank", number=1006)
    assert "1 of 2 rows" in page(desk.get(f"{DESK}?q=1006"))
    assert "1 of 1 row" in page(desk.get(f"{DESK}?state=sent"))
    up = page(desk.get(f"{DESK}?sort=symbol"))
    assert up.index("DM-20/1005</bdi>") < up.index("DM-20/1006</bdi>")
    down = page(desk.get(f"{DESK}?sort=-symbol"))
    assert down.index("DM-20/1006</bdi>") < down.index("DM-20/1005</bdi>")
    table = desk.get(f"{DESK}?format=csv").content.decode("utf-8-sig")
    assert "DM-20/1005,Subject en,2020-05-14,Sent" in table
    assert sent.sent


def test_lists_and_logs_ask_the_database_as_often_for_many_as_for_few(desk: Client, sent: Letter, world: World) -> None:
    def reads(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(path).status_code == 200
        return len(seen)

    paths = (DESK, READ, f"{DESK}{sent.pk}/")
    few = [reads(path) for path in paths]
    for number in range(1006, 1010):
        begin(desk, number=number)
        again = Letter.objects.create(
            consultation=world.consultation,
            series="DM-20",
            number=number + 100,
            dated=sent.dated,
            state=Letter.State.SENT,
            sent_at=sent.sent_at,
        )
        Enquiry.objects.create(letter=again, kind="items", asked=["council_state"], deadline_day=sent.dated)
    mailing = sent.mailing
    assert mailing
    for code in ("US", "FR", "DE"):
        member = Member.objects.create(code=code, kind="state")
        member.council_seats.create(start=sent.dated - timedelta(days=99))
        world.consultation.invitations.create(member=member)
        contact = Contact.objects.create(member=member, name=code, email=f"{code}@gov.example")
        made = mailing.deliveries.create(
            member=member, contact=contact, language="en", token=code, address=contact.email
        )
        Acknowledgement.objects.create(letter=sent, member=member, delivery=made, at=timezone.now())
    assert [reads(path) for path in paths] == few


def test_names_in_an_export_are_no_formulas(desk: Client, sent: Letter) -> None:
    Contact.objects.filter(member__code="JP").update(name="=HYPERLINK(1)")
    log = desk.get(f"{DESK}{sent.pk}/?format=csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in log
