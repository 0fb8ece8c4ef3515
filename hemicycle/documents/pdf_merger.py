"""PDFs in one, as a program of its own: what strangers' files cost to read is limited, and ends this process alone.

It is started by ``packages`` as a file, apart from Django and the package. It reads a line of JSON from standard input,
``[[title, size], ...]``, and then the files one after the other; it writes one PDF with an outline, or ends with the
number of the file that it could not read on a line.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from io import BytesIO

#: What the process says by the number with which it ends; where its time was up, the system ends it.
DAMAGED, TOO_LARGE = 3, 4


def merge(files: list[tuple[str, bytes]]) -> bytes:
    """One PDF with an entry of its outline for each.

    Raises:
        ValueError: one cannot be read; says its place, from 0.
    """
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - within the limits, and only in the process that has them

    writer, out = PdfWriter(), BytesIO()
    for place, (title, content) in enumerate(files):
        try:
            # One that asks for a password says so, as one that is damaged does.
            writer.append(PdfReader(BytesIO(content)), outline_item=title, import_outline=False)
        except (MemoryError, RecursionError):
            raise
        except Exception as error:
            raise ValueError(place) from error
    # Nothing of it acts by itself, whatever its parts brought with them.
    for name in ("/OpenAction", "/AA", "/Names"):
        writer.root_object.pop(name, None)
    writer.write(out)
    return out.getvalue()


def _limit(what: int, value: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def main(seconds: int, megabytes: int) -> int:
    """Write the PDF; return with which number to end."""
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, megabytes << 20)
    logging.disable()
    given = sys.stdin.buffer
    try:
        listed = json.loads(given.readline())
        made = merge([(title, given.read(size)) for title, size in listed])
    except ValueError as error:
        sys.stdout.write(f"{error}\n")
        return DAMAGED
    except (MemoryError, RecursionError):
        return TOO_LARGE
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
