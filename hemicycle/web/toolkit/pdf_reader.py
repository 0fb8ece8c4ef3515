"""What a PDF says, as a program of its own: what reading it may cost is limited by the system.

It is started by ``pdf_files``, apart from Django, as a Word document's reader is. It reads the file from standard input,
and writes one JSON object: ``pages``, and the ``text`` of the first of them.
"""

from __future__ import annotations

import json
import resource
import sys
from io import BytesIO

from pypdf import PdfReader

#: What the process says by the number with which it ends; where its time was up, the system ends it.
DAMAGED, TOO_LARGE = 3, 4
#: Of so many pages the text is read, and of that so many characters.
_PAGES, _CHARACTERS = 5, 50_000


def said_in(content: bytes) -> dict[str, object]:
    """Its pages and text."""
    reader = PdfReader(BytesIO(content))
    text = ""
    for page in reader.pages[:_PAGES]:
        text = f"{text}\n{page.extract_text()}"[:_CHARACTERS]
    return {"pages": len(reader.pages), "text": text.strip()}


def _limit(what: int, value: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def main(seconds: int, megabytes: int) -> int:
    """Write what the file says; return with which number to end."""
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, megabytes << 20)
    try:
        json.dump(said_in(sys.stdin.buffer.read()), sys.stdout)
        sys.stdout.flush()
    except (MemoryError, RecursionError):
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - a damaged file makes its parser fail in every way there is
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
