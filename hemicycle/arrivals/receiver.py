"""Takes mail by SMTP and LMTP: what people write to us, and the bounces of our own mail.

A message goes from the connection into a file, so that a large one needs no more memory than a small one. It is
answered with 250 once it is kept, and not before: what dies in between is sent again, and kept once.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from typing import IO, TYPE_CHECKING, cast

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, syntax
from django.db import DatabaseError, connections
from django.utils import timezone

from hemicycle.arrivals import addressing, keeping
from hemicycle.arrivals.keeping import Full
from hemicycle.arrivals.models import Arrival
from hemicycle.mail import bounces

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from aiosmtpd.smtp import Envelope, Session

    T = TypeVar("T")

#: A bounce may carry the mail that came back; a longer one is none of ours.
BOUNCE_BYTES = 1_000_000
#: A message up to this size stays in memory while it comes in.
IN_MEMORY = 1 << 18
#: Characters of a line (RFC 5321 allows 1,000; some programs write longer ones).
LINE = 1 << 16
#: Seconds for a command, and for so many lines of a message.
PATIENCE, _LINES_IN_TIME = 120, 100
NOBODY = "550 5.1.1 No such mailbox here"
NOT_A_BOUNCE = "550 5.6.0 Only delivery status notifications (RFC 3464) are taken at this address"
BOTH = "550 5.5.0 A return address and another one are not taken together"
TOO_LARGE = "552 5.3.4 Message too large"
LINE_TOO_LONG = "500 5.6.0 Line too long"
BUSY = "451 4.3.0 Temporary failure; try again later"
TAKEN = "250 2.0.0 OK"


class Incoming(SMTP):
    """A conversation whose message goes into a file, which the handler gets as ``envelope.content``."""

    line_length_limit = LINE

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's interface
        """Take the message up to its last line, whatever becomes of it, then answer (RFC 5321, 4.1.1.4)."""
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        if self.envelope is None or not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        recipients = len(self.envelope.rcpt_tos)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
            wrong = await self._into(file)
            if not wrong:
                file.seek(0)
                self.envelope.content = cast("bytes", file)  # the handler knows it as a file
                wrong = str(await self._call_handler_hook("DATA"))
                self.envelope.content = None
        self._set_post_data_state()  # type: ignore[no-untyped-call]
        await self.push("\r\n".join([wrong] * self._answers(recipients)))

    def _answers(self, _recipients: int) -> int:
        return 1

    async def _into(self, file: IO[bytes]) -> str:
        """Write the message into a file; return what is wrong with it, once it is over."""
        wrong, size, begins, lines = "", 0, True, 0
        while True:
            try:
                line = await self._reader.readuntil(b"\r\n")
            except asyncio.CancelledError:  # the connection is gone: nothing was taken
                self._writer.close()
                raise
            except asyncio.LimitOverrunError as error:
                line = await self._reader.read(error.consumed)
                wrong = wrong or LINE_TOO_LONG
            lines += 1
            if lines % _LINES_IN_TIME == 0:
                self._reset_timeout()
            # Nothing but CRLF ends a line: a lone LF before a dot smuggles no second message in.
            if begins and line == b".\r\n":
                return wrong
            text = line[1:] if begins and line.startswith(b".") else line
            begins = line.endswith(b"\r\n")
            size += len(text)
            if size > keeping.limit():
                wrong = wrong or TOO_LARGE
            if not wrong:
                try:
                    file.write(text)
                except OSError:
                    wrong = keeping.NO_ROOM.answer


class IncomingLmtp(Incoming, LMTP):
    """The same by LMTP, where each recipient is answered (RFC 2033)."""

    smtp_HELO, smtp_EHLO = LMTP.smtp_HELO, LMTP.smtp_EHLO  # noqa: N815 - aiosmtpd's interface

    def _answers(self, recipients: int) -> int:
        return recipients


class Handler:
    """What is answered at each step of a conversation."""

    def __init__(self, way: Arrival.Way) -> None:
        self._way = way

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's interface
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only to an address of ours; only where there is room."""
        refused = await _in_thread(_refusal, address, str(envelope.mail_from or ""), list(envelope.rcpt_tos))
        if refused:
            return str(refused)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """It is kept, or is a bounce that is recorded."""
        content: Any = envelope.content
        return await _in_thread(self._take, content, str(envelope.mail_from or ""), list(envelope.rcpt_tos))

    def _take(self, file: IO[bytes], sender: str, addresses: list[str]) -> str:
        returned = [found for one in addresses if (found := bounces.delivery_of(one)) is not None]
        try:
            if returned:
                content = file.read(BOUNCE_BYTES + 1)
                if len(content) > BOUNCE_BYTES:
                    return TOO_LARGE
                for delivery in returned:
                    bounces.take(delivery, content)
                return TAKEN
            keeping.keep(file, self._way, sender, addressing.all_addressed(addresses))
        except bounces.NoBounce:
            return NOT_A_BOUNCE
        except Full as full:
            return full.answer
        except DatabaseError:
            logging.getLogger(__name__).exception("a message could not be kept; its server tries again")
            return BUSY
        return TAKEN


def _refusal(address: str, sender: str, before: list[str]) -> str:
    """Why a recipient is refused; empty where they are not."""
    try:
        is_bounce = bounces.delivery_of(address) is not None
        if not is_bounce and addressing.addressed(address) is None:
            return NOBODY
        if before and is_bounce != (bounces.delivery_of(before[0]) is not None):
            return BOTH
        if not is_bounce and not before:
            keeping.require_room(sender, timezone.now())
    except Full as full:
        return full.answer
    except DatabaseError:
        return BUSY
    return ""


async def _in_thread(function: Callable[..., T], *arguments: Any) -> T:
    """Run something that reads the database, with a connection of its own: messages are few, threads come and go."""

    def run() -> T:
        try:
            return function(*arguments)
        finally:
            connections.close_all()

    return await asyncio.to_thread(run)


class _Listener(Controller):
    def __init__(self, conversation: type[Incoming], way: Arrival.Way, bind: str) -> None:
        host, _, port = bind.rpartition(":")
        self._conversation = conversation
        super().__init__(
            Handler(way),
            hostname=host,
            port=int(port),
            data_size_limit=keeping.limit(),
            decode_data=False,
            enable_SMTPUTF8=True,
            timeout=PATIENCE,
            ident="Hemicycle",
            server_hostname="hemicycle",
        )

    def factory(self) -> SMTP:
        """One conversation."""
        return self._conversation(self.handler, **self.SMTP_kwargs)


def smtp(bind: str) -> Controller:
    """The server for ``host:port``, to be started and stopped."""
    return _listener(Incoming, Arrival.Way.SMTP, bind)


def lmtp(bind: str) -> Controller:
    """The same by LMTP."""
    return _listener(IncomingLmtp, Arrival.Way.LMTP, bind)


def _listener(conversation: type[Incoming], way: Arrival.Way, bind: str) -> Controller:
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd's: every line of every conversation
    return _Listener(conversation, way, bind)
