"""Tables as files: CSV and Excel workbooks, in which no cell is a formula."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, TypeVar

from django.http import HttpResponse
from django.utils import translation
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

if TYPE_CHECKING:
    from hemicycle.web.listings import Listing
    from hemicycle.web.tables import Table, Value

Row = TypeVar("Row")

#: A spreadsheet reads a cell that begins so as a formula, and runs what a stranger wrote as their name.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FORMATS = ("csv", "xlsx")
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: Value) -> Value:
    """A value that no spreadsheet takes for a formula; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def export(table: Table[Row] | Listing[Row], name: str, kind: str) -> HttpResponse:
    """The table's rows, as searched and sorted, as a file called ``name``.

    Args:
        kind: One of ``FORMATS``.
    """
    lines = [[harmless(str(column.label)) for column in table.columns]]
    lines += [[harmless(value) for value in table.values(row)] for row in table.found]
    if kind == "csv":
        response = HttpResponse(_csv(lines), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(_workbook(lines, name), content_type=_WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _csv(lines: list[list[Value]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")  # Excel takes the mark as a sign of UTF-8


def _workbook(lines: list[list[Value]], name: str) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.sheet_view.rightToLeft = translation.get_language_bidi()
    sheet.freeze_panes = "A2"
    for line in lines:
        sheet.append(line)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
