"""Rules 21 and 25 by mail: a message with a contribution becomes one that awaits confirmation, or waits itself."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.utils import timezone
from docx import Document

from hemicycle.arrivals import actions, addressing, keeping, processing
from hemicycle.arrivals.models import Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.contributions import arriving, links, queries
from hemicycle.contributions.actions import names
from hemicycle.contributions.models import Contribution, ContributionMail, ContributionVersion
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.journal.models import Entry
from hemicycle.mail.message import compose
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Contact, MemberName, Upload
from hemicycle.people.uploads import DOCX
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.contributions import Name, Stage, Timeliness
from hemicycle.rules.reasons import Refusal
from tests.arrivals.mails import mail
from tests.contributions.contributing import IN_TIME, LATE, Contributing, refusal
from tests.factories import URGENT
from tests.support.enquiries import mandate

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

    from pytest_django import Settings

    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.rules.reasons import ReasonCode
    from tests.factories import World

pytestmark = pytest.mark.django_db
IN = "reply@council.example"
#: A paper as it is written on the template.
LINES = ("Contribution", "Submitted by", "Brazil", "Title", "On the budget", "Reference", "C20/1", "We welcome it.")


@pytest.fixture
def contributing(world: World, settings: Settings) -> Contributing:
    """A consultation to which mail can be sent; its deadline has not passed at ``IN_TIME``."""
    settings.EMAIL_IN, settings.MAIL_IN_AUTHSERV = IN, "mx.council.example"
    made = Contributing(world)
    made.deadline()
    mandate(world["br"], IN_TIME - timedelta(days=3))
    Delivery.objects.all().delete()
    return made


def word(*lines: str) -> bytes:
    document, file = Document(), BytesIO()
    for line in lines or LINES:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def message(
    *files: tuple[str, bytes], sender: str = "br@example.org", subject: str = "Paper", **more: Any
) -> EmailMessage:
    made = mail(subject, "Please find it attached.", sender, identifier=f"<{uuid4().hex}@example.org>", **more)
    for name, content in files or (("paper.docx", word()),):
        kind = DOCX.partition("/")[2] if name.endswith("docx") else name.rpartition(".")[2]
        made.add_attachment(content, maintype="application", subtype=kind, filename=name)
    return made


def arrive(made: EmailMessage, to: str = IN, at: datetime = IN_TIME) -> Arrival:
    """Take it as a receiver does at this moment, and read it."""
    sender = str(made["From"])
    kept = keeping.keep(BytesIO(made.as_bytes()), Arrival.Way.SMTP, sender, addressing.all_addressed([to]), at)
    processing.process_waiting(at=at)
    return Arrival.objects.get(pk=kept[0].pk)


def only(world: World) -> SeenContribution:
    (seen,) = queries.contributions_of(world.consultation)
    return seen


@pytest.mark.usefixtures("contributing")
def test_rule_21_a_contribution_by_mail_awaits_confirmation(world: World) -> None:
    row = arrive(message())
    seen = only(world)
    assert (row.state, row.place, row.acknowledged) == ("filed", "contribution", True)
    assert (seen.stage, seen.timeliness, seen.counts) == (Stage.UNCONFIRMED, Timeliness.IN_TIME, False)
    version = seen.latest
    assert (version.title, version.reference, version.language) == ("On the budget", "C20/1", "en")
    assert (version.listing, version.item_number, version.member) == (URGENT, 1, world["br"].member)
    assert (version.channel, version.source, version.received_at) == ("mail", row.original, row.at)
    assert (version.entered_by, version.person) == (None, None)
    assert version.upload
    with version.upload.file.open("rb") as file:
        assert file.read()[:2] == b"PK"
    linked = ContributionMail.objects.get()
    assert (linked.arrival, linked.version, linked.contribution) == (row, version, seen.row)
    acts = set(Entry.objects.filter(system="mail").values_list("act", flat=True))
    assert acts == {"arrival.received", "contribution.edit"}


@pytest.mark.usefixtures("contributing")
def test_rule_21_its_sender_confirms_it_by_a_link_of_their_own(world: World) -> None:
    row = arrive(message(sender="br2@example.org"))
    deliveries = {one.person: one for one in Delivery.objects.filter(mailing__template="contribution_by_mail")}
    assert deliveries.keys() == {world["br"].person, world["br2"].person}, "the focal point, and who sent it"
    assert not Delivery.objects.filter(mailing__template="arrival_received").exists(), "answered once"
    told = deliveries[world["br2"].person]
    sent = compose(told, lambda _purpose: "").message()
    assert sent["In-Reply-To"] == f"<{row.message_id}>"
    assert only(world).latest.receipt in str(sent["Subject"])
    address = links.address_of(only(world).submitters[0], told)
    assert address in str(sent).replace("=\n", "").replace("=3D", "=")
    found = links.named_in(address.rstrip("/").rpartition("/")[2], timezone.now())
    assert found
    names.answer_by_link(*found, None, timezone.now(), confirmed=True)
    seen = only(world)
    assert (seen.stage, seen.counts) == (Stage.SUBMITTED, True)
    assert Delivery.objects.filter(mailing__template="contribution_received").exists()


def test_rule_21_a_second_person_confirms_it(contributing: Contributing, world: World) -> None:
    arrive(message())
    by = contributing.by("secretariat")
    names.confirm_entered(contributing.key, by, timezone.now(), contribution=only(world).row.pk)
    assert only(world).stage is Stage.SUBMITTED


def test_rule_21_who_filed_it_does_not_confirm_it(contributing: Contributing, world: World) -> None:
    row = arrive(message(("paper.docx", word("Title", "On nothing", "A text."))))
    assert (row.state, row.why["code"]) == ("waiting", "mail_without_item")
    by = contributing.by("secretariat")
    actions.file(row, by, timezone.now(), kind="contribution", value=f"item:{URGENT}:2", member=world["br"].member)
    seen = only(world)
    assert (seen.place, seen.latest.title, seen.entered_by) == ((URGENT, 2), "On nothing", by.person and by.person.pk)
    why = refusal(names.confirm_entered, contributing.key, by, timezone.now(), contribution=seen.row.pk)
    assert why == "needs_second_person"


@pytest.mark.usefixtures("contributing")
def test_an_address_a_subject_and_a_file_say_what_it_is_about(world: World) -> None:
    bare = ("paper.docx", word("Title", "On nothing", "A text."))
    row = arrive(message(bare, subject="On C20/2"), to="reply+test.contribution@council.example")
    assert (row.state, only(world).place) == ("filed", (URGENT, 2))
    text = mail("A question", "Where do I send it?", "jp@example.org", identifier="<q@example.org>")
    asked = arrive(text, to="reply+test.contribution@council.example")
    assert (asked.state, asked.place, asked.why["code"]) == ("waiting", "contribution", "mail_without_file")


def test_rule_24_members_that_it_names_are_asked_and_no_others(contributing: Contributing, world: World) -> None:
    for code, name in (("br", "Brazil"), ("jp", "Japan"), ("gh", "Ghana")):
        MemberName.objects.create(member=contributing.member(code), language="en", name=name, source="made-up")
    lines = ["Submitted by", "Brazil and Japan", "Title", "Joint views", "Reference", "C20/1", "With thanks to Ghana."]
    arrive(message(("paper.docx", word(*lines))))
    seen = only(world)
    assert [(row.member.code, name) for row, name in seen.names] == [
        ("BR", Name.UNANSWERED),
        ("JP", Name.UNANSWERED),
    ]


@pytest.mark.usefixtures("contributing")
def test_rule_23_the_pages_of_a_pdf_are_counted(world: World) -> None:
    from hemicycle.web.toolkit.pdf_printer import printed  # noqa: PLC0415 - it takes long to load

    body = "<p>Title: On the budget</p><p>Reference: C20/1</p>" + '<p style="break-before: page">More</p>' * 2
    paper = printed(f"<html lang=en><head><title>x</title></head><body>{body}</body></html>", ["paper"])
    arrive(message(("paper.pdf", paper)))
    assert (only(world).latest.title, only(world).latest.pages) == ("On the budget", 3)


@pytest.mark.usefixtures("contributing")
def test_word_and_pdf_of_one_name_are_one_contribution(world: World) -> None:
    from hemicycle.web.toolkit.pdf_printer import printed  # noqa: PLC0415 - it takes long to load

    paper = printed("<html lang=en><head><title>x</title></head><body><p>On the budget</p></body></html>", ["paper"])
    arrive(message(("Paper.docx", word()), ("paper.pdf", paper)))
    upload = only(world).latest.upload
    assert upload
    assert upload.media_type == DOCX


@pytest.mark.usefixtures("contributing")
def test_rule_25_what_arrives_after_the_deadline_is_marked_late(world: World) -> None:
    row = arrive(message(), at=LATE)
    assert (row.state, only(world).timeliness) == ("filed", Timeliness.LATE)
    told = Delivery.objects.filter(mailing__template="contribution_by_mail").first()
    assert told
    assert "received after the deadline" in told.mailing.body["en"]


BAD: dict[str, tuple[EmailMessage, ReasonCode]] = {
    "the secretariat": (message(sender="secretariat@example.org"), ContributionCode.MAIL_WITHOUT_RIGHT),
    "a stranger": (message(sender="x@elsewhere.example", results=""), ArrivalCode.SENDER_UNKNOWN),
    "a forged sender": (
        message(results="mx.council.example; dmarc=fail header.from=example.org"),
        ArrivalCode.PROBABLY_FORGED,
    ),
    "an item that does not exist": (
        message(("a.docx", word("Title", "T T", "Reference", "C99/1"))),
        ContributionCode.MAIL_WITHOUT_ITEM,
    ),
    "two files": (
        message(("a.docx", word()), ("b.docx", word("Title", "Other one"))),
        ContributionCode.MAIL_WITH_FILES,
    ),
    "a file without a text": (message(("a.docx", word(" "))), ContributionCode.CONTRIBUTION_FILE_EMPTY),
    "a file that lies": (message(("a.pdf", b"MZ\x90\x00" + b"\0" * 99)), ArrivalCode.FILES_APART),
    "a file that acts": (
        message(("a.pdf", b"%PDF-1.7\n1 0 obj << /S /JavaScript /JS (x) >> endobj\n%%EOF")),
        ArrivalCode.FILES_APART,
    ),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.usefixtures("contributing")
def test_what_is_not_certain_waits_and_nothing_is_entered(name: str) -> None:
    made, code = BAD[name]
    to = "reply+test.contribution@council.example"
    uploads = Upload.objects.count()
    row = arrive(made, to)
    assert (row.state, row.why["code"], row.place) == ("waiting", code.value, "contribution")
    assert not Contribution.objects.exists()
    assert Upload.objects.count() == uploads + 1, "the message alone is kept"


def test_a_class_without_the_right_contributes_nothing_by_mail_either(contributing: Contributing, world: World) -> None:
    settings = world.consultation.settings
    classes = [
        {**one, "rights": [right for right in one["rights"] if right != "contribute"]} for one in settings["classes"]
    ]
    type(world.consultation).objects.update(settings={**settings, "classes": classes})
    Contact.objects.create(member=contributing.member("jp"), name="Office", email="office@example.org", language="en")
    for sender in ("br@example.org", "office@example.org"):
        row = arrive(message(sender=sender))
        assert (row.state, row.why["code"]) == ("waiting", "mail_without_right")
    assert not Contribution.objects.exists()


@pytest.mark.usefixtures("contributing")
def test_a_contribution_to_an_item_that_was_withdrawn_waits(world: World) -> None:
    type(world.items[0]).objects.filter(pk=world.items[0].pk).update(withdrawn_at=timezone.now())
    row = arrive(message())
    assert (row.state, row.why["code"]) == ("waiting", RuleCode.CONTRIBUTION_ITEM_WITHDRAWN.value)
    assert not Contribution.objects.exists()


@pytest.mark.usefixtures("contributing")
def test_what_answers_a_mail_to_another_member_waits(world: World) -> None:
    arrive(message(sender="jp@example.org"))
    asked = Delivery.objects.filter(mailing__template="contribution_by_mail", person=world["jp"].person).get()
    row = arrive(message(subject="Re: yours"), to=f"reply+{asked.token}@council.example")
    assert (row.state, row.why["code"]) == ("waiting", ArrivalCode.OTHER_MEMBER.value)


def test_a_contact_without_an_account_is_taken_for_its_member(contributing: Contributing, world: World) -> None:
    Contact.objects.create(member=contributing.member("jp"), name="Office", email="office@example.org", language="en")
    row = arrive(message(sender="office@example.org"))
    assert (row.state, only(world).latest.member) == ("filed", world["jp"].member)
    told = Delivery.objects.get(mailing__template="contribution_by_mail")
    assert (told.contact and told.contact.email, told.member) == ("office@example.org", world["jp"].member)


@pytest.mark.usefixtures("contributing")
def test_what_answers_a_mail_about_a_contribution_waits_beside_it(world: World) -> None:
    arrive(message())
    seen = only(world)
    told = Delivery.objects.filter(mailing__template="contribution_by_mail").first()
    assert told
    by_address = arrive(message(subject="Re: x"), to=f"reply+{told.token}@council.example")
    by_receipt = arrive(message(subject=f"Re: {seen.latest.receipt}: contribution received"))
    for row in (by_address, by_receipt):
        assert (row.state, row.why["code"]) == ("waiting", "mail_about_contribution")
        assert row.why["facts"] == {"receipt": seen.latest.receipt}
    assert ContributionVersion.objects.count() == 1, "a text that was confirmed is not replaced by a message"


def test_it_is_filed_beside_a_contribution(contributing: Contributing, world: World) -> None:
    arrive(message())
    seen = only(world)
    row = arrive(message(subject=f"Re: {seen.latest.receipt}"))
    by, value = contributing.by("secretariat"), f"at:{seen.row.pk}"
    actions.file(row, by, timezone.now(), kind="contribution", value=value, member=world["br"].member)
    row.refresh_from_db()
    assert (row.state, row.contribution_mail.contribution, row.contribution_mail.version) == ("filed", seen.row, None)
    actions.take_back(row, by, timezone.now())
    assert only(world).stage is Stage.UNCONFIRMED, "what was filed beside it goes, and nothing else"


def test_filing_is_undone_until_somebody_confirms(contributing: Contributing, world: World) -> None:
    row, by, now = arrive(message()), contributing.by("secretariat"), timezone.now()
    actions.take_back(row, by, now)
    row.refresh_from_db()
    assert (row.state, only(world).stage, ContributionMail.objects.count()) == ("waiting", Stage.WITHDRAWN, 0)
    actions.file(row, by, now, kind="contribution", value=f"item:{URGENT}:2", member=world["br"].member)
    entered = queries.contributions_of(world.consultation)[-1]
    assert (entered.place, entered.stage) == ((URGENT, 2), Stage.UNCONFIRMED)
    contributing.answer(entered.latest, "br", confirmed=True, at=now)
    row.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        actions.take_back(row, by, now)
    assert refused.value.reason.code is ContributionCode.MAIL_OF_CONTRIBUTION


@pytest.mark.parametrize(
    ("value", "member", "code"),
    [
        ("item:urgent:99", "br", "no_such_place"),
        ("item:urgent:", "br", "no_such_place"),
        ("at:999999", "br", "no_such_place"),
        ("", "br", "no_such_place"),
        ("item:urgent:1", None, "mail_without_member"),
    ],
)
def test_a_place_that_is_none_is_refused(
    contributing: Contributing, world: World, value: str, member: str | None, code: str
) -> None:
    row = arrive(message(("a.docx", word("Title", "On nothing", "A text."))))
    of = world[member].member if member else None
    by = contributing.by("secretariat")
    assert refusal(actions.file, row, by, timezone.now(), kind="contribution", value=value, member=of) == code
    row.refresh_from_db()
    assert (row.state, Contribution.objects.count()) == ("waiting", 0)


def told(row: Arrival) -> Delivery:
    """The acknowledgement of a message."""
    return Delivery.objects.get(mailing__template="arrival_received", answers=row.message_id)


def text_only(subject: str = "On the budget", **more: Any) -> EmailMessage:
    identifier = f"<{uuid4().hex}@example.org>"
    return mail(subject, "The figures are welcome.\n\nTo note them.", "br@example.org", identifier=identifier, **more)


#: By what waits: a message, and words that its sender is told of it.
WAITS = {
    "no file": (text_only(), "The secretariat enters it from the text of the message"),
    "two files": (BAD["two files"][0], "It has 2 files"),
    "no item": (BAD["an item that does not exist"][0], "It does not say to which item it contributes."),
    "no text": (BAD["a file without a text"][0], "No text can be read in “a.docx”."),
    "no right": (BAD["the secretariat"][0], "Ask the focal point of yours to send it."),
    "a stranger": (BAD["a stranger"][0], "Your address is not known here."),
    "kept apart": (BAD["a file that acts"][0], "1 of its attachments cannot be taken"),
}


@pytest.mark.parametrize("name", WAITS)
@pytest.mark.usefixtures("contributing")
def test_rule_25_the_sender_is_told_what_waits_and_what_happens_next(name: str) -> None:
    made, words = WAITS[name]
    row = arrive(made, "reply+test.contribution@council.example")
    assert row.state == "waiting"
    assert words in told(row).mailing.body["en"]


def test_who_writes_is_told_so_in_their_language(contributing: Contributing, world: World) -> None:
    person = world["br"].person
    type(person).objects.filter(pk=person.pk).update(language="fr")
    row = arrive(text_only(), "reply+test.contribution@council.example")
    assert told(row).language == "fr"
    assert contributing.key == row.consultation_id


@pytest.mark.usefixtures("contributing")
def test_whoever_answers_under_another_address_is_told_nothing_of_the_sender() -> None:
    made = message(sender="secretariat@example.org")
    to = addressing.all_addressed(["reply+test.contribution@council.example"])
    kept = keeping.keep(BytesIO(made.as_bytes()), Arrival.Way.SMTP, "other@example.org", to, IN_TIME)
    processing.process_waiting(at=IN_TIME)
    row = Arrival.objects.get(pk=kept[0].pk)
    assert row.why["code"] == "mail_without_right"
    body = told(row).mailing.body["en"]
    assert "The secretariat reads it." in body
    assert "focal point" not in body


def test_rule_21_a_text_is_filed_to_its_item_and_entered_once(contributing: Contributing, world: World) -> None:
    row = arrive(text_only(), "reply+test.contribution@council.example")
    assert row.why["code"] == "mail_without_file"
    by, member = contributing.by("secretariat"), contributing.member("br")
    actions.file(row, by, IN_TIME, kind="contribution", value=f"item:{URGENT}:1", member=member)
    assert not Contribution.objects.exists()
    linked = arriving.filed_without_file(world.consultation, row.pk)
    assert linked
    made = contributing.enter(source=arriving.source_of(linked, "Ms. Br"))
    assert (made.channel, made.source, made.received_at) == ("mail", row.original, row.at)
    assert only(world).stage is Stage.UNCONFIRMED
    assert arriving.filed_without_file(world.consultation, row.pk) is None
    again = lambda: contributing.enter(source=arriving.source_of(linked, "Ms. Br"))  # noqa: E731 - refused below
    assert refusal(again) == "mail_entered"
    assert Contribution.objects.count() == 1
    actions.take_back(Arrival.objects.get(pk=row.pk), by, IN_TIME)
    assert only(world).stage is Stage.WITHDRAWN


def test_a_text_whose_filing_was_undone_meanwhile_is_not_entered(contributing: Contributing, world: World) -> None:
    row = arrive(text_only(), "reply+test.contribution@council.example")
    by, member = contributing.by("secretariat"), contributing.member("br")
    actions.file(row, by, IN_TIME, kind="contribution", value=f"item:{URGENT}:1", member=member)
    linked = arriving.filed_without_file(world.consultation, row.pk)
    assert linked
    actions.take_back(Arrival.objects.get(pk=row.pk), by, IN_TIME)
    assert refusal(lambda: contributing.enter(source=arriving.source_of(linked, ""))) == "mail_entered"
    assert not Contribution.objects.exists()
