"""A mail that waits for somebody who is forgotten does not go out any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from hemicycle.mail.models import Delivery
from hemicycle.people.changes import personal_data_deleted

if TYPE_CHECKING:
    from collections.abc import Collection

State = Delivery.State


def listen() -> None:
    """Cancel from now on."""
    personal_data_deleted.connect(_cancel, dispatch_uid="mail.forgetting")


def _cancel(*, people: Collection[int], addresses: Collection[str], **_: Any) -> None:
    theirs = Q(person__in=people)
    for address in addresses:
        theirs |= Q(address__iexact=address)
    Delivery.objects.filter(theirs, state=State.QUEUED).update(state=State.CANCELLED, next_at=None)
