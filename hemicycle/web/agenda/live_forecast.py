"""A sitting that goes on, as the time plan follows it: what is done, where it is, when it will end (rule 16)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from hemicycle.agenda.snapshots import brief
from hemicycle.consultations.document_contents import contents_of
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.forecast import IN_SESSION
from hemicycle.web.agenda.published import Named
from hemicycle.web.agenda.timetable import MINUTE, draft_day
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.bars import per_cent

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.sittings.forecast import Day as OutlookDay
    from hemicycle.sittings.forecast import Outlook
    from hemicycle.sittings.models import Sitting
    from hemicycle.web.agenda.timetable import Block, Day


@dataclass(frozen=True)
class Carried:
    """An item that no longer fits into the sitting, and where it goes; empty where it has no place."""

    item: Named
    to: str


@dataclass(frozen=True)
class Following:
    """The sitting that goes on.

    Attributes:
        done, of: How many of its items are over, of how many.
        open: The item that is open.
        ends: When it will end, if every item takes its minutes.
        early: Minutes that it ends before it closes.
        line: Where now is in the picture, in per cent of the day.
    """

    sitting: Sitting
    day: Day
    done: int
    of: int
    open: Block | None
    ends: datetime
    early: int
    carried: list[Carried]
    line: str


def following(
    consultation: Consultation, made: Outlook, demonstration: OutlookDay | None, now: datetime
) -> Following | None:
    """The sitting that goes on; that of a demonstration where no other does."""
    going_on = next((day for day in made.days if day.sitting.state in IN_SESSION), demonstration)
    if going_on is None:
        return None
    day, contents = draft_day(consultation, going_on), contents_of(consultation)
    blocks = day.items
    whole = (day.closes - day.opens) / MINUTE
    place = min(max((now - day.opens) / MINUTE, 0), whole)
    ends = max([now, *(block.ends for block in blocks if block.state != "ended")])
    return Following(
        sitting=going_on.sitting,
        day=day,
        done=sum(block.state == "ended" for block in blocks),
        of=len(blocks) + len(going_on.carried),
        open=next((block for block in blocks if block.state == "open"), None),
        ends=ends,
        early=max(0, ceil((day.closes - ends) / MINUTE)),
        carried=[
            Carried(Named.of(brief(item), contents), _goes_to(made, item.pk, going_on.sitting))
            for item in going_on.carried
        ],
        line=per_cent(100 * place / whole),
    )


def _goes_to(made: Outlook, item: int, present: Sitting) -> str:
    """The sitting to which an item is carried over; none from one that is beside the calendar."""
    if present.kind != SittingKind.SITTING.value:
        return ""
    sitting = made.sitting_of(item)
    return labels.sitting_title(sitting) if sitting is not None and sitting.pk != present.pk else ""
