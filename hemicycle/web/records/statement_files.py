"""What a file says that a delegation hands in as the text of a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.people import uploads
from hemicycle.people.details import clean
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.statements import STATEMENT_CHARACTERS
from hemicycle.web.toolkit import markdown
from hemicycle.web.toolkit.word_files import text_of

if TYPE_CHECKING:
    from django.core.files.base import File

#: For the ``accept`` of a file field.
ENDINGS = ".docx,.txt,.pdf"
#: What the marks of a Word document add to its words is taken away again: so many characters are read.
_READ = 2 * STATEMENT_CHARACTERS


@dataclass(frozen=True)
class StatementFile:
    """What is taken of a file.

    Attributes:
        text: Read from it; empty of a PDF.
        kept: The file itself, where its text is not read.
    """

    text: str
    kept: uploads.Looked | None = None


def taken(file: File[bytes]) -> StatementFile:
    """The text of a Word document or of plain text, or a PDF as it came.

    Raises:
        Refusal: it is none of these, is damaged or infected, is too large, or its text cannot be read.
    """
    looked = uploads.look(file)
    if looked.media_type == uploads.PDF:
        return StatementFile("", looked)
    if looked.media_type == uploads.DOCX:
        file.seek(0)
        return StatementFile(markdown.plain(text_of(file, "", _READ).text))
    if looked.media_type != uploads.TEXT:
        raise Refusal(OutcomeCode.STATEMENT_FILE, name=looked.name)
    return StatementFile(clean(_decoded(looked), lines=True))


def _decoded(looked: uploads.Looked) -> str:
    """Plain text in UTF-8, or in UTF-16 with its mark: in anything else its letters would be guessed."""
    content = looked.content
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal(OutcomeCode.STATEMENT_UNREADABLE, name=looked.name) from error
