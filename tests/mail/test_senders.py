"""As whom a consultation writes: in every mail of it, with the installation's own address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import mail as outbox

from hemicycle.consultations.senders import Sender
from hemicycle.consultations.settings import settings_of
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.senders import set_sender
from hemicycle.mail.sending import Sender as Post
from hemicycle.people.models import Person
from tests.factories import START, make_world
from tests.support.mail import code, draft, send, to

if TYPE_CHECKING:
    from tests.factories import World

WANTED = Sender(
    name={"en": "Secretariat, of the Test", "fr": "Secrétariat"},
    reply_to="secretariat@body.example.org",
    help_address="help@body.example.org",
)


def let(world: World, sender: Sender = WANTED, by: str = "secretariat") -> None:
    set_sender(world.consultation.pk, Performer(world[by].person), START, sender)
    world.consultation.refresh_from_db()


def sent(world: World, name: str, language: str) -> outbox.EmailMessage:
    Person.objects.filter(pk=world[name].person_id).update(language=language)
    outbox.outbox.clear()
    words = {code: f"Words ({code})" for code in ("en", "fr", "es")}
    send(world, draft(to(world, name), subject=words, body=words), 1)
    Post().round()
    (message,) = outbox.outbox
    return message


def test_every_mail_has_the_name_in_its_language_and_goes_back_to_the_reply_address(world: World) -> None:
    let(world)
    for language, name in (("fr", "Secrétariat"), ("es", '"Secretariat, of the Test"')):
        message = sent(world, "br", language)
        assert message.extra_headers["From"] == f"{name} <hemicycle@localhost>"
        assert message.message()["Reply-To"] == "secretariat@body.example.org"
        assert str(message.body).endswith("help@body.example.org")


def test_the_envelope_and_the_address_stay_the_installations(world: World) -> None:
    before = sent(world, "br", "en").from_email
    let(world)
    message = sent(world, "br", "en")
    assert message.from_email.partition("@")[2] == before.partition("@")[2]
    assert "hemicycle@localhost" in message.message()["From"]


def test_without_a_sender_a_mail_is_the_installations(world: World) -> None:
    message = sent(world, "br", "en").message()
    assert message["From"] == "hemicycle@localhost"
    assert message["Reply-To"] is None


def test_a_mail_ends_with_the_telephone_too(world: World) -> None:
    world.consultation.settings = {**world.consultation.settings, "help_phone": "+41 22 730 51 11"}
    world.consultation.save()
    let(world)
    assert str(sent(world, "br", "en").body).endswith("Help: help@body.example.org · +41 22 730 51 11")


def test_another_consultation_writes_as_itself(world: World) -> None:
    let(world)
    other = make_world(slug="other")
    assert sent(other, "br", "en").message()["From"] == "hemicycle@localhost"


def test_it_is_on_record_once(world: World) -> None:
    let(world)
    let(world)
    entry = Entry.objects.get()
    assert entry.data["changed"]["reply_to"] == ["", "secretariat@body.example.org"]
    assert settings_of(world.consultation.settings).sender == WANTED
    assert world.consultation.settings["clearance"] is False, "the other settings stay"


@pytest.mark.parametrize(
    ("sender", "why"),
    [
        (Sender(name={"en": "ministry@elsewhere.org"}), "sender_name"),
        (Sender(name={"en": "x" * 101}), "sender_name"),
        (Sender(reply_to="nobody"), "sender_address"),
        (Sender(help_address="a@b@c"), "sender_address"),
    ],
)
def test_what_is_no_sender_is_refused(world: World, sender: Sender, why: str) -> None:
    assert code(lambda: let(world, sender)) == why
    assert not Entry.objects.exists()


def test_only_the_secretariat_sets_it(world: World) -> None:
    assert code(lambda: let(world, by="technician")) == "not_permitted"


def test_a_line_break_begins_no_header(world: World) -> None:
    let(world, Sender(name={"en": "Name\r\nBcc: all"}))
    assert "\n" not in sent(world, "br", "en").extra_headers["From"]
