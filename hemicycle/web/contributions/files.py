"""A contribution that comes as a file: looked at, with the text that it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from hemicycle.contributions.reasons import ContributionCode
from hemicycle.documents import texts
from hemicycle.people import uploads
from hemicycle.rules.reasons import Refusal
from hemicycle.web.contributions.lengths import pages_of_text
from hemicycle.web.toolkit import markdown
from hemicycle.web.toolkit.word_files import text_of

if TYPE_CHECKING:
    from django.core.files.base import File

#: For the ``accept`` of a file field.
ENDINGS = ".docx,.pdf"
#: So many characters of a Word document are read.
_READ = 200_000


@dataclass(frozen=True)
class ContributionFile:
    """What is taken of a file.

    Attributes:
        text: What it says, as far as it was read.
        counted: Pages of a PDF; 0 where they cannot be counted.
    """

    kept: uploads.Looked
    text: str
    counted: int = 0

    @property
    def pages(self) -> int:
        """How many it has: a PDF as it came; a Word document about as many as its text fills."""
        return self.counted if self.kept.media_type == uploads.PDF else pages_of_text(self.text)


def taken(file: File[bytes]) -> ContributionFile:
    """A Word document or a PDF that has a text.

    Raises:
        Refusal: it is neither, is damaged, infected or too large, would do something by itself, or has no text.
    """
    looked = uploads.look(file)
    if looked.media_type == uploads.PDF:
        found = texts.read(looked.content, looked.media_type)
        read = ContributionFile(looked, found.text, found.pages)
    elif looked.media_type == uploads.DOCX:
        said = text_of(ContentFile(looked.content, looked.name), "", _READ)
        read = ContributionFile(looked, markdown.plain(said.text))
    else:
        raise Refusal(ContributionCode.CONTRIBUTION_FILE, name=looked.name)
    if not read.text.strip():
        raise Refusal(ContributionCode.CONTRIBUTION_FILE_EMPTY, name=looked.name)
    return read
