"""A mail server on loopback that answers as a test tells it to."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller

from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from aiosmtpd.smtp import SMTP, Envelope, Session
    from pytest_django import Settings


@dataclass
class Server:
    """What it says, and what it took.

    Attributes:
        to: Answer to an address; ``drop`` ends the conversation without a word.
        taken: Return address and message of each mail that it took.
        conversations: How many it began.
    """

    to: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    conversations: int = 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's interface
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.conversations += 1
        return responses

    async def handle_RCPT(  # noqa: N802 - the same
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        said = self.to.get(address, "250 OK")
        if said == "drop" and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append((str(envelope.mail_from), message))
        return "250 taken"

    @property
    def reached(self) -> list[str]:
        return [str(message["To"]) for _, message in self.taken]


#: It tells each line of each connection, and what a test that fails wrote would be that alone.
logging.getLogger("mail.log").setLevel(logging.WARNING)


@contextmanager
def listening() -> Iterator[tuple[Server, int]]:
    """Run it; with its port."""
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield server, controller.port
    finally:
        controller.stop()


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """Run it, and send all mail to it."""
    with listening() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_BOUNCES = "bounce@council.example"
        settings.EMAIL_PER_MINUTE = 60_000
        yield server
