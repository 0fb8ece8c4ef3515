"""The shape of the messages of the booths."""

from __future__ import annotations

from hemicycle.live.document import Document, Part, Who
from hemicycle.rules.booth_chat import Circle, ReadySentence


class ChatMessageDocument(Part):
    """A message.

    Attributes:
        booth: Language of the booth that wrote it, or to which it was written; empty where its author sat in none.
        ready: A ready sentence; ``None`` where it has a text.
    """

    id: int
    who: Who
    circle: Circle
    booth: str
    ready: ReadySentence | None
    text: str
    at: str


class ChatDocument(Document):
    """The latest messages, oldest first, of one of three documents.

    Channel ``booths_chat``, for interpreters and captioners: what was written to all booths. Channel
    ``technicians_chat``, for technicians: between booths and them. Channel ``chat.<registration>``, for one interpreter
    or one of those who may preside: what their booth wrote and what was written to it; or, while they preside, what is
    between booths and who presides.
    """

    messages: list[ChatMessageDocument]
