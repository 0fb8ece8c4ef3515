"""How many pages a PDF has: one of ours, or a stranger's, which is counted in a process of its own."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING

from hemicycle.people.confined import started
from hemicycle.people.uploads import PDF
from hemicycle.web.toolkit import page_counter

if TYPE_CHECKING:
    from hemicycle.people.uploads import Looked

#: Processor seconds that counting may take, seconds by the clock, and so much memory.
SECONDS, PATIENCE, MEGABYTES = 5, 15, 512
#: By its path, so that the process imports nothing of ours.
_PROGRAM = Path(page_counter.__file__)


def pages_of(content: bytes) -> int:
    """How many pages a PDF has that was made here."""
    from pypdf import PdfReader  # noqa: PLC0415 - it takes longer to load than most pages take altogether

    return len(PdfReader(BytesIO(content)).pages)


def pages_of_file(file: Looked, _text: str) -> int:
    """How many pages a file has that somebody sent; 0 of what is no PDF, and where they cannot be counted."""
    return pages_of_strangers(file.content) if file.media_type == PDF else 0


def pages_of_strangers(content: bytes) -> int:
    """How many pages a PDF has that somebody sent; 0 where they cannot be counted."""
    with started(str(_PROGRAM), str(SECONDS), str(MEGABYTES)) as process:
        try:
            written, _ = process.communicate(content, timeout=PATIENCE)
        except TimeoutExpired:
            written = b""
        finally:
            process.kill()
    return min(int(written), 32_767) if written.isdigit() else 0
