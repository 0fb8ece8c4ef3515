"""Rules 21 and 25 by mail: a sender is told what waits, and a text without a file is entered by a person."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from hemicycle.arrivals import actions, addressing, keeping, processing
from hemicycle.arrivals.models import Arrival
from hemicycle.contributions import arriving
from hemicycle.contributions.models import Contribution
from hemicycle.mail.models import Delivery
from hemicycle.rules.contributions import Stage
from tests.arrivals.mails import mail
from tests.contributions.by_mail import BAD, arrive, contributing, message, only
from tests.contributions.contributing import IN_TIME, Contributing, refusal
from tests.factories import URGENT

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tests.factories import World

__all__ = ["contributing"]
pytestmark = pytest.mark.django_db


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
def test_who_answers_under_another_address_is_told_nothing_of_the_sender() -> None:
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
