"""Bounces, over a real SMTP conversation: only of our own mails, and only what says that one failed."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.utils import timezone

from hemicycle.arrivals import receiver
from hemicycle.mail import notices
from hemicycle.mail.bounces import NoBounce, failure
from hemicycle.mail.message import return_address
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Registration
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

    from tests.factories import World

REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your message.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Tue, 9 Jun 2020 12:00:00 +0200

Final-Recipient: rfc822; br@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <br@example.org>:
    User unknown

--b
Content-Type: message/rfc822

From: hemicycle@localhost
Subject: the mail that came back

...
--b--
"""


@pytest.fixture
def taking(settings: Settings, world: World) -> Iterator[smtplib.SMTP]:  # noqa: ARG001 - the listener reads the database
    settings.EMAIL_BOUNCES = "bounce@council.example"
    port = free_port()
    server = receiver.smtp(f"127.0.0.1:{port}")
    server.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as client:
            yield client
    finally:
        server.stop()
        connections.close_all()


@pytest.fixture
def sent(world: World) -> Delivery:
    notices.notify(Registration.objects.get(pk=world["br"].pk), "enter_link", timezone.now())
    Delivery.objects.update(state="sent")
    return Delivery.objects.get()


def give(client: smtplib.SMTP, to: str, content: str) -> tuple[int, str]:
    """One message from the empty address, and the answer."""
    client.ehlo()
    client.mail("")
    code, said = client.rcpt(to)
    if code == 250:
        code, said = client.data(content.replace("\n", "\r\n").encode())
    client.rset()
    return code, said.decode()


def test_a_bounce_marks_its_delivery_with_the_servers_words(taking: smtplib.SMTP, sent: Delivery) -> None:
    to = return_address(sent.token)
    assert to.startswith("bounce+")
    code, _ = give(taking, to.upper(), REPORT.format(to=to, action="failed"))
    assert code == 250
    sent.refresh_from_db()
    assert sent.state == "bounced"
    assert sent.answer == "550 5.1.1 <br@example.org>: User unknown"


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_what_is_late_or_arrived_is_taken_and_changes_nothing(
    taking: smtplib.SMTP, sent: Delivery, action: str
) -> None:
    to = return_address(sent.token)
    assert give(taking, to, REPORT.format(to=to, action=action))[0] == 250
    sent.refresh_from_db()
    assert (sent.state, sent.answer) == ("sent", "")


@pytest.mark.parametrize(
    "to",
    [
        "bounce@council.example",
        "bounce+00000000000000000000000000000000@council.example",
        "bounce+short@council.example",
        "postmaster@council.example",
        "{token}@council.example",
        "bounce+{token}@elsewhere.example",
    ],
)
def test_nobody_else_has_a_box_here(taking: smtplib.SMTP, sent: Delivery, to: str) -> None:
    code, said = give(taking, to.format(token=sent.token), REPORT.format(to="x@y", action="failed"))
    assert (code, "No such mailbox" in said) == (550, True)
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize(
    "content",
    [
        "Subject: I am on holiday\n\nUntil Monday.\n",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nread\n--b--\n",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nno fields\n--b--\n",
        "\n",
    ],
)
def test_what_is_no_bounce_is_refused(taking: smtplib.SMTP, sent: Delivery, content: str) -> None:
    code, said = give(taking, return_address(sent.token), content)
    assert (code, "RFC 3464" in said) == (550, True)
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_ten_megabytes_are_refused(taking: smtplib.SMTP, sent: Delivery) -> None:
    code, _ = give(taking, return_address(sent.token), "Subject: x\n\n" + "y" * 70 + "\n" + ("z" * 70 + "\n") * 150_000)
    assert code == 552


def test_what_was_cancelled_does_not_bounce(taking: smtplib.SMTP, sent: Delivery) -> None:
    Delivery.objects.update(state="cancelled")
    give(taking, return_address(sent.token), REPORT.format(to="x", action="failed"))
    sent.refresh_from_db()
    assert sent.state == "cancelled"


def test_control_characters_and_length_of_the_words_are_bounded() -> None:
    words = failure(
        REPORT.format(to="x", action="failed").replace("User unknown", "\x00\x1b[2J" + "long " * 500).encode()
    )
    assert words
    assert len(words) <= 500
    assert not {"\x00", "\x1b"} & set(words)


def test_garbage_is_no_bounce() -> None:
    with pytest.raises(NoBounce):
        failure(b"\xff\xfe\x00" * 1000)
