"""The time plan from now on: what was done, where a sitting is, when what is left will be taken (rule 16)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.agenda.models import Item
from hemicycle.consultations.settings import settings_of
from hemicycle.rules.floor import SittingState
from hemicycle.rules.proposals import proposals
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.rules.time_plan import Frame, Part, Window, forecast, plan
from hemicycle.sittings.item_history import MINUTE, Course, courses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.proposals import Proposal
    from hemicycle.rules.reasons import Reason
    from hemicycle.rules.time_plan import Plan
    from hemicycle.sittings.models import Sitting

IN_SESSION = frozenset({SittingState.OPEN.value, SittingState.SUSPENDED.value})
NOTHING = Course()


@dataclass(frozen=True)
class Slot:
    """An item's place in a sitting.

    Attributes:
        starts, ends: As it was, where the item is over; as it is expected otherwise.
        state, outcome: As of its ``Course``.
    """

    item: Item
    starts: datetime
    ends: datetime
    state: str = "planned"
    outcome: str = ""


@dataclass(frozen=True)
class Day:
    """One sitting with its items.

    Attributes:
        pause: Its break, where it has one.
        spare: Minutes that are left at its end.
        carried: Items planned for it that no longer fit before it closes.
        frame: What it needs beside its items; nothing once it has begun.
    """

    sitting: Sitting
    slots: tuple[Slot, ...]
    pause: tuple[datetime, datetime] | None = None
    spare: int = 0
    carried: tuple[Item, ...] = ()
    frame: Frame = field(default_factory=Frame)

    @property
    def ends(self) -> datetime | None:
        """When its last item ends."""
        return self.slots[-1].ends if self.slots else None


@dataclass(frozen=True)
class Outlook:
    """The whole plan.

    Attributes:
        left: Items that have no place, with the reason.
        proposals: What could be done about them.
    """

    days: tuple[Day, ...]
    left: tuple[tuple[Item, Reason], ...] = ()
    proposals: tuple[Proposal, ...] = ()

    def sitting_of(self, item: int) -> Sitting | None:
        """The sitting in which an item is taken."""
        sittings = (day.sitting for day in self.days for slot in day.slots if slot.item.pk == item)
        return next(sittings, None)


def sittings_of(consultation: Consultation) -> list[Sitting]:
    """The sittings that are planned for, in time; a demonstration is none of them."""
    sittings = list(
        consultation.sittings.filter(kind=SittingKind.SITTING.value).prefetch_related("planned").order_by("opens_at")
    )
    for sitting in sittings:
        sitting.consultation = consultation
    consultation.sittings_planned = len(sittings)
    return sittings


def agenda_of(consultation: Consultation) -> list[Item]:
    """The items on the agenda, in order, with their documents."""
    rows = Item.objects.filter(consultation=consultation, position__isnull=False)
    return list(rows.select_related("document").order_by("position"))


def outlook(sittings: Sequence[Sitting], items: Sequence[Item], frame: Frame, now: datetime) -> Outlook:
    """Past sittings as they were, the present one as it goes, and what is left placed in the ones to come.

    Before the first sitting opens this is the plan itself: ``rules.time_plan.plan``.

    Args:
        sittings: In time, with ``planned``.
        items: The agenda, in order, with minutes and ``earliest`` as they are to be used.
    """
    known = courses(sittings)
    by_key = {item.pk: item for item in items}
    days = {
        sitting.pk: _held(sitting, by_key, known) for sitting in sittings if sitting.state == SittingState.ENDED.value
    }
    going_on = next((sitting for sitting in sittings if sitting.state in IN_SESSION), None)
    if going_on is not None:
        days[going_on.pk] = in_session(going_on, items, known, now)
    taken = {key for key, course in known.items() if course.state == "ended"}
    for day in days.values():
        if day.sitting is going_on:
            taken |= {slot.item.pk for slot in day.slots}
    begun = len(days)
    to_come = [sitting for sitting in sittings if sitting.pk not in days]
    windows = [Window(sitting.pk, sitting.opens_at, sitting.closes_at) for sitting in to_come]
    parts = [
        _counted_from(known.get(item.pk, NOTHING).left(item, now), begun) for item in items if item.pk not in taken
    ]
    made = plan(windows, parts, frame)
    days |= {sitting.pk: _planned(sitting, made, by_key, known, frame) for sitting in to_come}
    return Outlook(
        days=tuple(days[sitting.pk] for sitting in sittings),
        left=tuple((by_key[left.key], left.reason) for left in made.left),
        proposals=tuple(proposals(windows, parts, frame, _most_days(sittings))),
    )


def _most_days(sittings: Sequence[Sitting]) -> int | None:
    """On how many days their consultation sits at most."""
    limit = settings_of(sittings[0].consultation.settings).days_limit() if sittings else None
    return limit.most if limit else None


def _counted_from(part: Part, begun: int) -> Part:
    """The part with its earliest sitting counted among those still to come."""
    return replace(part, earliest=max(0, part.earliest - begun))


def _held(sitting: Sitting, items: dict[int, Item], known: dict[int, Course]) -> Day:
    """A sitting that is over: what was open in it, and when."""
    slots = []
    for key, course in known.items():
        here = course.within(sitting).periods
        if here and key in items:
            ends = here[-1].end or sitting.closes_at
            slots.append(Slot(items[key], here[0].start, ends, course.state, course.outcome))
    return Day(sitting, tuple(sorted(slots, key=lambda slot: slot.starts)))


def in_session(sitting: Sitting, items: Sequence[Item], known: dict[int, Course], now: datetime) -> Day:
    """A sitting that goes on: what was done in it, what is open, and what still fits before it closes.

    Args:
        known: The courses of the items, as far as they count for it.
    """
    planned = {item.pk for item in sitting.planned.all()}
    by_key = {item.pk: item for item in items}
    held = [slot for slot in _held(sitting, by_key, known).slots if slot.state == "ended"]
    mine = [item for item in items if not planned or item.pk in planned or _state(known, item) == "open"]
    waiting = [item for item in mine if _state(known, item) != "ended"]
    # The item that is open comes first, whatever its place: the others wait for it.
    to_come = sorted(waiting, key=lambda item: _state(known, item) != "open")
    parts = [known.get(item.pk, NOTHING).left(item, now) for item in to_come]
    ends = sitting.ends_at
    seen = forecast(parts, now, ends)
    slots, starts = list(held), now
    for item in to_come:
        if item.pk in seen.ends:
            course = known.get(item.pk, NOTHING).within(sitting)
            begun = course.periods[0].start if course.periods else starts
            slots.append(Slot(item, begun, seen.ends[item.pk], _state(known, item)))
            starts = seen.ends[item.pk]
    spare = max(timedelta(), ends - starts) // MINUTE
    carried = tuple(by_key[key] for key in seen.carried_over)
    return Day(sitting, tuple(slots), spare=spare, carried=carried)


def _state(known: dict[int, Course], item: Item) -> str:
    return known.get(item.pk, NOTHING).state


def _planned(sitting: Sitting, made: Plan, items: dict[int, Item], known: dict[int, Course], frame: Frame) -> Day:
    """A sitting that is to come."""
    slots = tuple(
        Slot(items[slot.key], slot.starts, slot.ends, _state(known, items[slot.key]))
        for slot in made.slots
        if slot.sitting == sitting.pk
    )
    return Day(sitting, slots, made.pauses.get(sitting.pk), made.spare.get(sitting.pk, 0), frame=frame)


def demonstration(consultation: Consultation, items: Sequence[Item], now: datetime) -> Day | None:
    """The sitting of a demonstration that goes on, with what was done in it alone."""
    sitting = (
        consultation.sittings.filter(kind=SittingKind.DEMONSTRATION.value, state__in=IN_SESSION)
        .prefetch_related("planned")
        .first()
    )
    if sitting is None:
        return None
    sitting.consultation = consultation
    return in_session(sitting, items, courses([sitting]), now)
