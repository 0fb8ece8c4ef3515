"""Reads of what arrived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min

from hemicycle.arrivals.models import Arrival

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Upload


@dataclass(frozen=True)
class Waiting:
    """How many messages are to be filed, and since when the first of them is."""

    number: int
    since: datetime


def arrived(consultation: Consultation, state: str = "") -> QuerySet[Arrival]:
    """Every message that was read, the latest first, with its people.

    Args:
        state: Only those in it, where one is given.
    """
    rows = Arrival.objects.filter(consultation=consultation).exclude(state=Arrival.State.TAKEN)
    rows = rows.filter(state=state) if state else rows
    return rows.select_related("person", "member", "handled_by").prefetch_related("member__names")


def find(consultation: Consultation, key: int) -> Arrival | None:
    """A message of a consultation that was read, with all that its page needs."""
    related = ("original", "same_as", "answers__mailing")
    row = arrived(consultation).select_related("person", "member", "handled_by", *related).filter(pk=key).first()
    if row is not None:
        row.consultation = consultation
    return row


def waiting(consultation: Consultation) -> Waiting | None:
    """What waits to be filed; none where nothing does."""
    rows = Arrival.objects.filter(consultation=consultation, state=Arrival.State.WAITING)
    found = rows.aggregate(number=Count("pk"), since=Min("at"))
    return Waiting(found["number"], found["since"]) if found["number"] else None


def of_original(upload: Upload) -> Arrival | None:
    """The message of which a file is the original; none where it is of none."""
    return Arrival.objects.filter(original=upload).first()
