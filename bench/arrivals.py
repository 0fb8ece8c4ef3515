"""Mail that comes in: 500 messages, from the first conversation until the last of them is read and weighed."""

from __future__ import annotations

import os
import smtplib
import time
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from typing import TYPE_CHECKING

from bench.figures import Figure
from bench.stage import stage, tell, wait_until
from hemicycle.arrivals.models import Arrival
from tests.ports import free_port

if TYPE_CHECKING:
    from bench.delay import Sides

MAILS, CONVERSATIONS = 500, 5
ADDRESS = "reply@bench.example"
WITHIN = 300.0


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``mails_a_minute``: how many messages a minute are taken, read and weighed, each of 20 KB with a file.

    Its limit is 500. The notes tell seconds until the last was taken, and how many were lost.
    """
    bind = f"127.0.0.1:{free_port()}"
    os.environ["HEMICYCLE_EMAIL_BACKEND"] = "django.core.mail.backends.dummy.EmailBackend"
    os.environ["HEMICYCLE_EMAIL_IN"], os.environ["HEMICYCLE_MAIL_IN_BIND"] = ADDRESS, bind
    os.environ["HEMICYCLE_MAIL_IN_PER_MINUTE"] = os.environ["HEMICYCLE_MAIL_IN_PER_SENDER"] = "100000"
    rates, taken = list[float](), list[float]()
    with stage(sides, ("centrifugo", "web", "worker")):
        for run in range(runs):
            start = time.monotonic()
            _send(bind, run)
            taken.append(time.monotonic() - start)
            wait_until(lambda run=run: _read() >= MAILS * (run + 1), "every message is read", WITHIN)  # type: ignore[misc]
            rates.append(MAILS * 60 / (time.monotonic() - start))
            tell(f"{MAILS} messages taken in {taken[-1]:.1f} s, {rates[-1]:.0f} a minute read")
        lost = MAILS * runs - _read()
    limit = Figure([float(MAILS)], "mails a minute")
    notes = {"seconds_to_take": sorted(taken)[len(taken) // 2], "lost": float(lost)}
    return {"mails_a_minute": Figure(rates, "mails a minute", limit, notes)}


def _read() -> int:
    return Arrival.objects.filter(message_id__endswith="@bench.invalid").exclude(state=Arrival.State.TAKEN).count()


def _send(bind: str, run: int) -> None:
    host, _, port = bind.rpartition(":")

    def conversation(part: int) -> None:
        with smtplib.SMTP(host, int(port)) as client:
            for number in range(part, MAILS, CONVERSATIONS):
                client.send_message(_message(f"{run}-{number}"), to_addrs=[ADDRESS])

    with ThreadPoolExecutor(CONVERSATIONS) as pool:
        list(pool.map(conversation, range(CONVERSATIONS)))


def _message(name: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"{name}@bench.invalid", ADDRESS, f"Message {name}"
    message["Message-ID"] = f"<{name}@bench.invalid>"
    message.set_content("With compliments.\n" * 50)
    message.add_attachment("Agreed.\n" * 2000, filename="note.txt")
    return message
