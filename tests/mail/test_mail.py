"""Mail to many and to one, over a real SMTP conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.mail.audience import Selection, To, recipients
from hemicycle.mail.models import Delivery, Mailing, PersonalLink
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Contact, FocalPoint, Person, Registration
from hemicycle.rules.reasons import Refusal
from tests.factories import START
from tests.support.mail import body, code, draft, send, states, to

if TYPE_CHECKING:
    from typing import Any

    from tests.factories import World
    from tests.mail.smtp import Server


def test_a_mail_goes_to_each_over_one_connection_with_a_return_address_of_its_own(world: World, server: Server) -> None:
    mailing = send(world, draft(to(world, "br", "jp", "sector")), 3)
    assert Sender().round() == 3
    assert states(mailing) == ["sent"] * 3
    assert server.conversations == 1
    assert sorted(server.reached) == ["br@example.org", "jp@example.org", "sector@example.org"]
    tokens = {row.address: row.token for row in mailing.deliveries.all()}
    for returns_to, message in server.taken:
        assert returns_to == f"bounce+{tokens[str(message['To'])]}@council.example"
        assert message["From"] == "hemicycle@localhost"
        assert message["Subject"] == "Test Consultation"
    assert body(server.taken[0][1]).strip() == "Dear Ms. Br of Brazil"
    entry = Entry.objects.get(act="mail.send")
    assert (entry.place, entry.data["people"], entry.capacity) == (f"mailing:{mailing.pk}", 3, "secretariat")


def test_each_reads_their_language_and_arabic_runs_from_right_to_left(world: World, server: Server) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(language="ar")
    Person.objects.filter(pk=world["jp"].person_id).update(language="fr")
    texts = {
        "subject": {"en": "E", "ar": "ع", "fr": "F"},
        "body": {"en": "E {member}", "ar": "ع {member}", "fr": "F {member}"},
    }
    send(world, draft(to(world, "br", "jp", "gh"), **texts), 3)
    Sender().round()
    told = {str(message["To"]): message for _, message in server.taken}
    assert body(told["br@example.org"]).strip() == "ع البرازيل"
    assert body(told["jp@example.org"]).strip() == "F Japon"
    assert body(told["gh@example.org"]).strip() == "E Ghana"
    assert 'lang="ar" dir="rtl"' in body(told["br@example.org"], "html")
    assert 'dir="ltr"' in body(told["jp@example.org"], "html")


def test_a_missing_language_is_said_and_english_goes_only_by_choice(world: World) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(language="ru")
    letter = draft(to(world, "br", "jp"))
    with pytest.raises(Refusal) as refused:
        send(world, letter, 2)
    assert (refused.value.reason.code, refused.value.reason.facts["languages"]) == ("mail_languages_missing", "Русский")
    assert not Mailing.objects.exists()
    mailing = send(world, draft(to(world, "br", "jp"), english_instead=True), 2)
    assert {row.language for row in mailing.deliveries.all()} == {"en"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"body": {"en": "{nmae}"}}, "mail_placeholder_unknown"),
        ({"body": {"en": "{name.__class__}"}}, "mail_placeholder_unknown"),
        ({"subject": {"en": "{0}"}}, "mail_placeholder_unknown"),
        ({"body": {"en": " \n"}}, "mail_half_written"),
        ({"body": {}, "subject": {}}, "mail_without_words"),
        ({"body": {"en": "x" * 10_000_000}}, "mail_too_long"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_anything_is(world: World, changes: dict[str, Any], reason: str) -> None:
    assert code(lambda: send(world, draft(to(world, "br"), **changes), 1)) == reason
    assert not Delivery.objects.exists()


def test_nobody_or_other_people_than_were_seen(world: World) -> None:
    nobody = draft(Selection(members=("XX",)))
    assert code(lambda: send(world, nobody, 0)) == "mail_to_nobody"
    assert code(lambda: send(world, draft(to(world, "br", "jp")), 1)) == "mail_people_changed"


@pytest.mark.parametrize("who", ["br", "chair", "vice_chair", "technician", "french"])
def test_only_the_secretariat_sends(world: World, who: str) -> None:
    assert code(lambda: send(world, draft(to(world, "br")), 1, by=who)) == "not_permitted"


def test_a_value_with_braces_or_html_is_only_text(world: World, server: Server) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(name="<b>{link}</b>\r\nBcc: x@example.org")
    send(world, draft(to(world, "br"), subject={"en": "To {name}"}), 1)
    Sender().round()
    message = server.taken[0][1]
    assert message["Subject"] == "To <b>{link}</b> Bcc: x@example.org"
    assert message["Bcc"] is None
    assert "&lt;b&gt;{link}&lt;/b&gt;" in body(message, "html")
    assert not PersonalLink.objects.exists()


def test_selections(world: World) -> None:
    def chosen(**narrowed: Any) -> set[str]:
        return {recipient.name for recipient in recipients(world.consultation, Selection(**narrowed), START)}

    assert chosen(classes=("council_state",)) == {"Ms. Br", "Ms. Br2", "Ms. Jp", "Ms. Gh"}
    assert chosen(classes=("interpreter",)) == {"Ms. French", "Ms. French2"}
    assert chosen(members=("NO", "PE")) == {"Ms. No", "Ms. Pe"}
    Person.objects.filter(pk=world["jp"].person_id).update(language="zh")
    assert chosen(languages=("zh",)) == {"Ms. Jp"}
    Registration.objects.filter(pk=world["gh"].pk).update(status="refused", days=["2020-06-10"])
    assert chosen(classes=("council_state",), statuses=("confirmed",)) == {"Ms. Br", "Ms. Br2", "Ms. Jp"}
    assert "Ms. Gh" not in chosen()
    assert chosen(statuses=("refused",)) == {"Ms. Gh"}
    assert chosen(statuses=("refused",), days=("2020-06-09",)) == set()
    Person.objects.filter(pk=world["br"].person_id).update(is_active=False)
    assert "Ms. Br" not in chosen()


def test_members_are_reached_by_their_focal_point_or_their_contacts(world: World) -> None:
    brazil, ghana = world["br"].member, world["gh"].member
    assert brazil
    assert ghana
    FocalPoint.objects.create(consultation=world.consultation, member=brazil, person=world["br"].person, start=START)
    Contact.objects.create(member=ghana, name="Ministry", email="ministry@example.org", language="fr")
    Registration.objects.filter(member__in=[brazil, ghana]).update(status="withdrawn")

    def reached(whom: To) -> set[str]:
        return {recipient.address for recipient in recipients(world.consultation, Selection(to=whom), START)}

    assert reached(To.FOCAL_POINTS) == {"br@example.org"}
    assert reached(To.UNREGISTERED) == {"br@example.org", "ministry@example.org"}
    assert reached(To.WITHOUT_FOCAL_POINT) == {"ministry@example.org"}
    Registration.objects.filter(pk=world["br"].pk).update(status="pending")
    assert reached(To.UNREGISTERED) == {"ministry@example.org"}


def test_a_personal_link_is_only_for_who_is_registered(world: World) -> None:
    brazil = world["br"].member
    assert brazil
    Contact.objects.create(member=brazil, name="Ministry", email="ministry@example.org")
    letter = draft(Selection(to=To.MEMBERS, members=("BR",)), body={"en": "{link}"})
    assert code(lambda: send(world, letter, 1)) == "mail_placeholder_unknown"
