"""The queue as it stands: the rows of those who wait, in the order that the rules give them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from hemicycle.rules.floor import PENDING, WAITING, SittingState, TurnState
from hemicycle.rules.motions import Motion
from hemicycle.rules.queue import Order, Place, Placement, Request, places
from hemicycle.sittings import item_turns
from hemicycle.sittings.models import Discussion, Turn
from hemicycle.verification import facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from hemicycle.consultations.settings import Settings
    from hemicycle.rules.capacity import Classes
    from hemicycle.sittings.models import Sitting

WAITING_STATES = [state.value for state in WAITING]
PENDING_STATES = [state.value for state in PENDING]


def placement_as_json(placement: Placement) -> dict[str, Any]:
    """Stored form of a placement."""
    return {
        "capacity": placement.capacity.value,
        "motion": placement.motion.value if placement.motion else "",
        "asked_at": placement.asked_at.isoformat(),
        "beside": placement.beside,
        "nudge": placement.nudge,
        "reason": placement.reason,
        "by": placement.by,
    }


def _placement(stored: dict[str, Any] | None, classes: Classes) -> Placement | None:
    if stored is None:
        return None
    return Placement(
        capacity=classes.named(stored["capacity"]),
        motion=_moved(stored),
        asked_at=datetime.fromisoformat(stored["asked_at"]),
        beside=stored["beside"],
        nudge=stored["nudge"],
        reason=stored["reason"],
        by=stored["by"],
    )


def _moved(stored: dict[str, Any]) -> Motion | None:
    """As it is stored, or was before there were other motions than points of order."""
    if "motion" in stored:
        return Motion(stored["motion"]) if stored["motion"] else None
    return Motion.POINT_OF_ORDER if stored["point_of_order"] else None


def request_of(turn: Turn, classes: Classes) -> Request:
    """A waiting turn as the rules see it."""
    capacity, placement = classes.named(turn.capacity), _placement(turn.placement, classes)
    motion = Motion(turn.motion) if turn.motion else None
    return Request(turn.pk, capacity, turn.asked_at, motion, placement)


def waiting(sitting_id: int) -> QuerySet[Turn]:
    """The turns that wait in a sitting; each says who speaks first on the open item, so that nothing more is asked."""
    opened = Discussion.objects.filter(sitting=OuterRef("sitting"), end=None).order_by()
    rows = Turn.objects.filter(sitting_id=sitting_id, state__in=WAITING_STATES)
    return rows.annotate(speaks_first=Subquery(opened.values("item__speaks_first")[:1]))


def put_aside(sitting_id: int) -> QuerySet[Turn]:
    """The turns that were put aside with their items, as they were asked for, with who asked."""
    rows = Turn.objects.filter(sitting_id=sitting_id, state=TurnState.PUT_ASIDE.value)
    return rows.select_related("registration__person", "member").order_by("asked_at", "pk")


def in_places(sitting: Sitting, turns: Iterable[Turn], settings: Settings) -> list[tuple[Turn, Place]]:
    """Turns of a sitting, as ``waiting`` reads them, with their places, in procedural order (rules 6, 7, 12)."""
    by_key = {turn.pk: turn for turn in turns}
    ordered = places(*_asked(sitting, by_key.values(), settings))
    return [(by_key[place.request.turn], place) for place in ordered]


def as_facts(sitting: Sitting, turns: Collection[Turn], settings: Settings) -> dict[str, Any]:
    """What the places of those who wait depend on, as the journal keeps it with each giving of the floor."""
    return facts.queue(*_asked(sitting, turns, settings))


def _asked(sitting: Sitting, turns: Collection[Turn], settings: Settings) -> tuple[list[Request], Order]:
    classes = settings.participation
    return [request_of(turn, classes) for turn in turns], item_turns.order_of(sitting, classes, turns)


def in_line(sitting: Sitting, settings: Settings, rows: list[Turn] | None = None) -> list[tuple[Turn, Place]]:
    """Those who can be given the floor, in procedural order, without whose Member has spoken as often as it may.

    Args:
        rows: Those who wait, where they were read already.
    """
    rows = list(waiting(sitting.pk)) if rows is None else rows
    passed = item_turns.passed_over(sitting, settings.participation, rows)
    return [(turn, place) for turn, place in in_places(sitting, rows, settings) if turn.pk not in passed]


def settle(sitting: Sitting, settings: Settings, at: datetime) -> bool:
    """Make the head of the queue, and nobody else, the next speaker while the sitting is open.

    Returns:
        Whether that changed anything.
    """
    changed = False
    rows = list(waiting(sitting.pk))
    line = in_line(sitting, settings, rows)
    head = line[0][0].pk if line and sitting.state == SittingState.OPEN.value else None
    for turn in rows:
        heads = turn.pk == head
        state = TurnState.NEXT.value if heads else TurnState.ASKED.value
        if turn.state != state:
            changed = True
            turn.state = state
            turn.next_at = turn.next_at or (at if heads else None)
            if not heads:
                turn.microphone = turn.camera = None
            turn.save(update_fields=["state", "next_at", "microphone", "camera"])
    return changed
