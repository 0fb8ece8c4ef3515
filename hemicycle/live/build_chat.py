"""The messages of the booths, for each circle of those who read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.live.build_parts import iso, who
from hemicycle.live.chat_documents import ChatDocument, ChatMessageDocument
from hemicycle.rules.booth_chat import Circle, ReadySentence
from hemicycle.sittings import booth_messages, queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.sittings.models import BoothMessage, Sitting


def booths_chat(sitting: Sitting) -> ChatDocument:
    """What was written to all booths."""
    return _chat(sitting, booth_messages.of_circle(sitting, Circle.BOOTHS))


def technicians_chat(sitting: Sitting) -> ChatDocument:
    """Between booths and technicians."""
    return _chat(sitting, booth_messages.of_circle(sitting, Circle.TECHNICIANS))


def own_chat(sitting: Sitting, registration: int) -> ChatDocument:
    """What one person reads by the booth in which they sit now, or because they preside now."""
    if sitting.presiding_id == registration:
        return _chat(sitting, booth_messages.of_circle(sitting, Circle.PRESIDING))
    booth = booth_messages.booth_of(sitting, registration)
    return _chat(sitting, booth_messages.of_booth(sitting, booth) if booth else [])


def _chat(sitting: Sitting, rows: Iterable[BoothMessage]) -> ChatDocument:
    rows = list(rows)
    known = queries.persons(row.author_id for row in rows)
    classes, on = sitting.consultation.classes, queries.day(sitting)
    return ChatDocument(
        seq=sitting.sequence,
        messages=[
            ChatMessageDocument(
                id=row.pk,
                who=who(known[row.author_id], classes, on),
                circle=Circle(row.circle),
                booth=row.booth,
                ready=ReadySentence(row.ready) if row.ready else None,
                text=row.text,
                at=iso(row.at),
            )
            for row in rows
        ],
    )
