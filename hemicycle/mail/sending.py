"""Sends what is queued: over one connection, at a pace, again later where the server asks for it.

A delivery is marked as being sent before the conversation, and as sent after it, each in a transaction of its own.
Where our process ends in between, nobody knows whether the mail went out: it is then reported as such, and **not**
sent a second time by itself. Where the server drops the conversation, the mail is tried again, as RFC 5321 asks;
it carries the same Message-ID, by which a second copy is recognised.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from hemicycle.mail import links
from hemicycle.mail.answers import DROPPED, INTERRUPTED, LENGTH, NOT_COMPOSED, OVERTAKEN
from hemicycle.mail.message import compose
from hemicycle.mail.models import Delivery, PersonalLink
from hemicycle.mail.progress import make_good
from hemicycle.mail.texts import CONFIRMED_APART
from hemicycle.people.details import clean
from hemicycle.rules.admission import RegistrationStatus

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.core.mail.backends.base import BaseEmailBackend
    from django.db.models import QuerySet

log = logging.getLogger(__name__)
State = Delivery.State

#: Minutes until the second, third, ... attempt; after the last one it has failed.
WAITS = (1, 5, 15, 60, 240, 720, 1440)
#: So long after its beginning, nobody is still sending a delivery. Each step of a conversation is cut off earlier.
LEASE = timedelta(minutes=5)
#: Seconds until a server that could not be reached is tried again: first, second, ... time.
AWAY = (2.0, 5.0, 15.0, 60.0)
#: Which status some of our texts tell of.
SAYS = {
    "endorsed": RegistrationStatus.ENDORSED.value,
    "confirmed": RegistrationStatus.CONFIRMED.value,
    CONFIRMED_APART: RegistrationStatus.CONFIRMED.value,
    "waiting": RegistrationStatus.WAITING.value,
    "refused": RegistrationStatus.REFUSED.value,
    "withdrawn": RegistrationStatus.WITHDRAWN.value,
}
_TEMPORARY, _CLOSING, _PERMANENT = 400, 421, 500


class Sender:
    """Sends; remembers that the server is away."""

    def __init__(self) -> None:
        self._failures = 0
        self._again_at = 0.0

    def round(self, *, stop: Callable[[], bool] = lambda: False) -> int:
        """Send everything that is due until ``stop``; return how many mails the server took."""
        _give_up_unknown()
        if time.monotonic() < self._again_at or not _due().exists():
            return 0
        connection = get_connection()
        if not self._open(connection):
            return 0
        taken = 0
        try:
            while not stop() and (delivery := _claim()):
                taken += _send(connection, delivery)
                time.sleep(60 / settings.EMAIL_PER_MINUTE)
        except (SMTPException, OSError):  # it could not be reached again after it had ended a conversation
            self._away()
        finally:
            _close(connection)
        return taken

    def _open(self, connection: BaseEmailBackend) -> bool:
        try:
            connection.open()
        except (SMTPException, OSError):
            self._away()
            return False
        self._failures = 0
        return True

    def _away(self) -> None:
        wait = AWAY[min(self._failures, len(AWAY) - 1)]
        log.warning("the mail server cannot be reached; tried again in %g s", wait, exc_info=self._failures == 0)
        self._failures += 1
        self._again_at = time.monotonic() + wait


def _due() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=State.QUEUED, next_at__lte=timezone.now()).order_by("next_at", "pk")


def _give_up_unknown() -> None:
    lost = Delivery.objects.filter(state=State.SENDING, next_at__lte=timezone.now())
    if lost.exists():
        lost.update(state=State.FAILED, answer=INTERRUPTED, next_at=None)


def _claim() -> Delivery | None:
    """Take the next one: what goes out by itself, to one person who waits for it, before what goes to many."""
    with transaction.atomic():
        free = _due().select_for_update(skip_locked=True, of=("self",))
        row = free.filter(mailing__sent_by=None).first() or free.first()
        if row is None:
            return None
        row.state, row.next_at, row.attempts = State.SENDING, timezone.now() + LEASE, row.attempts + 1
        row.save(update_fields=["state", "next_at", "attempts"])
    return Delivery.objects.select_related(
        "mailing__consultation__body", "person", "contact", "member", "registration__person", "registration__member",
        "registration__consultation", "follows__follows",
    ).get(pk=row.pk)  # fmt: skip


def _send(connection: BaseEmailBackend, delivery: Delivery) -> bool:
    """One attempt; whether the server took the mail."""
    if _is_overtaken(delivery):
        _settle(delivery, State.CANCELLED, OVERTAKEN)
        return False
    made: list[PersonalLink] = []

    def link(purpose: PersonalLink.Purpose) -> str:
        if delivery.registration is None:
            raise LookupError("a personal link belongs to a registration")
        row, address = links.make(delivery.registration, purpose, timezone.now())
        made.append(row)
        return address

    try:
        message = compose(delivery, link)
    except Exception:
        log.exception("delivery %s could not be put together", delivery.pk)
        _settle(delivery, State.FAILED, NOT_COMPOSED)
        return False
    try:
        connection.send_messages([message])
    except (SMTPRecipientsRefused, SMTPResponseException) as refused:
        for row in made:  # went nowhere
            row.delete()
        code, words = _answer(refused)
        _refused(delivery, code, words)
        if code == _CLOSING:
            _reopen(connection)
        return False
    except (SMTPException, OSError):
        _refused(delivery, _TEMPORARY, DROPPED)
        _reopen(connection)
        return False
    _settle(delivery, State.SENT, "")
    return True


def _is_overtaken(delivery: Delivery) -> bool:
    """Whether a mail that goes out by itself would tell somebody what is not so any more."""
    says = SAYS.get(delivery.mailing.template) if delivery.mailing.sent_by_id is None else None
    return says is not None and delivery.registration is not None and delivery.registration.status != says


def _answer(refused: SMTPRecipientsRefused | SMTPResponseException) -> tuple[int, str]:
    code: int
    said: bytes | str
    if isinstance(refused, SMTPRecipientsRefused):
        code, said = next(iter(refused.recipients.values()))
    else:
        code, said = refused.smtp_code, refused.smtp_error
    words = said if isinstance(said, str) else said.decode("utf-8", "replace")
    return code, clean(f"{code} {words}")[:LENGTH]


def _refused(delivery: Delivery, code: int, words: str) -> None:
    if code >= _PERMANENT or delivery.attempts > len(WAITS):
        _settle(delivery, State.FAILED, words)
    else:
        wait = timedelta(minutes=WAITS[delivery.attempts - 1])
        _settle(delivery, State.QUEUED, words, timezone.now() + wait)


def _settle(delivery: Delivery, state: State, answer: str, next_at: datetime | None = None) -> None:
    """Record what became of an attempt; a bounce that was quicker stays."""
    sent_at = timezone.now() if state is State.SENT else None
    Delivery.objects.filter(pk=delivery.pk, state=State.SENDING).update(
        state=state, answer=answer, next_at=next_at, sent_at=sent_at
    )
    if state is State.SENT:
        make_good(delivery)


def _reopen(connection: BaseEmailBackend) -> None:
    _close(connection)
    connection.open()


def _close(connection: BaseEmailBackend) -> None:
    with suppress(SMTPException, OSError):
        connection.close()
