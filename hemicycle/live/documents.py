"""The shape of the documents that clients show.

Each is built from the database by one pure function (``live/build.py``), numbered by the sitting's
sequence, and published whole. They carry codes, not words: the room words them in the reader's
language, and takes names of Members, items and roles from the page that it was opened with.

Times are ISO 8601 in UTC. A ``registration`` is the number by which a person is known in the room;
their identity in the media engine is ``r<registration>``. ``make schema`` generates
``frontend/src/api/documents.ts`` from here.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.queue import PlaceCode

#: Why a turn failed; empty where it did not.
CauseOrNone: TypeAlias = Cause | Literal[""]


class Document(BaseModel):
    """What every document has.

    Attributes:
        seq: The sitting's sequence when it was built; a client drops an older one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seq: int


class Part(BaseModel):
    """A part of a document."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Who(Part):
    """A person in the room.

    Attributes:
        name: With title, as they are announced: "Ms. Elena Duarte".
        member: Code of their Member; ``None`` for a role beside the classes, and for who represents none.
        capacity: Key of their class, or role.
    """

    registration: int
    name: str
    member: str | None
    capacity: str


class WhyDocument(Part):
    """Why somebody stands where they stand: rule, code and the facts that its wording names."""

    rule: int
    code: PlaceCode
    facts: dict[str, str | int | bool]


class SittingDocument(Document):
    """Channel ``sitting``: where the sitting is and who leads.

    Attributes:
        closes_at: End of its window, as it was planned.
        ends_at: The same, or later where the presiding officer prolonged it: nothing begins afterwards (rule 16).
        room: Identifier of its room in the media engine; whoever is in another one joins again. Empty before the first.
    """

    state: SittingState
    since: str | None
    lead: Who | None
    list_open: bool
    opens_at: str
    closes_at: str
    ends_at: str
    room: str


class PlaceDocument(Part):
    """One place in the queue.

    Attributes:
        position: From 1.
        next: This one is next: warmed up, and may publish while muted.
        microphone, camera: What their page found ready; ``None`` while it has not said.
        wait_seconds: Speaking times of those ahead in the queue; the page adds what the speaker has left.
    """

    turn: int
    who: Who
    language: str
    asked_at: str
    position: int
    point_of_order: bool
    next: bool
    microphone: bool | None
    camera: bool | None
    reason: WhyDocument
    wait_seconds: int


class QueueDocument(Document):
    """Channel ``queue``: who waits, in procedural order.

    Attributes:
        spoken: Codes of the Members that have spoken on the open item as often as their class may (rule 9).
        spoken_persons: Registrations of persons who represent no Member, and have.
    """

    list_open: bool
    places: list[PlaceDocument]
    spoken: list[str]
    spoken_persons: list[int]


class SpeakerDocument(Part):
    """The turn that has the floor.

    Attributes:
        confirm: The speaker asked to confirm, and has not yet: nothing of theirs goes out.
        seconds: Allotted time with what the leader added.
        since: When their time began: the moment they could be heard; ``None`` before.
    """

    turn: int
    who: Who
    language: str
    point_of_order: bool
    state: Literal["granted", "connected", "audible"]
    confirm: bool
    muted: bool
    granted_at: str
    connected_at: str | None
    audible_at: str | None
    since: str | None
    seconds: int


class LastTurn(Part):
    """How the turn before ended."""

    turn: int
    registration: int
    state: Literal["ended", "withdrawn", "failed", "asked"]
    cause: CauseOrNone
    at: str


class TurnDocument(Document):
    """Channel ``turn``: who has the floor."""

    speaker: SpeakerDocument | None
    last: LastTurn | None


class ChannelDocument(Part):
    """What one language channel carries.

    Attributes:
        source: ``booth``: the track of ``identity``; ``floor``: the floor is in this language;
            ``none``: nobody interprets, and the page plays the floor and says so.
        identity: Of the interpreter on air; ``None`` otherwise.
    """

    source: Literal["booth", "floor", "none"]
    identity: str | None


class MapDocument(Document):
    """Channel ``map``: the map of the room. A client plays nothing that is not on it (rule 11).

    Attributes:
        floor: Identity of who is on the floor.
        next: Identity of who is next, or of a speaker who has yet to confirm: listeners subscribe to them
            early, without playing.
        language: Spoken on the floor.
        channels: By language code, those of the sitting; none where all speak one language.
    """

    floor: str | None
    next: str | None
    language: str | None
    channels: dict[str, ChannelDocument]


class ItemDocument(Part):
    """An item in the plan of the sitting.

    Attributes:
        item: Its number in the page's list of items (titles are there).
        spent_seconds: Time discussed before the present opening.
        opened_at: Of the present opening; ``None`` while it is not open.
        planned: The sitting is to take it; others of the agenda can be opened all the same.
        noted: It may end as noted; not where something is proposed, by default (rule 27).
        state: ``planned``, ``open``, ``paused`` (closed without an outcome) or ``ended``.
    """

    item: int
    planned: bool
    noted: bool
    state: Literal["planned", "open", "paused", "ended"]
    outcome: Outcome | Literal[""]
    minutes: int
    spent_seconds: int
    opened_at: str | None


class ItemsDocument(Document):
    """Channel ``items``: the plan, and which item is open."""

    open: int | None
    items: list[ItemDocument]


class SeatDocument(Part):
    """An interpreter in a booth."""

    who: Who
    on_air_since: str | None
    present: bool


class BoothDocument(Part):
    """A booth.

    Attributes:
        staffed: Somebody sits in it and is connected.
    """

    language: str
    staffed: bool
    seats: list[SeatDocument]


class BoothsDocument(Document):
    """Channel ``booths``: those of the sitting, in the order of its languages; none where all speak one language."""

    booths: list[BoothDocument]


class PresentDocument(Part):
    """Somebody is in the room."""

    who: Who
    since: str


class PresenceDocument(Document):
    """Channel ``presence``: who is here, in the order of the classes.

    Attributes:
        removed: Whom the leader removed and has not readmitted.
    """

    people: list[PresentDocument]
    removed: list[Who]
    voters_present: int
    voters: int


class HelpMessageDocument(Part):
    """A message of the help desk."""

    id: int
    who: Who
    text: str
    at: str


class HelpDocument(Document):
    """Channel ``help.<registration>``: one participant's thread, the last hundred messages."""

    messages: list[HelpMessageDocument]


class HelpThread(Part):
    """A thread, as technicians see it."""

    who: Who
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

#: Documents of a sitting that everybody in it may read, by channel.
OPEN: dict[str, type[Document]] = {
    "sitting": SittingDocument,
    "queue": QueueDocument,
    "turn": TurnDocument,
    "map": MapDocument,
    "items": ItemsDocument,
    "booths": BoothsDocument,
    "presence": PresenceDocument,
}
