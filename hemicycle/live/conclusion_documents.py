"""The shape of the text on the screen, and of what was said on record about it."""

from __future__ import annotations

from typing import Literal

from hemicycle.live.document import Document, Part, Who
from hemicycle.rules.conclusions import PositionKind


class PieceDocument(Part):
    """A part of a paragraph: as it was when the text was read out last, new, or taken away since."""

    kind: Literal["same", "inserted", "deleted"]
    text: str


class TextDocument(Part):
    """The proposed conclusion in one language.

    Attributes:
        number: Of this wording, in its language.
        follows: Number of the wording in the language of drafting that it says; 0 in that language itself.
        behind: It does not say what the language of drafting says now.
        paragraphs: Each in pieces: without what was deleted, the text as it is now.
    """

    language: str
    number: int
    follows: int
    behind: bool
    paragraphs: list[list[PieceDocument]]


class QuestionDocument(Part):
    """Who presides asks whether there is any objection.

    Attributes:
        who: Who asks: another person may preside by now.
        until: Until when there is time to answer.
    """

    who: Who
    asked_at: str
    until: str


class PositionDocument(Part):
    """What somebody said on record.

    Attributes:
        recorded: They said it by voice, and who presides entered it.
        defers: While it stands, the item ends deferred.
    """

    position: int
    who: Who
    kind: PositionKind
    words: str
    at: str
    recorded: bool
    withdrawn: bool
    defers: bool


class ConclusionDocument(Document):
    """Channel ``conclusion``: the text on the screen, and what was said on record of the open item.

    Attributes:
        item: The open item; ``None`` where none is, and then nothing else is here.
        language: In which the conclusion is drafted; empty where nothing was ever proposed.
        reading: How often it was read out.
        read: It reads as it was read out last.
        texts: By language, that of drafting first; none where nothing is proposed.
        numbers: Of the latest wording by language, also of one that was taken back: the next is drafted from it.
        question: ``None`` where who presides is not asking.
        asked_until: From then on the item may end with the text as it reads now, which they have asked about; ``None``
            where they have not.
        objections_stop: An objection of a Member that may cause a deferral defers the item: a setting (rule 30).
        noted: The item may end as noted; not where something is proposed, by default (rule 27).
        latest: Key of the position that was taken last; 0 where none was.
        deferring: Key of the position for which the item can only end deferred.
    """

    item: int | None
    language: str
    reading: int
    read: bool
    texts: list[TextDocument]
    numbers: dict[str, int]
    question: QuestionDocument | None
    asked_until: str | None
    objections_stop: bool
    noted: bool
    positions: list[PositionDocument]
    latest: int
    deferring: int | None
