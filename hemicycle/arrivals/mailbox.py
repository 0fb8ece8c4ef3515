"""Reads an existing mailbox by IMAP: it waits for what is new (IDLE), or looks again and again where it cannot.

A message is marked as seen once it is kept, and not before: what dies in between is fetched again, and kept once.
"""

from __future__ import annotations

import imaplib
import logging
import ssl
import tempfile
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections
from django.utils import timezone
from imap_tools import A, BaseMailBox, MailBox, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from hemicycle.arrivals import addressing, keeping, mailbox_state, message
from hemicycle.arrivals.addressing import Addressed
from hemicycle.arrivals.keeping import Full
from hemicycle.arrivals.mailbox_state import Cause
from hemicycle.arrivals.models import Arrival

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = logging.getLogger(__name__)
#: Seconds that a server may hold IDLE (RFC 2177 allows 29 minutes), between two looks without it, and until a mailbox
#: that is gone is tried again: first, second, ... time.
IDLE, POLL, AWAY = 240.0, 30.0, (2.0, 10.0, 60.0, 300.0)
#: Seconds for each step of a conversation.
PATIENCE = 60
#: So many are fetched, one after the other, before the mailbox is looked at again.
AT_ONCE = 50


@dataclass(frozen=True)
class Mailbox:
    """Where the mailbox is."""

    host: str
    port: int
    user: str
    folder: str
    encrypted: bool

    @classmethod
    def read(cls, address: str) -> Mailbox:
        """Of ``imaps://user@host:port/folder``.

        Raises:
            ImproperlyConfigured: it is none.
        """
        parts = urlsplit(address)
        if parts.scheme not in {"imap", "imaps"} or not parts.hostname or not parts.username:
            raise ImproperlyConfigured(
                "HEMICYCLE_MAIL_IN_IMAP is no mailbox. Enter it in the form imaps://user@host/INBOX."
            )
        encrypted = parts.scheme == "imaps"
        port = parts.port or (993 if encrypted else 143)
        return cls(parts.hostname, port, unquote(parts.username), unquote(parts.path.strip("/")) or "INBOX", encrypted)

    def open(self, password: str) -> BaseMailBox:
        """Sign in, and open the folder."""
        if self.encrypted:
            box: BaseMailBox = MailBox(self.host, self.port, PATIENCE, ssl_context=ssl.create_default_context())
        else:
            box = MailBoxUnencrypted(self.host, self.port, PATIENCE)
        try:
            _sign_in(box, self.user, password)
            box.folder.set(self.folder)
        except BaseException:
            box.client.shutdown()
            raise
        return box


class SignInRefused(Exception):
    """The server refuses user or password."""


_GONE = (imaplib.IMAP4.error, ImapToolsError, SignInRefused, OSError, EOFError, ValueError)


def _sign_in(box: BaseMailBox, user: str, password: str) -> None:
    try:
        box.login(user, password, None)
    except imaplib.IMAP4.abort:  # the connection ended
        raise
    except (imaplib.IMAP4.error, MailboxLoginError) as error:
        raise SignInRefused(str(error)) from error


@contextmanager
def reading(address: str, password: str) -> Iterator[None]:
    """Read a mailbox meanwhile, in a thread of its own."""
    stopping = threading.Event()
    reader = _Reader(Mailbox.read(address), password, stopping.wait, stopping.is_set)
    thread = threading.Thread(target=reader.run, name="mailbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(5.0)


class _Reader:
    def __init__(
        self, mailbox: Mailbox, password: str, rest: Callable[[float], object], over: Callable[[], bool]
    ) -> None:
        self._mailbox, self._password, self._rest, self._over = mailbox, password, rest, over

    def run(self) -> None:
        """Until it is over; a mailbox that is gone is tried again."""
        failures = 0
        while not self._over():
            try:
                box = self._mailbox.open(self._password)
                failures = 0
                mailbox_state.note_back()
                try:
                    self._follow(box)
                finally:
                    _leave(box)
            except (*_GONE, DatabaseError, Full) as error:
                wait = AWAY[min(failures, len(AWAY) - 1)]
                failures += 1
                self._note(error, wait)
                self._rest(wait)
            finally:
                connections.close_all()

    def _note(self, error: Exception, wait: float) -> None:
        """Say that the mailbox is away, once it is not just the connection that ended."""
        cause = _cause(error)
        log.warning(
            "%s at %s cannot be read: %s (%s). Messages stay there; tried again in %g s.",
            self._mailbox.folder, self._mailbox.host, _WORDS[cause], error, wait,
        )  # fmt: skip
        with suppress(DatabaseError):  # it may be what is away
            mailbox_state.note(cause, timezone.now())

    def _follow(self, box: BaseMailBox) -> None:
        can_wait = "IDLE" in {str(one).upper() for one in box.client.capabilities}
        while not self._over():
            # By its name once more: a server lets one go on in a folder that was renamed meanwhile.
            box.folder.set(self._mailbox.folder)
            if take_new(box):
                continue
            connections.close_all()
            if not can_wait:
                self._rest(POLL)
                box.client.noop()
                continue
            with box.idle as idle:
                waited = 0.0
                while waited < IDLE and not self._over():
                    if idle.poll(timeout=_STEP):
                        break
                    waited += _STEP


#: What the log says of each cause.
_WORDS = {
    Cause.SERVER: "its server cannot be reached",
    Cause.SIGNING_IN: "its server refuses user or password",
    Cause.FOLDER: "there is no such folder",
}


def _cause(error: Exception) -> Cause:
    if isinstance(error, SignInRefused):
        return Cause.SIGNING_IN
    return Cause.FOLDER if isinstance(error, MailboxFolderSelectError) else Cause.SERVER


#: Seconds after which a request to stop is heeded.
_STEP = 1.0


def take_new(box: BaseMailBox) -> int:
    """Keep what nobody has seen; how many.

    Raises:
        Full: there is no room.
    """
    if addressing.usual_consultation() is None:
        return 0  # there is nobody to read it
    new = box.uids(A(seen=False, deleted=False))[:AT_ONCE]
    for uid in new:
        if _too_large(box, uid):
            log.warning("message %s of the mailbox is larger than what is taken; it stays there, flagged", uid)
            box.flag(uid, [MailMessageFlags.FLAGGED, MailMessageFlags.SEEN], value=True)
            continue
        _take(box, uid)
        box.flag(uid, MailMessageFlags.SEEN, value=True)
    return len(new)


def _too_large(box: BaseMailBox, uid: str) -> bool:
    _code, said = box.client.uid("fetch", uid, "(RFC822.SIZE)")
    words = b" ".join(one if isinstance(one, bytes) else b"" for one in said).upper().split(b"RFC822.SIZE ")
    digits = words[1].split(b")")[0].split()[0] if len(words) > 1 else b"0"
    return digits.isdigit() and int(digits) > keeping.limit()


def _take(box: BaseMailBox, uid: str) -> None:
    """Fetch one, in pieces so that a large one needs no more memory than a small one, and keep it."""
    with tempfile.SpooledTemporaryFile(1 << 18) as file:
        start = 0
        while piece := _piece(box, uid, start):
            file.write(piece)
            start += len(piece)
        file.seek(0)
        head = message.read_head(file)
        keeping.keep(file, Arrival.Way.IMAP, _return_path(file), _to(head.recipients))


#: Bytes of a message that are fetched at once.
_PIECE = 1 << 20


def _piece(box: BaseMailBox, uid: str, start: int) -> bytes:
    _code, said = box.client.uid("fetch", uid, f"(BODY.PEEK[]<{start}.{_PIECE}>)")
    return next((bytes(one[1]) for one in said if isinstance(one, tuple)), b"")


def _return_path(file: tempfile.SpooledTemporaryFile[bytes]) -> str:
    """What the server that took it wrote down, so that limits by sender see it; empty where it says nothing."""
    file.seek(0)
    head = file.read(1 << 16).partition(b"\r\n\r\n")[0]
    value = BytesHeaderParser(policy=policy.compat32).parsebytes(head).get("return-path", "")
    return str(value).strip().strip("<>")


def _to(recipients: list[str]) -> list[Addressed]:
    """The addresses of ours that it names; the one of what names none, where it names none."""
    found = addressing.all_addressed(recipients)
    usual = None if found else addressing.usual_consultation()
    return found or ([Addressed("", usual)] if usual else [])


def _leave(box: BaseMailBox) -> None:
    try:
        box.logout()
    except _GONE:
        log.debug("the mailbox was gone already")
        box.client.shutdown()
