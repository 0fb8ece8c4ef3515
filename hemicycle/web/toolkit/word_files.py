"""The text of a Word document, as the field of a letter's text holds it. Nothing is kept of the file.

It is read by a process of its own (``docx_reader``), as a workbook is: a document of a few kilobytes can keep its
reader busy for minutes, and fill its memory.
"""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from io import BytesIO
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING
from zipfile import ZipFile

from hemicycle.correspondence.models.letters import BODY_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people import uploads
from hemicycle.people.active_content import DAMAGED
from hemicycle.people.confined import started
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal
from hemicycle.web.toolkit import docx_reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.base import File

#: Processor seconds that reading a document may take, seconds by the clock, and so much memory.
SECONDS = 10
PATIENCE = 30
MEGABYTES_READING = 1024
MEGABYTES_UNPACKED = 50
#: Where there are many, it is a picture book.
_PARTS = 5000
_ANOTHER_KIND = frozenset({PeopleCode.UPLOAD_KIND_NOT_ACCEPTED, PeopleCode.UPLOAD_NOT_WHAT_IT_SAYS})


@dataclass(frozen=True)
class WordText:
    """What a document says.

    Attributes:
        name: Of the file.
        text: CommonMark.
        counts: How often it has what is not taken in, or taken in otherwise (``taking_in.LEFT``).
        of_paper: It is a paper of a letter: its text alone was taken, without letterhead and signature.
    """

    name: str
    text: str
    counts: Mapping[str, int]
    of_paper: bool


def text_of(file: File[bytes], mark: str, longest: int = BODY_LENGTH) -> WordText:
    """The text of a document.

    Args:
        file: As uploaded.
        mark: The bookmark around the text in a letter's own paper.
        longest: How many characters are taken.

    Raises:
        Refusal: it is no DOCX file, is damaged, infected, has no text or more than the field holds, or reading it
            takes more than the limits above.
    """
    name = (file.name or "").rpartition("/")[2]
    try:
        looked = uploads.look(file, opened=False)
    except Refusal as refusal:
        if refusal.reason.code in _ANOTHER_KIND:
            raise Refusal(CorrespondenceCode.WORD_NOT_DOCX, name=name) from refusal
        raise
    if looked.media_type != uploads.DOCX:
        raise Refusal(CorrespondenceCode.WORD_NOT_DOCX, name=looked.name)
    _require_small(looked)
    said = _read(looked, mark)
    if not said.text:
        raise Refusal(CorrespondenceCode.WORD_WITHOUT_TEXT, name=looked.name)
    if len(said.text) > longest:
        raise Refusal(CorrespondenceCode.LETTER_BODY_TOO_LONG, length=len(said.text), longest=longest)
    return said


def _require_small(looked: uploads.Looked) -> None:
    """Refuse what unpacks to far more than a letter; ``zipfile`` unpacks no more than is declared."""
    try:
        with ZipFile(BytesIO(looked.content)) as parts:
            listed = parts.infolist()
    except DAMAGED as error:
        raise Refusal(CorrespondenceCode.WORD_DAMAGED, name=looked.name) from error
    if len(listed) > _PARTS or sum(part.file_size for part in listed) > MEGABYTES_UNPACKED << 20:
        raise Refusal(CorrespondenceCode.WORD_TOO_LARGE, name=looked.name)


def _read(looked: uploads.Looked, mark: str) -> WordText:
    with started("-m", docx_reader.__name__, str(SECONDS), str(MEGABYTES_READING), mark) as process:
        try:
            written, _ = process.communicate(looked.content, timeout=PATIENCE)
        except TimeoutExpired as error:
            raise Refusal(CorrespondenceCode.WORD_TOO_LARGE, name=looked.name) from error
        finally:
            process.kill()
    if process.returncode in {-signal.SIGXCPU, -signal.SIGKILL, docx_reader.TOO_LARGE}:
        raise Refusal(CorrespondenceCode.WORD_TOO_LARGE, name=looked.name)
    if process.returncode:
        raise Refusal(CorrespondenceCode.WORD_DAMAGED, name=looked.name)
    said = json.loads(written)
    return WordText(looked.name, said["text"], said["counts"], said["part"])
