"""What is large, and LMTP: a message of 40 MB takes no memory of the worker's, and each recipient is answered."""

from __future__ import annotations

import base64
import os
import smtplib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connections

from hemicycle.arrivals import processing, receiver
from hemicycle.arrivals.models import Arrival
from tests.arrivals.conftest import IN
from tests.arrivals.mails import STATE
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.arrivals.conftest import Shelf

SIZE, GROWS = 40 << 20, 100 << 20
HEAD = (
    b"From: br@example.org\r\nSubject: For the shelf\r\nMessage-ID: <large@example.org>\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the file.\r\n--b\r\n"
    b"Content-Disposition: attachment; filename=large.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"
)


def _peak() -> int:
    """Bytes of memory that this process has had at most since ``_forget_peak``."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM"))


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def test_40_megabytes_are_taken_and_read_in_less_than_100_of_memory(client: smtplib.SMTP, shelf: Shelf) -> None:
    line = base64.b64encode(os.urandom(57)) + b"\r\n"
    client.ehlo()
    client.mail(STATE)
    client.rcpt(IN)
    client.putcmd("data")
    client.getreply()
    _forget_peak()
    before = _peak()
    client.send(HEAD)
    piece = line * 1000
    for _number in range(SIZE // len(piece)):
        client.send(piece)
    client.send(b"--b--\r\n.\r\n")
    assert client.getreply()[0] == 250
    processing.process_waiting()
    assert _peak() - before < GROWS
    row = Arrival.objects.get()
    assert (row.state, row.why["code"], row.text, shelf.taken) == ("waiting", "files_apart", "See the file.", [])
    assert [(file["name"], file["found"]) for file in row.files] == [("large.bin", "upload_too_big")]
    assert row.original
    assert row.original.size > SIZE * 0.99


@pytest.fixture
def lmtp(world: object) -> Iterator[smtplib.LMTP]:  # noqa: ARG001 - the receiver reads the database
    port = free_port()
    server = receiver.lmtp(f"127.0.0.1:{port}")
    server.start()
    try:
        with smtplib.LMTP("127.0.0.1", port) as conversation:
            yield conversation
    finally:
        server.stop()
        connections.close_all()


def test_by_lmtp_each_recipient_is_answered(lmtp: smtplib.LMTP) -> None:
    lmtp.ehlo_or_helo_if_needed()
    lmtp.mail(STATE)
    answers = [lmtp.rcpt(to)[0] for to in (IN, "reply+test@council.example", "nobody@council.example")]
    assert answers == [250, 250, 550]
    assert lmtp.data("Subject: x\r\n\r\nx\r\n")[0] == 250
    assert lmtp.getreply()[0] == 250, "one answer for each recipient that was taken"
    assert lmtp.noop()[0] == 250
    assert list(Arrival.objects.values_list("way", "envelope_to")) == [("lmtp", [IN, "reply+test@council.example"])]
