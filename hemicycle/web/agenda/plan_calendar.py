"""The published time plan as iCalendar (RFC 5545): an event for each sitting, or for each item."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from hemicycle.people.details import clean
from hemicycle.web.agenda import timetable
from hemicycle.web.toolkit.calendars import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hemicycle.agenda.models import AgendaPublication
    from hemicycle.consultations.models import Consultation
    from hemicycle.web.agenda.timetable import Block, Day


def plan_calendar(
    consultation: Consultation, publication: AgendaPublication, *, by_item: bool, item: int | None = None
) -> bytes | None:
    """The plan in the present language: ``text/calendar; charset=utf-8``; ``None`` where nothing is in it.

    Hours are those of the consultation's zone, with the zone beside them. An entry keeps its UID from one revision to
    the next, and its SEQUENCE grows: opening a later file moves the entry.

    Args:
        by_item: An event for each item instead of one for each sitting.
        item: Only this one.
    """
    days = timetable.published(publication.content)
    zone = ZoneInfo(publication.content["zone"])
    made = Calendar.new(name=clean(str(consultation)), method="PUBLISH", prodid="-//Hemicycle//Time plan//EN")
    years = [moment.year for day in days for moment in (day.opens, day.closes)]
    if years and str(zone) != "UTC":
        # A rule of the zone that begins in the year before covers the first day, whichever hemisphere it is in.
        made.add_component(zone_of(str(zone), min(years) - 1, max(years) + 1))
    events = list(
        _items(consultation, publication, days, zone, item) if by_item else _days(consultation, publication, days, zone)
    )
    for event in events:
        made.add_component(event)
    content: bytes = made.to_ical()
    return content if events else None


def _days(
    consultation: Consultation, publication: AgendaPublication, days: list[Day], zone: ZoneInfo
) -> Iterator[Event]:
    for day in days:
        programme = "\n".join(
            f"{block.starts.astimezone(zone):%H:%M} {block.item.position}. {clean(block.item.title)}"
            for block in day.items
            if block.item is not None
        )
        yield Event.new(
            uid=_uid("sitting", day.key),
            sequence=publication.revision,
            stamp=publication.published_at,
            start=day.opens.astimezone(zone),
            end=day.closes.astimezone(zone),
            summary=f"{day.short}: {clean(str(consultation))}",
            description=programme,
            url=_address(consultation),
        )


def _items(
    consultation: Consultation, publication: AgendaPublication, days: list[Day], zone: ZoneInfo, item: int | None
) -> Iterator[Event]:
    for day in days:
        for block in day.items:
            if block.item is not None and item in {None, block.item.key}:
                yield _item(consultation, publication, block, zone, day)


def _item(consultation: Consultation, publication: AgendaPublication, block: Block, zone: ZoneInfo, day: Day) -> Event:
    named = block.item
    if named is None:
        raise LookupError("a block of another kind is no event")
    title = _("Item %(position)d: %(title)s") % {"position": named.position, "title": clean(named.title)}
    document = _("Document %(symbol)s") % {"symbol": named.symbol} if named.symbol else ""
    return Event.new(
        uid=_uid("item", named.key),
        sequence=publication.revision,
        stamp=publication.published_at,
        start=block.starts.astimezone(zone),
        end=block.ends.astimezone(zone),
        summary=title,
        description="\n".join(line for line in (clean(str(consultation)), day.short, document) if line),
        url=_address(consultation),
    )


def _uid(kind: str, key: int) -> str:
    return f"time-plan-{kind}-{key}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}"


def _address(consultation: Consultation) -> str:
    return settings.PUBLIC_ADDRESS + reverse("time_plan", args=[consultation.slug])
