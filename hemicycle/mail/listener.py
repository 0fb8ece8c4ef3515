"""Takes bounces by SMTP, and nothing else."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from django.db import connections

from hemicycle.mail import bounces

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from aiosmtpd.smtp import SMTP, Envelope, Session

    T = TypeVar("T")

#: A notification may carry the mail that came back.
MESSAGE_BYTES = 1_000_000
NOBODY = "550 5.1.1 This server takes the bounces of its own mail only"
NOT_A_BOUNCE = "550 5.6.0 Only delivery status notifications (RFC 3464) are taken here"


class Handler:
    """What is answered at each step of a conversation."""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's interface
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only to the return address of a delivery."""
        if await _in_thread(bounces.delivery_of, address) is None:
            return NOBODY
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """A bounce is recorded; whatever else comes is refused."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        try:
            for address in envelope.rcpt_tos:
                await _in_thread(_take, address, content)
        except bounces.NoBounce:
            return NOT_A_BOUNCE
        return "250 2.0.0 OK"


def _take(address: str, content: bytes) -> None:
    delivery = bounces.delivery_of(address)
    if delivery is not None:
        bounces.take(delivery, content)


async def _in_thread(function: Callable[..., T], *arguments: Any) -> T:
    """Run something that reads the database, with a connection of its own: bounces are few, and threads come and go."""

    def run() -> T:
        try:
            return function(*arguments)
        finally:
            connections.close_all()

    return await asyncio.to_thread(run)


def listener(bind: str) -> Controller:
    """The server for ``host:port``, to be started and stopped."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd's: every line of every conversation
    host, _, port = bind.rpartition(":")
    return Controller(
        Handler(),
        hostname=host,
        port=int(port),
        data_size_limit=MESSAGE_BYTES,
        decode_data=False,
        ident="Hemicycle",
        server_hostname="hemicycle",
    )
