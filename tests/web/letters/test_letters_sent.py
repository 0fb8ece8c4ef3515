"""Letters that were sent: on paper, by mail, as their addressees read and acknowledge them, and their log."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from hemicycle.consultations import local
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.models import Acknowledgement, Enquiry, Letter, LetterPaper, LetterText
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Contact, Member, Person, Registration
from hemicycle.web.letters import documents, posting
from tests.factories import a_body
from tests.support.addressing import address
from tests.support.guards import without_guards
from tests.support.pdf import text_of
from tests.web.letters.test_letters import ARABIC, DESK, HEAD, READ, begin, complete, day, desk, page, send, sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.web.letters.version import Version
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

__all__ = ["desk", "sent"]


@pytest.fixture
def posted(sent: Letter) -> Letter:
    """The letter with its papers."""
    posting.make_papers.call(sent.pk)
    sent.refresh_from_db()
    return sent


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
    assert "This letter has been sent and cannot be changed" in page(desk.post(f"{own}asks/", {"act": "nothing"}))
    for act in ({"act": "discard"}, {"act": "annex_add", "kind": "text"}, {"act": "annex_remove", "annex": annex.pk}):
        assert "This letter has been sent and cannot be changed" in page(desk.post(own, act, follow=True))
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
    real, broken = documents.paper, {"ru"}

    def breaks(version: Version, kind: str) -> bytes:
        if version.language in broken:
            raise OSError("no space left")
        return real(version, kind)

    monkeypatch.setattr(posting, "paper", breaks)
    with pytest.raises(OSError, match="no space"):
        posting.make_papers.call(made.pk)
    seen = page(desk.get(f"{DESK}{made.pk}/"))
    assert "Some papers could not be generated, and no e-mail has been sent" in seen
    Sender().round()
    assert not mail.outbox
    kept = set(LetterPaper.objects.values_list("pk", flat=True))
    broken.clear()
    # So it was where the worker was interrupted: it says nothing any more.
    Letter.objects.update(papers_state=Letter.PapersState.WAITING)
    again = {"act": "again"}
    assert "The papers of this letter are ready or being generated" in page(
        desk.post(f"{DESK}{made.pk}/", again, follow=True)
    )
    with without_guards():
        Letter.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    assert "Generate again" in page(desk.get(f"{DESK}{made.pk}/"))
    assert "The papers are being generated again" in page(desk.post(f"{DESK}{made.pk}/", again, follow=True))
    posting.make_papers.call(made.pk)
    assert kept < set(LetterPaper.objects.values_list("pk", flat=True))
    Sender().round()
    assert len(mail.outbox) == 3


def test_papers_are_in_their_language_and_run_its_way(sent: Letter, client_of: ClientOf, world: World) -> None:
    reader = client_of(world["french"])
    address = f"{READ}{sent.symbol}/"
    arabic = reader.get(f"{address}?language=ar&format=docx").content
    paper = Document(BytesIO(arabic))
    body = next(paragraph for paragraph in paper.paragraphs if ARABIC in paragraph.text)
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
    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(english)).paragraphs)
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


def test_a_draft_is_read_by_nobody_but_the_desk(desk: Client, world: World, client_of: ClientOf) -> None:
    made = begin(desk)
    assert client_of(world["br"]).get(f"{READ}{made.symbol}/").status_code == 404
    assert made.symbol not in page(client_of(world["br"]).get(READ))


def test_a_focal_point_reads_and_acknowledges(desk: Client, sent: Letter, world: World, client_of: ClientOf) -> None:
    address = f"{READ}{sent.symbol}/"
    other = client_of(world["jp"])
    assert "Acknowledge receipt" not in page(other.get(address))
    assert other.post(address, {"member": "BR"}).status_code == 404
    brazil = client_of(world["br"])
    assert "Acknowledge receipt" in page(brazil.get(address))
    after = page(brazil.post(address, {"member": "BR"}, follow=True))
    assert "acknowledged the receipt of this letter on" in after
    assert Acknowledgement.objects.get().person == world["br"].person
    log = desk.get(f"{DESK}{sent.pk}/?show=acknowledged&format=csv").content.decode("utf-8-sig")
    assert log.count("\n") == 2
    assert "Ms. Br" in log


def test_a_focal_point_who_is_not_registered_reads_too(sent: Letter, world: World, client_of: ClientOf) -> None:
    Registration.objects.filter(pk=world["br"].pk).delete()
    assert client_of(world["br"].person).get(f"{READ}{sent.symbol}/").status_code == 200
    assert client_of(Person.objects.create_user("x@example.org", "Mr. X")).get(READ).status_code == 403


@pytest.mark.usefixtures("sent")
def test_the_link_of_a_mail_shows_the_letter_and_acknowledges_by_its_button(client_of: ClientOf) -> None:
    delivery = Delivery.objects.get(member__code="JP")
    path = "/" + posting.receipt_address(delivery).split("/", 3)[3]
    stranger = client_of(None)
    seen = page(stranger.get(path))
    assert ARABIC in seen
    assert reverse("reply", args=["test", Enquiry.objects.get().pk]) in seen
    # No other site learns the address; with "no-referrer", browsers would send the button without an origin.
    assert stranger.get(path).headers["Referrer-Policy"] == "same-origin"
    assert not Acknowledgement.objects.exists()  # looking is not saying
    assert stranger.post(path).status_code == 302
    assert Acknowledgement.objects.get().member.code == "JP"
    assert stranger.get(f"{path}?format=pdf").content.startswith(b"%PDF")
    forged = reverse("letter_by_mail", args=[f"{delivery.pk}.forged"])
    assert stranger.get(forged).status_code == 404
    assert stranger.post(forged).status_code == 404


def at_link(delivery: Delivery) -> str:
    return "/" + posting.receipt_address(delivery).split("/", 3)[3]


@pytest.mark.usefixtures("sent")
def test_the_link_of_a_mail_is_good_for_ninety_days_after_it_was_sent(client_of: ClientOf) -> None:
    delivery, stranger = Delivery.objects.get(member__code="JP"), client_of(None)
    for days, status in ((89, 200), (90, 404)):
        delivery.sent_at = timezone.now() - timedelta(days=days)
        delivery.save()
        assert stranger.get(at_link(delivery)).status_code == status
        assert stranger.post(at_link(delivery)).status_code == (302 if status == 200 else 404)


@pytest.mark.usefixtures("sent")
def test_the_link_of_a_mail_ends_with_its_readers_data(client_of: ClientOf) -> None:
    delivery = Delivery.objects.get(member__code="JP")
    Delivery.objects.update(address="")
    assert client_of(None).get(at_link(delivery)).status_code == 404


def test_the_desk_revokes_the_link_of_one_mail(desk: Client, sent: Letter, world: World, client_of: ClientOf) -> None:
    delivery, other = Delivery.objects.get(member__code="JP"), Delivery.objects.get(person=world["br"].person)
    here = f"{DESK}{sent.pk}/"
    assert page(desk.get(here)).count("Revoke link</button>") == Delivery.objects.count()
    revoke = {"act": "revoke_link", "delivery": delivery.pk}
    assert client_of(world["br"]).post(here, revoke).status_code == 403
    after = page(desk.post(here, revoke, follow=True))
    assert "The link in this e-mail is revoked" in after
    assert "Link revoked" in after
    assert client_of(None).get(at_link(delivery)).status_code == 404
    assert client_of(None).get(at_link(other)).status_code == 200
    assert Entry.objects.latest("pk").data["revoked"] == delivery.pk
    for stray in ("", "7" * 5000, "999999"):
        assert "no such link" in page(desk.post(here, {"act": "revoke_link", "delivery": stray}, follow=True)).lower()


def test_where_a_language_is_missing_its_readers_are_told(desk: Client, world: World, client_of: ClientOf) -> None:
    made = complete(desk, world)
    made.texts.filter(language="ar").delete()
    assert send(desk, made, **{"instead-ar": "fr"}).status_code == 302
    posting.make_papers.call(made.pk)
    Sender().round()
    japan = next(message for message in mail.outbox if message.to == ["JP@gov.example"])
    assert [file[0] for file in japan.attachments] == ["DM-20-1005-fr.pdf"]
    assert "Français" in japan.body
    seen = page(client_of(world["br"]).get(f"{READ}DM-20/1005/?language=ar"))
    assert "There is no version in this language: العربية" in seen
    assert '<article class="card letter-sheet" lang="fr" dir="ltr">' in seen
    # As a paper too it is the French one, and says so by its name and its language.
    for kind in ("pdf", "docx"):
        paper = client_of(world["br"]).get(f"{READ}DM-20/1005/?language=ar&format={kind}")
        assert f"DM-20-1005-fr.{kind}" in paper.headers["Content-Disposition"]
        written = BytesIO(b"".join(paper))
        if kind == "pdf":
            with pikepdf.open(written) as opened:
                assert opened.Root.Lang == "fr"


@pytest.mark.usefixtures("posted")
def test_papers_too_large_for_a_mail_are_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "MOST_BYTES", 100)
    Sender().round()
    assert all(not message.attachments for message in mail.outbox)
    assert all(
        "The papers are too large for an e-mail" in message.body
        for message in mail.outbox
        if message.to == ["br@example.org"]
    )


def test_a_correction_begins_says_what_changes_and_is_shown_with_the_letter(
    desk: Client, sent: Letter, world: World, client_of: ClientOf
) -> None:
    address = f"{DESK}{sent.pk}/correct/"
    given = {"change": "Rev.", "what_changes_en": "The date", "dated": "2020-05-20", "deadline": "stays"}
    empty = desk.post(address, {**given, "what_changes_en": " "})
    assert empty.status_code == 422
    assert "Describe what the new version changes" in page(empty)
    made = desk.post(address, given)
    revision = Letter.objects.get(change="Rev.")
    assert made.headers["Location"] == f"{DESK}{revision.pk}/"
    revision.texts.update(state=LetterText.State.CHECKED)
    assert send(desk, revision).status_code == 302
    reader = client_of(world["br"])
    assert "Later versions of this letter" in page(reader.get(f"{READ}DM-20/1005/"))
    seen = page(reader.get(f"{READ}DM-20/1005/Rev.1/"))
    assert "Revision of letter DM-20/1005" in seen
    assert "The date" in seen


def test_in_a_closed_consultation_a_letter_is_corrected_without_reopening_it(desk: Client, sent: Letter) -> None:
    Consultation.objects.update(closed_at=timezone.now())
    address = f"{DESK}{sent.pk}/correct/"
    given = {"change": "Rev.", "dated": "2020-05-20"} | {f"what_changes_{code}": "The date" for code in LANGUAGES}
    shown = page(desk.get(address))
    assert "An addendum or a corrigendum can still be issued" in shown
    assert ('value="Corr."' in shown, 'value="Rev."' in shown) == (True, False)
    assert "Does this version change the deadline?" not in shown
    assert desk.post(address, given).status_code == 422
    assert desk.post(address, {**given, "change": "Corr."}).status_code == 302
    made = Letter.objects.get(change="Corr.")
    assert made.deadline_stays
    made.texts.update(state=LetterText.State.CHECKED)
    assert send(desk, made).status_code == 302
    made.refresh_from_db()
    assert made.sent


def test_a_correction_asks_whether_the_deadline_changes_while_it_runs(desk: Client, sent: Letter) -> None:
    address, given = (
        f"{DESK}{sent.pk}/correct/",
        {"change": "Corr.", "what_changes_en": "The date", "dated": "2020-05-20"},
    )
    assert "Does this version change the deadline?" in page(desk.get(address))
    assert "Indicate whether this version changes the deadline." in page(desk.post(address, given))
    without = page(desk.post(address, {**given, "deadline": "changes"}))
    assert "Enter the new deadline, or indicate that the deadline is unchanged." in without
    assert "The date</textarea>" in without
    assert desk.post(address, {**given, "deadline": "changes", "new_day": day(20)}).status_code == 302
    made = Letter.objects.get(change="Corr.")
    assert (made.extends, str(made.new_day)) == (sent.enquiry, day(20))
    here = f"{DESK}{made.pk}/"
    html = page(desk.get(here))
    assert "Extends the deadline of" in html
    assert 'id="head-deadline_1" checked' in html
    head = {"act": "head", "dated": "2020-05-20", "what_changes_en": "The date", "signatory": "Dr. A"}
    desk.post(here, {**head, "deadline": "stays"})
    made.refresh_from_db()
    assert (made.extends, made.deadline_stays, made.new_day) == (None, True, None)


def test_lists_and_logs_ask_the_database_as_often_for_many_as_for_few(desk: Client, sent: Letter, world: World) -> None:
    def reads(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(path).status_code == 200
        return len(seen)

    paths = (DESK, READ, f"{DESK}{sent.pk}/")
    few = [reads(path) for path in paths]
    for number in range(1006, 1010):
        begin(desk, number=number)
        again = address(
            Letter.objects.create(
                consultation=world.consultation,
                series="DM-20",
                number=number + 100,
                dated=sent.dated,
                state=Letter.State.SENT,
                sent_at=sent.sent_at,
            )
        )
        Enquiry.objects.create(letter=again, kind="items", asked=["council_state"], deadline_day=sent.dated)
    mailing = sent.mailing
    assert mailing
    for code in ("US", "FR", "DE"):
        member = Member.objects.create(body=a_body(), code=code, kind="state")
        member.organ_seats.create(start=sent.dated - timedelta(days=99))
        world.consultation.invitations.create(member=member)
        contact = Contact.objects.create(member=member, name=code, email=f"{code}@gov.example")
        made = mailing.deliveries.create(
            member=member, contact=contact, language="en", token=code, address=contact.email
        )
        Acknowledgement.objects.create(letter=sent, member=member, delivery=made, at=timezone.now())
    address(sent)
    assert sent.addressees.count() > 3
    assert [reads(path) for path in paths] == few


def test_names_in_an_export_are_no_formulas(desk: Client, sent: Letter) -> None:
    Contact.objects.filter(member__code="JP").update(name="=HYPERLINK(1)")
    log = desk.get(f"{DESK}{sent.pk}/?format=csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in log


def test_rule_19_the_mail_of_an_extension_names_the_new_deadline(desk: Client, sent: Letter) -> None:
    made = begin(desk, template="extension", number=1006, extends=sent.enquiry.pk, new_day=day(20))
    made.texts.update(state=LetterText.State.CHECKED)
    assert send(desk, made).status_code == 302
    posting.make_papers.call(made.pk)
    Sender().round()
    bodies = [message.body for message in mail.outbox if message.subject.startswith("DM-20/1006")]
    until = local.deadline(Enquiry.objects.get().deadline)
    assert len(bodies) == 3
    assert f"The deadline for replies to letter DM-20/1005 is now {until}." in bodies[0]
    assert "Please reply by" not in bodies[0]
    # A version of it says what becomes of that deadline.
    assert "Does this version change the deadline?" in page(desk.get(f"{DESK}{made.pk}/correct/"))
