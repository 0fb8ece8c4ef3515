"""Which version a page is asked for, and that version as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.http import Http404

from hemicycle.consultations.languages import reader_language
from hemicycle.people.uploads import DOCX, PDF
from hemicycle.web.access import visitors
from hemicycle.web.agenda.documents import FORMATS, paper
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.pdf import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from hemicycle.agenda.models import AgendaPublication
    from hemicycle.consultations.models import Consultation


def version_asked(request: HttpRequest, known: Sequence[AgendaPublication]) -> AgendaPublication | None:
    """The version whose ``revision`` an address names, or the one that holds; ``None`` while there is none.

    Raises:
        Http404: there is no such version.
    """
    asked = request.GET.get("revision", "")
    if not asked:
        return known[0] if known else None
    version = next((version for version in known if version.version == asked), None)
    if version is None:
        raise Http404
    return version


def own_zone(request: HttpRequest) -> ZoneInfo | None:
    """The zone that the reader has set for themselves."""
    name = visitors.person(request).time_zone
    return ZoneInfo(name) if name else None


def on_paper(request: HttpRequest, consultation: Consultation, version: AgendaPublication) -> HttpResponse | None:
    """The file that an address asks for by ``format``, in a ``language``; ``None`` where it asks for the page."""
    kind = request.GET.get("format")
    if kind not in FORMATS:
        return None
    with in_language(request.GET.get("language")):
        content = paper(consultation, version, kind, own_zone(request))
        name = f"{file_name(version)}-{reader_language()}.{kind}"
    return download(content, name, PDF if kind == "pdf" else DOCX)


def file_name(version: AgendaPublication) -> str:
    """The symbol, as a file may be called."""
    return version.symbol.replace("/", "-")
