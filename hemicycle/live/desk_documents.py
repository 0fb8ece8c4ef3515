"""The shape of what the technicians show, and of a participant's thread with them."""

from __future__ import annotations

from hemicycle.live.document import Document, Part, Who
from hemicycle.live.documents import CauseOrNone
from hemicycle.rules.floor import TurnState


class HelpMessageDocument(Part):
    """A message of the help desk."""

    id: int
    who: Who
    text: str
    at: str


class HelpCallDocument(Part):
    """A call that the help desk offers.

    Attributes:
        by: The name of who offers it.
        address: Of its page.
        until: When it is over by itself.
        joined: Its person has joined it.
    """

    id: int
    by: str
    address: str
    until: str
    joined: bool


class HelpDocument(Document):
    """Channel ``help.<registration>``: one participant's thread, the last hundred messages."""

    messages: list[HelpMessageDocument]
    call: HelpCallDocument | None


class HelpThread(Part):
    """A thread, as the desk sees it.

    Attributes:
        case: The key of the latest case in it, and the number by which it is named.
        assignee: The name of who has that case; null for nobody.
    """

    who: Who
    case: int
    number: int
    assignee: str | None
    messages: int
    last: HelpMessageDocument
    unanswered: bool


class DeskDocument(Document):
    """Channel ``desk``: for technicians and the secretariat: threads, latest turns, who was cut off.

    Attributes:
        room_made_again_at: When the media engine's room was made in the place of another one, last.
    """

    threads: list[HelpThread]
    turns: list[TurnRow]
    intrusions: list[IntrusionRow]
    room_made_again_at: str | None


class TurnRow(Part):
    """A turn with all its times."""

    turn: int
    who: Who
    language: str
    state: TurnState
    cause: CauseOrNone
    asked_at: str
    next_at: str | None
    granted_at: str | None
    connected_at: str | None
    audible_at: str | None
    ended_at: str | None


class IntrusionRow(Part):
    """Somebody who published or unmuted without the floor."""

    who: Who
    how: str
    seen_by: str
    at: str
    cut_at: str | None


DeskDocument.model_rebuild()
