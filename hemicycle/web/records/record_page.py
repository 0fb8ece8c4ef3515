"""The record of a sitting: a picture over its time, and everything that happened as a table and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import reader_language
from hemicycle.outcome.sitting_record import EventKind, record_of
from hemicycle.people.uploads import DOCX, PDF
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.records.access import at_record
from hemicycle.web.records.event_words import GROUPS, lines
from hemicycle.web.records.record_paper import FORMATS, paper
from hemicycle.web.records.timeline import timeline
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.pdf import in_language
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.agenda.models import Item
    from hemicycle.outcome.sitting_record import SittingRecord
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.records.access import AtRecord
    from hemicycle.web.records.event_words import Line
    from hemicycle.web.toolkit.tables import Filter

#: All of a day's sitting on one page, so that what leads to a line of it finds the line.
PAGE = 5000


@page(may(Action.ROOM_ENTER))
def record(request: HttpRequest, reader: InConsultation, pk: int) -> HttpResponse:
    """The table, narrowed by ``show`` and ``item``; ``format`` is a file: of the table, or the whole on paper."""
    at = at_record(reader, pk)
    compiled = record_of(at.sitting)
    kind = request.GET.get("format", "")
    if kind in FORMATS:
        return _on_paper(request, at, compiled, kind)
    rows, query = lines(compiled, whole=at.whole), TableQuery(request.GET)
    filters = _filters(query, compiled)
    table = Table(_columns(at), _narrowed(rows, filters), query, narrowed_by(filters), page_size=PAGE)
    if table.query.format:
        return export(table, f"record-{at.sitting.pk}")
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "summary_state": at.summary_page,
        "figures_open": at.figures_open,
        "comments_open": at.comments_open,
        "table": table,
        "filters": filters,
        "picture": timeline(rows, at.now, at.consultation.zone),
        "languages": choices(at.consultation.languages.documents),
        "reads": reader_language(),
        "whole": at.whole,
    }
    return render(request, "web/records/record.html", context)


def _filters(query: TableQuery, compiled: SittingRecord) -> list[Filter]:
    items = {event.item.pk: event.item for event in compiled.of(EventKind.ITEM) if event.item}
    named = [(str(key), _named(item)) for key, item in items.items()]
    return [
        query.filter("show", _("Show"), [(name, label) for name, (label, _kinds) in GROUPS.items()]),
        query.filter("item", _("Item"), named),
    ]


def _named(item: Item) -> Wording:
    title = Wording.of(item.title)
    return Wording(f"{item.position}. {title}", title.language)


def _narrowed(rows: list[Line], filters: list[Filter]) -> list[Line]:
    shown, item = filters
    kinds = GROUPS[shown.value][1] if shown.value else tuple(EventKind)
    return [
        row
        for row in rows
        if row.event.kind in kinds
        and (not item.value or (row.event.item is not None and str(row.event.item.pk) == item.value))
    ]


def _columns(at: AtRecord) -> list[Column[Line]]:
    zone = at.consultation.zone
    return [
        Column("time", _("Time"), lambda row: labels.clock(row.event.at, zone)),
        Column("until", _("Until"), lambda row: labels.clock(row.event.until, zone)),
        Column("event", _("Event"), lambda row: row.label),
        Column("item", _("Item"), lambda row: row.position),
        Column("name", _("Name"), lambda row: row.name),
        Column("member", _("Member"), lambda row: row.member),
        Column("language", _("Language"), lambda row: row.spoken),
        Column("words", _("Details"), lambda row: "\n".join(filter(None, [row.title, row.words, row.quoted]))),
    ]


def _on_paper(request: HttpRequest, at: AtRecord, compiled: SittingRecord, kind: str) -> HttpResponse:
    with in_language(request.GET.get("language")):
        content = paper(at.sitting, compiled, kind, whole=at.whole)
        name = f"record-{at.sitting.pk}-{reader_language()}.{kind}"
    return download(content, name, PDF if kind == "pdf" else DOCX)
