"""The feed of a consultation's documents: at a private address for each person, which they can make void."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing

from hemicycle.documents.models import DocumentReader

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person

_SALT = "documents.feed"


@dataclass(frozen=True)
class FeedReader:
    """Whose feed an address opens."""

    consultation: Consultation
    person: Person


def key_of(consultation: Consultation, person: int) -> str:
    """What the address of somebody's feed ends with; empty while they have none."""
    row = DocumentReader.objects.filter(consultation=consultation, person=person, feed_open=True).first()
    return signing.dumps([row.pk, row.feed], salt=_SALT) if row else ""


def open_feed(consultation: Consultation, person: int) -> None:
    """Give somebody a feed at a new address: a setting of their own, and no act."""
    row = DocumentReader.objects.filter(consultation=consultation, person=person).first()
    row = row or DocumentReader(consultation=consultation, person_id=person)
    row.feed, row.feed_open = row.feed + 1, True
    row.save()


def close_feed(consultation: Consultation, person: int) -> None:
    """Make the address of somebody's feed void."""
    DocumentReader.objects.filter(consultation=consultation, person=person).update(feed_open=False)


def reader_of(consultation: Consultation, key: str) -> FeedReader | None:
    """Whose feed a key opens; nobody's where it was made up, changed, or made void."""
    try:
        pk, number = signing.loads(key, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    row = DocumentReader.objects.select_related("person").filter(
        pk=pk, feed=number, feed_open=True, consultation=consultation, person__is_active=True
    )
    found = row.first()
    return FeedReader(consultation, found.person) if found else None
