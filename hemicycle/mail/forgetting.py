"""Mails and links hold personal data: they are emptied, and links deleted, when that of their person is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.mail.models import Delivery, PersonalLink
from hemicycle.people.changes import personal_data_deleted

if TYPE_CHECKING:
    from collections.abc import Collection

State = Delivery.State


def listen() -> None:
    """Forget from now on."""
    personal_data_deleted.connect(_forget, dispatch_uid="mail.forgetting")


def _forget(*, people: Collection[int], **_: Any) -> dict[str, int]:
    mails = Delivery.objects.filter(person__in=people)
    mails.filter(state=State.QUEUED).update(state=State.CANCELLED, next_at=None)
    return {
        "mails": mails.update(address="", answer=""),
        "links": PersonalLink.objects.filter(registration__person__in=people).delete()[0],
    }
