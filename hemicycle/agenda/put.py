"""What of the items was put to Members: the letters that ask about them, sent or still being written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.joins import comma
from hemicycle.correspondence.models import Letter, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.agenda.advice import Place
    from hemicycle.consultations.models import Consultation


@dataclass(frozen=True)
class Put:
    """A question about an item, with its letter.

    Attributes:
        symbol: Of the letter; empty while nobody gave it one.
        sent: It was sent, so that it never changes (rule 20).
    """

    question: Question
    symbol: str
    sent: bool


def put_by_place(consultation: Consultation) -> dict[Place, list[Put]]:
    """Every question about an item, by its list and number, the first letter first: one query."""
    rows = Question.objects.filter(enquiry__letter__consultation=consultation).exclude(listing="")
    found: dict[Place, list[Put]] = {}
    for row in rows.select_related("enquiry__letter").order_by("enquiry__letter__sent_at", "pk"):
        letter = row.enquiry.letter
        put = Put(row, letter.symbol, letter.state == Letter.State.SENT)
        found.setdefault((row.listing, row.number), []).append(put)
    return found


def letters(puts: Iterable[Put], *, sent: bool) -> str:
    """The symbols of the letters that were sent, or of the drafts, each once."""
    return comma().join(dict.fromkeys(put.symbol for put in puts if put.sent is sent))


def put_in_list(by_place: Mapping[Place, list[Put]], key: str) -> list[Put]:
    """What was put of a whole list."""
    return [put for (listing, _number), puts in by_place.items() if listing == key for put in puts]
