"""The shape of what the booths and who presides read, and nobody else."""

from __future__ import annotations

from hemicycle.live.document import Document, Part, Who


class StatementDocument(Part):
    """The text of a statement that a delegation handed in.

    Attributes:
        who: Who handed it in; whoever speaks for their Member speaks by it.
        number: Of this version.
        paragraphs: None where it is a file alone.
        file: Name of a file that is read beside it; empty for none.
    """

    statement: int
    who: Who
    number: int
    language: str
    paragraphs: list[str]
    file: str
    at: str


class StatementsDocument(Document):
    """Channel ``statements``: the latest text of each delegation under the open item, in the order of handing in.

    Attributes:
        item: The open item; ``None`` where none is, and then nothing else is here.
    """

    item: int | None
    statements: list[StatementDocument]


class SpeechDocument(Document):
    """Channel ``speech``: who speaks now, as the steward hears. No act changes it: it has numbers of its own.

    Attributes:
        speaking: Since when, by the number of the registration. What they are heard on, the map of the room says.
    """

    speaking: dict[int, str]
