"""The time plan as days with blocks: for the picture, the tables beside it, and papers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy

from hemicycle.agenda.snapshots import brief
from hemicycle.consultations import local
from hemicycle.consultations.document_contents import contents_of
from hemicycle.consultations.rule_sources import sources_of
from hemicycle.rules.reasons import Reason
from hemicycle.web.agenda.published import Named, contents_said, reason_cited
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.bars import per_cent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.agenda.models import AgendaPublication
    from hemicycle.consultations.models import Consultation
    from hemicycle.sittings.forecast import Day as OutlookDay
    from hemicycle.sittings.forecast import Outlook, Slot

MINUTE = timedelta(minutes=1)
#: What a part of a day is called, beside items.
KINDS = {
    "introduction": gettext_lazy("Introduction by the presiding officer"),
    "pause": gettext_lazy("Break"),
    "spare": gettext_lazy("Reserve and other matters"),
    "closing": gettext_lazy("Closing"),
}


@dataclass(frozen=True)
class Block:
    """A part of a day.

    Attributes:
        kind: ``introduction``, ``item``, ``pause``, ``spare`` or ``closing``.
        item: The item that is taken.
        state, outcome: How far it has come, where that is known.
        top, height: In the picture, in per cent of the day.
        expected: When it is taken by now, where that is at another time.
        elsewhere: In which sitting it is taken by now, where that is another one.
    """

    kind: str
    starts: datetime
    ends: datetime
    item: Named | None = None
    state: str = "planned"
    outcome: str = ""
    top: str = "0%"
    height: str = "0%"
    expected: datetime | None = None
    elsewhere: str = ""

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return (self.ends - self.starts) // MINUTE


@dataclass(frozen=True)
class Day:
    """A sitting.

    Attributes:
        key: Of the sitting.
        title: As in "First sitting, Tuesday 9 June 2020".
        spare: Minutes that nothing is planned for.
    """

    key: int
    number: int
    title: str
    short: str
    opens: datetime
    closes: datetime
    offset: str
    spare: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def items(self) -> list[Block]:
        """The blocks that are items."""
        return [block for block in self.blocks if block.item is not None]

    @property
    def minutes(self) -> int:
        """How long the sitting is."""
        return (self.closes - self.opens) // MINUTE


@dataclass(frozen=True)
class Unplaced:
    """An item without a place, and why, with the body's own source of it."""

    item: Named
    minutes: int
    why: str


def sittings_in(publication: AgendaPublication) -> int:
    """How many sittings a published plan has; none in an agenda."""
    return len(publication.content.get("sittings", ()))


def published(publication: AgendaPublication, of: int = 0) -> list[Day]:
    """The days of a published plan.

    Args:
        of: How many sittings there are, beside which they are shown; of themselves where they are shown alone.
    """
    content, contents = publication.content, contents_said(publication)
    of = of or sittings_in(publication)
    zone = ZoneInfo(content["zone"])
    days = []
    for row in content["sittings"]:
        pause = row["pause"]
        items = [
            Block("item", _moment(slot["starts"]), _moment(slot["ends"]), Named.of(slot, contents))
            for slot in row["slots"]
        ]
        called = labels.numbered_sitting(row["number"], of)
        day = _day(row["sitting"], row["number"], called, (_moment(row["opens"]), _moment(row["closes"])), zone)
        pauses = (_moment(pause[0]), _moment(pause[1])) if pause else None
        days.append(_filled(day, items, pauses, row["introduction"], row["closing"], row["spare"]))
    return days


def unplaced(publication: AgendaPublication) -> list[Unplaced]:
    """The items of a published plan that have no place."""
    content, contents = publication.content, contents_said(publication)
    sources = content.get("sources", {})
    return [
        Unplaced(Named.of(row, contents), row["minutes"], reason_cited(Reason.from_json(row["reason"]), sources))
        for row in content["left"]
    ]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def drafted(consultation: Consultation, made: Outlook) -> tuple[list[Day], list[Unplaced]]:
    """The days of a plan that is being made, and the items without a place."""
    days = [draft_day(consultation, day) for day in made.days]
    sources, contents = sources_of(consultation), contents_of(consultation)
    left = [
        Unplaced(Named.of(brief(item), contents), item.minutes, reason_cited(reason, sources))
        for item, reason in made.left
    ]
    return days, left


def draft_day(consultation: Consultation, outlook: OutlookDay) -> Day:
    """One day of a plan that is being made, or of a sitting that goes on."""
    sitting, contents = outlook.sitting, contents_of(consultation)
    items = [
        Block("item", slot.starts, slot.ends, Named.of(brief(slot.item), contents), slot.state, slot.outcome)
        for slot in outlook.slots
    ]
    called = labels.numbered_sitting(sitting.number, consultation.sittings_planned)
    day = _day(sitting.pk, sitting.number, called, (sitting.opens_at, sitting.closes_at), consultation.zone)
    return _filled(day, items, outlook.pause, outlook.frame.introduction, outlook.frame.closing, outlook.spare)


def _day(key: int, number: int, called: str, hours: tuple[datetime, datetime], zone: ZoneInfo) -> Day:
    opens, closes = hours
    return Day(
        key=key,
        number=number,
        title=labels.sitting_on_day(called, opens, zone),
        short=called,
        opens=opens,
        closes=closes,
        offset=local.offset(opens, zone),
        spare=0,
    )


def _filled(
    day: Day,
    items: list[Block],
    pause: tuple[datetime, datetime] | None,
    introduction: int,
    closing: int,
    spare: int,
) -> Day:
    """The day with all of its blocks, in time, each with its place in the picture."""
    blocks = list(items)
    if introduction:
        blocks.append(Block("introduction", day.opens, day.opens + introduction * MINUTE))
    if pause:
        blocks.append(Block("pause", *pause))
    if closing:
        blocks.append(Block("closing", day.closes - closing * MINUTE, day.closes))
    if spare:
        ends = day.closes - closing * MINUTE
        blocks.append(Block("spare", ends - spare * MINUTE, ends))
    placed = [_placed(block, day) for block in sorted(blocks, key=lambda block: block.starts)]
    return replace(day, spare=spare, blocks=placed)


def _placed(block: Block, day: Day) -> Block:
    """The block with its place in the picture: within the day, whatever happened."""
    whole = (day.closes - day.opens) / MINUTE
    starts = min(max((block.starts - day.opens) / MINUTE, 0), whole)
    ends = min(max((block.ends - day.opens) / MINUTE, starts), whole)
    return replace(block, top=per_cent(100 * starts / whole), height=per_cent(100 * (ends - starts) / whole))


def followed(days: Iterable[Day], made: Outlook, of: int) -> list[Day]:
    """A published plan with what has become of it by now: what is done, and what is expected at another time.

    Args:
        of: How many sittings there are, as for ``published``.
    """
    now = {slot.item.pk: (day, slot) for day in made.days for slot in day.slots}
    return [replace(day, blocks=[_followed(block, day, now, of) for block in day.blocks]) for day in days]


def _followed(block: Block, day: Day, now: dict[int, tuple[OutlookDay, Slot]], of: int) -> Block:
    if block.item is None or block.item.key not in now:
        return block
    there, slot = now[block.item.key]
    elsewhere = labels.numbered_sitting(there.sitting.number, of) if there.sitting.pk != day.key else ""
    # Seconds are no news.
    moved = abs(slot.starts - block.starts) >= MINUTE
    return replace(
        block,
        state=slot.state,
        outcome=slot.outcome,
        expected=slot.starts if moved or elsewhere else None,
        elsewhere=elsewhere,
    )
