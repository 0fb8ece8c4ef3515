"""Files that go with an import: its columns, empty or with what is kept now."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.web.toolkit.exports import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from hemicycle.consultations.models import Consultation


def empty(consultation: Consultation, kind: str, ending: str) -> HttpResponse:
    """A file with the headings alone, in the reader's language; a workbook explains them on a second sheet."""
    return spreadsheet([_headings(consultation, kind)], f"{kind}-empty", ending, _explanation(consultation, kind))


def filled(consultation: Consultation, kind: str, ending: str) -> HttpResponse:
    """The same with all that is kept now."""
    name = f"{kind}-{consultation.slug}"
    lines = chain([_headings(consultation, kind)], present_lines(consultation, kind))
    return spreadsheet(lines, name, ending, _explanation(consultation, kind))


def _headings(consultation: Consultation, kind: str) -> list[str]:
    return [str(column.label) for column in columns_of(kind, consultation)]


def _explanation(consultation: Consultation, kind: str) -> list[list[str]]:
    """Heading, plain name, what to write, and whether the column must be there."""
    needed = _("This column is required.")
    rows = [
        [str(column.label), column.name, str(column.explained), needed if column.required else ""]
        for column in columns_of(kind, consultation)
    ]
    note = _("A column left out changes nothing; an empty cell deletes the stored value.")
    return [[_("Heading"), _("Or"), _("Values"), ""], *rows, [], [note]]
