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

from hemicycle.live.conclusion_documents import ConclusionDocument
from hemicycle.live.document import Document, Part, Who
from hemicycle.live.documentation_documents import DocumentationDocument
from hemicycle.live.interpretation_documents import BoothsDocument
from hemicycle.rules.conclusions import EndingCode
from hemicycle.rules.floor import Cause, SittingState
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.permissions import Action
from hemicycle.rules.queue import PlaceCode

#: What can be undone.
UndoableAction: TypeAlias = Literal[
    Action.ITEM_OPEN,
    Action.FLOOR_TAKE_BACK,
    Action.FLOOR_PUT_BACK,
    Action.QUEUE_CLOSE,
    Action.QUEUE_OPEN,
    Action.SITTING_SUSPEND,
]
#: Why a turn failed; empty where it did not.
CauseOrNone: TypeAlias = Cause | Literal[""]


class WhyDocument(Part):
    """Why somebody stands where they stand: rule, code and the facts that its wording names."""

    rule: int
    code: PlaceCode
    facts: dict[str, str | int | bool]


class RulingDocument(Part):
    """What who presides ruled last on the open item, or while none was (rule 45).

    Attributes:
        who: Who presided.
        motion, mover: What it was on; empty and ``None`` for a ruling of their own accord.
        until: Until when it suspended the sitting, where it did and that was said.
    """

    ruling: int
    who: Who
    motion: Motion | Literal[""]
    mover: Who | None
    verdict: Verdict | Literal[""]
    words: str
    until: str | None
    at: str


class UndoDocument(Part):
    """What who presides did last, and can undo within seconds unless something has happened since (rule 42).

    Attributes:
        act: Its number, for the command.
        registration: Who did it.
    """

    act: int
    registration: int
    action: UndoableAction
    at: str


class SittingDocument(Document):
    """Channel ``sitting``: where the sitting is and who leads.

    Attributes:
        closes_at: End of its window, as it was planned.
        ends_at: The same, or later where the presiding officer prolonged it: nothing begins afterwards (rule 16).
        suspended_until: When it is to go on, where it is suspended and that was said.
        interpretation_wait: Seconds for which the light of who is given the floor waits at most (rule 55).
        on_air_minutes: So long an interpreter is on air before they are asked to hand over.
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
    suspended_until: str | None
    interpretation_wait: int
    on_air_minutes: int
    ruling: RulingDocument | None
    undo: UndoDocument | None


class PlaceDocument(Part):
    """One place in the queue.

    Attributes:
        position: From 1.
        point_of_order: It goes before the list: a point of order, or another motion (rules 7 and 43).
        motion: What they ask for beside the floor; empty on the list of speakers.
        words: Their reason for it.
        next: This one is next: warmed up, and may publish while muted.
        microphone, camera: What their page found ready; ``None`` while it has not said.
        item: Number of the item for which it was asked; ``None`` where none was open.
        wait_seconds: Speaking times of those ahead in the queue; the page adds what the speaker has left.
    """

    turn: int
    who: Who
    language: str
    asked_at: str
    position: int
    point_of_order: bool
    motion: Motion | Literal[""]
    words: str
    next: bool
    microphone: bool | None
    camera: bool | None
    reason: WhyDocument
    item: int | None
    wait_seconds: int


class MotionDocument(Part):
    """A motion that is before who presides, and not ruled on yet (rule 43).

    Attributes:
        state: It waits, is heard, or was.
        words: The reason that was given for it.
    """

    turn: int
    who: Who
    motion: Motion
    words: str
    state: Literal["waits", "speaks", "heard"]


class AsideDocument(Part):
    """A request that was put aside with its item: it waits again once that is taken up again (rule 41).

    Attributes:
        item: Its number.
    """

    turn: int
    who: Who
    item: int


class QueueDocument(Document):
    """Channel ``queue``: who waits, in procedural order.

    Attributes:
        motions: Those that are to be ruled on, by their precedence.
        aside: Put aside with their items, as they asked.
        spoken: Codes of the Members that have spoken on the open item as often as their class may (rule 9).
        spoken_persons: Registrations of persons who represent no Member, and have.
        heard: Codes of the Members that were heard in it, where it is for practice (rule 47): each is called once.
    """

    list_open: bool
    places: list[PlaceDocument]
    motions: list[MotionDocument]
    aside: list[AsideDocument]
    spoken: list[str]
    spoken_persons: list[int]
    heard: list[str]


class WaitDocument(Part):
    """The speaker's light waits for interpretation of what was said before (rule 55).

    Attributes:
        channels: Languages whose interpreters still speak.
        until: Until when it waits at most.
    """

    channels: list[str]
    until: str


class SpeakerDocument(Part):
    """The turn that has the floor.

    Attributes:
        confirm: The speaker asked to confirm, and has not yet: nothing of theirs goes out.
        seconds: Allotted time with what the leader added.
        waits: ``None`` where their light need not wait, or does so no more.
        since: When their time began, or begins: they could be heard, and their light was green; ``None`` before they
            could be heard.
        slow_down, wait: Until when each booth asks for it, one moment a booth: how many, and never which (rule 54).
    """

    turn: int
    who: Who
    language: str
    point_of_order: bool
    motion: Motion | Literal[""]
    state: Literal["granted", "connected", "audible"]
    confirm: bool
    muted: bool
    granted_at: str
    connected_at: str | None
    audible_at: str | None
    waits: WaitDocument | None
    since: str | None
    seconds: int
    slow_down: list[str]
    wait: list[str]


class LastTurn(Part):
    """How the turn before ended.

    Attributes:
        spoke_seconds: For how long they could be heard; ``None`` where they never could.
        seconds: Allotted time with what the leader added.
    """

    turn: int
    registration: int
    state: Literal["ended", "withdrawn", "failed", "asked"]
    cause: CauseOrNone
    at: str
    spoke_seconds: int | None
    seconds: int


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
        follower: Identity of who takes over from them: who listens receives them early, without playing.
    """

    source: Literal["booth", "floor", "none"]
    identity: str | None
    follower: str | None


class MapDocument(Document):
    """Channel ``map``: the map of the room. A client plays nothing that is not on it (rule 11).

    Attributes:
        floor: Identity of who is on the floor.
        next: Identity of who is next, or of a speaker who has yet to confirm: listeners subscribe to them
            early, without playing.
        presiding: Identity of who presides over the open sitting, unless they have the floor: received early like the
            next one.
        voice: They are heard beside the floor now, and seen; the speaker's sound is lowered meanwhile.
        language: Spoken on the floor: that of who presides while they are heard.
        channels: By language code, those of the sitting; none where all speak one language.
    """

    floor: str | None
    next: str | None
    presiding: str | None
    voice: bool
    language: str | None
    channels: dict[str, ChannelDocument]


class EndingDocument(Part):
    """Why an item ended as it did (rules 26 to 31).

    Attributes:
        member: Code of the Member that deferred it; empty where none did.
        words: Of who presided, where they deferred it themselves.
    """

    code: EndingCode
    member: str
    words: str


class ItemDocument(Part):
    """An item in the plan of the sitting.

    Attributes:
        item: Its number in the page's list of items (titles are there).
        spent_seconds: Time discussed before the present opening.
        opened_at: Of the present opening; ``None`` while it is not open.
        planned: The sitting is to take it; others of the agenda can be opened all the same.
        state: ``planned``, ``open``, ``paused`` (closed without an outcome) or ``ended``.
        ending: Why it ended so; ``None`` while it has not.
    """

    item: int
    planned: bool
    state: Literal["planned", "open", "paused", "ended"]
    outcome: Outcome | Literal[""]
    minutes: int
    spent_seconds: int
    opened_at: str | None
    ending: EndingDocument | None


class ItemsDocument(Document):
    """Channel ``items``: the plan, and which item is open.

    Attributes:
        closed: The item that ended just now: none was taken up after it.
    """

    open: int | None
    closed: int | None
    items: list[ItemDocument]


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


#: Documents of a sitting that everybody in it may read, by channel.
OPEN: dict[str, type[Document]] = {
    "sitting": SittingDocument,
    "queue": QueueDocument,
    "turn": TurnDocument,
    "map": MapDocument,
    "items": ItemsDocument,
    "documentation": DocumentationDocument,
    "conclusion": ConclusionDocument,
    "booths": BoothsDocument,
    "presence": PresenceDocument,
}
