"""Reads of the messages of the booths, and which documents each of them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.booth_chat import Circle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from hemicycle.sittings.models import BoothMessage, Sitting

#: So many of the latest messages a document holds.
SHOWN = 50
#: Circles of one booth: what is written in them is for who sits there.
OF_A_BOOTH = (Circle.PARTNER, Circle.TECHNICIANS, Circle.PRESIDING)


def own(registration: int) -> str:
    """Name of the document with what one person reads of the messages of their booth, or to who presides."""
    return f"chat.{registration}"


def own_of(registrations: Iterable[int | None]) -> set[str]:
    """The same for several, where there is somebody."""
    return {own(registration) for registration in registrations if registration is not None}


def own_here(sitting: Sitting) -> set[str]:
    """The documents of this kind that hold anything now: of those who sit in booths, and of who presides."""
    seated = sitting.booth_seats.filter(left_at=None).values_list("registration", flat=True)
    return own_of([*seated, sitting.presiding_id])


def documents_with(sitting: Sitting, circle: Circle, booth: str) -> set[str]:
    """Names of the documents in which a message of a circle is read."""
    if circle is Circle.BOOTHS:
        return {"booths_chat"}
    seated = sitting.booth_seats.filter(left_at=None, language=booth).values_list("registration", flat=True)
    names = own_of(seated)
    if circle is Circle.TECHNICIANS:
        names.add("technicians_chat")
    if circle is Circle.PRESIDING:
        names |= own_of([sitting.presiding_id])
    return names


def booth_of(sitting: Sitting, registration: int) -> str:
    """Language of the booth in which somebody sits; empty for none."""
    seats = sitting.booth_seats.filter(registration=registration, left_at=None)
    return seats.values_list("language", flat=True).first() or ""


def of_circle(sitting: Sitting, circle: Circle) -> list[BoothMessage]:
    """The latest messages of a circle, oldest first."""
    return _latest(sitting.booth_messages.filter(circle=circle.value))


def of_booth(sitting: Sitting, booth: str) -> list[BoothMessage]:
    """The same of what one booth wrote and what was written to it, without what went to all booths."""
    return _latest(sitting.booth_messages.filter(booth=booth, circle__in=[circle.value for circle in OF_A_BOOTH]))


def _latest(rows: QuerySet[BoothMessage]) -> list[BoothMessage]:
    return list(rows.order_by("-pk")[:SHOWN])[::-1]
