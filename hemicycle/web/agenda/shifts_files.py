"""The shifts of a sitting as files: tables, which can be imported again, and a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import reader_language
from hemicycle.imports.desks import columns_of
from hemicycle.imports.models import Import
from hemicycle.rules.local_time import clock_of
from hemicycle.sittings.shifts import of_sitting
from hemicycle.web.registration.shift_calendar import calendar_of
from hemicycle.web.toolkit.calendars import CALENDAR
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.exports import spreadsheet
from hemicycle.web.toolkit.tables import FORMATS

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from hemicycle.sittings.models import Sitting

#: What ``format`` in an address may name.
FILES = (*FORMATS, "ics")


def file_of(sitting: Sitting, kind: str, now: datetime) -> HttpResponse:
    """One of ``FILES``.

    Raises:
        Http404: a calendar of no shifts, which RFC 5545 does not have.
    """
    rows, zone = of_sitting(sitting), sitting.consultation.zone
    name = f"shifts-{sitting.consultation.slug}-{sitting.number}"
    for row in rows:
        row.sitting = sitting
    if kind == "ics":
        if not rows:
            raise Http404
        return download(calendar_of(rows, now, reader_language(), named=True), f"{name}.ics", CALENDAR)
    columns = columns_of(Import.Kind.SHIFTS.value, sitting.consultation)
    lines = [[*(str(column.label) for column in columns), _("Name")]]
    for row in rows:
        clocks = [clock_of(at, zone).isoformat("minutes") for at in (row.begins_at, row.ends_at)]
        person = row.registration.person
        lines.append([str(sitting.number), person.email or "", row.language, *clocks, person.name])
    return spreadsheet(lines, name, kind)
