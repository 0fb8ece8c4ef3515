"""Rules 21 and 25 by mail: a message with a contribution becomes one that awaits confirmation, or waits itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from hemicycle.arrivals import actions
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.contributions import links, queries
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
from tests.contributions.by_mail import BAD, arrive, contributing, message, only, word
from tests.contributions.contributing import LATE, Contributing, refusal
from tests.factories import URGENT

if TYPE_CHECKING:
    from tests.factories import World

__all__ = ["contributing"]
pytestmark = pytest.mark.django_db


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
