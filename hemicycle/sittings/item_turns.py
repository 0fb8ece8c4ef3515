"""Who has spoken on the item under discussion, and how often: rules 6 and 9 depend on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import ParticipationClass
from hemicycle.rules.floor import spent
from hemicycle.rules.queue import Order
from hemicycle.sittings.models import Turn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.db.models import QuerySet

    from hemicycle.people.models import Registration
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


def times_spoken(sitting: Sitting, capacity: Capacity, speaker: Registration | Turn) -> int:
    """How often a Member, as of this class, has spoken on the open item; 0 where its class may as often as it asks.

    Of a person who represents none, how often they have. What was said as of another class, or on a motion or in reply,
    does not count.

    Args:
        speaker: The registration, or a turn of it, with whom it is for.
    """
    if not _is_limited(capacity) or (item := open_item(sitting)) is None:
        return 0
    heard = _heard(sitting, item, [capacity.value])
    if speaker.member_id is not None:
        return heard.filter(member=speaker.member_id).count()
    return heard.filter(member=None, registration=_registration(speaker)).count()


def _registration(speaker: Registration | Turn) -> int:
    return speaker.registration_id if isinstance(speaker, Turn) else speaker.pk


@dataclass(frozen=True)
class Spent:
    """Who has spoken on the open item as often as they may.

    Attributes:
        members: Keys of Members, with their codes.
        persons: Keys of the registrations of persons who represent none.
    """

    members: Mapping[int, str] = field(default_factory=dict)
    persons: frozenset[int] = frozenset()

    def has(self, turn: Turn) -> bool:
        """Whether who asked for it has."""
        return turn.member_id in self.members if turn.member_id is not None else turn.registration_id in self.persons


def spent_by(sitting: Sitting, classes: Classes) -> Spent:
    """Who has spoken on the open item as often as they may. One query, and none where every class may speak freely."""
    limited = {one.value: one for one in classes if one.times is not None}
    item = open_item(sitting) if limited else None
    if item is None:
        return Spent()
    members: Counter[tuple[int, str, str]] = Counter()
    persons: Counter[tuple[int, str]] = Counter()
    heard: Iterable[tuple[int, int | None, str, str]] = _heard(sitting, item, limited).values_list(
        "registration", "member", "member__code", "capacity"
    )
    for registration, member, code, key in heard:
        if member is None:
            persons[registration, key] += 1
        else:
            members[member, code, key] += 1
    return Spent(
        {member: code for (member, code, key), times in members.items() if spent(limited[key], times)},
        frozenset(person for (person, key), times in persons.items() if spent(limited[key], times)),
    )


def passed_over(sitting: Sitting, classes: Classes, waiting: list[Turn]) -> set[int]:
    """Turns of those who wait although they have spoken as often as they may: *next* goes past them."""
    theirs = [turn for turn in waiting if not turn.motion and _is_limited(classes.named(turn.capacity))]
    if not theirs:
        return set()
    who = spent_by(sitting, classes)
    return {turn.pk for turn in theirs if who.has(turn)}


def _is_limited(capacity: Capacity) -> bool:
    return isinstance(capacity, ParticipationClass) and capacity.times is not None


def _heard(sitting: Sitting, item: int | None, keys: Iterable[str]) -> QuerySet[Turn]:
    """Turns of these classes on an item that were heard, in whichever sitting; where none is open, those of this one.

    Without motions and replies, which are no turns on the item.
    """
    turns = Turn.objects.filter(
        sitting__consultation=sitting.consultation_id,
        item=item,
        capacity__in=list(keys),
        connected_at__isnull=False,
        motion="",
    )
    return turns if item is not None else turns.filter(sitting=sitting)
