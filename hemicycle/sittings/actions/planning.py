"""The days and hours of the sittings, and the time plan that is published for them (rule 16)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.agenda import comparing, notices, publishing
from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.order import programme_under, require_edition
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.agenda.untitled import require_titled
from hemicycle.people.act import Act, carry_out
from hemicycle.rules.floor import SittingState
from hemicycle.rules.local_time import moment_on
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, Refused, require
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.rules.time_plan import Window, may_publish, may_reschedule, may_sit
from hemicycle.sittings import booth_messages
from hemicycle.sittings import forecast as forecast_
from hemicycle.sittings.calendar import REMOVED, removed_fact
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.models import Sitting
from hemicycle.sittings.plan_content import time_plan
from hemicycle.sittings.shift_changes import follow, require_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, time

    from hemicycle.agenda.models import Programme
    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer

#: Out of the way of every number while sittings are numbered anew.
_ASIDE = 10_000


@dataclass(frozen=True)
class Hours:
    """When a sitting is to be, in the consultation's zone.

    Attributes:
        opens, closes: With the offset that is meant, where a time comes twice on that day (``rules.local_time``).
        sitting: Which one; none for a new one.
    """

    day: date
    opens: time
    closes: time
    sitting: int | None = None


def set_calendar(
    consultation: int, performer: Performer, at: datetime, hours: Sequence[Hours], *, edition: int
) -> list[Sitting]:
    """Give the consultation these sittings: what is not named is taken away, and all are numbered in time.

    Args:
        edition: Of the time plan, as it was seen.

    Raises:
        Refusal: more days than the body allows; hours that overlap, are none, or come never or twice on that day; a
            sitting that has begun; or somebody has changed the plan meanwhile.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        programme = programme_under(act)
        require_edition(programme.plan_edition, edition)
        present = {row.pk: row for row in locked(act)}
        times = [moments(act, wanted) for wanted in hours]
        windows = [Window(place, opens, closes) for place, (opens, closes) in enumerate(times, start=1)]
        require(may_sit(windows, act.settings.days_limit()))
        named = {wanted.sitting for wanted in hours if wanted.sitting is not None}
        if not named <= present.keys():
            raise Refusal(AgendaCode.NO_SUCH_SITTING)
        removed = [removed_fact(row) for key, row in present.items() if key not in named]
        for key, row in present.items():
            if key not in named:
                _take_away(row)
        sittings = [
            _held_at(act, present, wanted, opens, closes) for wanted, (opens, closes) in zip(hours, times, strict=True)
        ]
        keep(act, programme, sittings)
        act.place = f"plan:{consultation}"
        act.facts["sittings"] = [[row.pk, row.opens_at.isoformat(), row.closes_at.isoformat()] for row in sittings]
        if removed:
            act.facts[REMOVED] = removed
        tell_clients(sittings, "sitting", "items", "booths")
    return sorted(sittings, key=lambda row: row.opens_at)


def keep(act: Act, programme: Programme, sittings: Sequence[Sitting]) -> None:
    """Keep all the sittings that are planned for: numbered in time, the next edition of the plan."""
    _number(sittings)
    _widen(act, sittings)
    programme.plan_edition += 1
    programme.save(update_fields=["plan_edition"])


def locked(act: Act) -> list[Sitting]:
    """The sittings that are planned for, locked."""
    rows = Sitting.objects.select_for_update().filter(consultation=act.consultation, kind=SittingKind.SITTING.value)
    return list(rows.order_by("pk"))


def moments(act: Act, hours: Hours) -> tuple[datetime, datetime]:
    """When a sitting with these hours opens and closes.

    Raises:
        Refusal: an hour comes never or twice on that day.
    """
    found = []
    for clock in (hours.opens, hours.closes):
        meant = moment_on(hours.day, clock, act.consultation.zone)
        if isinstance(meant, Refused):
            raise Refusal(meant.reason)
        found.append(meant)
    return found[0], found[1]


def untouched(row: Sitting) -> bool:
    """Whether nothing has happened in a sitting."""
    begun = row.state != SittingState.PLANNED.value
    return not begun and not any(
        rows.exists() for rows in (row.attendances, row.turns, row.discussions, row.leads, row.booth_seats)
    )


def _take_away(row: Sitting) -> None:
    require(may_reschedule(row.number, begun=not untouched(row)))
    require_none(row)
    row.delete()


def _held_at(act: Act, present: dict[int, Sitting], hours: Hours, opens: datetime, closes: datetime) -> Sitting:
    """The sitting with these hours."""
    if hours.sitting is None:
        return added(act, present.values(), opens, closes)
    row = present[hours.sitting]
    if (row.opens_at, row.closes_at) != (opens, closes):
        require(may_reschedule(row.number, begun=row.state != SittingState.PLANNED.value))
        follow(act, row, opens)
        row.opens_at, row.closes_at = opens, closes
    return row


def added(act: Act, present: Iterable[Sitting], opens: datetime, closes: datetime) -> Sitting:
    """A new sitting, not kept yet: it is led like the last one."""
    last = max(present, key=lambda row: row.opens_at, default=None)
    return Sitting(
        consultation=act.consultation,
        opens_at=opens,
        closes_at=closes,
        presiding=last.presiding if last else None,
    )


def _number(rows: Iterable[Sitting]) -> None:
    """Number the sittings in time, and keep them."""
    ordered = sorted(rows, key=lambda row: row.opens_at)
    for place, row in enumerate(ordered, start=1):
        row.number = _ASIDE + place
        row.raise_sequence()
        row.save()
    for place, row in enumerate(ordered, start=1):
        row.number = place
        row.save(update_fields=["number"])


def _widen(act: Act, rows: Sequence[Sitting]) -> None:
    """The consultation lasts for as long as it sits: badges and lists go by its days."""
    consultation = act.consultation
    days = [consultation.day(row.opens_at) for row in rows]
    consultation.first_day = min([consultation.first_day, *days])
    consultation.last_day = max([consultation.last_day, *days])
    consultation.save(update_fields=["first_day", "last_day"])


def publish_plan(  # noqa: PLR0913 - who, when, which version, and its words
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    editions: tuple[int, int],
    symbol: str = "",
    words: Text | None = None,
    titles_stand: bool = False,
    tell: bool = False,
) -> AgendaPublication:
    """Publish the time plan as it stands, and give each sitting its items: the presiding officer's console shows them.

    Args:
        editions: Of the agenda and of the plan, as they were seen.
        symbol: Of the first version.
        words: What a revision changes, by language.
        titles_stand: Where an item has no title in a language, that paper shows the original one.
        tell: Its readers get a mail.

    Raises:
        Refusal: it has changed meanwhile, no sitting or no item is planned, a title is missing in some
            language, or as ``agenda.publishing.publish`` says.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        programme = programme_under(act)
        for present, seen in zip((programme.agenda_edition, programme.plan_edition), editions, strict=True):
            require_edition(present, seen)
        locked(act)
        sittings = forecast_.sittings_of(act.consultation)
        items = forecast_.agenda_of(act.consultation)
        made = forecast_.outlook(sittings, items, programme.frame, at)
        require(may_publish(sittings=len(sittings), placed=sum(len(day.slots) for day in made.days)))
        agenda = publishing.latest(act.consultation, AgendaPublication.Kind.AGENDA)
        content = time_plan(act.consultation, made, agenda.symbol if agenda else "")
        require_titled(content, act.consultation.languages.documents, stand=titles_stand)
        kind = AgendaPublication.Kind.TIME_PLAN
        published = publishing.publish(act, kind, content, comparing.plans, symbol=symbol, words=words or {})
        if tell:
            notices.tell(published)
        for day in made.days:
            if day.sitting.state == SittingState.PLANNED.value:
                day.sitting.planned.set([slot.item for slot in day.slots])
                day.sitting.raise_sequence()
                day.sitting.save(update_fields=["sequence"])
        tell_clients([day.sitting for day in made.days if day.sitting.state == SittingState.PLANNED.value], "items")
    return published


def tell_clients(rows: Sequence[Sitting], *names: str) -> None:
    """Say after the commit which documents of these sittings changed, where anybody may be in them."""
    for row in rows:
        if row.state != SittingState.ENDED.value and row.attendances.exists():
            # Who presides now reads what the booths have written to who presides.
            chats = booth_messages.own_of([row.presiding_id]) if "sitting" in names else set()
            changed = frozenset({*names, *chats})
            announce = partial(documents_changed.send, sender=Sitting, sitting=row.pk, names=changed)
            transaction.on_commit(announce)
