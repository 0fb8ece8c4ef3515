"""The item under discussion, for what is done about its conclusion in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.models import Item
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.models import Discussion
from hemicycle.sittings.reasons import SittingCode

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.sittings.act import Act


def period_of(act: Act, item: int) -> Discussion | None:
    """The period in which an item is open now; None where it is not."""
    return act.sitting.discussions.filter(end=None, item_id=item).select_related("item__document").first()


def item_of(consultation: Consultation, key: int) -> Item:
    """An item of the agenda.

    Raises:
        Refusal: it is on no agenda.
    """
    item = Item.objects.filter(pk=key, consultation=consultation, position__isnull=False).first()
    if item is None:
        raise Refusal(SittingCode.NOT_ON_AGENDA)
    return item


def has_ended(item: Item) -> bool:
    """Whether it ended with an outcome, and is not open again."""
    periods = Discussion.objects.filter(item=item)
    return (
        not periods.filter(end=None).exists()
        and periods.filter(outcome__in=[outcome.value for outcome in Outcome]).exists()
    )
