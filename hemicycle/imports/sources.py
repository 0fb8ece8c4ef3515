"""Lines of a CSV file or an Excel workbook, one at a time: a long file needs no more memory than a short one."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from datetime import date, datetime
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from hemicycle.imports.reasons import ImportCode
from hemicycle.people.uploads import CSV, TEXT, XLSX
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hemicycle.people.models import Upload

#: What a cell of a spreadsheet holds at most; more is a quotation mark that is never closed.
CELL_LENGTH = 32_767
COLUMNS = 100
ROWS = 20_000
MEGABYTES_UNPACKED = 50
#: Export writes an apostrophe before what a spreadsheet would take for a formula; here it is taken off again.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DELIMITERS = ",;\t"
_SHEET_ROWS = 1_048_576
_BYTE_ORDER = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Line:
    """A line with something in it, under the number that a spreadsheet gives it."""

    number: int
    cells: tuple[str, ...]


def read(upload: Upload) -> Iterator[Line]:
    """The lines of a file, its headings first; empty ones are passed over.

    Raises:
        Refusal: it is no table, is damaged, or is larger than what is imported at once.
    """
    if upload.media_type not in {CSV, TEXT, XLSX}:
        raise Refusal(ImportCode.IMPORT_NO_TABLE)
    with upload.file.open("rb") as file:
        lines = _workbook(file) if upload.media_type == XLSX else _text(file)
        for number, line in enumerate(_filled(lines)):
            if number > ROWS:
                raise Refusal(ImportCode.IMPORT_TOO_LONG, rows=ROWS)
            yield line


def _filled(lines: Iterable[tuple[int, Iterable[object]]]) -> Iterator[Line]:
    for number, values in lines:
        cells = tuple(_plain(value) for value in values)
        if any(len(cell) > CELL_LENGTH for cell in cells):
            raise Refusal(ImportCode.IMPORT_CELL_TOO_LONG, row=number)
        if any(cells):
            yield Line(number, cells)


def _plain(value: object) -> str:
    """A cell as text: a whole number without its point, a date in ISO 8601."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def _text(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    start = file.read(2)
    file.seek(0)
    encoding = next((name for mark, name in _BYTE_ORDER if start == mark), "utf-8-sig")
    text = TextIOWrapper(file, encoding=encoding, newline="")
    number = 0
    try:
        headings = text.readline(CELL_LENGTH)
        text.seek(0)
        reader = csv.reader(text, delimiter=max(_DELIMITERS, key=headings.count))
        for number, cells in enumerate(reader, 1):
            yield number, cells[:COLUMNS]
    except UnicodeError as error:
        raise Refusal(ImportCode.IMPORT_NOT_UNICODE) from error
    except csv.Error as error:
        raise Refusal(ImportCode.IMPORT_CELL_TOO_LONG, row=number + 1) from error


def _workbook(file: IO[bytes]) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The first sheet; a formula counts as the value that it had when the workbook was saved."""
    try:
        _look_at_size(file)
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write wrong ones
        yield from enumerate(sheet.iter_rows(max_row=_SHEET_ROWS, max_col=COLUMNS, values_only=True), 1)
    except Refusal:
        raise
    except Exception as error:  # a damaged workbook makes its parsers fail in every way there is
        raise Refusal(ImportCode.IMPORT_DAMAGED) from error


def _look_at_size(file: IO[bytes]) -> None:
    """Refuse what unpacks to far more than a table of ``ROWS`` rows; ``zipfile`` unpacks no more than is declared."""
    with ZipFile(file) as parts:
        listed = parts.infolist()
    if sum(part.file_size for part in listed) > MEGABYTES_UNPACKED * 1024 * 1024:
        raise Refusal(ImportCode.IMPORT_UNPACKS_TOO_LARGE, megabytes=MEGABYTES_UNPACKED)
    if any(part.flag_bits & 1 for part in listed):
        raise BadZipFile("encrypted")
