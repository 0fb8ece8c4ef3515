"""What happened in a sitting: every turn with its times, when who presided was heard beside, and who came."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.people import queries as people
from hemicycle.people.member_names import as_at, in_list_order
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.connection_figures import QUICK_SECONDS, SLOW_SECONDS
from hemicycle.rules.floor import SittingState, TurnState
from hemicycle.sittings import booth_signals
from hemicycle.sittings.queries import day

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.rules.booth_signals import Signal
    from hemicycle.rules.capacity import Capacity
    from hemicycle.sittings.models import PresidingVoice, Reopening, Sitting, Turn


@dataclass(frozen=True)
class TimedTurn:
    """A turn and how long its steps took, in seconds; ``None`` where a step never came.

    Attributes:
        capacity: As they were when they asked (rule 5).
        waited: From asking to the grant.
        connecting: From the moment when their sound could go out until the media server forwarded it: the figure
            that the letter's second annex is about.
        interpretation: For how long their light waited for interpretation of what was said before (rule 55), from the
            moment when their sound could go out.
        speaking_up: From when they were forwarded and their light was green until speech was heard.
        held: From the grant until the end.
        signals: How many booths told each thing of it (rule 54).
    """

    turn: Turn
    capacity: Capacity
    waited: float | None
    connecting: float | None
    interpretation: float | None
    speaking_up: float | None
    held: float | None
    signals: dict[Signal, int]


@dataclass(frozen=True)
class TimedVoice:
    """A time for which who presided was heard beside the floor.

    Attributes:
        capacity: As at the day of the sitting (rule 5).
        seconds: How long; ``None`` while they press.
        beside: The turn that had the floor as they began; ``None`` between two.
    """

    voice: PresidingVoice
    capacity: Capacity
    seconds: float | None
    beside: Turn | None


@dataclass(frozen=True)
class Attendee:
    """A confirmed participant, in their class or role as at the day of the sitting (rule 5).

    Attributes:
        came: When they first joined; ``None`` while they have not.
        present: They are connected now.
    """

    registration: Registration
    capacity: Capacity
    came: datetime | None
    present: bool


def seconds_between(start: datetime | None, end: datetime | None) -> float | None:
    """From one step to another, to a hundredth; ``None`` where one of them never came."""
    return round((end - start).total_seconds(), 2) if start and end else None


def _not_negative(seconds: float | None) -> float | None:
    """Who speaks before their light is green has not been slow."""
    return None if seconds is None else max(0.0, seconds)


def timed(turn: Turn, capacity: Capacity) -> TimedTurn:
    """A turn with the lengths of its steps."""
    return TimedTurn(
        turn=turn,
        capacity=capacity,
        waited=seconds_between(turn.asked_at, turn.granted_at),
        connecting=seconds_between(turn.heard_from, turn.connected_at),
        interpretation=seconds_between(turn.heard_from, turn.light_from),
        speaking_up=_not_negative(seconds_between(turn.begins, turn.audible_at)),
        held=seconds_between(turn.granted_at, turn.ended_at),
        signals=booth_signals.booths_of(turn),
    )


@dataclass(frozen=True)
class SittingPeriod:
    """For how long a sitting was held at a stretch, suspensions included.

    Attributes:
        end: Nothing while it goes on.
        reopening: By which it began, where it had ended before.
    """

    start: datetime
    end: datetime | None
    reopening: Reopening | None = None


def periods(sitting: Sitting) -> list[SittingPeriod]:
    """When a sitting was held: once, and again for each time that it was reopened; nothing before it opened."""
    first = sitting.leads.order_by("start", "pk").first()
    if first is None:
        return []
    reopenings = list(sitting.reopenings.select_related("registration__person").order_by("pk"))
    starts = [first.start, *(row.at for row in reopenings)]
    last = sitting.state_since if sitting.state == SittingState.ENDED.value else None
    ends = [*(row.ended_at for row in reopenings), last]
    begun_by = [None, *reopenings]
    return [SittingPeriod(*parts) for parts in zip(starts, ends, begun_by, strict=True)]


def turns(sitting: Sitting) -> list[TimedTurn]:
    """Every turn, newest first, with who had it and on which item."""
    rows = sitting.turns.select_related("registration__person", "member", "item", "ruling").prefetch_related(
        "member__names", "signals"
    )
    listed, on = list(rows.order_by("-pk")), day(sitting)
    as_at((turn.member for turn in listed if turn.member), on)
    classes = sitting.consultation.classes
    return [timed(turn, classes.named(turn.capacity)) for turn in listed]


def voices(sitting: Sitting) -> list[TimedVoice]:
    """When who presided was heard beside the floor, newest first, and beside whom."""
    rows = list(sitting.voices.select_related("registration__person", "registration__member").order_by("-pk"))
    held = list(sitting.turns.filter(granted_at__isnull=False).select_related("registration__person", "member"))
    classes, on = sitting.consultation.classes, day(sitting)
    found = {row.registration_id: row.registration for row in rows}
    capacities = {key: people.capacity(registration, classes, on) for key, registration in found.items()}
    return [
        TimedVoice(
            voice=row,
            capacity=capacities[row.registration_id],
            seconds=seconds_between(row.began_at, row.ended_at),
            beside=next((turn for turn in held if _had_floor(turn, row.began_at)), None),
        )
        for row in rows
    ]


def _had_floor(turn: Turn, at: datetime) -> bool:
    begun = turn.granted_at is not None and turn.granted_at <= at
    return begun and (turn.ended_at is None or turn.ended_at > at)


def attendees(sitting: Sitting) -> list[Attendee]:
    """Everybody who may join, and whether they came: by class, by Member as lists have it, by name."""
    came: dict[int, datetime] = {}
    present: set[int] = set()
    for attendance in sitting.attendances.order_by("-joined_at"):
        came[attendance.registration_id] = attendance.joined_at
        if attendance.left_at is None:
            present.add(attendance.registration_id)
    confirmed = Registration.objects.filter(
        consultation=sitting.consultation, status=RegistrationStatus.CONFIRMED.value
    ).select_related("person", "member")
    on, classes = day(sitting), sitting.consultation.classes
    rows = [
        Attendee(row, people.capacity(row, classes, on), came.get(row.pk), row.pk in present)
        for row in confirmed.prefetch_related("member__names", "member__organ_seats").order_by("pk")
    ]
    members = as_at((row.registration.member for row in rows if row.registration.member), on)
    each = {member.pk: member for member in members}
    listed = in_list_order(each.values(), sitting.consultation.body)
    places = {member.pk: place for place, member in enumerate(listed)}

    def key(attendee: Attendee) -> tuple[int, int, str]:
        registration = attendee.registration
        place = places[registration.member_id] if registration.member_id is not None else -1
        return classes.place(attendee.capacity), place, sort_key(registration.person.name)

    return sorted(rows, key=key)


@dataclass(frozen=True)
class Figures:
    """What the turns of a sitting add up to.

    Attributes:
        turns: Everybody who was given the floor.
        connected: Of these, whom the media server forwarded.
        quick, slow: Connected within three seconds; after more than twenty: the figures of the rehearsal of May 2020.
        median: Of the seconds of connecting; ``None`` before anybody was connected.
    """

    turns: int
    connected: int
    quick: int
    slow: int
    failed: int
    median: float | None

    @property
    def quick_share(self) -> int:
        """Per cent of the connected who were quick."""
        return round(100 * self.quick / self.connected) if self.connected else 0


def figures(rows: list[TimedTurn]) -> Figures:
    """The figures of these turns."""
    connecting = [row.connecting for row in rows if row.connecting is not None]
    return Figures(
        turns=sum(row.turn.granted_at is not None for row in rows),
        connected=len(connecting),
        quick=sum(seconds <= QUICK_SECONDS for seconds in connecting),
        slow=sum(seconds > SLOW_SECONDS for seconds in connecting),
        failed=sum(row.turn.state == TurnState.FAILED.value for row in rows),
        median=round(median(connecting), 2) if connecting else None,
    )
