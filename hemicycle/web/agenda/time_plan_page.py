"""The time plan as it was published, followed live; on paper and as a calendar, too (rule 16)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import versions
from hemicycle.agenda.queries import programme
from hemicycle.consultations.language_parts import Sentence
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import reader_language
from hemicycle.fields.keys import key_of
from hemicycle.rules.permissions import Action
from hemicycle.sittings import forecast as forecast_
from hemicycle.sittings.booth_plan import duties_of
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import participant
from hemicycle.web.agenda import timetable
from hemicycle.web.agenda.differences import differences
from hemicycle.web.agenda.downloads import file_name, on_paper, own_zone, version_asked
from hemicycle.web.agenda.live_forecast import following
from hemicycle.web.agenda.plan_calendar import plan_calendar
from hemicycle.web.toolkit.calendars import CALENDAR
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.pdf import in_language

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.agenda.live_forecast import Following

KIND = AgendaPublication.Kind.TIME_PLAN


@page(participant())
def time_plan(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """The version that holds, or the ``revision`` asked for.

    ``format`` is ``pdf``, ``docx``, ``ics`` (a day an event) or ``items.ics`` (an item an event; ``item`` names one).
    """
    consultation, visitor, now = reader.consultation, reader.visitor, reader.now
    known = versions(consultation, KIND)
    shown = version_asked(request, known)
    if shown is not None and (
        file := on_paper(request, consultation, shown) or _calendar(request, reader, known[known.index(shown) :])
    ):
        return file
    newest = shown is not None and shown == known[0]
    # What holds now is shown beside what goes on: both name the sittings in one way.
    of = max(timetable.sittings_in(shown), consultation.sittings_planned if newest else 0) if shown else 0
    days = timetable.published(shown, of) if shown else []
    sittings, items = forecast_.sittings_of(consultation), forecast_.agenda_of(consultation)
    made = forecast_.outlook(sittings, items, programme(consultation).frame, now)
    followed = following(consultation, made, forecast_.demonstration(consultation, items, now), now)
    seen = _seen(known, followed, now)
    if "live" in request.GET and request.GET.get("seen") == seen:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {
        "consultation": consultation,
        "shown": shown,
        "newest": newest,
        "versions": known,
        "days": timetable.followed(days, made, of) if newest else days,
        "left": timetable.unplaced(shown) if shown else [],
        "changes": differences(shown.changes, of) if shown else [],
        "agenda": shown.content["agenda"] if shown else "",
        "following": followed,
        "seen": seen,
        "told": _told(followed),
        "own": own_zone(request),
        "languages": choices(consultation.languages.documents),
        "reads": reader_language(),
        "edits": visitor.may_read(Action.PLAN_EDIT),
        "now": now,
    }
    return render(request, "web/agenda/time_plan.html", context)


def _seen(known: list[AgendaPublication], followed: Following | None, now: datetime) -> str:
    """Names what the page shows: another version, act or minute is something new."""
    version = known[0].version if known else "-"
    sitting = f"{followed.sitting.pk}.{followed.sitting.sequence}.{now:%H%M}" if followed else "-"
    return f"{version}:{sitting}"


def _told(followed: Following | None) -> str:
    """What is said aloud when it changes: which item is open."""
    if followed is None or followed.open is None or followed.open.item is None:
        return ""
    item = followed.open.item
    return Sentence(_("Item %(position)d is open: %(title)s"), {"position": item.position, "title": item.title})


def _calendar(request: HttpRequest, reader: InConsultation, shown: list[AgendaPublication]) -> HttpResponse | None:
    """The calendar that an address asks for.

    Args:
        shown: The version, and those before it.

    Raises:
        Http404: it names an item that never had a place in the plan, or the plan has none at all.
    """
    kind = request.GET.get("format")
    if kind not in {"ics", "items.ics"}:
        return None
    item = key_of(request.GET["item"]) if "item" in request.GET else None
    if item is None and "item" in request.GET:
        raise Http404
    with in_language(request.GET.get("language")):
        own = reader.visitor.registration
        booths = duties_of([own]).get(own.pk)
        by_item = kind == "items.ics"
        content = plan_calendar(reader.consultation, shown, by_item=by_item, item=item, booths=booths)
    if content is None:
        raise Http404
    return download(content, f"{file_name(shown[0])}{'-items' if kind == 'items.ics' else ''}.ics", CALENDAR)
