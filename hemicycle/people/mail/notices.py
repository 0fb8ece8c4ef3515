"""Mails that go out by themselves, after an act on a registration."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from hemicycle.people.changes import PROMOTED, registration_changed
from hemicycle.people.mail.audience import Recipient, focal_points
from hemicycle.people.mail.texts import worded
from hemicycle.people.models import Delivery, Mailing, Registration
from hemicycle.rules.entry import RegistrationStatus
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

log = logging.getLogger(__name__)

#: What a step tells the person; what is not here tells nothing.
AFTER = {
    Action.REGISTRATION_CONFIRM.value: "confirmed",
    Action.REGISTRATION_REFUSE.value: "refused",
    Action.REGISTRATION_WITHDRAW.value: "withdrawn",
    PROMOTED: "promoted",
}
#: Where a registration was made, or taken up again, by what came of it.
MADE = {
    RegistrationStatus.PENDING.value: "received",
    RegistrationStatus.ENDORSED.value: "nominated",
    RegistrationStatus.CONFIRMED.value: "confirmed",
    RegistrationStatus.WAITING.value: "waiting",
}
_MAKING = {Action.REGISTRATION_SUBMIT.value, Action.REGISTRATION_NOMINATE.value, Action.REGISTRATION_REOPEN.value}


def listen() -> None:
    """Tell people from now on."""
    registration_changed.connect(_tell, dispatch_uid="people.mail.notices")


def deliver(mailing: Mailing, recipients: Iterable[Recipient], at: datetime) -> list[Delivery]:
    """Queue a mail to each; call it inside the transaction that makes the mailing.

    Who has no text in their language gets English.
    """
    return Delivery.objects.bulk_create(
        Delivery(
            mailing=mailing,
            person=one.person,
            contact=one.contact,
            registration=one.registration,
            member=one.member,
            address=one.address,
            language=one.language if one.language in mailing.body else "en",
            token=secrets.token_hex(16),
            next_at=at,
        )
        for one in recipients
    )


def notify(row: Registration, template: str, at: datetime) -> None:
    """Queue one of our texts to the person of a registration."""
    _queue(row, template, Recipient.registered(row), at)


def _queue(row: Registration, template: str, recipient: Recipient, at: datetime) -> None:
    subject, body = worded(template, [recipient.language])
    with transaction.atomic():
        mailing = Mailing.objects.create(
            consultation=row.consultation, template=template, subject=subject, body=body, at=at
        )
        deliver(mailing, [recipient], at)


def _tell(*, registration: int, step: str, **_: Any) -> None:
    """Queue what follows from a step. The act is done: that a mail cannot be queued must not undo it."""
    try:
        _after(registration, step)
    except Exception:
        log.exception("no mail could be queued after %s of registration %s", step, registration)


def _after(registration: int, step: str) -> None:
    if step not in AFTER and step not in _MAKING:
        return
    row = Registration.objects.select_related("person", "member", "consultation").get(pk=registration)
    template = MADE.get(row.status) if step in _MAKING else AFTER.get(step)
    if template is None or row.person.forgotten_at is not None:
        return
    at = timezone.now()
    notify(row, template, at)
    if row.status == RegistrationStatus.PENDING.value and row.member is not None:
        answering = focal_points(row.consultation, at).get(row.member_id or 0)
        if answering is not None:
            _queue(row, "endorsement_wanted", Recipient.focal_point(answering, row.member), at)
