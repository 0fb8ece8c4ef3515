"""The agenda as it was published: item by item, with documents and who asked for it; on paper, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import versions
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import reader_language
from hemicycle.contributions.items import items_of
from hemicycle.contributions.queries import visible
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import participant
from hemicycle.web.agenda.differences import differences
from hemicycle.web.agenda.downloads import on_paper, version_asked
from hemicycle.web.agenda.published import agenda_items, information_items, removed_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.agenda.published import AgendaItem

KIND = AgendaPublication.Kind.AGENDA


@page(participant())
def agenda(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """The version that holds, or the ``revision`` asked for; ``format=pdf`` and ``docx`` in a ``language``."""
    consultation, visitor = reader.consultation, reader.visitor
    known = versions(consultation, KIND)
    shown = version_asked(request, known)
    if shown is not None and (file := on_paper(request, consultation, shown)):
        return file
    context = {
        "consultation": consultation,
        "shown": shown,
        "newest": shown is not None and shown == known[0],
        "versions": known,
        "items": _with_contributions(reader, agenda_items(shown) if shown else []),
        "information": information_items(shown) if shown else [],
        "removed": removed_items(shown) if shown else [],
        "changes": differences(shown.changes) if shown else [],
        "languages": choices(consultation.languages.documents),
        "reads": reader_language(),
        "edits": visitor.may_read(Action.PLAN_EDIT),
    }
    return render(request, "web/agenda/agenda.html", context)


def _with_contributions(
    reader: InConsultation, items: Sequence[AgendaItem]
) -> list[tuple[AgendaItem, Sequence[SeenContribution]]]:
    """Each item with the contributions to it that were posted."""
    posted = visible(reader.consultation, reader.now)
    places = {item.key: place for place, item in items_of(reader.consultation).items()} if posted else {}
    return [(item, posted.get(places.get(item.named.key, ("", 0)), ())) for item in items]
