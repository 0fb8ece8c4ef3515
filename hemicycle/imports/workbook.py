"""The first sheet of an Excel workbook, as a program of its own: what reading it may cost is limited by the system.

A workbook of a few kilobytes can keep a reader busy for minutes, and fill the memory, between one row and the next.
Here that ends this process alone. It is started by ``sources`` as a file, apart from Django and the package, reads the
workbook from standard input, and writes a row a line as JSON, every cell as text.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What the process says by the number with which it ends; where its time was up, the system ends it.
DAMAGED, TOO_LARGE = 3, 4
_SHEET_ROWS = 1_048_576


def text_of(value: object) -> str:
    """A cell as text: a whole number without its point, a date in ISO 8601, with its time where it has one."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def rows(content: bytes, columns: int) -> Iterator[list[str]]:
    """The rows of the first sheet; a formula counts as the value that it had when the workbook was saved."""
    from openpyxl import load_workbook  # noqa: PLC0415 - within the limits, and only in the process that has them

    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # some programs write wrong ones
    for row in sheet.iter_rows(max_row=_SHEET_ROWS, max_col=columns, values_only=True):
        yield [text_of(value) for value in row]


def _limit(what: int, value: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def main(seconds: int, megabytes: int, columns: int) -> int:
    """Write the rows; return with which number to end."""
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, megabytes << 20)
    try:
        for row in rows(sys.stdin.buffer.read(), columns):
            sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()
    except MemoryError:
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - a damaged workbook makes its parsers fail in every way there is
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
