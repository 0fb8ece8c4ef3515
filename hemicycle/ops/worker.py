"""The worker: tasks, mail out and in, reminders, seals of the journal, texts of documents, retention; one at a time.

It answers at ``/health`` while its round goes on. A round that lasts longer than any task may, has hung.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from hemicycle.arrivals import mailbox, processing, receiver
from hemicycle.correspondence import notices
from hemicycle.correspondence.actions import reminders
from hemicycle.correspondence.open_enquiries import deadlines_closed
from hemicycle.documents import texts
from hemicycle.journal import sealing, signing, stamping
from hemicycle.mail import heads
from hemicycle.mail.sending import Sender
from hemicycle.media.config import LOOPBACK
from hemicycle.ops import housekeeping
from hemicycle.people import retention
from hemicycle.support import media_rooms
from hemicycle.support.actions import bookings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

log = logging.getLogger(__name__)

#: Seconds between rounds while there is nothing to do.
PAUSE = 0.5
#: Seconds of mail before tasks have their turn again, and before a request to stop is heeded.
MAIL_SECONDS = 5.0
#: The same where messages wait to be read: most of the time of sending is the pause between two mails.
MAIL_SECONDS_SHARED = 1.0
#: Seconds after which a round has hung.
STUCK = 900.0
DAY = 24 * 3600.0
#: Seconds between two looks at which reminders are due, what of the journal has no seal yet, and which rooms of
#: connection tests are left open.
REMIND = 60.0
#: Seconds between two looks at which documents wait to be read for the search.
READ = 5.0


class Rounds:
    """Round after round, until asked to stop."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stopping = threading.Event()
        self._sender = Sender()
        self._last = time.monotonic()
        self._forgot_at: float | None = None
        self._reminded_at: float | None = None
        self._sealed_at: float | None = None
        self._read_at: float | None = None
        self._tested_at: float | None = None

    @property
    def well(self) -> bool:
        """Whether the present round is not a long one."""
        return time.monotonic() - self._last < STUCK

    def stop(self, *_signal: Any) -> None:
        """Ask to stop after the task, or the mail, under way."""
        self._stopping.set()

    def run(self) -> None:
        """Work until asked to stop."""
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)  # it says each time that it ends
        while not self._stopping.is_set():
            self._last = time.monotonic()
            close_old_connections()
            busy = [
                self._task(), self._notices(), self._mail(), self._arrivals(), self._reminders(), self._journal(),
                self._retention(), self._texts(), self._tests(),
            ]  # fmt: skip
            if not any(busy):
                self._stopping.wait(PAUSE)

    def _task(self) -> bool:
        # Asked for first: django_tasks_db looks under a lock that keeps SQLite's other writers waiting.
        if not DBTaskResult.objects.ready().exists():
            return False
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=self._name,
            excluded_queue_names=[],
        ).run()
        return True

    def _notices(self) -> bool:
        return notices.queue_waiting() > 0

    def _mail(self) -> bool:
        until = time.monotonic() + (MAIL_SECONDS_SHARED if processing.waits() else MAIL_SECONDS)
        return self._sender.round(stop=lambda: self._stopping.is_set() or time.monotonic() > until) > 0

    def _arrivals(self) -> bool:
        return processing.process_waiting() > 0

    def _texts(self) -> bool:
        """Read documents for the search: every few seconds, and on while some wait."""
        now = time.monotonic()
        if self._read_at is not None and now - self._read_at < READ:
            return False
        waited = texts.read_waiting() > 0
        self._read_at = None if waited else now
        return waited

    def _reminders(self) -> bool:
        """Once a minute, and at the start."""
        now = time.monotonic()
        if self._reminded_at is not None and now - self._reminded_at < REMIND:
            return False
        self._reminded_at = now
        return reminders.remind_due(timezone.now()) + bookings.remind_due(timezone.now()) > 0

    def _tests(self) -> bool:
        """Once a minute, and at the start: close the rooms of connection tests that nobody finished."""
        now = time.monotonic()
        if self._tested_at is not None and now - self._tested_at < REMIND:
            return False
        self._tested_at = now
        return media_rooms.close_abandoned(timezone.now()) > 0

    def _journal(self) -> bool:
        """Once a minute, and at the start: seal what has no seal, sign the head where it is due, mail it once a day."""
        now = time.monotonic()
        if self._sealed_at is not None and now - self._sealed_at < REMIND:
            return False
        everywhere, self._sealed_at = self._sealed_at is None, now
        sealing.seal(timezone.now(), everywhere=everywhere)
        self._signatures(timezone.now())
        return heads.send_due(timezone.now()) > 0

    def _signatures(self, at: datetime) -> None:
        """What cannot be signed or stamped now is, a minute later: nothing else waits for it."""
        try:
            closed = deadlines_closed(signing.closed_until(), at)
            signing.sign_due(at, deadline_closed=closed)
            stamping.stamp_due()
        except (OSError, ValueError) as error:
            log.warning("the head of the journal could not be signed: %s", error)

    def _retention(self) -> bool:
        """Once a day, and at the start: what counts no longer goes, and personal data whose time has come."""
        now = time.monotonic()
        if self._forgot_at is not None and now - self._forgot_at < DAY:
            return False
        self._forgot_at = now
        housekeeping.clear(timezone.now())
        for due in retention.proceed(timezone.now()) if settings.RETENTION else []:
            log.warning("deleted the personal data of %d people of %s", due.people, due.consultation.slug)
        return False


def answer_health(rounds: Rounds, port: int) -> ThreadingHTTPServer:
    """Answer at ``/health`` from a thread of its own, until the server is shut down."""

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(HTTPStatus.NO_CONTENT if rounds.well else HTTPStatus.SERVICE_UNAVAILABLE)
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            """Say nothing: it is asked every few seconds."""

    server = ThreadingHTTPServer((LOOPBACK, port), Health)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server


@contextmanager
def takes_mail() -> Iterator[None]:
    """Take mail and bounces meanwhile, where the installation says where."""
    with ExitStack() as stack:
        for bind, listener in ((settings.MAIL_IN_BIND, receiver.smtp), (settings.MAIL_IN_LMTP_BIND, receiver.lmtp)):
            if bind:
                taking = listener(bind)
                taking.start()
                stack.callback(taking.stop)
        if settings.MAIL_IN_IMAP:
            stack.enter_context(mailbox.reading(settings.MAIL_IN_IMAP, settings.MAIL_IN_IMAP_PASSWORD))
        yield
