"""Copies of letters to further addresses: how they are shown to the sender, as mails, by their link, and in the log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from hemicycle.consultations.languages import LANGUAGES, django_language
from hemicycle.correspondence.models import Acknowledgement, Enquiry, Letter
from hemicycle.mail import bounces
from hemicycle.mail.models import Delivery
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Contact, Member
from hemicycle.web.letters import posting
from tests.arrivals.test_bounces import REPORT
from tests.web.letters.test_letters import DESK, complete, desk, page, send
from tests.web.letters.test_letters_sent import at_link

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import World
    from tests.web.letters.test_letters import ClientOf

__all__ = ["desk"]


@pytest.fixture
def copied(desk: Client, world: World) -> Letter:
    """A letter that went to a further address of Brazil, whose focal point has it, and to one of Ghana's, a contact."""
    for code, name, language in (("BR", "Permanent Mission, Geneva", ""), ("GH", "", "en")):
        Contact.objects.create(
            member=Member.objects.get(code=code),
            name=name,
            email=f"mission-{code.lower()}@example.net",
            language=language,
            copies=True,
        )
    made = complete(desk, world)
    shown = page(desk.get(f"{DESK}{made.pk}/send/"))
    assert "5 e-mails" in shown
    assert "Of these, 2 are copies for information, to further addresses of Members." in " ".join(shown.split())
    after = desk.post(f"{DESK}{made.pk}/send/", {"number": "5"}, follow=True)
    assert "5 e-mails are then sent" in page(after)
    made.refresh_from_db()
    posting.make_papers.call(made.pk)
    Sender().round()
    return made


def mail_to(address: str) -> EmailMultiAlternatives:
    found = next(message for message in mail.outbox if message.to == [address])
    assert isinstance(found, EmailMultiAlternatives)
    return found


def whole(message: EmailMultiAlternatives) -> str:
    """All that a reader gets to see, as text and as HTML."""
    return "\n".join([str(message.subject), str(message.body), *(str(part[0]) for part in message.alternatives)])


def test_without_further_addresses_nothing_is_said_of_copies(desk: Client, world: World) -> None:
    made = complete(desk, world)
    assert "copies for information" not in page(desk.get(f"{DESK}{made.pk}/send/"))


@pytest.mark.usefixtures("copied")
def test_the_mail_says_that_it_is_a_copy_and_lets_nobody_reply() -> None:
    own, copy = mail_to("br@example.org"), mail_to("mission-br@example.net")
    assert len(mail.outbox) == 5
    assert copy.subject == "Copy for information – DM-20/1005: Subject en"
    assert "this is a copy of letter DM-20/1005" in copy.body
    assert "The letter was sent to the focal point of Brazil, who alone replies for it." in copy.body
    # The same paper.
    assert [file[0] for file in copy.attachments] == [file[0] for file in own.attachments] == ["DM-20-1005-en.pdf"]
    assert bytes(copy.attachments[0][1]) == bytes(own.attachments[0][1])
    receipt = at_link(Delivery.objects.get(member__code="BR", copy=False))
    assert receipt in own.body
    enquiry = Enquiry.objects.get()
    for refused in (receipt, reverse("reply", args=["test", enquiry.pk]), "Please reply", "acknowledge"):
        assert refused not in whole(copy)
    links = set(re.findall(r"https?://[^\s<\"]+", whole(copy)))
    assert [link.split("/", 3)[3] for link in links] == [
        at_link(Delivery.objects.get(member__code="BR", copy=True))[1:]
    ]


@pytest.mark.usefixtures("copied")
def test_where_contacts_had_the_letter_the_copy_says_so() -> None:
    copy = mail_to("mission-gh@example.net")
    assert "The letter was sent to the contacts of Ghana. Its focal point alone replies for it." in copy.body
    assert copy.extra_headers["Content-Language"] == "en"
    assert mail_to("GH@gov.example").extra_headers["Content-Language"] == "fr"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_is_worded_in_each_language(desk: Client, world: World, language: str) -> None:
    member = Member.objects.get(code="BR")
    Contact.objects.create(member=member, email="mission@example.net", language=language, copies=True)
    made = complete(desk, world)
    send(desk, made)
    posting.make_papers.call(made.pk)
    Sender().round()
    copy = mail_to("mission@example.net")
    assert copy.extra_headers["Content-Language"] == language
    with translation.override(django_language(language)):
        said = translation.gettext("The letter was sent to the focal point of %(member)s, who alone replies for it.")
    first, _member, last = said.partition("%(member)s")
    assert first in copy.body
    assert last in copy.body
    assert language == "en" or "focal point" not in whole(copy)
    assert [file[0] for file in copy.attachments] == [f"DM-20-1005-{language}.pdf"]


@pytest.mark.usefixtures("copied")
def test_the_link_of_a_copy_shows_the_letter_and_acknowledges_nothing(client_of: ClientOf) -> None:
    path, stranger = at_link(Delivery.objects.get(member__code="BR", copy=True)), client_of(None)
    seen = page(stranger.get(path))
    assert "This is a copy, for information, of the letter to" in seen
    assert "Text <strong>en</strong>" in seen
    assert "Acknowledge receipt" not in seen
    assert reverse("reply", args=["test", Enquiry.objects.get().pk]) not in seen
    assert "no such link" in page(stranger.post(path, follow=True)).lower()
    assert not Acknowledgement.objects.exists()
    assert b"".join(stranger.get(f"{path}?format=pdf&language=en")).startswith(b"%PDF")


def test_the_log_names_each_address_and_a_copy_that_bounced(desk: Client, copied: Letter) -> None:
    here = f"{DESK}{copied.pk}/"
    log = page(desk.get(here))
    assert "5 sent" in log
    assert log.count('<span class="chip">copy</span>') == 2
    assert "mission-br@example.net" in log
    copy = Delivery.objects.get(member__code="BR", copy=True)
    report = REPORT.format(to="x@example.org", action="failed")
    assert bounces.take(copy, report.encode())
    failed = desk.get(f"{here}?show=failed&format=csv").content.decode("utf-8-sig").splitlines()
    assert len(failed) == 2
    assert "Permanent Mission, Geneva, copy" in failed[1]
    assert "Bounced" in failed[1]
    lines = desk.get(f"{here}?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert any("br@example.org; mission-br@example.net" in line for line in lines)
    assert copied.mailing
    mails = page(desk.get(reverse("mailing", args=["test", copied.mailing.pk])))
    assert "mission-br@example.net" in mails
    assert "Copy for information – {symbol}: {subject}" in mails


def test_a_letter_that_reached_nobody_but_its_copies_has_failed(desk: Client, copied: Letter) -> None:
    Delivery.objects.filter(member__code="GH", copy=False).update(state=Delivery.State.FAILED)
    failed = desk.get(f"{DESK}{copied.pk}/?show=failed&format=csv").content.decode("utf-8-sig").splitlines()
    assert len(failed) == 2
    assert "Ghana" in failed[1]
