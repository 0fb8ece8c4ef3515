"""The text of a PDF, a Word document or a workbook, and how many pages a PDF has, as a program of its own.

What reading may cost is limited.

A file of a few kilobytes can keep its reader busy for minutes, and fill its memory; here that ends this process alone.
It is started by ``texts`` as a file, apart from Django and the package. It reads the file from standard input, and
writes a line with the number of pages, 0 of what has none, and then what was read so far after each page or paragraph,
so that what is too large is found by what it begins with.
"""

from __future__ import annotations

import logging
import resource
import sys
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What the process says by the number with which it ends; where its time was up, the system ends it.
DAMAGED, TOO_LARGE = 3, 4
#: Of a PDF, so many pages; of a workbook, so many columns.
PAGES = 200
COLUMNS = 50
#: An Office file unpacks to so many bytes at most.
_UNPACKED = 50 << 20


def read(content: bytes, kind: str) -> Iterator[str]:
    """The number of pages of a file, and then what it says, piece by piece.

    Args:
        kind: ``pdf``, ``docx`` or ``xlsx``.

    Raises:
        MemoryError: an Office file unpacks to more than is read.
    """
    if kind == "pdf":
        yield from _pdf(content)
        return
    with ZipFile(BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > _UNPACKED:
            raise MemoryError
    yield "0"
    yield from _docx(content) if kind == "docx" else _xlsx(content)


def _pdf(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - within the limits, and only in the process that has them

    pages = PdfReader(BytesIO(content)).pages
    yield str(len(pages))
    for number, page in enumerate(pages):
        if number == PAGES:
            return
        yield page.extract_text()


def _docx(content: bytes) -> Iterator[str]:
    from docx import Document  # noqa: PLC0415 - the same

    for paragraph in Document(BytesIO(content)).element.body.iter("{*}p"):
        yield "".join(text.text or "" for text in paragraph.iter("{*}t"))


def _xlsx(content: bytes) -> Iterator[str]:
    from openpyxl import load_workbook  # noqa: PLC0415 - the same

    for sheet in load_workbook(BytesIO(content), read_only=True, data_only=True).worksheets:
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=COLUMNS, values_only=True):
            yield " ".join(str(value) for value in row if value is not None)


def _limit(what: int, value: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def main(kind: str, seconds: int, megabytes: int, characters: int) -> int:
    """Write the number of pages and the text; return with which number to end."""
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, megabytes << 20)
    logging.disable()
    try:
        for text in read(sys.stdin.buffer.read(), kind):
            sys.stdout.buffer.write(text.encode("utf-8", "replace")[: characters * 4] + b"\n")
            sys.stdout.buffer.flush()
            characters -= len(text)
            if characters <= 0:
                return TOO_LARGE
    except (MemoryError, RecursionError):
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - a damaged file makes its parsers fail in every way there is
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
