"""The shape of what everybody is told of the booths: who sits in each, and what it hears."""

from __future__ import annotations

from hemicycle.live.document import Document, Part, Who
from hemicycle.rules.relay import HeardFrom


class SeatDocument(Part):
    """An interpreter in a booth.

    Attributes:
        entered_at: When they sat down.
        handover_since: Since when they would hand over, if they are on air, or else take over.
    """

    who: Who
    entered_at: str
    on_air_since: str | None
    handover_since: str | None
    present: bool


class HearsDocument(Part):
    """What a booth hears, while that language is on the floor (rule 53).

    Attributes:
        source: ``floor``; ``booth``: the channel of a pivot; ``own``: the floor, in the language of the booth;
            ``none``: the floor, from which it does not work, since nobody relays to it.
        pivot: Language of the pivot's channel; empty for the floor.
        deputy: That of the pivot that would be next; empty for none.
        relays: How many booths are between it and the floor.
    """

    source: HeardFrom
    pivot: str
    deputy: str
    relays: int


class ShiftDocument(Part):
    """A shift of an interpreter, as planned (rule 57): it seats nobody.

    Attributes:
        registration: Whose it is.
        name: Theirs, as they are announced.
    """

    registration: int
    name: str
    begins_at: str
    ends_at: str


class BoothDocument(Part):
    """A booth.

    Attributes:
        staffed: Somebody sits in it and is connected.
        shifts: Those that are planned, in time.
    """

    language: str
    staffed: bool
    hears: HearsDocument
    seats: list[SeatDocument]
    shifts: list[ShiftDocument]


class BoothsDocument(Document):
    """Channel ``booths``: those of the sitting, in the order of its languages; none where all speak one language."""

    booths: list[BoothDocument]
