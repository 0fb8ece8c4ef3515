"""Tables as files: CSV and Excel workbooks, in which no cell is a formula."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, TypeVar

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from xlsxwriter import Workbook

from hemicycle.imports.sources import FORMULA_STARTS
from hemicycle.people.uploads import XLSX
from hemicycle.web.toolkit.downloads import download

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse
    from xlsxwriter.worksheet import Worksheet

    from hemicycle.web.toolkit.tables import BaseTable, Value

Row = TypeVar("Row")

#: In characters.
_NOTES_WIDTH, _NARROWEST, _ARROW = 34, 9, 3
#: So many characters a cell of a workbook holds.
_CELL_LENGTH = 32_767
_CSV = "text/csv; charset=utf-8"


def harmless(value: Value) -> Value:
    """A value that no spreadsheet takes for a formula; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def export(table: BaseTable[Row], name: str) -> HttpResponse:
    """Everything that matches, in order, as a file called ``name``, in the format that the table's address asks for."""
    lines: list[Sequence[Value]] = [[str(column.label) for column in table.columns]]
    lines += [table.values(row) for row in table.matching_rows]
    return spreadsheet(lines, name, table.query.format)


def spreadsheet(
    lines: Iterable[Sequence[Value]], name: str, kind: str, notes: Sequence[Sequence[str]] = ()
) -> HttpResponse:
    """Lines, the headings first, as a file called ``name``.

    Args:
        kind: One of ``tables.FORMATS``.
        notes: Lines of a second sheet, which says what the first one holds; a CSV file has none.
    """
    made = ([harmless(value) for value in line] for line in lines)
    if kind == "csv":
        return download(_csv(made), f"{name}.csv", _CSV)
    return download(_workbook(made, name, notes), f"{name}.xlsx", XLSX)


def _csv(lines: Iterable[list[Value]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")  # Excel takes the mark as a sign of UTF-8


def _workbook(lines: Iterable[list[Value]], name: str, notes: Sequence[Sequence[str]]) -> bytes:
    file = BytesIO()
    # Row by row, so that a file of thousands takes no more memory than its text; nothing becomes a formula or a link.
    with Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _fill(book, name[:31], lines)
        if notes:
            _fill(book, _("Columns")[:31], [[harmless(text) for text in line] for line in notes], width=_NOTES_WIDTH)
    return file.getvalue()


def _fill(book: Workbook, title: str, lines: Iterable[list[Value]], width: int | None = None) -> None:
    sheet = book.add_worksheet(title)
    if translation.get_language_bidi():
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    columns, last = 0, 0
    for row, line in enumerate(lines):
        if row == 0:
            columns = len(line)
            _set_widths(sheet, line, width)
        last = row
        for column, value in enumerate(line):
            if isinstance(value, str):
                if value:  # an empty cell is no cell
                    sheet.write_string(row, column, value[:_CELL_LENGTH])
            elif value is not None:
                sheet.write(row, column, value)
    if not width and columns:
        sheet.autofilter(0, 0, last, columns - 1)


def _set_widths(sheet: Worksheet, headings: list[Value], width: int | None) -> None:
    """A column is as wide as its heading and the arrow of its filter need, within limits."""
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, width or min(max(len(str(heading)) + _ARROW, _NARROWEST), _NOTES_WIDTH))
