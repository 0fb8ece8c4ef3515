"""A letter sent to oneself before it goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail

from hemicycle.correspondence.models import Acknowledgement
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Contact, Member
from hemicycle.web.letters import posting, trial
from tests.web.letters.test_letters import ARABIC, DESK, begin, complete, desk, page, send

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tests.factories import World

__all__ = ["desk"]


def test_a_test_is_the_mail_as_it_would_go_out(desk: Client, world: World) -> None:
    made, me = complete(desk, world), world["secretariat"].person
    trial.send_trial.call(made.pk, me.pk, "fr")
    (tried,) = mail.outbox
    assert send(desk, made).status_code == 302
    posting.make_papers.call(made.pk)
    mail.outbox.clear()
    Sender().round()
    real = next(message for message in mail.outbox if message.to == ["GH@gov.example"])
    assert tried.to == [me.email]
    assert tried.subject == f"[Essai] {real.subject}"
    assert tried.extra_headers["Content-Language"] == real.extra_headers["Content-Language"] == "fr"
    assert [file[0] for file in tried.attachments] == [file[0] for file in real.attachments]
    assert "/letters/" not in str(tried.body)
    lines = {str(message.body).count("\n") for message in (tried, real)}
    assert len(lines) == 1


@pytest.mark.parametrize("focal_point", [True, False])
def test_the_copy_for_further_addresses_comes_with_it(desk: Client, world: World, *, focal_point: bool) -> None:
    made, me = complete(desk, world), world["secretariat"].person
    assert "The copy for further addresses" not in page(desk.get(f"{DESK}{made.pk}/send/"))
    member = world["br"].member if focal_point else Member.objects.get(code="GH")
    assert member
    Contact.objects.create(member=member, name="Geneva", email="mission@example.org", language="fr", copies=True)
    assert "The copy for further addresses is sent to you" in page(desk.get(f"{DESK}{made.pk}/send/"))
    trial.send_trial.call(made.pk, me.pk, "fr")
    first, copy = mail.outbox
    assert send(desk, made).status_code == 302
    posting.make_papers.call(made.pk)
    mail.outbox.clear()
    Sender().round()
    real = next(message for message in mail.outbox if message.to == ["mission@example.org"])
    assert [message.to for message in (first, copy)] == [[me.email]] * 2
    assert copy.subject == f"[Essai] {real.subject}"
    assert copy.subject != first.subject
    assert [file[0] for file in copy.attachments] == [file[0] for file in real.attachments]
    assert "/letters/" not in str(copy.body)
    link = re.search(r"https?://\S+", str(real.body))
    assert link
    assert str(real.body).replace(link[0], "") == re.sub(r"\[[^]]*\]", "", str(copy.body))


def test_a_test_is_in_no_log_and_acknowledges_nothing(
    desk: Client, world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = complete(desk, world)
    with django_capture_on_commit_callbacks(execute=True):
        again = desk.post(f"{DESK}{made.pk}/send/", {"act": "try_out", "language": "ar", "instead-2.fr": "en"})
    assert again.status_code == 200
    assert "A test e-mail is being sent to your own address: secretariat@example.org." in page(again)
    assert Entry.objects.latest("pk").data == {"letter": "DM-20/1005", "did": "tried out", "language": "ar"}
    trial.send_trial.call(made.pk, world["secretariat"].person.pk, "ar")
    assert len(mail.outbox) == 1
    assert ARABIC not in str(mail.outbox[0].body), "the letter itself is attached"
    assert not Delivery.objects.exists()
    assert not Mailing.objects.exists()
    assert not Acknowledgement.objects.exists()


def test_a_language_that_is_not_written_and_a_letter_that_was_sent_send_nothing(desk: Client, world: World) -> None:
    blank = begin(desk, template="blank", number=1007)
    refused = desk.post(f"{DESK}{blank.pk}/send/", {"act": "try_out", "language": "en"})
    assert refused.status_code == 409
    assert "The letter has no text in any language yet" in page(refused)
    asks_nothing = begin(desk, number=1006)
    refused = desk.post(f"{DESK}{asks_nothing.pk}/send/", {"act": "try_out", "language": "en"})
    assert "The text mentions the deadline, but the letter asks no questions yet" in page(refused)
    made = complete_and_sent(desk, world)
    assert desk.post(f"{DESK}{made}/send/", {"act": "try_out", "language": "en"}).status_code == 409
    trial.send_trial.call(made, world["secretariat"].person.pk, "en")
    assert not mail.outbox


def complete_and_sent(desk: Client, world: World) -> int:
    """Another letter, which went out."""
    made = complete(desk, world)
    assert send(desk, made).status_code == 302
    return made.pk
