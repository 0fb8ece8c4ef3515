"""Lines of a CSV file, an Excel workbook or TBX, one at a time: a long file needs no more memory than a short one.

Of a ZIP, those of the one table in it.
"""

from __future__ import annotations

import codecs
import csv
import json
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from hemicycle.imports import tbx, workbook
from hemicycle.imports.archive import ZIP, Archive
from hemicycle.imports.reasons import ImportCode
from hemicycle.people.confined import started
from hemicycle.people.uploads import CSV, TBX, TEXT, XLSX
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from subprocess import Popen

    from hemicycle.people.models import Upload

#: What a cell of a spreadsheet holds at most; more is a quotation mark that is never closed.
CELL_LENGTH = 32_767
COLUMNS = 100
ROWS = 20_000
#: So many empty rows, one after the other, end a table: a stray cell far below makes a program count a million of them.
EMPTY_ROWS_END = 1000
#: So many in all are passed over; a table with more of them is no table.
EMPTY_ROWS = 20_000
#: Processor seconds that reading a workbook may take, once through, and so much memory.
SECONDS = 20
MEGABYTES_READING = 1024
MEGABYTES_UNPACKED = 50
#: Export writes an apostrophe before what a spreadsheet would take for a formula; here it is taken off again.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DELIMITERS = ",;\t"
#: By its path, so that the process imports nothing of ours.
_PROGRAM = Path(workbook.__file__)
_BYTE_ORDER = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


#: A row's number, and its cells.
Numbered = tuple[int, Iterable[str]]


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
    with upload.file.open("rb") as file:
        yield from lines_of(file, upload.media_type)


def lines_of(file: IO[bytes], media_type: str) -> Iterator[Line]:
    """The same of a file that nobody keeps yet.

    Raises:
        Refusal: as for ``read``, or reading it takes more than ``SECONDS`` or ``MEGABYTES_READING``.
    """
    if media_type == ZIP:
        content, inside = Archive(file).table()
        yield from lines_of(BytesIO(content), inside)
        return
    if media_type not in {CSV, TEXT, XLSX, TBX}:
        raise Refusal(ImportCode.IMPORT_NO_TABLE)
    lines = _numbered(file, media_type)
    characters = 0
    for number, line in enumerate(filled(lines)):
        # A workbook keeps a text once, however many cells have it: here each has its own.
        characters += sum(map(len, line.cells))
        if characters > MEGABYTES_UNPACKED * 1024 * 1024:
            raise Refusal(ImportCode.IMPORT_UNPACKS_TOO_LARGE, megabytes=MEGABYTES_UNPACKED)
        if number > ROWS:
            raise Refusal(ImportCode.IMPORT_TOO_LONG, rows=ROWS)
        yield line


def _numbered(file: IO[bytes], media_type: str) -> Iterator[Numbered]:
    if media_type == TBX:
        return tbx.rows(file, ROWS)
    return _workbook(file) if media_type == XLSX else _text(file)


def filled(lines: Iterable[Numbered]) -> Iterator[Line]:
    """The rows with something in them, up to where the table ends.

    Raises:
        Refusal: a cell is too long, or too many empty rows lie in between.
    """
    passed = empty = 0
    for number, values in lines:
        cells = tuple(_plain(value) for value in values)
        if any(len(cell) > CELL_LENGTH for cell in cells):
            raise Refusal(ImportCode.IMPORT_CELL_TOO_LONG, row=number)
        if any(cells):
            empty = 0
            yield Line(number, cells)
            continue
        passed, empty = passed + 1, empty + 1
        if empty >= EMPTY_ROWS_END:
            return
        if passed > EMPTY_ROWS:
            raise Refusal(ImportCode.IMPORT_TOO_LONG, rows=ROWS)


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def _text(file: IO[bytes]) -> Iterator[Numbered]:
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


def _workbook(file: IO[bytes]) -> Iterator[Numbered]:
    """The rows of the first sheet, as a process of its own reads them (``workbook``)."""
    try:
        _look_at_size(file)
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Refusal(ImportCode.IMPORT_DAMAGED) from error
    file.seek(0)
    limits = (str(limit) for limit in (SECONDS, MEGABYTES_READING, COLUMNS))
    with started(str(_PROGRAM), *limits) as process:
        try:
            yield from _rows_of(process, file.read())
            _require_read(process.wait())
        finally:
            process.kill()  # whoever asks may want no more rows


def _rows_of(process: Popen[bytes], content: bytes) -> Iterator[Numbered]:
    if process.stdin is None or process.stdout is None:
        raise LookupError("it is started with both")
    process.stdin.write(content)
    process.stdin.close()
    for number, line in enumerate(process.stdout, 1):
        if not line.endswith(b"\n"):  # it was ended while it wrote
            return
        yield number, json.loads(line)


def _require_read(ended: int) -> None:
    if ended in {-signal.SIGXCPU, -signal.SIGKILL, workbook.TOO_LARGE}:
        raise Refusal(ImportCode.IMPORT_TOO_SLOW)
    if ended:
        raise Refusal(ImportCode.IMPORT_DAMAGED)


def _look_at_size(file: IO[bytes]) -> None:
    """Refuse what unpacks to far more than a table of ``ROWS`` rows; ``zipfile`` unpacks no more than is declared."""
    with ZipFile(file) as parts:
        listed = parts.infolist()
    if sum(part.file_size for part in listed) > MEGABYTES_UNPACKED * 1024 * 1024:
        raise Refusal(ImportCode.IMPORT_UNPACKS_TOO_LARGE, megabytes=MEGABYTES_UNPACKED)
    if any(part.flag_bits & 1 for part in listed):
        raise BadZipFile("encrypted")
