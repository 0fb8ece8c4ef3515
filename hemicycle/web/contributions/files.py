"""A contribution that comes as a file: looked at, and what can be read in it, which its sender confirms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.consultations.languages import LANGUAGES, django_language, reader_language
from hemicycle.consultations.text import folded
from hemicycle.contributions.content import Content
from hemicycle.contributions.queries import invited
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.documents import texts
from hemicycle.documents.queries import symbols_in_order
from hemicycle.people import uploads
from hemicycle.rules.contributions import TITLE_LENGTH
from hemicycle.rules.reasons import Refusal
from hemicycle.web.toolkit import markdown
from hemicycle.web.toolkit.word_files import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.base import File

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member

#: For the ``accept`` of a file field.
ENDINGS = ".docx,.pdf"
#: So many characters of a Word document are read, and of any text the beginning is searched for names.
_READ, _BEGINNING = 200_000, 3000
_TITLE_LINES = 12


@dataclass(frozen=True)
class ContributionFile:
    """What is taken of a file.

    Attributes:
        text: What it says, as far as it was read.
    """

    kept: uploads.Looked
    text: str


def taken(file: File[bytes]) -> ContributionFile:
    """A Word document or a PDF that has a text.

    Raises:
        Refusal: it is neither, is damaged, infected or too large, would do something by itself, or has no text.
    """
    looked = uploads.look(file)
    if looked.media_type == uploads.PDF:
        read = ContributionFile(looked, texts.text_of(looked.content, looked.media_type))
    elif looked.media_type == uploads.DOCX:
        said = text_of(ContentFile(looked.content, looked.name), "", _READ)
        read = ContributionFile(looked, markdown.plain(said.text))
    else:
        raise Refusal(ContributionCode.CONTRIBUTION_FILE, name=looked.name)
    if not read.text.strip():
        raise Refusal(ContributionCode.CONTRIBUTION_FILE_EMPTY, name=looked.name)
    return read


def proposed(read: ContributionFile, consultation: Consultation, own: Member) -> Content:
    """What a file says of itself, as far as that can be read: its sender confirms or corrects it."""
    beginning = read.text[:_BEGINNING]
    found = Content(
        language=reader_language(),
        title=_title(read.text),
        members=tuple(code for code in _members(beginning, consultation) if code != own.code),
    )
    return replace(found, reference=_reference(read.text, consultation))


def _title(text: str) -> str:
    """What stands behind the template's word for it, in any of our languages; else the first line that is a title."""
    lines = [re.sub(r"^[#>*|\s-]+|[|*\s]+$", "", line) for line in text.splitlines()]
    lines = [line for line in lines if line]
    labels = _labels()
    for place, line in enumerate(lines):
        label, parted, rest = (part.strip(" |*") for part in _parted(line))
        if folded(label) in labels:
            behind = rest if parted and rest else next(iter(lines[place + 1 : place + 2]), "")
            return behind[:TITLE_LENGTH]
    return next((line for line in lines[:_TITLE_LINES] if len(line.split()) > 1), "")[:TITLE_LENGTH]


def _parted(line: str) -> tuple[str, str, str]:
    for mark in (":", "：", "|"):
        if mark in line:
            return line.partition(mark)
    return line, "", ""


def _labels() -> set[str]:
    found = set[str]()
    for code in LANGUAGES:
        with translation.override(django_language(code)):
            found |= {folded(pgettext("of a contribution", "Title")), folded(_("Title of the document"))}
    return found


def _members(text: str, consultation: Consultation) -> Iterable[str]:
    """The Members that are named at its beginning, in that order: by a name that they have in any language."""
    beginning = f" {folded(text)} "
    rows = invited(consultation)
    places: dict[str, int] = {}
    for row in rows:
        at = [beginning.find(folded(name.name)) for name in row.names.all() if len(name.name) > 1]
        there = [place for place in at if place >= 0]
        if there:
            places[row.code] = min(there)
    return sorted(places, key=lambda code: places[code])


def _reference(text: str, consultation: Consultation) -> str:
    """The first of the consultation's documents that it names."""
    symbols = symbols_in_order(consultation)
    places = {symbol: re.search(rf"(?<![\w/]){re.escape(symbol)}(?![\w/])", text) for symbol in symbols}
    there = {symbol: match.start() for symbol, match in places.items() if match}
    return min(there, key=lambda symbol: there[symbol], default="")
