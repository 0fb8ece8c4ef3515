"""The shape of what the technicians show, and of a participant's thread with them."""

from __future__ import annotations

from hemicycle.live.document import Document, Part, Who
from hemicycle.live.documents import CauseOrNone
from hemicycle.rules.floor import TurnState
from hemicycle.rules.help_requests import RequestKind, RequestOutcome


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


class HelpRequestDocument(Part):
    """Something that the help desk asked of this person's page. Where it is follows from this, and from the time.

    Attributes:
        by: The name of who asked.
        case: The key of the case in which it was asked.
        device: The identifier of the device that is to be used, while it is open; empty where none is.
        label: The device's name.
        agreed: Their answer; null before they gave it.
        until: When it lapses, or, once they agreed, when a report is due or the desk sees the connection no more.
        ended: It was reported, declined, taken back, or ended with its case.
        outcome: What became of a measure; null before it was reported.
    """

    id: int
    by: str
    case: int
    kind: RequestKind
    device: str
    label: str
    asked_at: str
    agreed: bool | None
    until: str
    ended: bool
    outcome: RequestOutcome | None


class HelpDocument(Document):
    """Channel ``help.<registration>``: one participant's thread, the last hundred messages.

    Attributes:
        requests: The latest ones to their page in this sitting, oldest first.
    """

    messages: list[HelpMessageDocument]
    call: HelpCallDocument | None
    requests: list[HelpRequestDocument]


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
    bad_sounds: list[BadSoundRow]
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


class BadSoundRow(Part):
    """Booths say that the sound of a turn is bad (rule 54).

    Attributes:
        booths: Their languages, in the order in which they said so first.
        at: When one did last.
        ends_at: Until when that is shown; it may be over.
        case: The key of the speaker's case in this sitting; ``None`` where there is none.
    """

    turn: int
    who: Who
    booths: list[str]
    at: str
    ends_at: str
    case: int | None


DeskDocument.model_rebuild()
