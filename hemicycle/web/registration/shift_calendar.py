"""Somebody's shifts as iCalendar (RFC 5545), enclosed with the mail about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar

from hemicycle.consultations import local, trial
from hemicycle.consultations.joins import colon
from hemicycle.consultations.languages import NATIVE_NAMES, django_language
from hemicycle.mail.message import Enclosure, enclosure_wanted
from hemicycle.people.details import clean
from hemicycle.sittings.shift_mails import SHIFTS
from hemicycle.sittings.shifts import told_by
from hemicycle.web.toolkit.calendars import InRoom, room_address, zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from icalendar import Event

    from hemicycle.mail.models import Delivery
    from hemicycle.sittings.models import BoothShift


def listen() -> None:
    """Called once, when Django is ready."""
    enclosure_wanted.connect(_enclose, dispatch_uid="registration.shift_calendar")


def _enclose(*, delivery: Delivery, **_: Any) -> Enclosure | None:
    if delivery.mailing.template != SHIFTS:
        return None
    rows = told_by(delivery)
    if not rows:  # the sitting is gone
        return Enclosure({})
    return Enclosure({}, (("shifts.ics", calendar_of(rows, delivery.mailing.at, delivery.language), "text/calendar"),))


def calendar_of(rows: Sequence[BoothShift], stamp: datetime, language: str, *, named: bool = False) -> bytes:
    """Shifts in one consultation as a file: ``text/calendar; charset=utf-8``.

    Each keeps its UID, and its SEQUENCE grows with it: opening a later file moves the entry, or cancels it. Hours are
    the consultation's own with its zone beside them; the description has those of the reader's own clock too.

    Args:
        named: The title has whose shift it is, for who has to do with those of several people.
    """
    consultation = rows[0].sitting.consultation
    with translation.override(django_language(language)):
        made = Calendar.new(method="PUBLISH", prodid="-//Hemicycle//Shifts//EN")
        if consultation.time_zone != "UTC":
            years = [row.begins_at.year for row in rows]
            made.add_component(zone_of(consultation.time_zone, min(years) - 1, max(years) + 1))
        for row in rows:
            made.add_component(event_of(row, stamp, named=named))
        content: bytes = made.to_ical()
        return content


def event_of(row: BoothShift, stamp: datetime, *, named: bool = False) -> Event:
    """A shift as a calendar holds it, in the present language."""
    consultation = row.sitting.consultation
    zone = consultation.zone
    booth = _("Booth: %(language)s") % {"language": NATIVE_NAMES[row.language]}
    title = f"{booth} – {clean(row.registration.person.name)}" if named else booth
    lines = [
        _("Enter the room: %(address)s") % {"address": room_address(row.sitting_id)},
        local.moment(row.begins_at, zone),
    ]
    if there := local.own_time(row.begins_at, zone, row.registration.person.time_zone):
        lines.append(_("Your own time: %(hours)s") % {"hours": there})
    made = InRoom(
        kind="booth-shift",
        key=row.pk,
        sitting=row.sitting_id,
        sequence=row.sequence,
        starts=row.begins_at.astimezone(zone),
        ends=row.ends_at.astimezone(zone),
        title=trial.marked(f"{title}{colon()}{clean(str(consultation))}", consultation),
        description="\n".join(lines),
    )
    return made.event(stamp, cancelled=row.cancelled_at is not None)
