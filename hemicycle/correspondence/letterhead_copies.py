"""A copy of a consultation begins with the letterhead that the consultation has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.correspondence.letter_queries import letterhead_in_use
from hemicycle.correspondence.models import Letterhead
from hemicycle.people.changes import consultation_copied

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation


def listen() -> None:
    """Copy it from now on."""
    consultation_copied.connect(_copy, dispatch_uid="letterhead")


def _copy(*, source: Consultation, made: Consultation, **_more: Any) -> None:
    """The one in use, in each language, with who set it and when; those before it are of letters that went out."""
    used = letterhead_in_use(source)
    if used is not None:
        Letterhead.objects.create(
            consultation=made,
            body=used.body,
            address=used.address,
            place=used.place,
            emblem=used.emblem,
            emblem_words=used.emblem_words,
            since=used.since,
            set_by_id=used.set_by_id,
        )
