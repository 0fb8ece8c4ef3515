"""Who has spoken on the item under discussion, and how often: rules 6 and 9 depend on it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import ParticipationClass
from hemicycle.rules.floor import spent
from hemicycle.rules.queue import Order
from hemicycle.sittings.models import Turn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.db.models import QuerySet

    from hemicycle.rules.capacity import Capacity, Classes
    from hemicycle.sittings.models import Sitting


def open_item(sitting: Sitting) -> int | None:
    """Key of the item under discussion in a sitting."""
    return sitting.discussions.filter(end=None).values_list("item", flat=True).first()


def order_of(sitting: Sitting, classes: Classes, waiting: Collection[Turn]) -> Order:
    """What the order of the queue depends on beside the classes; asks nothing where no class alternates.

    Args:
        waiting: As ``speaker_queue.waiting`` reads them: they say which classes speak first on the open item.
    """
    said = [turn.speaks_first for turn in waiting]  # type: ignore[attr-defined] # annotated
    first = tuple(said[0] or ()) if said else ()
    alternating = [one.value for one in classes if one.alternates]
    if not alternating:
        return Order(first)
    heard = _heard(sitting, open_item(sitting), alternating)
    return Order(first, Counter(heard.values_list("capacity", flat=True)))


def times_spoken(sitting: Sitting, capacity: Capacity, member: int | None) -> int:
    """How often a Member, as of this class, has spoken on the open item; 0 where its class may as often as it asks.

    What it said as of another class, or on a point of order, does not count.
    """
    if member is None or not _is_limited(capacity) or (item := open_item(sitting)) is None:
        return 0
    return _heard(sitting, item, [capacity.value]).filter(member=member).count()


def spent_members(sitting: Sitting, classes: Classes) -> Mapping[int, str]:
    """Keys of the Members that have spoken on the open item as often as they may, with their codes."""
    limited = {one.value: one for one in classes if one.times is not None}
    item = open_item(sitting) if limited else None
    if item is None:
        return {}
    turns = _heard(sitting, item, limited).filter(member__isnull=False)
    counted = Counter(turns.values_list("member_id", "member__code", "capacity"))
    return {member: code for (member, code, key), times in counted.items() if spent(limited[key], times)}


def passed_over(sitting: Sitting, classes: Classes, waiting: list[Turn]) -> set[int]:
    """Turns of those who wait although they have spoken as often as they may: *next* goes past them."""
    theirs = [turn for turn in waiting if not turn.point_of_order and _is_limited(classes.named(turn.capacity))]
    if not theirs:
        return set()
    members = spent_members(sitting, classes)
    return {turn.pk for turn in theirs if turn.member_id in members}


def _is_limited(capacity: Capacity) -> bool:
    return isinstance(capacity, ParticipationClass) and capacity.times is not None


def _heard(sitting: Sitting, item: int | None, keys: Iterable[str]) -> QuerySet[Turn]:
    """Turns of these classes on an item that were heard, in whichever sitting; where none is open, those of this one.

    Without points of order, which are no turns on the item.
    """
    turns = Turn.objects.filter(
        sitting__consultation=sitting.consultation_id,
        item=item,
        capacity__in=list(keys),
        connected_at__isnull=False,
        point_of_order=False,
    )
    return turns if item is not None else turns.filter(sitting=sitting)
