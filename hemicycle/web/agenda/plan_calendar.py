"""The published time plan as iCalendar (RFC 5545): an event for each sitting, or for each item."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from icalendar.enums import STATUS

from hemicycle.consultations.joins import colon
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.people.details import clean
from hemicycle.web.agenda import timetable
from hemicycle.web.toolkit.calendars import zone_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.agenda.models import AgendaPublication
    from hemicycle.consultations.models import Consultation
    from hemicycle.web.agenda.timetable import Block, Day


def plan_calendar(
    consultation: Consultation,
    versions: Sequence[AgendaPublication],
    *,
    by_item: bool,
    item: int | None = None,
    booths: Mapping[int, str] | None = None,
) -> bytes | None:
    """A version of the plan in the present language: ``text/calendar; charset=utf-8``; ``None`` where nothing is in it.

    Hours are those of the consultation's zone, with the zone beside them. An entry keeps its UID from one version to
    the next, and its SEQUENCE grows: opening a later file moves the entry. What an earlier version had and this one has
    no more is in it as cancelled, at the hours that it had, so that opening the file takes it away.

    Args:
        versions: This version, then those before it, the latest first.
        by_item: An event for each item instead of one for each sitting.
        item: Only this one.
        booths: Of the reader, by sitting: the code of the language in whose booth they are to sit.
    """
    publication, *earlier = versions
    events = _events(consultation, publication, booths or {}, by_item=by_item)
    for former in earlier:
        for key, event in _events(consultation, former, {}, by_item=by_item).items():
            if key not in events:
                events[key] = _cancelled(event, publication)
    wanted = [event for key, event in events.items() if item in {None, key}]
    if not wanted:
        return None
    made = Calendar.new(name=clean(str(consultation)), method="PUBLISH", prodid="-//Hemicycle//Time plan//EN")
    zones = {version.content["zone"] for version in versions} - {"UTC"}
    years = [event.start.year for event in wanted]
    for zone in sorted(zones):
        # A rule of the zone that begins in the year before covers the first day, whichever hemisphere it is in.
        made.add_component(zone_of(zone, min(years) - 1, max(years) + 1))
    for event in wanted:
        event.add("SEQUENCE", len(earlier))
        made.add_component(event)
    content: bytes = made.to_ical()
    return content


def _events(
    consultation: Consultation, publication: AgendaPublication, booths: Mapping[int, str], *, by_item: bool
) -> dict[int, Event]:
    """The events of a version, by the key of the item or of the sitting."""
    days, zone = timetable.published(publication), ZoneInfo(publication.content["zone"])
    if not by_item:
        return {day.key: _day(consultation, publication, day, zone, booths.get(day.key, "")) for day in days}
    return {
        block.item.key: _item(consultation, publication, block, zone, day)
        for day in days
        for block in day.items
        if block.item is not None
    }


def _cancelled(event: Event, publication: AgendaPublication) -> Event:
    """An event of an earlier version that this one has no more."""
    del event["STATUS"]
    event.add("STATUS", STATUS.CANCELLED)
    event.stamp = publication.published_at
    return event


def _day(consultation: Consultation, publication: AgendaPublication, day: Day, zone: ZoneInfo, booth: str) -> Event:
    programme = "\n".join(
        f"{block.starts.astimezone(zone):%H:%M} {block.item.position}. {clean(block.item.title)}"
        for block in day.items
        if block.item is not None
    )
    if booth:
        own = _("Your booth: %(language)s") % {"language": NATIVE_NAMES[booth]}
        programme = f"{own}\n{programme}"
    return Event.new(
        uid=_uid("sitting", day.key),
        stamp=publication.published_at,
        status=STATUS.CONFIRMED,
        start=day.opens.astimezone(zone),
        end=day.closes.astimezone(zone),
        summary=f"{day.short}{colon()}{clean(str(consultation))}",
        description=programme,
        url=_address(consultation),
    )


def _item(consultation: Consultation, publication: AgendaPublication, block: Block, zone: ZoneInfo, day: Day) -> Event:
    named = block.item
    if named is None:
        raise LookupError("a block of another kind is no event")
    title = _("Item %(position)d: %(title)s") % {"position": named.position, "title": clean(named.title)}
    document = _("Document %(symbol)s") % {"symbol": named.symbol} if named.symbol else ""
    return Event.new(
        uid=_uid("item", named.key),
        stamp=publication.published_at,
        status=STATUS.CONFIRMED,
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
