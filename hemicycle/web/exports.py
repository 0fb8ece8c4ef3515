"""Tables as files: CSV and Excel workbooks, in which no cell is a formula."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, TypeVar

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hemicycle.web.tables import Asked, Value

Row = TypeVar("Row")

#: A spreadsheet reads a cell that begins so as a formula, and runs what a stranger wrote as their name.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FORMATS = ("csv", "xlsx")
_NOTES_WIDTH = 34
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: Value) -> Value:
    """A value that no spreadsheet takes for a formula; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def export(table: Asked[Row], name: str, kind: str) -> HttpResponse:
    """The table's rows, as searched and sorted, as a file called ``name``.

    Args:
        kind: One of ``FORMATS``.
    """
    lines: list[Sequence[Value]] = [[str(column.label) for column in table.columns]]
    lines += [table.values(row) for row in table.found]
    return as_file(lines, name, kind)


def as_file(
    lines: Iterable[Sequence[Value]], name: str, kind: str, notes: Sequence[Sequence[str]] = ()
) -> HttpResponse:
    """Lines, the headings first, as a file called ``name``.

    Args:
        kind: One of ``FORMATS``.
        notes: Lines of a second sheet, which says what the first one holds; a CSV file has none.
    """
    made = ([harmless(value) for value in line] for line in lines)
    if kind == "csv":
        response = HttpResponse(_csv(made), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(_workbook(made, name, notes), content_type=_WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _csv(lines: Iterable[list[Value]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")  # Excel takes the mark as a sign of UTF-8


def _workbook(lines: Iterable[list[Value]], name: str, notes: Sequence[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    _fill(book, name[:31], lines)
    if notes:
        _fill(book, _("Columns")[:31], [[harmless(text) for text in line] for line in notes], width=_NOTES_WIDTH)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(book: Workbook, title: str, lines: Iterable[list[Value]], width: int | None = None) -> None:
    sheet = book.create_sheet(title)
    sheet.sheet_view.rightToLeft = translation.get_language_bidi()
    sheet.freeze_panes = "A2"
    if width:
        sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = width
    for line in lines:
        sheet.append(line)
