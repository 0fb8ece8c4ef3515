"""Bounces: what a mail server says of a mail that it took and could not deliver (RFC 3464)."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.conf import settings

from hemicycle.mail.answers import LENGTH
from hemicycle.mail.models import Delivery
from hemicycle.people.details import clean

State = Delivery.State
#: What a mail may be when its bounce arrives. That it failed in our eyes proves nothing.
_OUT = (State.SENT, State.SENDING, State.FAILED)
_TOKEN = re.compile(r"[0-9a-f]{32}")


class NoBounce(Exception):
    """The message does not say of a mail of ours that it could not be delivered."""


def delivery_of(address: str) -> Delivery | None:
    """The delivery whose return address this is, whatever its case."""
    box, _, host = address.lower().rpartition("@")
    ours, _, token = box.rpartition("+")
    if f"{ours}@{host}" != settings.EMAIL_BOUNCES.lower() or not _TOKEN.fullmatch(token):
        return None
    return Delivery.objects.filter(token=token).first()


def take(delivery: Delivery, content: bytes) -> bool:
    """Record a bounce; return whether the mail failed, rather than being late or having arrived.

    Raises:
        NoBounce: it is no delivery status notification.
    """
    words = failure(content)
    if words is None:
        return False
    Delivery.objects.filter(pk=delivery.pk, state__in=_OUT).update(state=State.BOUNCED, answer=words, next_at=None)
    return True


def failure(content: bytes) -> str | None:
    """The server's words of a notification that says "failed"; ``None`` where it says something else.

    Raises:
        NoBounce: it is no delivery status notification.
    """
    message = message_from_bytes(content, policy=policy.default)
    report = message.get_content_type() == "multipart/report"
    if not report or str(message.get_param("report-type", "")).lower() != "delivery-status":
        raise NoBounce
    fields = [block for block in _status_blocks(message) if block.get("action")]
    if not fields:
        raise NoBounce
    for block in fields:
        if str(block["action"]).strip().lower() == "failed":
            said = str(block.get("diagnostic-code") or block.get("status") or "failed")
            return clean(said.removeprefix("smtp;"))[:LENGTH]
    return None


def _status_blocks(message: EmailMessage) -> list[EmailMessage]:
    """The groups of fields of the machine's part: one for the message, one for each recipient."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            return [block for block in part.iter_parts() if isinstance(block, EmailMessage)]
    return []
