"""Files that nobody means to send, and some programs do: of the wrong kind, damaged, and workbooks that are none."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ("email", "name", "member", "role", "language", "code", "kind", "sitting", "position", "function")
ROW = ("new@example.net", "Ms. New", "BR", "delegate", "en", "BR", "state", "1", "yes", "Director")
SHEET = "xl/worksheets/sheet1.xml"
#: Of a sheet's XML: the cell that ``_book`` writes into D2.
_ROLE = re.compile(r'<c r="D2".*?</c>')
_LONG = 200_000


def _book(change: Callable[[Worksheet], object] = lambda _sheet: None) -> bytes:
    """A workbook with one row of people, Members and duties at once, and what a change makes of it."""
    book, out = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet.append(HEADINGS)
    sheet.append(ROW)
    change(sheet)
    book.save(out)
    return out.getvalue()


def _with(cell: str) -> bytes:
    """The same with another cell in place of the role, which openpyxl would not write."""
    return _patched(lambda xml: _ROLE.sub(lambda _found: cell, xml))


def _patched(change: Callable[[str], str]) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(_book())) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()).encode() if entry == SHEET else content)
    return out.getvalue()


def _text(words: str) -> str:
    return f'<c r="D2" t="inlineStr"><is><t>{words}</t></is></c>'


def _dimension(written: str) -> bytes:
    """The same with another size written at its head than it has."""
    return _patched(lambda xml: re.sub('<dimension ref="[^"]*"', f'<dimension ref="{written}"', xml))


def _put(cell: str, value: str | int | datetime) -> bytes:
    return _book(lambda sheet: sheet.__setitem__(cell, value))


def _many(sheet: Worksheet) -> None:
    for number in range(10_000):
        sheet.append((f"n{number}@example.net", f"Ms. {number}", "BR", "delegate"))


@cache
def workbooks() -> tuple[tuple[str, bytes], ...]:
    """Name and content of each; the same objects each time."""
    books = {
        "dimension": _dimension("A1:XFD1048576"),
        "million-columns": _dimension("A1:BDWGN1"),
        "dimension-of-nothing": _dimension("A0"),
        "no-dimension": _patched(lambda xml: re.sub("<dimension [^>]*>", "", xml)),
        "far-cell": _put("XFD1048576", "far"),
        "formula": _put("D2", '=HYPERLINK("https://example.net/","x")'),
        "array-formula": _with('<c r="D2"><f t="array" ref="D2:D900000">A1:A900000</f><v></v></c>'),
        "1899": _put("C2", datetime(1899, 12, 31)),  # noqa: DTZ001 - a workbook knows no zones
        "before-dates": _with('<c r="D2" s="1" t="d"><v>0000-00-00T25:00:00</v></c>'),
        "number": _with('<c r="D2"><v>1e400</v></c>'),
        "no-number": _with('<c r="D2"><v>twelve</v></c>'),
        "error": _with('<c r="D2" t="e"><v>#REF!</v></c>'),
        "boolean": _with('<c r="D2" t="b"><v>7</v></c>'),
        "shared-string": _with('<c r="D2" t="s"><v>99999999</v></c>'),
        "nul": _with(_text("a_x0000_b")),
        "nul-entity": _with(_text("a&#0;b")),
        "raw-nul": _with(_text("a\0b")),
        "half-pair": _with(_text("a_xD800_b")),
        "control": _with(_text("_x001B__x0085__x2028__xFFFE_")),
        "long-cell": _with(_text("w" * _LONG)),
        "merged": _book(lambda sheet: sheet.merge_cells("A1:C2")),
        "merged-over-itself": _patched(
            lambda xml: xml.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="B9:A1"/></mergeCells>')
        ),
        "rows": _book(_many),
        "empty": _book(lambda sheet: sheet.delete_rows(1, 2)),
        "headings": _book(lambda sheet: sheet.delete_rows(2)),
        "headings-twice": _put("B1", "email"),
        "heading-number": _put("A1", 2**53),
        "row-zero": _patched(lambda xml: xml.replace('<row r="2"', '<row r="0"')),
        "entity": _patched(
            lambda xml: '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>' + xml.replace("Ms. New", "&a;" * 50)
        ),
        "cut-off": _book()[:-400],
    }
    return tuple((f"{name}.xlsx", content) for name, content in books.items())


_OTHERS: tuple[tuple[str, bytes], ...] = (
    ("paper.pdf", b""),
    ("paper.pdf", b"%PDF-1.4\n" + b"\0" * 3000),
    ("rows.xlsx", b"PK\x03\x04" + b"\xff" * 200),
    ("rows.csv", b"email,name,member\n" + b'"' * 2000),
    ("rows.csv", "\u202eemail,a\0b\n1,2\n".encode()),
    ("rows.csv", "email,name,member\nnew@example.net,Ms. É,BR\n".encode("utf-16")),
    ("rows.csv", b"email,name,member\n" + b"w" * _LONG + b",Ms. New,BR\n"),
    ("rows.csv", b"email,name,member\n" + b"=1+1,\xc3\x28,\xff\n"),
    ("rows.csv", b"email;name;member\r" + b";;;;;;\r" * 3000),
    ("\u202egnp.exe", b"MZ\x90\0"),
    ("x" * 400 + ".txt", b"words"),
    ("../../environment", b"words"),
    ("page.html", b"<script>alert(1)</script>"),
)


def odd_files() -> tuple[tuple[str, bytes], ...]:
    """Name and content of each: as many workbooks as anything else, and more."""
    return (*_OTHERS, *workbooks())
