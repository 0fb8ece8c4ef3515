"""The link by which a Member's contact, who has no account, confirms or withdraws the Member's name (rule 24)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from hemicycle.contributions.models import Submitter
from hemicycle.mail.models import Delivery

if TYPE_CHECKING:
    from datetime import datetime

#: A link that was sent longer ago than that opens nothing.
LINK_DAYS = timedelta(days=90)
_signer = Signer(salt="hemicycle.contributions.names")


def address_of(submitter: Submitter, delivery: Delivery) -> str:
    """The address in the mail to one of a Member's contacts."""
    token = _signer.sign_object([submitter.pk, delivery.pk])
    return f"{settings.PUBLIC_ADDRESS}{reverse('contribution_name_link', args=[token])}"


def named_in(token: str, at: datetime) -> tuple[Submitter, Delivery] | None:
    """Whose name such an address is about, and to whom it went; None where it is forged, old, or was replaced."""
    try:
        submitter_key, delivery_key = _signer.unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    submitters = Submitter.objects.select_related("contribution__consultation__body", "member")
    submitter = submitters.prefetch_related("member__names").filter(pk=submitter_key).first()
    deliveries = Delivery.objects.select_related("mailing", "person", "member")
    delivery = deliveries.filter(pk=delivery_key).first()
    if submitter is None or delivery is None or delivery.mailing_id != submitter.mailing_id:
        return None
    expired = delivery.sent_at is not None and at >= delivery.sent_at + LINK_DAYS
    opened = not expired and delivery.link_revoked_at is None and bool(delivery.address)
    return (submitter, delivery) if opened else None
