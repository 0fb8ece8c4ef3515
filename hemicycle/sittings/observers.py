"""An observer's once on an item (rule 9): which of their Members have had the floor on what is discussed now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.capacity import Capacity
from hemicycle.rules.floor import OBSERVERS
from hemicycle.sittings.models import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.settings import Settings
    from hemicycle.sittings.models import Sitting


def open_item(sitting: Sitting) -> int | None:
    """Key of the item under discussion in a sitting."""
    return sitting.discussions.filter(end=None).values_list("item", flat=True).first()


def spoken(sitting: Sitting, settings: Settings) -> Mapping[int, str]:
    """Keys of the observers whose once on the open item is spent, with their codes; none where the setting is off.

    What a Member said while it was none of the observers, or on a point of order, spends nothing.
    """
    item = open_item(sitting) if settings.observers_once else None
    if item is None:
        return {}
    turns = Turn.objects.filter(
        sitting__consultation=sitting.consultation_id,
        item=item,
        capacity__in=[capacity.value for capacity in OBSERVERS],
        connected_at__isnull=False,
        point_of_order=False,
        member__isnull=False,
    )
    return dict(turns.values_list("member_id", "member__code").distinct())


def once_spent(sitting: Sitting, settings: Settings, capacity: Capacity, member: int | None) -> bool:
    """Whether somebody of this class and Member has spoken on the open item, and may not again by themselves."""
    return capacity in OBSERVERS and member in spoken(sitting, settings)


def passed_over(sitting: Sitting, settings: Settings, waiting: list[Turn]) -> set[int]:
    """Turns of those who wait although their once is spent: they keep their place, and *next* goes past them."""
    theirs = [turn for turn in waiting if not turn.point_of_order and Capacity(turn.capacity) in OBSERVERS]
    if not theirs:
        return set()
    members = spoken(sitting, settings)
    return {turn.pk for turn in theirs if turn.member_id in members}
