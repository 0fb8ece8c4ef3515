"""The text of documents' files, read for the search by the worker; one file at a time, within limits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING

from hemicycle.documents import search, text_reader
from hemicycle.people.confined import started
from hemicycle.people.uploads import DOCX, PDF, XLSX

if TYPE_CHECKING:
    from hemicycle.people.models import Upload

#: Processor seconds that reading a file may take, seconds by the clock, and so much memory.
SECONDS = 10
PATIENCE = 30
MEGABYTES_READING = 768
#: So many characters of a file are found: some hundred pages.
CHARACTERS = 300_000
#: So many pages are counted, which a column takes.
MOST_PAGES = 32_767
#: So many files and documents in one round: mail and tasks do not wait for the rest.
ROUND = 5
KINDS = {PDF: "pdf", DOCX: "docx", XLSX: "xlsx"}
#: By its path, so that the process imports nothing of ours.
_PROGRAM = Path(text_reader.__file__)


@dataclass(frozen=True)
class ReadFile:
    """What was read of a file.

    Attributes:
        text: What it says, as far as it could be read: nothing of a picture, or of what is damaged.
        pages: How many it has; 0 of what is no PDF, and where they cannot be counted.
    """

    text: str = ""
    pages: int = 0


def read(content: bytes, media_type: str) -> ReadFile:
    """Read a file in a process of its own, which takes a good part of a second to start."""
    kind = KINDS.get(media_type)
    if kind is None:
        return ReadFile()
    limits = map(str, (SECONDS, MEGABYTES_READING, CHARACTERS))
    with started(str(_PROGRAM), kind, *limits) as process:
        try:
            written, _ = process.communicate(content, timeout=PATIENCE)
        except TimeoutExpired as error:
            written = error.stdout or b""
        finally:
            process.kill()
    pages, _newline, text = written.partition(b"\n")
    return ReadFile(text.decode("utf-8", "replace")[:CHARACTERS], min(int(pages), MOST_PAGES) if pages.isdigit() else 0)


def read_waiting() -> int:
    """Read some of what nobody has read yet; how much that was."""
    documents = search.without_head(100 * ROUND)
    if documents:
        search.index(documents)
    files = search.unread(ROUND)
    for file in files:
        if file.upload is not None:
            search.keep_text(file, _text(file.upload))
    return len(documents) + len(files)


def _text(upload: Upload) -> str:
    try:
        with upload.file.open("rb") as content:
            return read(content.read(), upload.media_type).text
    except FileNotFoundError:
        return ""
